"""A table that says in its frame why it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QTableView, QWidget

from shopdesk.gui.widgets.record_model import RecordTableModel


class WordedTable(QTableView):
    """The view on a :class:`RecordTableModel`; an empty frame alone would leave open why it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without words."""
        super().__init__(parent)
        self._when_empty = ""

    def say_when_empty(self, words: str) -> None:
        """Say ``words`` where there is no record; a filter that hides all of them is another thing."""
        self._when_empty = words
        self.tell_empty()

    def tell_empty(self) -> None:
        """Show the words, or no longer, after other records came; assistive programs read them, too."""
        self.setAccessibleDescription(self._empty_words())
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or why there are none."""
        super().paintEvent(event)
        words = self._empty_words()
        if words:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.viewport().rect().adjusted(16, 8, -16, -8)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
            painter.end()

    def _empty_words(self) -> str:
        model = self.model()
        return self._when_empty if isinstance(model, RecordTableModel) and model.is_empty else ""
