"""What a campaign brought, on a page of paper: what it was, its figures in groups, what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import zip_longest

_STYLE = (
    "body { font-size: 9pt; } .top { font-size: 13pt; font-weight: bold; margin: 0; } "
    ".about { color: #444444; margin: 0; } th { background-color: #e3ecfc; } td, th { padding: 2px 6px; }"
)


Group = tuple[str, Sequence[tuple[str, str]]]
"""A heading with its lines: name and figure."""


def review_html(title: str, about: Sequence[str], groups: Sequence[Group], notes: Sequence[str]) -> str:
    """The page, its groups in two columns so that one page holds them; ``notes`` stand below the figures."""
    left, right = _halves(groups)
    rows = "".join(f"<tr>{one}{other}</tr>" for one, other in zip_longest(left, right, fillvalue=_EMPTY))
    return (
        f"<html><head><style>{_STYLE}</style></head><body>"
        f'<p class="top">{escape(title)}</p>'
        + "".join(f'<p class="about">{escape(line)}</p>' for line in about)
        + f'<table width="100%" border="1" cellspacing="0" cellpadding="2">{rows}</table>'
        + "".join(f"<p>{escape(note)}</p>" for note in notes)
        + "</body></html>"
    )


_EMPTY = "<td></td><td></td>"


def _halves(groups: Sequence[Group]) -> tuple[list[str], list[str]]:
    """The cells of both columns; a group stays in one of them, the left one is as long or longer."""
    left: list[str] = []
    right: list[str] = []
    half = sum(len(lines) + 1 for _heading, lines in groups) / 2
    for heading, lines in groups:
        column = left if len(left) < half and not right else right
        column.append(f'<th align="left" colspan="2" width="50%">{escape(heading)}</th>')
        column += [
            f'<td width="24%">{escape(name)}</td><td width="26%" align="right">{_lines(value)}</td>'
            for name, value in lines
        ]
    return left, right


def _lines(value: str) -> str:
    return escape(value).replace("\n", "<br/>")
