"""Opening SQLite the way every connection here is opened. All that only SQLite knows is here and in ``backup``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DatabaseError

from shopdesk.domain.errors import FileState
from shopdesk.infra import private
from shopdesk.storage.late_connections import close_late
from shopdesk.storage.read_notes import NotesTables
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.faults import explain_opening, state_of
from shopdesk.storage.sqlite.soundness import reading

BUSY_TIMEOUT_MS = 15_000
_PAGES_KB = 16_384
_PAGES_OF_AN_IMPORT_KB = 65_536
"""A million rows touch the same pages again and again; what has no room is written to the log each time."""
_ONCE_MORE_AFTER_S = 0.02
_wait = Event().wait


class _Statements(NotesTables, SQLiteCompiler):
    pass


def make_engine(file: Path) -> Engine:
    """An engine on ``file``: foreign keys on, write-ahead log, full sync, explicit BEGIN.

    The driver's own transaction handling is switched off so that a BEGIN covers DDL too and a failed migration rolls
    back whole.
    """
    # A failed statement's values are people's names and figures; they have no place in logs and crash reports.
    engine = create_engine(f"sqlite:///{file}", module=sqlite3, hide_parameters=True)
    engine.dialect.statement_compiler = _Statements
    event.listen(engine, "connect", _on_connected)
    # What SQLite puts beside the file has the file's permissions, so these come first.
    event.listen(engine, "connect", lambda _connection, _record: private.tighten(file), insert=True)
    event.listen(engine, "begin", _on_begun)
    close_late(engine)
    return engine


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Hold more pages of the file in memory while a transaction writes many rows."""
    # By the driver: once the transaction is over, SQLAlchemy would begin another one to give the room back.
    cursor: Any = connection.connection.cursor()
    cursor.execute(f"PRAGMA cache_size=-{_PAGES_OF_AN_IMPORT_KB}")
    try:
        yield
    finally:
        # Whatever interrupts a statement also closes the connection, and the room is gone with it.
        with suppress(sqlite3.ProgrammingError):
            cursor.execute(f"PRAGMA cache_size=-{_PAGES_KB}")
            cursor.close()


def open_engine(file: Path) -> tuple[Engine, FileState | None]:
    """An engine on ``file``, and why it only reads where the disk has no room left to write.

    Raises:
        EnvironmentFault: the file cannot be opened at all.
    """
    engine = make_engine(file)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DatabaseError as error:
        engine.dispose()
        if state_of(error, file) is not FileState.FULL or not file.exists():
            raise explain_opening(error, file) from error
        return _reading_engine(file), FileState.FULL
    return engine, None


def _reading_engine(file: Path) -> Engine:
    """An engine that reads ``file`` without writing a byte beside it.

    Without a log the file is read as it lies. With one, file and log are read together into memory: their index would
    need room on the disk as soon as there is more than one connection.
    """
    log = file.with_name(file.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        engine = create_engine("sqlite://", creator=lambda: _connected(address), poolclass=QueuePool)
    else:
        address = f"file:shopdesk-{uuid4().hex}?mode=memory&cache=shared"
        whole = _connected(address)
        with reading(file) as disk:
            disk.backup(whole)
        # The memory lasts as long as one connection to it does: this one stays in the function that makes others.
        engine = create_engine("sqlite://", creator=lambda whole=whole: _connected(address), poolclass=QueuePool)
    engine.dialect.statement_compiler = _Statements
    event.listen(engine, "connect", _on_reader_connected)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    close_late(engine)
    return engine


def _connected(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _on_reader_connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _on_connected(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    _use_log(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute(f"PRAGMA cache_size=-{_PAGES_KB}")
    cursor.close()


def _use_log(cursor: Any) -> None:
    """Use a write-ahead log. SQLite does not wait by itself while another program does the same with a new file."""
    until = monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if state_of(error) is not FileState.LOCKED or monotonic() > until:
                raise
            _wait(_ONCE_MORE_AFTER_S)
        else:
            return


def _on_begun(connection: Connection) -> None:
    # A writer takes the write lock at once: a reader that turned writer halfway could not be made to wait its turn.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
