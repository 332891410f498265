"""Where a record is looked for of which only the number is known: first among those of the store last read.

A number alone says nothing of the part in which a row lies. Who holds a number has it from rows of a store that were
read before, and that is nearly always the store of the last ones. It is a place to begin, and never the only one.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine


@dataclass(slots=True)
class Home:
    """The store whose records were read or written last; ``None`` as long as there were none."""

    store_id: int | None = None


_homes: WeakKeyDictionary[Engine, Home] = WeakKeyDictionary()


def home_of(engine: Engine) -> Home:
    """That of some open data."""
    return _homes.setdefault(engine, Home())
