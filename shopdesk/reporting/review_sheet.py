"""What a campaign brought, on a page of paper: what it was, its figures in groups, what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_STYLE = (
    "body { font-size: 9pt; } .top { font-size: 13pt; font-weight: bold; margin: 0; } "
    ".about { color: #444444; margin: 0; } th { background-color: #e3ecfc; } td, th { padding: 2px 6px; }"
)


def review_html(
    title: str, about: Sequence[str], groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], notes: Sequence[str]
) -> str:
    """The page; ``notes`` stand below the figures."""
    rows = "".join(
        f'<tr><th align="left" colspan="2">{escape(heading)}</th></tr>'
        + "".join(f'<tr><td>{escape(name)}</td><td align="right">{escape(value)}</td></tr>' for name, value in lines)
        for heading, lines in groups
    )
    return (
        f"<html><head><style>{_STYLE}</style></head><body>"
        f'<p class="top">{escape(title)}</p>'
        + "".join(f'<p class="about">{escape(line)}</p>' for line in about)
        + f'<table width="100%" border="1" cellspacing="0" cellpadding="2">{rows}</table>'
        + "".join(f"<p>{escape(note)}</p>" for note in notes)
        + "</body></html>"
    )
