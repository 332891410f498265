"""Reading a data file's head without SQLAlchemy, before anything is written to it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.storage.sqlite.driver import driver as sqlite3

if TYPE_CHECKING:
    from sqlalchemy import Connection

_QUICK_TO_CHECK = 64 * 1024 * 1024  # bytes; up to here every page is checked in a quarter of a second


def file_revision(file: Path) -> str | None:
    """The revision of a data file; ``None`` for a missing or empty one. Nothing is written.

    Raises:
        EnvironmentFault: the file is no SQLite database or is damaged.
        UserError: it is somebody else's database.
    """
    if not file.exists() or file.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
            if "alembic_version" not in tables:
                if tables:
                    raise UserError(
                        Text("{file} is not a ShopDesk data file. Choose another data folder.", file=file.name)
                    )
                return None
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(row[0]) if row else None
    except sqlite3.DatabaseError as error:
        raise _damaged(file, error) from error


def check_readable(database: Path) -> None:
    """Find a damaged file before anything is written to it.

    A file that was not closed in order is checked page by page, unless it is large; any other only at its head. The
    check of every page takes about a second for 250 MB, and holds up each start after a power cut; SQLite repairs such
    a file from its log by itself, and the daily backup checks every page anyway, behind the open window.

    Raises:
        EnvironmentFault: SQLite cannot read its pages.
    """
    if not database.exists() or database.stat().st_size == 0:
        return
    thorough = database.with_name(database.name + "-wal").exists() and database.stat().st_size < _QUICK_TO_CHECK
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if thorough else _head(connection)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            return
        answer = str(error)
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise _damaged(database, answer)


def references_checked_late(connection: Connection) -> None:
    """Check no reference row by row from now on, because a migration makes tables anew; outside a transaction.

    Within a transaction SQLite would ignore it without a word, and dropping a table would empty those that refer to
    it; so it goes to the driver, past SQLAlchemy's BEGIN.
    """
    _set_references(connection, checked=False)


def references_checked(connection: Connection) -> None:
    """Check each reference again as it is written; outside a transaction."""
    _set_references(connection, checked=True)


def _set_references(connection: Connection, *, checked: bool) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={int(checked)}")
    if driver.execute("PRAGMA foreign_keys").fetchone() != (int(checked),):
        raise RuntimeError("references can be switched outside a transaction only")


def broken_reference(connection: Connection) -> str | None:
    """The table of a row that refers to nothing."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return None if broken is None else str(broken[0])


def _head(connection: sqlite3.Connection) -> str:
    connection.execute("PRAGMA schema_version").fetchone()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return "ok"


def _damaged(file: Path, cause: object) -> EnvironmentFault:
    return EnvironmentFault(
        Text("The data file {file} is damaged ({cause}). Restore the last good backup.", file=file, cause=cause)
    )
