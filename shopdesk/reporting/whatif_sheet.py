"""Today and what if beside each other on a page of paper."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_STYLE = (
    "body { font-size: 9pt; } .top { font-size: 13pt; font-weight: bold; margin: 0; } .about { color: #444444; } "
    "th { background-color: #e3ecfc; } td, th { padding: 2px 6px; } .note { color: #444444; margin: 2px 0; }"
)

Cells = tuple[str, str, str, str, bool]
"""Name, today, what if, difference, and whether the line is a sum."""


def comparison_html(
    title: str, about: str, headings: Sequence[str], rows: Sequence[Cells], notes: Sequence[str]
) -> str:
    """The page: a table of four columns with the changes above and what is assumed or unknown below."""
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    return (
        f"<html><head><style>{_STYLE}</style></head><body>"
        f'<p class="top">{escape(title)}</p><p class="about">{escape(about)}</p>'
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3"><thead><tr>{head}</tr></thead>'
        f"{''.join(_row(row) for row in rows)}</table>"
        + "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
        + "</body></html>"
    )


def _row(row: Cells) -> str:
    name, *figures, strong = row
    words = f"<b>{escape(name)}</b>" if strong else escape(name)
    cells = "".join(f'<td align="right">{escape(str(figure))}</td>' for figure in figures)
    return f"<tr><td>{words}</td>{cells}</tr>"
