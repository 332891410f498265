"""One large value: the driver takes bytes as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, insert, select

from shopdesk.storage.bulk import Row


def put(connection: Connection, table: Table, columns: Sequence[str], row: Row) -> None:
    """Insert a row in stored form, unless its key is there already.

    Raises:
        DatabaseError: the table does not take it.
    """
    connection.execute(insert(table).prefix_with("OR IGNORE").values(dict(zip(columns, row, strict=True))))


def read(connection: Connection, table: Table, column: str, where: Mapping[str, Any]) -> bytes | None:
    """One column of bytes of the row with these values; ``None`` where there is none.

    Raises:
        DatabaseError: it cannot be read.
    """
    same = and_(*(table.c[name] == value for name, value in where.items()))
    found: bytes | None = connection.execute(select(table.c[column]).where(same)).scalar()
    return found
