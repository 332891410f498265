"""Opening SQLite the way every connection here is opened. All that only SQLite knows is here and in ``backup``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from shopdesk.infra import private
from shopdesk.storage.sqlite.driver import driver

BUSY_TIMEOUT_MS = 15_000


def make_engine(file: Path) -> Engine:
    """An engine on ``file``: foreign keys on, write-ahead log, full sync, explicit BEGIN.

    The driver's own transaction handling is switched off so that a BEGIN covers DDL too and a failed migration rolls
    back whole.
    """
    # A failed statement's values are people's names and figures; they have no place in logs and crash reports.
    engine = create_engine(f"sqlite:///{file}", module=driver, hide_parameters=True)
    event.listen(engine, "connect", _on_connected)
    # What SQLite puts beside the file has the file's permissions, so these come first.
    event.listen(engine, "connect", lambda _connection, _record: private.tighten(file), insert=True)
    event.listen(engine, "begin", _on_begun)
    return engine


def _on_connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA cache_size=-16384")
    cursor.close()


def _on_begun(connection: Connection) -> None:
    # A writer takes the write lock at once: a reader that turned writer halfway could not be made to wait its turn.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
