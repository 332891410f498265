"""Watches the statements of all tests: the order of a list is said so that every engine gives the same one.

Engines differ in two things: where they put what is not known, and how they order text. So a column that may be empty
says where its empty ones go, and text is ordered by the program and never by the data file. Days and times are text in
digits, which all of them order alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Engine, Select, String, event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import ColumnElement, Label, UnaryExpression
from sqlalchemy.sql.functions import count

from shopdesk.storage.columns import Day, Moment, TimeOfDay, Words

DIGITS = (Day, Moment, TimeOfDay)
_PLACED = (operators.nulls_first_op, operators.nulls_last_op)
_CATALOGUE = "pg_"
"""What a server keeps of its own tables: SQLAlchemy asks for it, and no list that anybody sees comes of it."""
_seen: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()


def faults_in(statement: Any) -> Iterator[str]:
    """What in the order of a statement two engines could read in two ways."""
    for part in visitors.iterate(statement):
        if isinstance(part, Select):
            for clause in part._order_by_clauses:
                yield from _faults_of(clause)


def _faults_of(clause: ColumnElement[Any]) -> Iterator[str]:
    placed, inner = False, clause
    while isinstance(inner, UnaryExpression | Label):
        placed = placed or (isinstance(inner, UnaryExpression) and inner.modifier in _PLACED)
        inner = inner.element
    if getattr(getattr(inner, "table", None), "name", "").startswith(_CATALOGUE):
        return
    known = isinstance(inner, count) or (isinstance(inner, Column) and not inner.nullable)
    if not known and not placed:
        yield f"{clause} may be empty: say nulls_first or nulls_last"
    text = getattr(inner.type, "impl_instance", inner.type)
    if isinstance(text, String) and not isinstance(inner.type, (*DIGITS, Words)):
        yield f"{clause} is text: order it in the program"


def watch() -> None:
    """Refuse every statement whose order is not said, from now on and on every engine."""
    event.listen(Engine, "before_cursor_execute", _look)


def _look(_connection: Any, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool) -> None:
    compiled = getattr(context, "compiled", None)
    if compiled is None:
        return
    found = _seen.get(compiled)
    if found is None:
        found = _seen[compiled] = list(faults_in(compiled.statement))
    assert not found, found
