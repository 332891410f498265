"""A short list of things to choose several of, and, where wanted, to put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from shopdesk.gui.widgets.controls import named


class TickList(QListWidget):
    """Entries by their keys, each with a box to tick. ``changed`` follows every tick and every move.

    Blank ticks the entry under the cursor; in a ``movable`` list Alt+Up and Alt+Down move it, and so does dragging.
    """

    changed = Signal()

    def __init__(self, name: str, label: str, *, movable: bool = False) -> None:
        """Empty."""
        super().__init__()
        named(self, name, label)
        self._movable = movable
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.model().rowsMoved.connect(lambda *_: self.changed.emit())
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def populate(self, entries: Iterable[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Offer other entries: keys with what they are called."""
        self.blockSignals(True)
        self.clear()
        for key, title in entries:
            item = QListWidgetItem(title, self)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
        if self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)

    def ticked(self) -> tuple[str, ...]:
        """The keys that are ticked, in the order of the list."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == _ON)

    def current_key(self) -> str:
        """The key of the entry under the cursor."""
        found: str = self.item(max(self.currentRow(), 0)).data(Qt.ItemDataRole.UserRole)
        return found

    def tick_all(self, *, on: bool) -> None:
        """Tick every entry, or none."""
        self.blockSignals(True)
        for row in range(self.count()):
            self.item(row).setCheckState(_ON if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.changed.emit()

    def move(self, by: int) -> None:
        """Move the entry under the cursor up or down; at the ends nothing happens."""
        row = self.currentRow()
        if not self._movable or row < 0 or not 0 <= row + by < self.count():
            return
        item = self.takeItem(row)
        self.insertItem(row + by, item)
        self.setCurrentRow(row + by)
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Set the rows anew: before the first showing the style had not said how tall they are."""
        super().showEvent(event)
        self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with the arrows moves."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if self._movable and by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.move(by)
            return
        super().keyPressEvent(event)


_ON = Qt.CheckState.Checked
