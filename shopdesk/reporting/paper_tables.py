"""Tables under one heading on paper, each with its title, its rows and what they come to; of ads, of suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_STYLE = (
    "body { font-size: 8pt; } .top { font-size: 13pt; font-weight: bold; margin: 0; } "
    ".about { color: #444444; margin: 0; } .part { font-size: 10pt; font-weight: bold; margin: 5px 0 1px 0; } "
    ".total { font-weight: bold; } th { background-color: #e3ecfc; } td, th { padding: 1px 5px; }"
)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table: its columns' names, of which the first ``texts`` hold words, its rows, and what all come to."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    texts: int = 1


def tables_html(title: str, about: Sequence[str], tables: Sequence[PaperTable], notes: Sequence[str]) -> str:
    """The page: what it is of, the tables that have rows, and notes below them."""
    return (
        f'<html><head><style>{_STYLE}</style></head><body><p class="top">{escape(title)}</p>'
        + "".join(f'<p class="about">{escape(line)}</p>' for line in about)
        + "".join(_table(one) for one in tables if one.rows)
        + "".join(f"<p>{escape(note)}</p>" for note in notes)
        + "</body></html>"
    )


def _table(table: PaperTable) -> str:
    def line(cells: Sequence[str], tag: str = "td", css: str = "") -> str:
        made = (
            f'<{tag} align="{"left" if place < table.texts else "right"}">{escape(cell)}</{tag}>'
            for place, cell in enumerate(cells)
        )
        return f"<tr{css}>{''.join(made)}</tr>"

    rows = "".join(line(cells) for cells in table.rows)
    total = line(table.total, css=' class="total"') if table.total else ""
    return (
        f'<p class="part">{escape(table.title)}</p><table width="100%" border="1" cellspacing="0" cellpadding="1">'
        f"{line(table.head, 'th')}{rows}{total}</table>"
    )
