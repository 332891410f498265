"""What the planner knows of the tables: it picks an index by how many rows stand for one key."""

from __future__ import annotations

from sqlalchemy import Connection, Table

_LOOKED_AT = 2_000
"""Rows of an index that are looked at of one large table; of all of them the planner would learn no more."""


def refresh(connection: Connection, table: Table | None = None) -> None:
    """Count one table anew, or all of them, after a large change."""
    if table is None:
        connection.exec_driver_sql("ANALYZE")
        return
    connection.exec_driver_sql(f"PRAGMA analysis_limit={_LOOKED_AT}")
    connection.exec_driver_sql(f"ANALYZE {table.name}")
    connection.exec_driver_sql("PRAGMA analysis_limit=0")
