"""Text that a user typed, for places that would read more into it: a spreadsheet's cell, a tip."""

from __future__ import annotations

import re
from html import escape

_FIGURE = re.compile(r"[+-]?[\d,.]+ ?%?$")


def cell_text(text: str) -> str:
    """One cell on one line; a name that begins like a formula gets the apostrophe that keeps it a text."""
    line = " ".join(text.split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") and not _FIGURE.match(line) and len(line) > 1 else line


def tip_text(text: str) -> str:
    """A tip that shows a text as it was typed; Qt would otherwise take tags in it for rich text, pictures included.

    Labels need no such care: the style sheet lets only those show rich text that say so.
    """
    return f"<div>{escape(text).replace(chr(10), '<br>')}</div>" if "<" in text else text
