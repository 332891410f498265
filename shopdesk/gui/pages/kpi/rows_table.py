"""The table of the rows behind a figure: a page at a time, sorted and filtered by the data file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, Signal

from shopdesk.domain.conditions import Condition
from shopdesk.domain.field_filters import condition
from shopdesk.domain.fields import NUMBERS, Field, Kind, Reader
from shopdesk.domain.kpi.rows import DAY, FILE, FILE_ROW, GIVEN, FigureRow, Origin, Part, Wish, columns_of, fields_of
from shopdesk.domain.searching import folded
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr
from shopdesk.services.figure_rows import can_sort

_FIRST = 8
_NEVER = Condition((("in", ()),))


class RowsModel(RecordTableModel[FigureRow]):
    """Rows of which perhaps not all are here; ``arranged`` says that they are wanted in another order.

    While some are missing, the order is that in which they came; once all are there they are sorted here, by texts too.
    """

    arranged = Signal()
    whole = False

    def show(self, rows: Sequence[FigureRow], *, whole: bool) -> None:
        """Show the first page."""
        self.whole = whole
        self.set_records(rows)

    def add(self, rows: Sequence[FigureRow], *, whole: bool) -> None:
        """Show one page more below the others."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            for kept in (self._all, self._passing, self._rows):
                kept.extend(rows)
            self.endInsertRows()
        self.whole = whole

    def set_sorting(self, sorting: Sequence[tuple[int, bool]]) -> None:
        """Sort what is here, and ask for the rows in this order where some are missing."""
        super().set_sorting(sorting)
        if not self.whole:
            self.arranged.emit()

    def _arrange(self, *, filtering: bool = True) -> None:
        if self.whole:
            super()._arrange(filtering=filtering)
        else:
            self._passing, self._rows = list(self._all), list(self._all)


class RowsTable(RecordTable):
    """The view of them; ``filtered`` says that something else stands in the row of filters."""

    filtered = Signal()

    def _filter(self) -> None:
        self.filtered.emit()


class RowsPanel(RecordPanel):
    """The table of one part, with what the chosen rows come to; all of them stand below the dialog."""

    def __init__(self, context: PageContext, part: Part, label: str) -> None:
        """Without rows; ``label`` is read aloud."""
        self.part = part
        self.reader = Reader(today=context.clock.today(), say=tr)
        self.model = RowsModel(_columns(part, self.reader))
        table = RowsTable(self.model, f"kpi.rows.{part.source.value}", label)
        super().__init__(context, table, lambda: self.reader)
        self.lines = table

    def summary(self, *, means: bool = True) -> str:
        """What the chosen rows come to; nothing where no two are chosen."""
        return super().summary(means=means) if len(self.table.selected()) > 1 else ""

    def wish(self, words: str) -> Wish:
        """What is asked for by the search, the row of filters and the head."""
        found = []
        for number, text in self.table.head.words().items():
            column = self.model.columns[number]
            asked = _condition(text, column.field, self.reader)
            if asked is not None:
                found.append((column.name, asked))
        sort, down = "", True
        if self.model.sorting:
            number, down = self.model.sorting[0]
            sort = self.model.columns[number].name
        if not can_sort(self.part.source, sort) or (sort == DAY and down):
            sort, down = "", True
        return Wish(words, tuple(found), sort, down)

    def unsorted(self) -> str:
        """The name of the column whose order only all rows together would give; empty where there is none."""
        if self.model.whole or not self.model.sorting:
            return ""
        column = self.model.columns[self.model.sorting[0][0]]
        return "" if can_sort(self.part.source, column.name) else column.header


def _condition(text: str, field: Field | None, reader: Reader) -> Condition | None:
    """What a filter word asks of the data file: a figure alone means that figure, a choice its stored values."""
    found = condition(text, field, reader)
    if found is None or field is None or not found.part:
        return found
    if field.kind is Kind.CHOICE:
        part = folded(found.part)
        values = tuple(value for value, name in reader.choices(field).items() if part in folded(name))
        return Condition((("in", values),))
    if field.kind in NUMBERS:
        exact = condition(f"={found.part}", field, reader)
        return exact if exact is not None and exact.limits else _NEVER
    return found


def _columns(part: Part, reader: Reader) -> list[Column[FigureRow]]:
    places = {field.name: place for place, field in enumerate(fields_of(part.source))}
    columns = []
    for number, field in enumerate(columns_of(part)):
        columns.append(
            Column(
                tr(field.label) if field.label is not None else field.name,
                _taken(field.name, places),
                text=lambda value, field=field: reader.shown(field, value),
                numeric=field.kind in NUMBERS,
                name=field.name,
                field=field,
                hidden=number >= _FIRST + (part.source.value == "orders"),
            )
        )
    return [*columns, *origin_columns()]


class _Imported(Protocol):
    """A row that says where it was imported from."""

    @property
    def origin(self) -> Origin | None:
        """Its import; ``None`` where it is not known."""


T = TypeVar("T", bound=_Imported)


def origin_columns() -> list[Column[T]]:
    """The file and its row that a row was imported from."""
    file, row = Field(FILE, Kind.LINE, None), Field(FILE_ROW, Kind.COUNT, None)
    return [
        Column(tr("File"), lambda one: one.origin.file_name if one.origin else None, name=FILE, field=file,
               tip=lambda one: said_origin(one.origin)),
        Column(tr("Row"), lambda one: one.origin.row if one.origin else None, numeric=True, name=FILE_ROW, field=row),
    ]  # fmt: skip


def _taken(name: str, places: dict[str, int]) -> Callable[[FigureRow], Any]:
    if name == DAY:
        return lambda row: row.day
    if name == GIVEN:
        return lambda row: row.given
    place = places[name]
    return lambda row: None if row.cells[place] == "" else row.cells[place]


def said_origin(origin: Origin | None) -> str:
    """Where a row came from, in a sentence."""
    if origin is None:
        return tr("Typed in, or its import is not known any more.")
    if origin.imported_at is None and origin.row is not None:
        return tr("From {file}, row {row} (import {number}).",
                  file=origin.file_name, row=f"{origin.row:,}", number=origin.import_id)  # fmt: skip
    when = "" if origin.imported_at is None else f"{origin.imported_at:%Y-%m-%d %H:%M}"
    if origin.row is None:
        return tr(
            "From {file}, imported {when} (import {number}). Its row is not known: the import is older than this note.",
            file=origin.file_name, when=when, number=origin.import_id,
        )  # fmt: skip
    return tr("From {file}, row {row}, imported {when} (import {number}).",
              file=origin.file_name, row=f"{origin.row:,}", when=when, number=origin.import_id)  # fmt: skip
