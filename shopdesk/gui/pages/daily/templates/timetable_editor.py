"""The day's timetable: a time and what is done then, in both languages; it prints on the back of the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.daily.checklist import TimetableEntry
from shopdesk.domain.typed import read_time
from shopdesk.gui.icons import icon
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_NO_INDEX = QModelIndex()


class TimetableModel(QAbstractTableModel):
    """Entries in the order of the day; ``edited`` carries all of them after a cell changed."""

    edited = Signal(list)

    def __init__(self, parent: Any = None) -> None:
        """Without entries."""
        super().__init__(parent)
        self.entries: list[TimetableEntry] = []

    def set_entries(self, entries: Sequence[TimetableEntry]) -> None:
        """Show these."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Time, Chinese, English."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return (tr("Time"), tr("Chinese"), tr("English"))[section]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A cell."""
        if role not in (_DISPLAY, _EDIT) or not index.isValid():
            return None
        entry = self.entries[index.row()]
        return (f"{entry.time:%H:%M}", entry.zh, entry.en)[index.column()]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be edited."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.isValid() else found

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Take an edited cell; an unreadable time leaves the old one."""
        if role != _EDIT or not index.isValid():
            return False
        entry, text = self.entries[index.row()], str(value).strip()
        if index.column() == 0:
            moment = read_time(text)
            if moment is None:
                return False
            entry = replace(entry, time=moment)
        else:
            entry = replace(entry, zh=text) if index.column() == 1 else replace(entry, en=text)
        entries = list(self.entries)
        entries[index.row()] = entry
        if entries != self.entries:
            self.edited.emit(entries)
        return True


class _Table(QTableView):
    added = Signal()
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds a line, Delete removes it, Enter edits."""
        if event.key() == Qt.Key.Key_Insert:
            self.added.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class TimetableEditor(QWidget):
    """Emits ``changed`` with the entries."""

    changed = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without entries."""
        super().__init__(parent)
        self.entries_model = TimetableModel(self)
        self.entries_model.edited.connect(self._on_edited)
        self.table = _Table()
        self.table.setModel(self.entries_model)
        self.table.setObjectName("templates.timetable")
        self.table.setAccessibleName(tr("Timetable of the day"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scaled(self, 32))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, scaled(self, 84))
        self.table.added.connect(self.add_entry)
        self.table.removed.connect(self.remove_entry)
        add = button("templates.addTime", tr("Add a time"), self.add_entry, tip=tr("Insert"))
        add.setIcon(icon("add"))
        remove = button("templates.removeTime", tr("Remove"), self.remove_entry)
        remove.setIcon(icon("remove"))
        hint = QLabel(tr("Enter edits a cell; the timetable is printed on the back of the form."))
        hint.setProperty("role", "muted")
        row = QHBoxLayout()
        row.addWidget(add)
        row.addWidget(remove)
        row.addWidget(hint, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)

    def show_entries(self, entries: Sequence[TimetableEntry]) -> None:
        """Show these; the cursor stays in its cell."""
        if list(entries) == self.entries_model.entries:
            return
        kept = self.table.currentIndex()
        self.entries_model.set_entries(entries)
        row = min(kept.row(), len(entries) - 1)
        if row >= 0:
            self.table.setCurrentIndex(self.entries_model.index(row, max(0, kept.column())))

    def add_entry(self) -> None:
        """A new line an hour after the last one, ready to be written."""
        entries = list(self.entries_model.entries)
        last = entries[-1].time if entries else time(8, 0)
        fresh = TimetableEntry(time=last.replace(hour=min(23, last.hour + 1)), zh="", en="")
        self._on_edited([*entries, fresh])
        row = self.entries_model.entries.index(fresh)
        cell = self.entries_model.index(row, 0)
        self.table.setCurrentIndex(cell)
        self.table.edit(cell)

    def remove_entry(self) -> None:
        """Without the line that the cursor is on."""
        row = self.table.currentIndex().row()
        if row >= 0:
            self._on_edited([entry for place, entry in enumerate(self.entries_model.entries) if place != row])

    def _on_edited(self, entries: list[TimetableEntry]) -> None:
        ordered = sorted(entries, key=lambda entry: entry.time)
        self.show_entries(ordered)
        self.changed.emit(ordered)
