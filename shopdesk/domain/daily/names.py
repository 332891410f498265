"""Whether two written names mean one person."""

from __future__ import annotations

import unicodedata


def same_person(one: str, other: str) -> bool:
    """Whether two names differ in nothing but blanks, capital letters and the width of their letters.

    A second person's look is worth nothing where the first can give it by typing the name a little differently.
    """
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
