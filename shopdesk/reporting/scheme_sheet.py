"""A pay scheme as HTML: its text to print and sign, in one language or in both, and two versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shopdesk.domain.payroll.scheme_diff import Pair, Pairing, Piece, side_by_side
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.infra.i18n import said_in, tr

BOTH = ("zh_CN", "en")
_STYLE = """
body { font-size: 10pt; }
p { margin-top: 0px; margin-bottom: 5px; }
p.top { font-size: 15pt; font-weight: bold; margin-bottom: 4px; }
p.about { color: #444444; margin-bottom: 10px; }
p.part { font-weight: bold; margin-top: 10px; }
p.sign { margin-top: 26px; }
th { text-align: left; }
td.mark { font-weight: bold; }
"""
_MARKS: dict[Pairing, Text] = {
    Pairing.SAME: Text(""),
    Pairing.CHANGED: Text("changed", context="comparison"),
    Pairing.GONE: Text("gone", context="comparison"),
    Pairing.NEW: Text("new", context="comparison"),
}


def scheme_html(language: str, lines: Sequence[str], about: str, store: str) -> str:
    """The scheme in a language with lines to sign on; ``about`` says whom it is for."""
    title, *rest = lines
    agreed, name, day, owner = said_in(
        language, (Text("Read and agreed"), Text("Name and signature"), Text("Day"), Text("For the store"))
    )
    return _document(
        f'<p class="top">{escape(title)}</p><p class="about">{escape(store)} · {escape(about)}</p>'
        + "".join(f"<p>{escape(line)}</p>" for line in rest)
        + f'<p class="sign">{escape(agreed)}</p>'
        + f'<p class="sign">{escape(name)} ______________________ &nbsp; {escape(day)} ______________</p>'
        + f'<p class="sign">{escape(owner)} ______________________ &nbsp; {escape(day)} ______________</p>'
    )


def text_html(lines: Sequence[str]) -> str:
    """The sentences of a scheme for the screen."""
    title, *rest = lines
    return _document(f'<p class="top">{escape(title)}</p>' + "".join(f"<p>{escape(line)}</p>" for line in rest))


def comparison_html(before: Sequence[str], after: Sequence[str], titles: tuple[str, str]) -> str:
    """Both texts side by side; what differs is bold and underlined, and the line says what became of it."""
    rows = "".join(_row(pair) for pair in side_by_side(before, after))
    heads = "".join(
        f'<th width="{width}%">{escape(words)}</th>'
        for width, words in ((12, tr("What became of it")), (44, titles[0]), (44, titles[1]))
    )
    return _document(
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3"><thead><tr>{heads}</tr></thead>{rows}</table>'
    )


def _row(pair: Pair) -> str:
    mark = escape(tr(_MARKS[pair.kind])) if pair.kind is not Pairing.SAME else "&nbsp;"
    return f'<tr><td class="mark">{mark}</td><td>{_side(pair.before)}</td><td>{_side(pair.after)}</td></tr>'


def _side(pieces: Sequence[Piece]) -> str:
    words = "".join(
        f"<b><u>{escape(piece.words)}</u></b>" if piece.differs else escape(piece.words) for piece in pieces
    )
    return words or NO_DATA


def _document(body: str) -> str:
    return f"<html><head><style>{_STYLE}</style></head><body>{body}</body></html>"
