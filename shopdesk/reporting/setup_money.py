"""Fees and budget of a store's setup on paper and as a workbook: the same tables, figures as figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path

from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.values import yuan
from shopdesk.reporting.setup_sheet import STYLE, TABLE

_WIDTHS = {"date": " width='16%'", "money": " width='13%'", "rate": " width='9%'"}  # a day must not break in two
_LARGE = _WIDTHS | {"money": " width='15%'", "rate": " width='11%'"}
_FEW, _WIDE = 5, {"money": " width='16%'", "rate": " width='12%'"}
"""With so few columns an amount has the room that it needs not to break in two."""
MoneyCell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A table: its columns with their kinds (``text``, ``money`` in fen, ``rate``, ``date``), its rows, remarks.

    ``total`` is the word of a last row that adds up the money. ``large``: its figures are those of a whole plan, which
    need more room than a fee.
    """

    title: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[MoneyCell]]
    total: str = ""
    notes: Sequence[str] = ()
    large: bool = False


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """Everything on the sheets: fees first, then the budget."""

    store: str
    kind: str
    day: date
    fees: Sequence[MoneyTable]
    budget: Sequence[MoneyTable]
    title: str = ""
    """What the sheets are called; fees and budget unless said otherwise."""

    @property
    def heading(self) -> str:
        """What stands above them."""
        return self.title or tr("Fees and budget")

    @property
    def about(self) -> str:
        """Of which store, as of which day."""
        return f"{self.store} · {self.kind} · {tr('As of {day}', day=self.day.isoformat())}"


def money_html(facts: MoneyFacts) -> str:
    """Both as a document for A4."""
    return tables_html(f"{facts.heading} · {facts.store}", facts.about, (*facts.fees, *facts.budget))


def tables_html(top: str, about: str, tables: Sequence[MoneyTable]) -> str:
    """Tables under one heading as a document for A4."""
    parts = [
        f"<p class='top'>{escape(top)}</p>",
        f"<p class='about'>{escape(about)}</p>",
        *(_html(table) for table in tables),
    ]
    return f"<html><head><meta charset='utf-8'><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>"


def write_money_workbook(facts: MoneyFacts, target: Path) -> None:
    """Both as a workbook, a sheet for each that there is.

    Raises:
        EnvironmentFault: the file is open in another program or cannot be written.
    """
    from shopdesk.reporting.book.book import Book
    from shopdesk.reporting.book.table import Column, add_table

    book = Book(facts.heading)
    for title, tables in ((tr("Fees"), facts.fees), (tr("Budget"), facts.budget)):
        if not tables:
            continue  # the budget is closed to whoever asks, or was not asked for
        widest = max(len(table.columns) for table in tables)
        sheet = book.sheet(title, facts.about, [30.0, *[18.0] * (widest - 1)])
        for table in tables:
            sheet.section(table.title)
            columns: list[Column[Sequence[MoneyCell]]] = [
                Column(title=heading, kind=kind, value=_cell(place, kind), total=kind == "money")
                for place, (heading, kind) in enumerate(table.columns)
            ]
            add_table(sheet, columns, table.rows, total=table.total if table.total and table.rows else None)
            for note in table.notes:
                sheet.note(note)
            sheet.row += 1
    book.write(target)


def _cell(place: int, kind: str) -> Callable[[Sequence[MoneyCell]], MoneyCell]:
    def value(row: Sequence[MoneyCell]) -> MoneyCell:
        found = row[place]
        return yuan(found) if kind == "money" and isinstance(found, int) else found

    return value


def _html(table: MoneyTable) -> str:
    widths = _LARGE if table.large else _WIDTHS
    if len(table.columns) <= _FEW:
        widths = widths | _WIDE
    head = "".join(f"<th{widths.get(kind, '')}>{escape(heading)}</th>" for heading, kind in table.columns)
    rows = [[_said(cell, kind) for cell, (_h, kind) in zip(row, table.columns, strict=True)] for row in table.rows]
    if table.total and table.rows:
        sums = [_sum(table, place) for place in range(len(table.columns))]
        rows.append([table.total, *sums[1:]])
    sides = ["left" if kind == "text" else "right" for _heading, kind in table.columns]
    cells = [[f"<td align='{side}'>{escape(cell)}</td>" for cell, side in zip(row, sides, strict=True)] for row in rows]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    notes = "".join(f"<p class='small'>{escape(note)}</p>" for note in table.notes)
    return (
        f"<p class='head'>{escape(table.title)}</p>{TABLE}<thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{notes}"
    )


def _sum(table: MoneyTable, place: int) -> str:
    if table.columns[place][1] != "money":
        return ""
    return format_yuan(sum(row[place] for row in table.rows if isinstance(row[place], int)))  # type: ignore[misc]


def _said(cell: MoneyCell, kind: str) -> str:
    if cell is None:
        return NO_DATA
    if kind == "money" and isinstance(cell, int):
        return format_yuan(cell)
    if kind == "rate" and isinstance(cell, Decimal):
        return percent_text(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
