"""Whether columns say what somebody looks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, false, or_

from shopdesk.domain.searching import spellings


def says(columns: Iterable[ColumnElement[Any]], text: str) -> ColumnElement[bool]:
    """The rows that have ``text`` in one of these columns, in any width; none where there is no column."""
    ways = spellings(text)
    return or_(false(), *(column.contains(way, autoescape=True) for column in columns for way in ways))
