"""The list of a year, campaigns and days, as a page of paper and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from shopdesk.infra.i18n import tr
from shopdesk.infra.weekdays import weekday_text

if TYPE_CHECKING:
    from shopdesk.reporting.book.book import Book

Line = TypeVar("Line")

_STYLE = (
    "body { font-size: 8pt; } .top { font-size: 13pt; font-weight: bold; margin: 0; } "
    ".part { font-size: 10pt; font-weight: bold; margin: 8px 0 2px 0; } "
    "th { background-color: #e3ecfc; } td, th { padding: 1px 4px; }"
)


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign: its warm-up, its sale and until when buyers still come back."""

    name: str
    kind: str
    state: str
    warm_up: date | None
    start: date
    end: date
    after: date
    owner: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day, or days in a row of one name."""

    first: date
    last: date
    name: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class _Cell(Generic[Line]):
    title: str
    value: Callable[[Line], str | date | None]
    width: float


def _campaigns() -> list[_Cell[CampaignLine]]:
    return [
        _Cell(tr("Campaign"), lambda one: one.name, 30),
        _Cell(tr("Kind"), lambda one: one.kind, 18),
        _Cell(tr("State"), lambda one: one.state, 12),
        _Cell(tr("Warm-up from"), lambda one: one.warm_up, 13),
        _Cell(tr("Sale from"), lambda one: one.start, 13),
        _Cell(tr("Sale until"), lambda one: one.end, 13),
        _Cell(tr("After-sales until"), lambda one: one.after, 13),
        _Cell(tr("In charge"), lambda one: one.owner, 16),
    ]


def _days() -> list[_Cell[DayLine]]:
    return [
        _Cell(tr("Day"), lambda one: one.first, 13),
        _Cell(tr("Weekday"), lambda one: weekday_text(one.first), 10),
        _Cell(tr("Until"), lambda one: one.last if one.last != one.first else None, 13),
        _Cell(tr("What"), lambda one: one.name, 34),
        _Cell(tr("Kind"), lambda one: one.kind, 18),
        _Cell(tr("Remark"), lambda one: one.note, 16),
    ]


def year_html(title: str, campaigns: Sequence[CampaignLine], days: Sequence[DayLine]) -> str:
    """The page: campaigns first, then the days."""
    return (
        f'<html><head><style>{_STYLE}</style></head><body><p class="top">{escape(title)}</p>'
        + _table(tr("Campaigns"), _campaigns(), campaigns, tr("No campaign is planned in this year."))
        + _table(tr("Festivals and days"), _days(), days, tr("Nothing is on the calendar of this year."))
        + "</body></html>"
    )


def _table(title: str, cells: Sequence[_Cell[Line]], lines: Sequence[Line], nothing: str) -> str:
    heading = f'<p class="part">{escape(title)}</p>'
    if not lines:
        return f"{heading}<p>{escape(nothing)}</p>"
    head = "".join(f'<th align="left">{escape(cell.title)}</th>' for cell in cells)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_words(cell.value(line)))}</td>" for cell in cells) + "</tr>" for line in lines
    )
    return f'{heading}<table width="100%" border="1" cellspacing="0" cellpadding="1"><tr>{head}</tr>{rows}</table>'


def _words(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def write_year(
    title: str, about: str, campaigns: Sequence[CampaignLine], days: Sequence[DayLine], target: Path
) -> None:
    """Write the workbook, a sheet for the campaigns and one for the days, wholly or not at all.

    Raises:
        UserError: the name ends as another kind of file does.
        EnvironmentFault: the file cannot be written.
    """
    from shopdesk.reporting.book.book import Book

    book, line = Book(title), f"{title} · {about}"
    _sheet(book, tr("Campaigns"), line, _campaigns(), campaigns, tr("No campaign is planned in this year."))
    _sheet(book, tr("Festivals and days"), line, _days(), days, tr("Nothing is on the calendar of this year."))
    book.write(target)


def _sheet(
    book: Book, title: str, about: str, cells: Sequence[_Cell[Line]], lines: Sequence[Line], nothing: str
) -> None:
    sheet = book.sheet(title, about, [cell.width for cell in cells])
    if not lines:
        sheet.nothing(nothing)
        return
    sheet.head([cell.title for cell in cells], repeat=True)
    for line in lines:
        for column, cell in enumerate(cells, 1):
            value = cell.value(line)
            if isinstance(value, str):
                sheet.text(sheet.row, column, value)
            else:
                sheet.day(sheet.row, column, value)
        sheet.row += 1
