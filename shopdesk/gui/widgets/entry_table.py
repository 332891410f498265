"""A short list whose entries are edited in their cells: Enter edits, Insert adds, Delete removes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.domain.fields import Noun, Reader
from shopdesk.gui.widgets.cell_editing import replaced
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.editors import ValueWidget
from shopdesk.gui.widgets.record_model import Column, FieldColumns, RecordTableModel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr


class EntryTable(ValueWidget):
    """Holds a tuple of records of a noun in their order; also the editor of a field that is such a list."""

    def __init__(
        self,
        noun: Noun,
        reader: Reader,
        name: str,
        title: str,
        fresh: Callable[[Sequence[Any]], Any],
        *,
        columns: Sequence[Column[Any]] = (),
        order: Callable[[Any], Any] | None = None,
        hint: str = "",
    ) -> None:
        """An empty list.

        Args:
            noun: what the entries are.
            reader: names codes.
            name: of the table; the buttons are ``name.add`` and ``name.remove``.
            title: what is read aloud.
            fresh: makes a new entry, from those there are.
            columns: other columns than those of the noun.
            order: by what the entries are kept in order; as they were added where nothing is said.
            hint: a quiet sentence beside the buttons.
        """
        super().__init__()
        self._noun, self._fresh, self._order = noun, fresh, order
        shown = list(columns) or FieldColumns[Any](noun, reader).columns()
        self.model = RecordTableModel[Any]([_in_place(one) for one in shown])
        self.table = RecordTable(self.model, name, title)
        self.table.reader = lambda: reader
        self.table.setSortingEnabled(False)
        self.table.setMinimumHeight(scaled(self, 240))
        self.table.edited.connect(self._on_edited)
        self.problem = LyingLabel(f"{name}.problem", self.table)
        self.table.refused.connect(self.problem.say)
        row = QHBoxLayout()
        row.addWidget(button(f"{name}.add", tr("Add"), self.add, shortcut="Ins", picture="add"))
        row.addWidget(button(f"{name}.remove", tr("Remove"), self.remove, shortcut="Del", picture="remove"))
        row.addWidget(words(hint, role="muted"), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    # --- the value -------------------------------------------------------------------------------------------------

    def value(self) -> tuple[Any, ...]:
        """The entries, trimmed and within their limits.

        Raises:
            FieldError: one of them is not; the sentence names the field.
        """
        return tuple(self._noun.tidy(entry) for entry in self.model.everything)

    def raw(self) -> tuple[Any, ...]:
        """The entries as they stand."""
        return tuple(self.model.everything)

    def set_value(self, value: Sequence[Any] | None) -> None:
        """Show these entries; the cursor stays in its cell."""
        entries = list(value or ())
        if entries == self.model.everything:
            return
        kept = self.table.currentIndex()
        self.model.set_records(entries)
        self.table.fit_columns()
        row = min(kept.row(), len(entries) - 1)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, max(0, kept.column())))

    # --- editing ---------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """A new entry, ready to be written."""
        entry = self._fresh(self.model.everything)
        self._keep([*self.model.everything, entry], entry)
        self.table.edit(self.table.currentIndex())

    def remove(self) -> None:
        """Without the entry that the cursor is on."""
        chosen = self.table.current()
        if chosen is not None:
            self._keep([one for one in self.model.everything if one is not chosen])

    def _on_edited(self, entry: Any, name: str, value: Any) -> None:
        changed = self.changed_entry(entry, name, value)
        self._keep(replaced(self.model.everything, entry, changed), changed, self.table.currentIndex().column())

    def changed_entry(self, entry: Any, name: str, value: Any) -> Any:
        """The entry with a value from one of its cells; a subclass may let more follow from it."""
        return replace(entry, **{name: value})

    def _keep(self, entries: list[Any], chosen: Any = None, column: int = 0) -> None:
        ordered = sorted(entries, key=self._order) if self._order is not None else entries
        row = next((place for place, one in enumerate(ordered) if one is chosen), -1)
        self.problem.hide()
        self.set_value(ordered)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, column))
        # Later, when the cell that was edited is closed.
        QTimer.singleShot(0, self, self.edited.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds an entry, Delete removes it."""
        if event.key() == Qt.Key.Key_Insert:
            self.add()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)


def _in_place(column: Column[Any]) -> Column[Any]:
    return column if column.edited is not None else replace(column, edited=lambda _entry: column.field)
