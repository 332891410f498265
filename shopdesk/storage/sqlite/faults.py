"""From the database's complaints to sentences."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.storage.sqlite.driver import driver as sqlite3

if TYPE_CHECKING:
    from sqlalchemy import Index
    from sqlalchemy.exc import DatabaseError

_TWICE = "unique constraint failed: "
_WORDS = {
    FileState.FULL: Text("The disk is full: nothing was changed. Free some space and try again."),
    FileState.LOCKED: Text("The data file is in use by another program: nothing was changed. Close it and try again."),
    FileState.DENIED: Text("The data file is read-only: nothing was changed. Allow writing to the data folder."),
    FileState.MISSING: Text("The data file cannot be opened. Check that the data folder exists and can be written."),
    FileState.IO_ERROR: Text("The disk reported an error: nothing was changed. Check the disk, then try again."),
    FileState.DAMAGED: Text(
        "A page of the data file cannot be read: nothing was changed. File ▸ Check the data says whether it is "
        "damaged, and what can be done."
    ),
}
# SQLite's primary result codes; the higher bits of a code say which call it was.
_STATES = {
    sqlite3.SQLITE_PERM: FileState.DENIED,
    sqlite3.SQLITE_BUSY: FileState.LOCKED,
    sqlite3.SQLITE_LOCKED: FileState.LOCKED,
    sqlite3.SQLITE_READONLY: FileState.DENIED,
    sqlite3.SQLITE_IOERR: FileState.IO_ERROR,
    sqlite3.SQLITE_CORRUPT: FileState.DAMAGED,
    sqlite3.SQLITE_FULL: FileState.FULL,
    sqlite3.SQLITE_CANTOPEN: FileState.MISSING,
    sqlite3.SQLITE_AUTH: FileState.DENIED,
    sqlite3.SQLITE_NOTADB: FileState.DAMAGED,
}
# What SQLite says with these codes; not every driver gives the code of a copy that failed.
_SAID = {
    "database or disk is full": FileState.FULL,
    "database is locked": FileState.LOCKED,
    "attempt to write a readonly database": FileState.DENIED,
    "disk I/O error": FileState.IO_ERROR,
    "unable to open database file": FileState.MISSING,
    "database disk image is malformed": FileState.DAMAGED,
    "file is not a database": FileState.DAMAGED,
}
_UNSURE = Text(
    "The disk failed just while a change was being made safe. It is not in the data now, but may be there after the "
    "next start: look for it then. Check the disk and the free space on it."
)
_ENOUGH = 1 << 20  # bytes; with less room SQLite cannot lay out the index of its log

_TOO_LARGE = Text(
    "Some stored figures are too large to be added up, so the sum is not shown. Look for an import with absurd amounts "
    "in the list of imports and take it back."
)


def state_of(error: BaseException, file: Path | None = None) -> FileState | None:
    """What SQLite's complaint means for the data file; ``None`` where it is about a statement of ours.

    A full disk shows itself in several ways, and so does a file that may not be read: with ``file`` the disk and the
    rights are looked at.
    """
    told = getattr(error, "orig", None) or error
    code = getattr(told, "sqlite_errorcode", None)
    state = _SAID.get(str(told)) if code is None else _STATES.get(code & 0xFF)
    if file is None or state not in (FileState.IO_ERROR, FileState.MISSING, FileState.DENIED):
        return state
    if file.parent.is_dir() and shutil.disk_usage(file.parent).free < _ENOUGH:
        return FileState.FULL
    if state is not FileState.MISSING:
        return state
    if not file.exists():
        return FileState.MISSING
    return FileState.IO_ERROR if os.access(file, os.R_OK | os.W_OK) else FileState.DENIED


def explain(error: DatabaseError | sqlite3.Error, file: Path | None = None) -> Exception:
    """The machine's fault or a row that is there already, in words; the error itself where it is a bug of ours."""
    words = str(getattr(error, "orig", None) or error).lower()
    if words.startswith(_TWICE):
        return _taken(words.removeprefix(_TWICE)) or error
    if "integer overflow" in words:
        return UserError(_TOO_LARGE)
    state = state_of(error, file)
    if state is None:
        return error
    return EnvironmentFault(_WORDS[state], state)


def explain_opening(error: DatabaseError, file: Path) -> Exception:
    """The same of an error while a file was opened that is made where there is none.

    That it is not there is no reason then: a disk that refuses to make it in a folder that may be written has a fault.
    """
    fault = explain(error, file)
    made = not file.exists() and os.access(file.parent, os.W_OK)
    if made and isinstance(fault, EnvironmentFault) and fault.state is FileState.MISSING:
        return EnvironmentFault(_WORDS[FileState.IO_ERROR], FileState.IO_ERROR)
    return fault


def explain_commit(error: DatabaseError, file: Path | None = None) -> Exception:
    """The same of an error while a transaction was being made lasting.

    Where the disk fails after all of it was written, the mark that it counts included, SQLite takes it back in this
    process, but the next one finds it. A full disk that refuses the writing itself is no such case.
    """
    fault = explain(error, file)
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(fault, EnvironmentFault) and code is not None and code & 0xFF == sqlite3.SQLITE_IOERR:
        return EnvironmentFault(_UNSURE, fault.state)
    return fault


def _taken(columns: str) -> UserError | None:
    """The sentence that is kept with the constraint; SQLite names its columns, not the constraint."""
    from sqlalchemy import UniqueConstraint

    from shopdesk.storage.columns import TAKEN, metadata

    places = [name.partition(".") for name in columns.split(", ")]
    table = metadata.tables.get(places[0][0])
    if table is None:
        return None
    keys: list[UniqueConstraint | Index] = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    for key in (*keys, *table.indexes):
        if TAKEN in key.info and [column.name for column in key.columns] == [name for _, _, name in places]:
            return UserError(key.info[TAKEN])
    return None
