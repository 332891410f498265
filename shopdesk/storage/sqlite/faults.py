"""From the database's complaints to sentences."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import DatabaseError

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.storage.columns import TAKEN, metadata
from shopdesk.storage.sqlite.driver import driver as sqlite3

_TWICE = "unique constraint failed: "
_FAULTS: tuple[tuple[str, Text], ...] = (
    ("full", Text("The disk is full: nothing was changed. Free some space and try again.")),
    ("locked", Text("The data file is in use by another program: nothing was changed. Close it and try again.")),
    ("readonly", Text("The data file is read-only: nothing was changed. Allow writing to the data folder.")),
    ("unable to open", Text("The data file cannot be opened. Check that the data folder exists and can be written.")),
    ("malformed", Text("The data file is damaged. Restore the last good backup from File ▸ Backups.")),
    ("not a database", Text("The data file is damaged. Restore the last good backup from File ▸ Backups.")),
    ("disk i/o", Text("The disk reported an error: nothing was changed. Check the disk, then try again.")),
)

_TOO_LARGE = Text(
    "Some stored figures are too large to be added up, so the sum is not shown. Look for an import with absurd amounts "
    "in the list of imports and take it back."
)


def explain(error: DatabaseError | sqlite3.DatabaseError) -> Exception:
    """The machine's fault or a row that is there already, in words; the error itself where it is a bug of ours."""
    words = str(getattr(error, "orig", None) or error).lower()
    if words.startswith(_TWICE):
        return _taken(words.removeprefix(_TWICE)) or error
    if "integer overflow" in words:
        return UserError(_TOO_LARGE)
    for mark, sentence in _FAULTS:
        if mark in words:
            return EnvironmentFault(sentence)
    return error


def _taken(columns: str) -> UserError | None:
    """The sentence that is kept with the constraint; SQLite names its columns, not the constraint."""
    places = [name.partition(".") for name in columns.split(", ")]
    table = metadata.tables.get(places[0][0])
    if table is None:
        return None
    keys: list[UniqueConstraint | Index] = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    for key in (*keys, *table.indexes):
        if TAKEN in key.info and [column.name for column in key.columns] == [name for _, _, name in places]:
            return UserError(key.info[TAKEN])
    return None
