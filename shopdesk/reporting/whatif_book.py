"""Today and what if beside each other as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from shopdesk.domain.fields import Kind
from shopdesk.domain.whatif_fields import Row
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.table import Column, add_table
from shopdesk.reporting.book.values import Number

_KINDS = {Kind.MONEY: "money", Kind.RATE: "rate"}


def write_comparison(
    store: str, month: date, headings: Sequence[str], rows: Sequence[Row], notes: Sequence[str], target: Path
) -> None:
    """Write the lines of a comparison to ``target``, wholly or not at all.

    Args:
        store: whose it is.
        month: the month that is today.
        headings: of the name, today, what if, and the difference.
        rows: the lines.
        notes: what was changed, assumed, and is not known.
        target: the file.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    book = Book(tr("What if"))
    sheet = book.sheet(tr("What if"), f"{store} · {month:%Y-%m}", (40, 18, 18, 18), landscape=False)
    for kind in (Kind.MONEY, Kind.COUNT, Kind.RATE):
        mine = [row for row in rows if row.kind is kind]
        columns: list[Column[Row]] = [
            Column(title=headings[0], value=lambda row: tr(row.name)),
            *(
                Column(title=heading, kind=_KINDS.get(kind, "count"), value=_value(name))
                for heading, name in zip(headings[1:], ("today", "after", "difference"), strict=True)
            ),
        ]
        add_table(sheet, columns, mine)
        sheet.row += 1
    for note in notes:
        sheet.note(note)
    book.write(target)


def _value(name: str) -> Callable[[Row], Number]:
    def value(row: Row) -> Number:
        found: int | Decimal | None = getattr(row, name)
        return Decimal(found) / 100 if found is not None and row.kind is Kind.MONEY else found

    return value
