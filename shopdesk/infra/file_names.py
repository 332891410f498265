"""File names made from what people call things."""

from __future__ import annotations

import re

# What Windows forbids in a name; the others forbid less, and files travel.
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST = 120  # bytes in UTF-8, of the 255 that most file systems allow


def file_name(stem: str, ending: str) -> str:
    """A name that every system accepts: ``file_name("A/B:店", ".xlsx")`` is ``"A-B-店.xlsx"``.

    Forbidden characters become one hyphen, dots and blanks at the ends go, and an overlong name is cut between letters.
    """
    tame = _FORBIDDEN.sub("-", stem).strip(" .-") or "ShopDesk"
    if _RESERVED.match(tame):
        tame = f"_{tame}"
    tame = tame.encode()[:_LONGEST].decode(errors="ignore").rstrip(" .-")
    return tame + ending
