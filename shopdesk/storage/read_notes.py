"""Which tables the statements of a connection read; see ``services/reading.py`` for what it is good for."""

from __future__ import annotations

from collections.abc import Callable
from types import NoneType
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, ColumnClause, Connection, Table, event

READS = "reads"
"""The execution option in which a statement written by hand says which tables it reads, and any other which it reads
the content of without naming them.
"""

# A statement is compiled once and then kept by SQLAlchemy, so what it reads is found out once, too.
_tables_of: WeakKeyDictionary[Any, frozenset[str]] = WeakKeyDictionary()


def watch(connection: Connection, note: Callable[[frozenset[str]], None]) -> None:
    """Call ``note`` with the tables of every statement on a connection from now on."""

    def before(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        note(_read_by(statement, context))

    event.listen(connection, "before_cursor_execute", before)


def _read_by(statement: str, context: Any) -> frozenset[str]:
    compiled, said = context.compiled, context.execution_options.get(READS)
    if compiled is None:
        if said is None:
            raise RuntimeError(f"a statement written by hand has to say what it reads: {statement[:60]}")
        return frozenset(said)
    found = _tables_of.get(compiled)
    if found is None:
        found = _tables_of[compiled] = tables_in(compiled.statement)
    return found if said is None else found | said


def tables_in(statement: Any) -> frozenset[str]:
    """The names of the tables that a statement reads, those of its joins, subqueries and common expressions too."""
    names: set[str] = set()
    seen: dict[int, Any] = {}
    left = [statement]
    while left:
        part = left.pop()
        if id(part) in seen:
            continue
        seen[id(part)] = part  # kept, so that no other gets its number meanwhile
        if isinstance(part, Table):
            names.add(part.name)
        elif isinstance(part, ColumnClause):
            # A column leads to what it is of, and to nothing else: most parts of a statement are columns.
            left.append(part.table)
        elif not isinstance(part, BindParameter | NoneType):
            left.extend(part.get_children())
    return frozenset(names)
