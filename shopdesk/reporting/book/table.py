"""Tables from declared columns: a heading, one row for each line, and a last row that adds up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from shopdesk.domain.text import NO_DATA
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.values import Formula, Number, sum_of

Line = TypeVar("Line")
Content = str | date | Number
_WORDS = frozenset({"text", "strong", "middle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A formula of the last row with what it must come to.

    The formula reads the cells of all rows of a column, or those of the last row itself (``of_totals``).
    """

    formula: Formula
    expected: Number
    of_totals: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Line]):
    """One column: its heading, its kind of cell, and what a line has there.

    ``key`` is the name by which formulas point to it. Where ``formula`` is given, ``value`` is what that must come to,
    and no data is a dash instead of the formula. ``total`` is the sum (``True``), a formula, or nothing. ``gap`` stands
    for a number that is not known; a chart needs an empty cell there.
    """

    title: str
    value: Callable[[Line], Content]
    kind: str = "text"
    key: str = ""
    formula: Formula | None = None
    total: bool | Total = False
    gap: str = NO_DATA


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table lies: its heading row, its first and last line, and the number of each named column."""

    sheet: Sheet
    heading: int
    first: int
    last: int
    columns: dict[str, int]

    @property
    def chart_rows(self) -> tuple[int, int]:
        """From the heading to the last line, as charts read it."""
        return self.heading, self.last

    @property
    def total(self) -> int:
        """The row under the last line."""
        return self.last + 1

    def at(self, key: str, row: int) -> str:
        """The address of a column's cell in a row."""
        return self.sheet.place(self.columns[key], row)

    def span(self, key: str) -> str:
        """The address of a column's lines."""
        return self.sheet.span(self.columns[key], self.first, self.last)


def add_table(
    sheet: Sheet,
    columns: Sequence[Column[Line]],
    lines: Sequence[Line],
    *,
    total: str | None = None,
    freeze: bool = False,
) -> Placed:
    """Write a table at the sheet's next free row.

    Args:
        sheet: where.
        columns: what each column is.
        lines: one for each row.
        total: the words of a last row; without them there is none.
        freeze: for a sheet with one long table: the heading stays in view and is printed on every page.
    """
    heading = sheet.row
    first = sheet.head([column.title for column in columns], repeat=freeze)
    keys = {column.key: number for number, column in enumerate(columns, start=1) if column.key}
    placed = Placed(sheet, heading, first, first + len(lines) - 1, keys)
    values = [[column.value(line) for column in columns] for line in lines]
    for row in values:
        for number, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
            _write(placed, sheet.row, number, column, value)
        sheet.row += 1
    if total is not None:
        _write_total(placed, columns, values, total)
        sheet.row += 1
    if freeze:
        sheet.worksheet.freeze_panes = f"A{first}"
    return placed


def _write(placed: Placed, row: int, number: int, column: Column[Line], value: Content) -> None:
    sheet = placed.sheet
    if column.kind in _WORDS:
        sheet.text(row, number, str(value or ""), kind=column.kind)
    elif column.kind == "date":
        assert value is None or isinstance(value, date)
        sheet.day(row, number, value)
    elif isinstance(value, str | date):
        sheet.text(row, number, str(value), kind="middle")  # words that say why there is no number
    elif column.formula is not None:
        formula = column.formula(lambda key: placed.at(key, row)) if value is not None else ""
        sheet.formula(row, number, formula, value, column.kind)
    else:
        sheet.number(row, number, value, column.kind, gap=column.gap)


def _write_total(
    placed: Placed, columns: Sequence[Column[Line]], values: Sequence[Sequence[Content]], words: str
) -> None:
    sheet, row = placed.sheet, placed.sheet.row
    named = next((number for number, column in enumerate(columns, start=1) if column.kind in _WORDS | {"date"}), 1)
    for number, column in enumerate(columns, start=1):
        if number == named:
            sheet.text(row, number, words, kind="strong", total=True)
        elif column.total is True:
            found = [line[number - 1] for line in values]
            known = sum_of([value for value in found if not isinstance(value, str | date)])
            formula = f"SUM({sheet.span(number, placed.first, placed.last)})"
            sheet.formula(row, number, formula, known, column.kind, total=True)
        elif isinstance(column.total, Total):
            total = column.total
            address = (lambda key: placed.at(key, row)) if total.of_totals else placed.span
            formula = total.formula(address) if total.expected is not None else ""
            sheet.formula(row, number, formula, total.expected, column.kind, total=True)
        else:
            sheet.text(row, number, "", total=True)
