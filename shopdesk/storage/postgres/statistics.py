"""What the planner knows of the tables: a large change is counted at once, not when the server gets to it."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Table


def refresh(connection: Connection, table: Table | None = None) -> None:
    """Count one table anew, or all of them, after a large change."""
    connection.exec_driver_sql("ANALYZE" if table is None else f"ANALYZE {table.name}")


def compact(engine: Engine) -> None:
    """Write every table anew without the versions of rows that were deleted.

    Raises:
        EnvironmentFault: the server is not there, or its disk is full. The data are whole.
    """
    from sqlalchemy.exc import DatabaseError

    from shopdesk.storage.postgres.faults import explain

    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (FULL, ANALYZE)")
    except DatabaseError as error:
        raise explain(error) from error
