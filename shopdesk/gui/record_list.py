"""A part that is a list of one noun's records: table, form, pasting, workbook, and what to do while it is empty."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Noun, Reader
from shopdesk.gui.opening import open_once
from shopdesk.gui.part import Part
from shopdesk.gui.saving import FileKind, choose_file
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.gui.widgets.record_panel import PasteTarget, RecordPanel
from shopdesk.gui.widgets.record_table import Column, FieldColumns, RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_LEAST_HEIGHT = 200
"""Pixels of the table in a dialog at the usual size of letters: its head and some rows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list is of: the noun, the name of its widgets, and its words.

    ``title`` names the list, ``new`` the button and form for another record; ``empty`` is said while there is none,
    with ``advice`` on what to do. ``files``: rows are also taken from a workbook.
    """

    noun: Noun
    name: str
    title: str
    new: str
    empty: str
    advice: str
    files: bool = False


class RecordListPart(Part):
    """Enters, changes, pastes, exports and removes records. A subclass loads them and says where they are kept."""

    def __init__(self, context: PageContext, listed: Listed, parent: QWidget | None = None) -> None:
        """Build the widgets; the records are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(listed.name)
        self.listed = listed
        self.dialog: RecordForm | None = None
        self._saved: int | None = None
        self.reader = Reader(today=context.clock.today(), say=tr)
        name = listed.name
        self.new = button(f"{name}.new", f"{listed.new}…", lambda: self.open_form(None), role="primary")
        self.edit = button(f"{name}.edit", tr("Change…"), lambda: self.open_form(self.chosen))
        self.remove = button(f"{name}.remove", tr("Remove"), self.remove_chosen)
        self.paste = button(f"{name}.paste", tr("Paste rows…"), lambda: self.panel.paste())
        files = [button(f"{name}.file", tr("From a file…"), self.choose_file)] if listed.files else []
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.new, self.edit, *self.more_buttons(), self.remove, self.paste, *files):
            row.addWidget(one)
        self._columns = FieldColumns[Any](listed.noun, self.reader)
        columns = self.in_order([*self._columns.columns(), *self.more_columns()])
        self.table = RecordTable(RecordTableModel(columns), f"{name}.table", listed.title)
        self.table.fit_columns()
        self.table.chosen.connect(lambda _record: self.enable())
        self.table.opened.connect(self.open_form)
        self.panel = RecordPanel(context, self.table, lambda: self.reader)
        self.panel.offer_paste(PasteTarget(listed.noun, self.belonging, lambda record, _old: self.keep(record)))
        self.panel.offer_export(listed.title)
        empty = EmptyState(listed.empty, listed.advice, f"{listed.new}…", lambda: self.open_form(None))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panel)
        self.stack.addWidget(empty)
        self.problem = LyingLabel(f"{name}.problem", self.stack)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addWidget(bar)
        self.column.addWidget(self.stack, 1)
        self.enable()

    def in_a_dialog(self) -> VerticalScroll:
        """The list with what stands around it, to be put in a dialog.

        With large letters on a small screen all of it together is higher than the dialog: it is scrolled, rather than
        leaving the table a single row.
        """
        self.stack.setMinimumHeight(scaled(self, _LEAST_HEIGHT))
        return VerticalScroll(self)

    # What a subclass says

    @abstractmethod
    def keep(self, record: Any) -> Any:
        """Keep a new or changed record; called on the database thread."""

    @abstractmethod
    def discard(self, record: Any) -> None:
        """Take a record away; called on the database thread."""

    def more_buttons(self) -> Sequence[QWidget]:
        """What stands beside the buttons that every list has; asked for while the list is built."""
        return ()

    def more_columns(self) -> Sequence[Column[Any]]:
        """Columns beside the fields; asked for while the list is built."""
        return ()

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """The columns from the left: the fields, then those beside them, unless a subclass says otherwise."""
        return columns

    def start(self) -> Mapping[str, Any]:
        """What a new record begins with in the form."""
        return {}

    def belonging(self) -> Mapping[str, Any]:
        """What every new record here belongs to."""
        return {"store_id": self.context.store_id}

    def widgets(self) -> Mapping[str, QWidget]:
        """Editors of the form in the place of the usual ones, by field."""
        return {}

    def enable(self) -> None:
        """Only what can be done now can be pressed."""
        for one in (self.edit, self.remove):
            one.setEnabled(self.chosen is not None)

    # Showing and doing

    def name_codes(self, codes: str, names: Mapping[Any, str]) -> None:
        """Show, read and offer the owner's own codes by their names, as :attr:`Field.codes` calls them."""
        self.reader = replace(self.reader, names={**self.reader.names, codes: names})
        self._columns.reader = self.reader

    @property
    def chosen(self) -> Any:
        """The record that the cursor is on."""
        return self.table.current()

    def show_records(self, records: Sequence[Any]) -> None:
        """Show the records; the cursor is on what was saved last."""
        self.problem.say("")
        self.stack.setCurrentIndex(0 if records else 1)
        self.table.set_records(records)
        saved, self._saved = self._saved, None
        found = saved is not None and self.table.select(lambda one: one.id == saved)
        if not found and self.chosen is None and records:
            self.table.selectRow(0)
        self.enable()

    def point_at(self, record_id: int) -> None:
        """Bring a record to the front, now or when the list is loaded."""
        if not self.table.select(lambda one: one.id == record_id):
            self._saved = record_id

    def open_form(self, record: Any) -> None:
        """Ask for a new record, or change one."""
        self.dialog = _ListForm(self, record)
        self.dialog.saved.connect(self._on_saved)
        open_once(self.dialog)

    def _on_saved(self, record: Any) -> None:
        self.point_at(record.id)

    def choose_file(self) -> None:
        """Ask for a workbook or csv whose rows are to be taken."""
        chosen = choose_file(self.context.settings, self, self.listed.title, FileKind.TABLE)
        if chosen is not None:
            self.take_file(chosen)

    def take_file(self, path: Path) -> None:
        """Read a file and show what its rows would change; nothing is kept before that is confirmed."""
        imports, read = self.context.services.imports, self.panel.reading()
        self.context.tasks.background(
            lambda _progress, _cancelled: read(imports.rows_of(path)),
            title=tr("Reading {file}", file=path.name),
            done=self.panel.show_pasted,
            owner=self,
            stoppable=False,
        )

    def remove_chosen(self) -> None:
        """Take the chosen records away; undo brings them back."""
        self.problem.say("")
        for record in self.table.selected():
            self.context.tasks.database(lambda record=record: self.discard(record), failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        # Said here: the message bar of the window lies behind a dialog.
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))


class _ListForm(RecordForm):
    def __init__(self, part: RecordListPart, record: Any) -> None:
        listed = part.listed
        super().__init__(
            part.context.tasks,
            listed.noun,
            name=f"{listed.name}.form",
            title=listed.new if record is None else tr("Change"),
            confirm=tr("Keep"),
            reader=part.reader,
            parent=part,
            record=record,
        )
        self._part = part
        self.add_fields(
            *fields_in(listed.noun), values=part.start() if record is None else {}, widgets=dict(part.widgets())
        )

    def work(self) -> Callable[[], Any]:
        """Keep what was entered."""
        record, keep = self.changed_record(**self._part.belonging()), self._part.keep
        return lambda: keep(record)
