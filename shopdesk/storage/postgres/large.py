"""One large value as it is, by the driver's own cursor: in a statement of ours it would be twice as many digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg.adapt import PyFormat
from psycopg.sql import SQL, Identifier, Placeholder
from sqlalchemy import Connection, Table
from sqlalchemy.exc import DatabaseError

from shopdesk.storage.bulk import Row


def put(connection: Connection, table: Table, columns: Sequence[str], row: Row) -> None:
    """Insert a row in stored form, bytes as bytes, unless its key is there already.

    Which key is not said: whoever names it has to see the row that has it.

    Raises:
        DatabaseError: the table does not take it.
    """
    statement = SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
        Identifier(table.name),
        SQL(", ").join(map(Identifier, columns)),
        SQL(", ").join(
            Placeholder(format=PyFormat.BINARY if isinstance(value, bytes) else PyFormat.AUTO) for value in row
        ),
    )
    with psycopg.Cursor(_driver(connection)) as cursor:
        _run(cursor, statement, row)


def read(connection: Connection, table: Table, column: str, where: Mapping[str, Any]) -> bytes | None:
    """One column of bytes of the row with these values; ``None`` where there is none that may be seen.

    Raises:
        DatabaseError: it cannot be read.
    """
    statement = SQL("SELECT {} FROM {} WHERE {}").format(
        Identifier(column),
        Identifier(table.name),
        SQL(" AND ").join(SQL("{} = %s").format(Identifier(name)) for name in where),
    )
    with psycopg.Cursor(_driver(connection)) as cursor:
        _run(cursor, statement, tuple(where.values()), binary=True)
        found = cursor.fetchone()
    return None if found is None else bytes(found[0])


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _run(cursor: Any, statement: Any, values: Row, *, binary: bool = False) -> None:
    try:
        cursor.execute(statement, values, binary=binary)
    except psycopg.Error as error:
        raise DatabaseError(statement.as_string(None), None, error) from error
