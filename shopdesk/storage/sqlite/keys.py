"""Keys that hold for some rows of a table: SQLAlchemy asks for their condition by the name of the engine."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text


def only_where(condition: str) -> dict[str, Any]:
    """What an index is told so that it holds only the rows that meet an SQL condition.

    One engine only: naming another makes SQLAlchemy load that one's whole dialect at every start.
    """
    return {"sqlite_where": text(condition)}
