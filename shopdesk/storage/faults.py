"""From the database's complaints to sentences."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DatabaseError

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text

_FAULTS: tuple[tuple[str, Text], ...] = (
    ("full", Text("The disk is full: nothing was changed. Free some space and try again.")),
    ("locked", Text("The data file is in use by another program: nothing was changed. Close it and try again.")),
    ("readonly", Text("The data file is read-only: nothing was changed. Allow writing to the data folder.")),
    ("unable to open", Text("The data file cannot be opened. Check that the data folder exists and can be written.")),
    ("malformed", Text("The data file is damaged. Restore the last good backup from File ▸ Backups.")),
    ("not a database", Text("The data file is damaged. Restore the last good backup from File ▸ Backups.")),
    ("disk i/o", Text("The disk reported an error: nothing was changed. Check the disk, then try again.")),
)


def explain(error: DatabaseError | sqlite3.DatabaseError) -> Exception:
    """The fault as an :class:`EnvironmentFault`, or the error itself where it is a bug of ours."""
    words = str(getattr(error, "orig", None) or error).lower()
    for mark, sentence in _FAULTS:
        if mark in words:
            return EnvironmentFault(sentence)
    return error
