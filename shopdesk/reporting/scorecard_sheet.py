"""A scorecard on one page, as HTML for A4, readable without colour, with room for what was talked over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from shopdesk.infra.i18n import tr

_STYLE = """
body { font-size: 9.5pt; }
p.top { font-size: 15pt; font-weight: bold; margin-top: 0px; margin-bottom: 2px; }
p.about { color: #333333; margin-top: 0px; margin-bottom: 4px; }
p.total { font-size: 12pt; font-weight: bold; margin-top: 6px; margin-bottom: 6px; }
th { background-color: #e4e4e4; text-align: left; }
td.number, th.number { text-align: right; }
.small { font-size: 8pt; color: #333333; }
"""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One indicator in words; ``share`` is its score in whole points for the bar, ``None`` for no bar."""

    name: str
    weight: str
    target: str
    figure: str
    score: str
    share: int | None
    source: str


@dataclass(frozen=True, slots=True)
class CardPaper:
    """Everything on the page, already in words; ``trend`` are months with their totals."""

    title: str
    who: str
    card: str
    total: str
    pays: str
    rows: Sequence[CardRow]
    trend: Sequence[tuple[str, str]]


def scorecard_html(paper: CardPaper) -> str:
    """The page: head, total, a row for each indicator, the months before, room for notes and two signatures."""
    titles = (
        (tr("Indicator"), ""),
        (tr("Weight"), "number"),
        (tr("Target"), ""),
        (tr("Figure", context="scorecard"), "number"),
        (tr("Score"), "number"),
        (tr("0 to 100"), ""),
    )
    head = "".join(f"<th class='{kind}'>{escape(title)}</th>" for title, kind in titles)
    rows = "".join(_row(row) for row in paper.rows)
    months = "".join(f"<th class='number'>{escape(month)}</th>" for month, _total in paper.trend)
    totals = "".join(f"<td class='number'>{escape(total)}</td>" for _month, total in paper.trend)
    pays = "".join(f"<p class='about'>{escape(line)}</p>" for line in paper.pays.splitlines())
    notes = "".join(
        f"<p>{escape(title)}</p><br/><br/><br/>"
        for title in (tr("What went well"), tr("What to change, and what helps"), tr("Agreed until the next talk"))
    )
    table = "<table width='100%' border='1' cellspacing='0' cellpadding='4' style='border-collapse: collapse'>"
    return (
        f"<html><head><meta charset='utf-8'><style>{_STYLE}</style></head><body>"
        f"<p class='top'>{escape(paper.title)}</p><p class='about'>{escape(paper.who)} · {escape(paper.card)}</p>"
        f"<p class='total'>{escape(paper.total)}</p>{pays}"
        f"{table}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p class='about'>{escape(tr('Last months'))}</p>{table}<tr>{months}</tr><tr>{totals}</tr></table>{notes}"
        f"<p>{escape(tr('Signed (person, lead, day):'))} ____________________ &nbsp; ____________________ &nbsp; "
        "____________</p></body></html>"
    )


def _row(row: CardRow) -> str:
    full = 0 if row.share is None else round(row.share / 10)
    bar = "" if row.share is None else "■" * full + "□" * (10 - full)
    name = f"{escape(row.name)}<br/><span class='small'>{escape(row.source)}</span>"
    return (
        f"<tr><td>{name}</td><td class='number'>{escape(row.weight)}</td><td>{escape(row.target)}</td>"
        f"<td class='number'>{escape(row.figure)}</td><td class='number'>{escape(row.score)}</td><td>{bar}</td></tr>"
    )
