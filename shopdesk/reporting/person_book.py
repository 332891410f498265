"""What is kept of a person as a workbook: one sheet for each table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from shopdesk.domain.fields import Kind
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.table import Column, add_table

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDTH = 18.0

Sheet = tuple[str, Sequence[str], Sequence[Kind | None], Sequence[Sequence[Any]]]
"""Name, headings, kinds of the columns, rows. Money is fen here and yuan in the workbook."""


def write_person(title: str, about: str, sheets: Sequence[Sheet], target: Path) -> None:
    """Write the tables to ``target``, wholly or not at all.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    book = Book(title)
    for number, (name, headings, kinds, rows) in enumerate(sheets, 1):
        sheet = book.sheet(f"{number} {name.translate(_FORBIDDEN)}"[:31], about, [_WIDTH] * max(len(headings), 1))
        columns: list[Column[Sequence[Any]]] = [
            Column(title=heading, kind=_cell_kind(kind), value=_value(place, kind))
            for place, (heading, kind) in enumerate(zip(headings, kinds, strict=True))
        ]
        add_table(sheet, columns, list(rows), freeze=True)
    book.write(target)


def _cell_kind(kind: Kind | None) -> str:
    return {Kind.MONEY: "money", Kind.COUNT: "count", Kind.DAY: "date"}.get(kind, "text") if kind else "text"


def _value(place: int, kind: Kind | None) -> Any:
    def value(row: Sequence[Any]) -> Any:
        found = row[place]
        if kind is Kind.MONEY:
            return None if found is None else Decimal(found) / 100
        if kind in (Kind.COUNT, Kind.DAY):
            return found
        return "" if found is None else str(found)

    return value
