"""Text that a user typed, for a place that would read more into it: a spreadsheet's cell."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"[+-]?[\d,.]+ ?%?$")


def cell_text(text: str) -> str:
    """One cell on one line; a name that begins like a formula gets the apostrophe that keeps it a text."""
    line = " ".join(text.split())
    return f"'{line}" if line[:1] in ("=", "+", "-", "@") and not _FIGURE.match(line) and len(line) > 1 else line
