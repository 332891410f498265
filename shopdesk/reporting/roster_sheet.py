"""The printed roster of a week, as HTML for A4 landscape, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from shopdesk.infra.i18n import tr

_STYLE = """
body { font-size: 9pt; }
p.top { font-size: 15pt; font-weight: bold; margin-top: 0px; margin-bottom: 2px; }
p.about { font-size: 9pt; color: #333333; margin-top: 0px; margin-bottom: 6px; }
p.foot { font-size: 8.5pt; color: #333333; margin-top: 6px; margin-bottom: 0px; }
td, th { vertical-align: middle; text-align: center; }
th { background-color: #e4e4e4; }
td.name { text-align: left; font-weight: bold; }
td.away { background-color: #f0f0f0; color: #333333; }
td.foot { background-color: #e4e4e4; }
.small { font-size: 7.5pt; color: #333333; font-weight: normal; }
"""

_MOST_HIGH = 10  # rows of two lines that fit one page


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A duty in words; ``small`` stands under it, ``away`` greys the ground."""

    text: str = ""
    small: str = ""
    away: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person's week."""

    name: str
    role: str
    cells: Sequence[SheetCell]
    hours: str


@dataclass(frozen=True, slots=True)
class RosterFacts:
    """Everything on the sheet, already in words. ``days`` have a line for the date and one for what happens on it."""

    store: str
    week: str
    about: str
    days: Sequence[SheetCell]
    rows: Sequence[SheetRow]
    cover: Sequence[str]
    notes: Sequence[str]


def roster_html(facts: RosterFacts) -> str:
    """The sheet: a heading row that repeats on each page, a row for each person, the cover, the notes.

    A large team fits one page by lower rows without roles and times; the line on top says the times.
    """
    head = (
        f"<p class='top'>{escape(tr('Roster', context='sheet'))} · {escape(facts.store)} · {escape(facts.week)}</p>"
        f"<p class='about'>{escape(facts.about)}</p>"
    )
    titles = [f"<th width='14%'>{escape(tr('Name', context='person'))}</th>"]
    titles += [f"<th width='11%'>{_lines(day)}</th>" for day in facts.days]
    titles.append(f"<th width='9%'>{escape(tr('Hours'))}</th>")
    low = len(facts.rows) > _MOST_HIGH
    rows = "".join(_row(row, low=low) for row in facts.rows)
    foot = f"<td class='foot' style='text-align: left'>{escape(tr('Cover'))}</td>"
    foot += "".join(f"<td class='foot'>{escape(text)}</td>" for text in facts.cover) + "<td class='foot'></td>"
    table = (
        f"<table width='100%' border='1' cellspacing='0' cellpadding='{1 if low else 3}' "
        "style='border-collapse: collapse'>"
        f"<thead><tr>{''.join(titles)}</tr></thead><tbody>{rows}<tr>{foot}</tr></tbody></table>"
    )
    notes = "".join(f"<p class='foot'>{escape(note)}</p>" for note in facts.notes)
    return f"<html><head><meta charset='utf-8'><style>{_STYLE}</style></head><body>{head}{table}{notes}</body></html>"


def _row(row: SheetRow, *, low: bool) -> str:
    role = "" if low or not row.role else f"<br/><span class='small'>{escape(row.role)}</span>"
    name = f"<td class='name'>{escape(row.name)}{role}</td>"
    cells = "".join(
        f"<td class='{'away' if cell.away else 'duty'}'>{escape(cell.text) if low else _lines(cell)}</td>"
        for cell in row.cells
    )
    return f"<tr>{name}{cells}<td>{escape(row.hours)}</td></tr>"


def _lines(cell: SheetCell) -> str:
    small = f"<br/><span class='small'>{escape(cell.small)}</span>" if cell.small else ""
    return f"{escape(cell.text)}{small}"
