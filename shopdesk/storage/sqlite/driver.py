"""Which SQLite the program speaks to: Python's own where that is sound, otherwise the one that ships beside it.

SQLite 3.7.0 to 3.51.2 can damage a file with a write-ahead log when two connections write and checkpoint at the same
instant (sqlite.org/wal.html, the WAL-reset bug), and a window with a command line beside it are two connections. It was
mended in 3.51.3, and for older lines in 3.50.7 and 3.44.6.

Nobody else in the process may open a data file with another one: locks belong to the process, so that two libraries in
it do not see each other's, and one that closes the file drops those of the other.
"""

from __future__ import annotations

import sqlite3
from types import ModuleType
from typing import TYPE_CHECKING

_SOUND = (3, 51, 3)
_MENDED = ((3, 50, 7), (3, 44, 6))
"""Older lines that got the mend, each from this version on."""


def is_sound(version: tuple[int, ...]) -> bool:
    """Whether an SQLite of this version is without the fault."""
    return version >= _SOUND or any(version[:2] == line[:2] and version >= line for line in _MENDED)


def choose() -> ModuleType:
    """Python's own driver where its SQLite is sound, or where there is no other one for this machine."""
    if is_sound(sqlite3.sqlite_version_info):
        return sqlite3
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    found: ModuleType = dbapi2
    return found


if TYPE_CHECKING:
    driver = sqlite3
else:
    driver = choose()

# Texts and numbers are bound at sight. For anything else the driver asks three times for something to adapt it, and
# only then binds None as NULL, which took as long as ten texts. With an adapter it asks once; this one gives None.
# Looking it up in nothing is what gives it quickest: a function of ours takes twice as long, half a million times.
_NOTHING: dict[None, None] = {}
driver.register_adapter(type(None), _NOTHING.get)
