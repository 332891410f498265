"""Names that every spreadsheet program takes for a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORBIDDEN = re.compile(r"[\x00-\x1f\[\]:*?/\\\ufffe\uffff]+")
_LONGEST = 31
_RESERVED = frozenset({"history", "历史记录"})
_BLANK = "-"


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """A name for each, all different also to programs that pass over upper and lower case.

    What is forbidden becomes a blank, what is too long is cut, and the second of one name gets a number.
    """
    found: list[str] = []
    taken: set[str] = set(_RESERVED)
    for name in wanted:
        tame = " ".join(_FORBIDDEN.sub(" ", name).split()).strip("'") or _BLANK
        made, number = _cut(tame, ""), 1
        while made.casefold() in taken:
            number += 1
            made = _cut(tame, f" ({number})")
        taken.add(made.casefold())
        found.append(made)
    return found


def _cut(name: str, ending: str) -> str:
    # Excel counts units of UTF-16: a rare character takes two.
    room = _LONGEST - len(ending)
    kept = ""
    for letter in name:
        room -= 2 if ord(letter) > 0xFFFF else 1
        if room < 0:
            break
        kept += letter
    return kept.rstrip(" '") + ending
