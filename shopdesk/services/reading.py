"""One load is one read: what is read for one answer comes from one moment, and is noted.

A page that asks five services would see five moments if each opened its own transaction, and would have to be told
which tables the five read. Within :meth:`Reader.one` all of them share one open transaction, and the tables named by
their statements are noted; the note is what the page listens to afterwards.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from shopdesk.storage.kept_answers import KeptKind
    from shopdesk.storage.unit_of_work import UnitOfWork

T = TypeVar("T")
P = ParamSpec("P")


class _Surroundings(Protocol):
    def reading(self) -> AbstractContextManager[Reading]: ...


class _Served(Protocol):
    @property
    def _ctx(self) -> _Surroundings: ...


ServiceT = TypeVar("ServiceT", bound=_Served)

_MOST_KEPT = 64
_MOST_NOTED = 256


@dataclass(slots=True)
class Reading:
    """One open read. ``tables`` are those read so far; ``versions`` how often each was changed before it began.

    ``until`` is the moment at which the answer may be another one although nothing is changed; ``None``: it holds for
    the day.
    """

    uow: UnitOfWork
    versions: Counter[str]
    tables: set[str] = field(default_factory=set)
    inner: list[set[str]] = field(default_factory=list)
    until: datetime | None = None
    answered: dict[Hashable, tuple[Any, frozenset[str]]] = field(default_factory=dict)

    def note(self, tables: Collection[str]) -> None:
        """Add tables to the note, and to that of whatever is being worked out within."""
        self.tables.update(tables)
        for notes in self.inner:
            notes.update(tables)

    @property
    def is_guessing(self) -> bool:
        """Whether what is asked is only being looked at, to be asked together; an answer is none then."""
        from shopdesk.storage.read_notes import is_guessing

        return is_guessing(self.uow.connection)

    def guess_no_more(self) -> None:
        """End the question that is only being looked at: what comes next depends on what was found."""
        from shopdesk.storage.read_notes import guess_no_more

        guess_no_more(self.uow.connection)

    def hold_until(self, moment: datetime | None) -> None:
        """Note that what was read of the clock holds until a moment at most."""
        if self.inner:
            raise RuntimeError("what depends on the time of day must not be kept as known")
        if moment is not None and (self.until is None or moment < self.until):
            self.until = moment


@dataclass(frozen=True, slots=True)
class NotedAnswer:
    """An answer to be kept in the data file, as a plain value; it held when ``newest_set`` was the newest change."""

    kind: KeptKind
    store_id: int
    key: str
    value: Any
    newest_set: int


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    tables: frozenset[str]
    versions: tuple[int, ...]


class Reader:
    """The reads of one open data file. The open read belongs to the thread that opened it.

    Attributes:
        on_noted: called, on whatever thread it was, when an answer was reckoned that is to be kept.
    """

    def __init__(self, open_unit: Callable[[], UnitOfWork]) -> None:
        """Read through the units of work that ``open_unit`` makes."""
        self._open_unit = open_unit
        self._current: ContextVar[Reading | None] = ContextVar("reading", default=None)
        self._versions: Counter[str] = Counter()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._noted: list[NotedAnswer] = []
        self.on_noted: Callable[[], None] | None = None
        self._lock = threading.Lock()

    @property
    def reading(self) -> bool:
        """Whether this thread is within a read."""
        return self._current.get() is not None

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """The unit of work of the read that is open on this thread; one of its own where none is."""
        reading = self._current.get()
        if reading is not None:
            yield reading.uow
            return
        with self._open_unit() as uow:
            yield uow

    @contextmanager
    def one(self) -> Iterator[Reading]:
        """Open a read for everything that this thread reads within; inside another it is the other."""
        outer = self._current.get()
        if outer is not None:
            yield outer
            return
        from shopdesk.storage.read_notes import watch

        # Taken before the moment that is read: a change in between makes what is kept look older, never newer.
        with self._lock:
            versions = Counter(self._versions)
        with self._open_unit() as uow:
            reading = Reading(uow, versions)
            watch(uow.connection, reading.note)
            token = self._current.set(reading)
            try:
                yield reading
            finally:
                self._current.reset(token)

    def ask_ahead(self, *questions: Callable[[], object]) -> None:
        """Have what the read on this thread is about to ask answered together; see ``storage/read_notes.py``."""
        reading = self._current.get()
        if reading is not None:
            from shopdesk.storage.read_notes import ask_ahead

            ask_ahead(reading.uow.connection, *questions)

    def known(self, key: Hashable, work: Callable[[], T]) -> T:
        """The answer of ``work``, which only reads; the kept one while nothing that it read was changed.

        For what many loads need and few changes touch: who works here, what the forms ask. Its tables are noted all
        the same, so a page listens to them.
        """
        with self.one() as reading:
            with self._lock:
                kept = self._kept.get(key)
                if kept is not None and kept.versions == _versions(reading, kept.tables):
                    self._kept.move_to_end(key)
                    reading.note(kept.tables)
                    return cast("T", kept.value)
            value, tables = _noted(reading, work)
            if reading.is_guessing:
                return value
            with self._lock:
                self._kept[key] = _Kept(value, tables, _versions(reading, tables))
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
            return value

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """The answer of ``work``, which only reads; within one read it is asked for once.

        For what several parts of one answer ask alike. It is not kept beyond the read, so it may be of any size.
        """
        with self.one() as reading:
            if key in reading.answered:
                value, tables = reading.answered[key]
                reading.note(tables)
                return cast("T", value)
            answer = _noted(reading, work)
            if not reading.is_guessing:
                reading.answered[key] = answer
            return answer[0]

    def answer(
        self,
        kind: KeptKind,
        store_id: int,
        key: str,
        work: Callable[[], T],
        write: Callable[[T], Any],
        read: Callable[[Any], T],
    ) -> T:
        """The answer that the data file keeps; else that of ``work``, noted to be kept while nobody waits.

        Args:
            kind: what is asked.
            store_id: of which store.
            key: what else it depends on but the data.
            work: reckons it, only reading.
            write: makes a plain value of it.
            read: makes it of its plain value.
        """

        def look() -> T:
            from shopdesk.storage import change_log, kept_answers

            with self.one() as reading:
                connection = reading.uow.connection
                kept = kept_answers.find(connection, kind, store_id, key, lambda value: (read(value),))
                if kept is not None:
                    return kept[0]
                reading.guess_no_more()
                newest_set = change_log.newest(connection)
                value = work()
            self.note_answer(NotedAnswer(kind, store_id, key, write(value), newest_set))
            return value

        return self.known((kind.name, store_id, key), look)

    def note_answer(self, noted: NotedAnswer) -> None:
        """Note an answer that is to be kept."""
        with self._lock:
            self._noted.append(noted)
            # Where nobody writes them, as in a command, they are not to pile up.
            del self._noted[:-_MOST_NOTED]
        if self.on_noted is not None:
            self.on_noted()

    def take_noted(self) -> list[NotedAnswer]:
        """The answers to be kept, which are noted no longer."""
        with self._lock:
            noted, self._noted = self._noted, []
        return noted

    def changed(self, tables: Collection[str]) -> None:
        """Hear that tables were changed, by this process or by another."""
        with self._lock:
            self._versions.update(tables)

    def forget(self) -> None:
        """Keep nothing: the whole file was replaced."""
        with self._lock:
            self._kept.clear()
            self._noted.clear()


def one_read(
    method: Callable[Concatenate[ServiceT, P], T],
) -> Callable[Concatenate[ServiceT, P], T]:
    """A method of a service that only reads, so that all it asks, of other services too, is from one moment."""

    @wraps(method)
    def within(self: ServiceT, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with self._ctx.reading():
            return method(self, *args, **kwargs)

    return within


def _noted(reading: Reading, work: Callable[[], T]) -> tuple[T, frozenset[str]]:
    """The answer of ``work`` with the tables that it read."""
    notes: set[str] = set()
    reading.inner.append(notes)
    try:
        value = work()
    finally:
        reading.inner.pop()
    return value, frozenset(notes)


def _versions(reading: Reading, tables: frozenset[str]) -> tuple[int, ...]:
    return tuple(reading.versions[table] for table in sorted(tables))
