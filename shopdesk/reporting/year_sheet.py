"""The tax year of each person as printable HTML, one page for each."""

from __future__ import annotations

from html import escape

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.tax_year import PersonYear, YearFigures
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr
from shopdesk.reporting.year_words import FIGURES, month_word, state_word, year_label, year_notes

_STYLE = """
body { font-size: 9pt; }
p.top { font-size: 15pt; font-weight: bold; margin-top: 0px; margin-bottom: 2px; }
p.about { color: #333333; margin-top: 0px; margin-bottom: 8px; }
p.note { font-size: 8.5pt; color: #333333; margin-top: 6px; margin-bottom: 0px; }
th { background-color: #e4e4e4; }
td.sum { background-color: #f0f0f0; font-weight: bold; }
"""


def year_html(one: PersonYear, store: str, year: int) -> str:
    """The page of one person: every month, the sums, and a line to sign on."""
    width = 80 // len(FIGURES)
    head = "".join(f'<th width="{width}%">{escape(tr(title))}</th>' for _name, title in FIGURES)
    rows = [f"<tr><th>{escape(tr('Month'))}</th><th>{escape(tr('State'))}</th>{head}</tr>"]
    for row in one.rows:
        words = f"<td>{escape(month_word(row))}</td><td>{escape(state_word(row))}</td>"
        rows.append(f"<tr>{words}{_cells(row.figures)}</tr>")
    rows.append(f'<tr><td class="sum">{escape(tr("Total"))}</td><td class="sum"></td>{_cells(one.sums, "sum")}</tr>')
    signed = tr("Checked by: ____________________    Date: ____________________")
    return (
        f"<html><head><style>{_STYLE}</style></head><body>"
        f'<p class="top">{escape(year_label(one))} · {escape(tr("Tax year {year}", year=year))}</p>'
        f'<p class="about">{escape(store)}</p>'
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3">{"".join(rows)}</table>'
        + "".join(f'<p class="note">{escape(note)}</p>' for note in year_notes([one]))
        + f'<p class="note">{escape(signed)}</p></body></html>'
    )


def _cells(figures: YearFigures, kind: str = "") -> str:
    values = (getattr(figures, name) for name, _title in FIGURES)
    return "".join(
        f'<td class="{kind}" align="right">{NO_DATA if fen is None else format_yuan(fen)}</td>' for fen in values
    )
