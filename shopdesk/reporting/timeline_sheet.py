"""The setup's timeline on paper: a row for each step with its days, slack, and a bar of weeks or months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.services.setup.timeline import Timeline, TimelineRow

_MOST_BARS = 20
_STYLE = """
body { font-size: 8pt; }
p.top { font-size: 14pt; font-weight: bold; margin: 0px; }
p.about { color: #444444; margin-top: 0px; margin-bottom: 6px; }
th { background-color: #e6e6e6; font-size: 7pt; }
td.phase { font-weight: bold; background-color: #f2f2f2; }
"""
_DONE, _PLANNED, _CRITICAL = "#bfe3cd", "#b9cdf5", "#e79a9a"


def timeline_html(shown: Timeline, title: str, words: Sequence[str]) -> str:
    """The document; a bar has a column for a week, or for so many weeks that twenty columns are enough."""
    starts, length = _columns(shown)
    widths = [f"<th width='{45 // len(starts)}%'>{_head(starts, place)}</th>" for place in range(len(starts))]
    head = "".join(
        f"<th align='left' width='{share}%'>{escape(name)}</th>"
        for name, share in ((tr("Step"), 24), (tr("Until"), 13), (tr("Days"), 7), (tr("Slack"), 11))
    )
    rows = []
    for phase, members in groupby(shown.rows, key=lambda row: row.phase):
        rows.append(f"<tr><td class='phase' colspan='{4 + len(starts)}'>{escape(phase)}</td></tr>")
        rows += [_row(one, starts, length) for one in members]
    about = "".join(f"<p class='about'>{escape(line)}</p>" for line in words)
    signs = " · ".join((tr("green: done"), tr("blue: planned"), tr("red: critical, no day to lose")))
    return (
        f"<html><head><meta charset='utf-8'><style>{_STYLE}</style></head><body><p class='top'>{escape(title)}</p>"
        f"{about}<table width='100%' border='1' cellspacing='0' cellpadding='2' style='border-collapse: collapse'>"
        f"<thead><tr>{head}{''.join(widths)}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"<p class='about'>{escape(signs)}</p></body></html>"
    )


def _columns(shown: Timeline) -> tuple[list[date], int]:
    first = shown.first.toordinal() - shown.first.weekday()
    weeks = (shown.last.toordinal() - first) // 7 + 1
    length = 7 * -(-weeks // _MOST_BARS)
    return [date.fromordinal(day) for day in range(max(first, 1), shown.last.toordinal() + 1, length)], length


def _head(starts: Sequence[date], place: int) -> str:
    """The month, where it is another one than before."""
    return "" if place and starts[place - 1].month == starts[place].month else str(starts[place].month)


def _row(row: TimelineRow, starts: Sequence[date], length: int) -> str:
    bar = row.bar
    slack = "" if row.slack is None else "0" if row.critical else str(row.slack)
    mark = "! " if row.clash else ""
    days = (_day(bar.end), str((bar.end - bar.start).days + 1)) if bar is not None else (NO_DATA, NO_DATA)
    cells = [mark + row.view.title, *days, slack]
    said = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    color = _DONE if row.view.step.settled else _CRITICAL if row.critical else _PLANNED
    weeks = "".join(
        f"<td bgcolor='{color}'></td>"
        if bar is not None and bar.start <= first + timedelta(days=length - 1) and bar.end >= first
        else "<td></td>"
        for first in starts
    )
    return f"<tr>{said}{weeks}</tr>"


def _day(day: date) -> str:
    """A day that is not broken into two lines."""
    return str(day).replace("-", "\u2011")
