"""Which tables the statements of a connection read; see ``services/reading.py`` for what it is good for.

A load is of one moment, so what it asks twice has one answer: the second time nothing is asked of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Select, Table, event

from shopdesk.storage import port

T = TypeVar("T")
P = ParamSpec("P")

READS = "reads"
"""The execution option in which a statement written by hand says which tables it reads, and any other which it reads
the content of without naming them.
"""


class NotesTables:
    """A compiler of statements that notes the tables it writes, those of joins, subqueries and common expressions too.

    What a statement reads is known with that; walking through it afterwards took a quarter of the compiler's time.
    """

    tables_read: frozenset[str] = frozenset()

    def visit_table(self, table: Table, *args: Any, **kwargs: Any) -> str:
        """Write a table, and note its name."""
        self.tables_read |= {table.name}
        written: str = super().visit_table(table, *args, **kwargs)  # type: ignore[misc]
        return written


class _Load:
    """What a load asked so far, with the tables of each answer."""

    def __init__(self, note: Callable[[frozenset[str]], None]) -> None:
        self._note = note
        self._answers: dict[Hashable, tuple[Any, frozenset[str]]] = {}
        self._asking: list[set[str]] = []
        self.guessing = False

    def note(self, tables: frozenset[str]) -> None:
        if self.guessing:
            return
        self._note(tables)
        for notes in self._asking:
            notes.update(tables)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        known = self._answers.get(key)
        if known is not None:
            self.note(known[1])
            return cast("T", known[0])
        if self.guessing:
            return work()
        notes: set[str] = set()
        self._asking.append(notes)
        try:
            value = work()
        finally:
            self._asking.pop()
        self._answers[key] = value, frozenset(notes)
        return value


_loads: WeakKeyDictionary[Connection, _Load] = WeakKeyDictionary()


def watch(connection: Connection, note: Callable[[frozenset[str]], None]) -> None:
    """Call ``note`` with the tables of every statement on a connection from now on, which reads one moment only."""
    load = _loads[connection] = _Load(note)

    def before(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        load.note(_read_by(statement, context))

    event.listen(connection, "before_cursor_execute", before)


def ask_ahead(connection: Connection, *questions: Callable[[], object]) -> None:
    """Ask together, in one round trip, what a load will ask one after the other and knows beforehand.

    Each of ``questions`` does nothing but ask; it is called as if there were no rows, and what it gives is dropped. So
    a question that asks more where it finds nothing says :func:`guess_no_more` before it does. Where a round trip costs
    nothing, or outside a load, nothing is done.
    """
    load = _loads.get(connection)
    if load is None:
        return
    if load.guessing:
        _look_at(questions)
        return
    load.guessing = True
    try:
        port.of(connection).ask_ahead(connection, lambda: _look_at(questions))
    finally:
        load.guessing = False


def _look_at(questions: Iterable[Callable[[], object]]) -> None:
    for question in questions:
        # Whatever goes wrong where nothing is there says nothing of the load, which comes to it by itself.
        with suppress(Exception):
            question()


class Guessed(Exception):
    """A question was looked at as far as it can be without its answer."""


def guess_no_more(connection: Connection) -> None:
    """End the question that is only being looked at: what comes next depends on what was found."""
    if is_guessing(connection):
        raise Guessed


def is_guessing(connection: Connection) -> bool:
    """Whether a question is only being looked at, so that its answer is none."""
    load = _loads.get(connection)
    return load is not None and load.guessing


def asked_once(query: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """A query that is asked once within a load, however many parts of it need the answer, which nobody may change.

    Its arguments are to be hashable. Outside a load, and where something is written, it is asked each time.
    """

    @wraps(query)
    def within(connection: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        load = _loads.get(connection)
        if load is None:
            return query(connection, *args, **kwargs)
        key = (query, args, tuple(kwargs.items()))
        return load.once(key, lambda: query(connection, *args, **kwargs))

    return within


def once(connection: Connection, what: Hashable, query: Select[Any], work: Callable[[], T]) -> T:
    """What ``work`` makes of the rows of ``query``; within a load the same query is not asked again."""
    load = _loads.get(connection)
    key = None if load is None else query._generate_cache_key()
    if load is None or key is None:
        return work()
    values = tuple(
        tuple(value) if isinstance(value := one.effective_value, list | set | frozenset) else value
        for one in key.bindparams
    )
    return load.once((what, key.key, values), work)


def _read_by(statement: str, context: Any) -> frozenset[str]:
    compiled, said = context.compiled, context.execution_options.get(READS)
    if compiled is None:
        if said is None:
            raise RuntimeError(f"a statement written by hand has to say what it reads: {statement[:60]}")
        return frozenset(said)
    found: frozenset[str] = compiled.tables_read
    return found if said is None else found | said
