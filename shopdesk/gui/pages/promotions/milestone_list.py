"""The milestones of a campaign: tick them off with the mouse or the space bar."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.records import Milestone
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.cell_text import tip_text
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import current_language, tr

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


class MilestoneModel(QAbstractListModel):
    """Milestones by due day; ``ticked`` asks to mark one done or open."""

    ticked = Signal(int, bool)

    def __init__(self, theme: Theme, today: date) -> None:
        """No milestones yet."""
        super().__init__()
        self._theme = theme
        self._today = today
        self._items: tuple[Milestone, ...] = ()

    def set_items(self, items: tuple[Milestone, ...]) -> None:
        """Show other milestones."""
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def item(self, row: int) -> Milestone:
        """One milestone."""
        return self._items[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Each can be selected and ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """The line's text, tick, colour and tip."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        late = item.done_on is None and item.due < self._today
        if role == _DISPLAY:
            text = f"{item.due:%m-%d}  {item.title(current_language())}"
            if item.done_on:
                return f"√ {text}"
            return tr("{what} (late)", what=text) if late else text
        if role == _CHECK:
            return Qt.CheckState.Checked if item.done_on else Qt.CheckState.Unchecked
        if role == _INK:
            return self._theme.bad if late else self._theme.muted if item.done_on else None
        if role == _FONT and item.done_on:
            font = QFont()
            font.setStrikeOut(True)
            return font
        if role == _TIP and item.done_on:
            return tip_text(tr("Done on {day} {who}", day=item.done_on.isoformat(), who=item.done_by))
        return None

    def setData(self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = _DISPLAY) -> bool:
        """A tick asks for the change; the list shows it once it is kept."""
        if role != _CHECK or not index.isValid():
            return False
        wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.ticked.emit(self._items[index.row()].id or 0, wanted)
        return True


class MilestoneList(QWidget):
    """The list with its buttons. ``add_asked`` and ``remove_asked`` name what the user wants."""

    ticked = Signal(int, bool)
    add_asked = Signal()
    remove_asked = Signal(int)

    def __init__(self, theme: Theme, today: date) -> None:
        """An empty list."""
        super().__init__()
        self.model = MilestoneModel(theme, today)
        self.view = QListView()
        self.view.setObjectName("promotions.milestones")
        self.view.setAccessibleName(tr("Milestones"))
        self.view.setModel(self.model)
        rim, ground, done = theme.muted.name(), theme.surface.name(), theme.accent.name()
        self.view.setStyleSheet(
            f"QListView::indicator {{ width: 13px; height: 13px; border: 1px solid {rim}; border-radius: 3px;"
            f" background: {ground}; }} QListView::indicator:checked {{ background: {done}; border-color: {done}; }}"
        )
        self.view.setWordWrap(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.remove = button("promotions.removeMilestone", tr("Remove milestone"), self._on_remove)
        self.remove.setEnabled(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("promotions.addMilestone", tr("Add…"), self.add_asked.emit))
        row.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.view)
        layout.addLayout(row)
        self.model.ticked.connect(self.ticked)
        self.view.selectionModel().currentChanged.connect(lambda now, _old: self.remove.setEnabled(now.isValid()))

    def set_items(self, items: tuple[Milestone, ...]) -> None:
        """Show other milestones; the line in view stays in view."""
        row = self.view.currentIndex().row()
        self.model.set_items(items)
        if 0 <= row < len(items):
            self.view.setCurrentIndex(self.model.index(row))
        self.remove.setEnabled(self.view.currentIndex().isValid())

    def _on_remove(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.remove_asked.emit(self.model.item(index.row()).id or 0)
