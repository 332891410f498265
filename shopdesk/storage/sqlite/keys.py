"""Keys that hold for some rows of a table: SQLAlchemy asks for their condition by the name of the engine."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, column, delete, insert, select, table, text

_GIVEN = table("sqlite_sequence", column("name"), column("seq"))
"""Where SQLite keeps the highest key that each table gave."""


def only_where(condition: str) -> dict[str, Any]:
    """What an index is told so that it holds only the rows that meet an SQL condition.

    One engine only: naming another makes SQLAlchemy load that one's whole dialect at every start.
    """
    return {"sqlite_where": text(condition)}


def last_numbers(connection: Connection) -> dict[str, int]:
    """The highest key that each table ever gave, also to a row that is gone: no key is given twice."""
    return {str(name): int(number) for name, number in connection.execute(select(_GIVEN.c.name, _GIVEN.c.seq))}


def go_on_from(connection: Connection, name: str, number: int) -> None:
    """Let a table give keys above ``number`` only."""
    connection.execute(delete(_GIVEN).where(_GIVEN.c.name == name))
    connection.execute(insert(_GIVEN).values(name=name, seq=number))
