"""Whether columns say what somebody looks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, false, or_

from shopdesk.domain.searching import spellings


def says(columns: Iterable[ColumnElement[Any]], text: str) -> ColumnElement[bool]:
    """The rows that have ``text`` in one of these columns, in any width; none where there is no column."""
    ways = [way for way in spellings(text) if _can_be_stored(way)]
    return or_(false(), *(column.contains(way, autoescape=True) for column in columns for way in ways))


def _can_be_stored(text: str) -> bool:
    """Half of a sign (a lone surrogate, left by a cut) stands in no data file, and none can be asked for it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
