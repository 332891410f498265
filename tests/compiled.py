"""Statements are compiled once in a run, not anew for the data file of each test.

SQLAlchemy keeps what it compiled with the engine, and every data file has an engine of its own. What a statement
compiles to depends on the kind of engine only; the program itself opens one file and compiles each once anyway.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.util import LRUCache

_kept: LRUCache[Any, Any] = LRUCache(3_000)


def share() -> None:
    """From now on, in this process. Dialects are part of the key: those of SQLite count as one."""
    SQLiteDialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign,assignment]
    SQLiteDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    event.listen(Engine, "engine_connect", _use)


def _use(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_kept)
