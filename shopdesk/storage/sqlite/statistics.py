"""What the planner knows of the tables: it picks an index by how many rows stand for one key."""

from __future__ import annotations

from sqlalchemy import Connection, Table


def refresh(connection: Connection, table: Table | None = None) -> None:
    """Count one table anew, or all of them, after a large change."""
    connection.exec_driver_sql("ANALYZE" if table is None else f"ANALYZE {table.name}")
