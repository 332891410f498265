"""Leaving nothing behind of what was deleted: SQLite keeps old content in free pages and in its log until told."""

from __future__ import annotations

from contextlib import closing

from sqlalchemy import Engine

from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.faults import explain


def compact(engine: Engine) -> None:
    """Write the data file anew without free pages, and empty the log.

    Raises:
        EnvironmentFault: another program uses the file, or the disk is full. The data are whole.
    """
    try:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            with closing(driver.cursor()) as cursor:
                # What the planner knows of the tables holds samples of their values.
                cursor.execute("ANALYZE")
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.DatabaseError as error:
        raise explain(error) from error
