"""Who looks at the same record, by locks of the database that nobody waits for.

A session that looks holds a shared lock by the record's number and lets it go when it looks away. Where its program
dies, the server lets go of all its locks at once: nothing is kept that could be old, and nothing has to be cleared.
"""

from __future__ import annotations

import threading
import zlib
from collections import Counter
from typing import Any

import psycopg

CHANNEL = "shopdesk_presence"
_ROOM = 7_362_002
"""The first number of these locks; the second is the record's."""
_NOT_LAID_DOWN = (
    psycopg.errors.UndefinedFunction, psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidSchemaName,
)  # fmt: skip
_TELL = f"SELECT pg_notify('{CHANNEL}', '')"


def number_of(key: str) -> int:
    """The number by which a record is locked."""
    return zlib.crc32(key.encode()) & 0x7FFFFFFF


class Presence:
    """What this program looks at, and who else does. Wishes may be said on any thread; the rest is the listener's."""

    def __init__(self) -> None:
        """Nothing is looked at."""
        self._guard = threading.Lock()
        self._wanted: Counter[str] = Counter()
        self._held: set[str] = set()
        self._found: dict[str, tuple[str, ...]] = {}
        self._unknown = False

    def look_at(self, key: str) -> None:
        """Look at a record, as often as :meth:`leave` is called for it."""
        with self._guard:
            self._wanted[key] += 1

    def leave(self, key: str) -> None:
        """Look at it no longer."""
        with self._guard:
            self._wanted[key] -= 1
            self._wanted += Counter()

    def others(self, key: str) -> tuple[str, ...]:
        """Who else looks at it, as far as is known."""
        with self._guard:
            return self._found.get(key, ())

    @property
    def looks(self) -> bool:
        """Whether anything is looked at, so that the end of another's line has to be seen."""
        with self._guard:
            return bool(self._wanted) and not self._unknown

    def begun_anew(self) -> None:
        """The line is another one: it holds nothing yet, and the server may know by now what it did not."""
        with self._guard:
            self._held.clear()
            self._unknown = False

    def follow(self, line: Any) -> bool:
        """Hold what is looked at and let go of the rest, then ask who else looks; whether that changed.

        A server whose accounts were laid down by an older program does not know the question; then nobody is shown.

        Raises:
            psycopg.Error: the line broke.
        """
        with self._guard:
            wanted, held = set(self._wanted), set(self._held)
        for key in held - wanted:
            line.execute("SELECT pg_advisory_unlock_shared(%s, %s)", (_ROOM, number_of(key)))
        for key in wanted - held:
            line.execute("SELECT pg_try_advisory_lock_shared(%s, %s)", (_ROOM, number_of(key)))
        if wanted != held:
            line.execute(_TELL)
        found = self._asked(line, wanted) if wanted and not self._unknown else {}
        with self._guard:
            changed = found != self._found
            self._held, self._found = wanted, found
        return changed

    def _asked(self, line: Any, wanted: set[str]) -> dict[str, tuple[str, ...]]:
        numbers = {number_of(key): key for key in wanted}
        try:
            rows = line.execute("SELECT record, person FROM shopdesk_access.looking(%s)", (list(numbers),)).fetchall()
        except _NOT_LAID_DOWN:
            self._unknown = True
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for number, person in rows:
            key = numbers[int(number)]
            found[key] = tuple(sorted({*found.get(key, ()), person}))
        return found
