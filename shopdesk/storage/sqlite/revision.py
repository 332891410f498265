"""Reading a data file's head without SQLAlchemy, before anything is written to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.storage.sqlite.faults import explain, state_of
from shopdesk.storage.sqlite.soundness import damaged, reading

if TYPE_CHECKING:
    from sqlalchemy import Connection


def file_revision(file: Path) -> str | None:
    """The revision of a data file; ``None`` for a missing or empty one. Nothing is written.

    Raises:
        EnvironmentFault: the file is no SQLite database or is damaged.
        UserError: it is somebody else's database.
    """
    if not file.exists() or file.stat().st_size == 0:
        return None
    try:
        with reading(file) as connection:
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
        state = state_of(error, file)
        raise (damaged(file, error) if state is FileState.DAMAGED else explain(error, file)) from error


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
