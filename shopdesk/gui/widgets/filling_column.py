"""A column of names that takes the room left by the others, and never less than a name needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTableView, QTreeView

from shopdesk.gui.widgets.scaled import scaled


class FillingColumn(QObject):
    """Qt's stretched column is squeezed to nothing where the others need the width; with this one the view scrolls."""

    def __init__(self, view: QTableView | QTreeView, column: int, least: int) -> None:
        """Look after ``column``; ``least`` is in pixels at the usual size of letters."""
        super().__init__(view)
        self._view = view
        self._column = column
        self._least = least
        self._head: QHeaderView = view.header() if isinstance(view, QTreeView) else view.horizontalHeader()
        self._head.setStretchLastSection(False)
        self._head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        self._head.sectionResized.connect(self._on_resized)
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the width of the view."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Take the room that the others leave."""
        others = sum(self._head.sectionSize(one) for one in range(self._head.count()) if one != self._column)
        room = self._view.viewport().width() - others
        self._head.resizeSection(self._column, max(room, scaled(self._view, self._least)))

    def _on_resized(self, column: int, _old: int, _new: int) -> None:
        if column != self._column:
            self.fit()
