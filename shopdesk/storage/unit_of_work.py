"""One transaction: all of it or none, with what changed written beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DatabaseError

from shopdesk.domain.changes import Change, ChangeKind, ChangeSet
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.storage import change_log, kept_answers, port
from shopdesk.storage.home import home_of

if TYPE_CHECKING:
    from shopdesk.infra.clock import Clock


class Repository(Protocol):
    """Anything that reads and writes through a unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        """Work within ``uow``."""


RepositoryT = TypeVar("RepositoryT", bound=Repository)


class UnitOfWork:
    """A context in which records are read and written; leaving it without :meth:`commit` rolls back.

    ``commit`` writes the captured changes into the audit trail in the same transaction, then tells ``on_committed``.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        *,
        actor: str = "",
        reason: str | Text = "",
        writing: bool = True,
        on_committed: Callable[[ChangeSet], None] | None = None,
    ) -> None:
        """Prepare a transaction; nothing is opened before the ``with``."""
        self._engine = engine
        self._clock = clock
        self._writing = writing
        self._on_committed = on_committed
        self._actor = actor
        self.reason = reason if isinstance(reason, Text) else Text("{reason}", reason=reason) if reason else Text("")
        self.kind = ChangeKind.EDIT
        self.reverses: int | None = None
        self.import_id: int | None = None
        self._changes: dict[tuple[str, int], Change] = {}
        self._touched: set[str] = set()
        self._stores: set[int | None] = set()
        self.home = home_of(engine)
        self._repositories: dict[type[Any], Any] = {}
        self._connection: Connection | None = None
        self._transaction: RootTransaction | None = None

    def __enter__(self) -> Self:
        """Open the connection and begin."""
        try:
            self._connection = self._engine.connect().execution_options(writing=self._writing)
            self._transaction = self._connection.begin()
        except DatabaseError as error:
            self._close()
            raise self._in_words(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed and close; a fault of the machine is put into words."""
        self._close()
        if isinstance(error, DatabaseError):
            raise self._in_words(error) from error

    def _close(self) -> None:
        if self._connection is not None:
            try:
                if self._transaction is not None and self._transaction.is_active:
                    self._transaction.rollback()
            except DatabaseError as error:
                # A server whose line broke takes back by itself; what was read until then holds.
                if not _is_broken_line(self._in_words(error)):
                    raise
            finally:
                self._connection.close()
                self._connection = None
                self._transaction = None

    def _in_words(self, error: DatabaseError) -> Exception:
        return port.of(self._engine).explain(error, self._file)

    @property
    def _file(self) -> Path | None:
        name = self._engine.url.database
        return Path(name) if name else None

    @property
    def connection(self) -> Connection:
        """The open connection, for queries."""
        if self._connection is None:
            raise RuntimeError("the unit of work is not open")
        return self._connection

    @property
    def now(self) -> datetime:
        """The moment of this work."""
        return self._clock.now()

    @property
    def actor(self) -> str:
        """Who does it."""
        return self._actor

    def repository(self, kind: type[RepositoryT]) -> RepositoryT:
        """The repository of a kind, one for each unit of work."""
        if kind not in self._repositories:
            self._repositories[kind] = kind(self)
        found: RepositoryT = self._repositories[kind]
        return found

    def capture(self, noun: str, record_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Remember one changed row; several changes of a row in one commit become one."""
        if not self._writing:
            raise RuntimeError("this unit of work only reads")
        known = self._changes.pop((noun, record_id), None)
        if known is not None:
            before = known.before
        if before != after:
            self._changes[(noun, record_id)] = Change(noun=noun, record_id=record_id, before=before, after=after)

    def captured(self, noun: str, record_id: int) -> Change | None:
        """What this unit of work did to a row so far."""
        return self._changes.get((noun, record_id))

    def touch(self, *nouns: str, store_id: int | None = None) -> None:
        """Say that bulk work changed these tables, of one store where it is said, so that pages refresh."""
        self._touched.update(nouns)
        self._stores.add(store_id)

    def _changed_stores(self) -> frozenset[int] | None:
        """The stores whose rows were changed; ``None`` where some belong to no store, or it was not said to which."""
        found = set(self._stores)
        for change in self._changes.values():
            found.update(form.get("store_id") for form in (change.before, change.after) if form is not None)
        known = frozenset(one for one in found if one is not None)
        return known if len(known) == len(found) else None

    def commit(self) -> ChangeSet | None:
        """Write the audit trail and make everything lasting; ``None`` when nothing changed."""
        if self._transaction is None:
            raise RuntimeError("the unit of work is not open")
        change_set, key = None, port.of(self._engine).new_key()
        try:
            if self._changes or self._touched:
                nouns = {noun for noun, _ in self._changes} | self._touched
                kept_answers.doubt(self.connection, nouns, self._changed_stores(), days_told=self.import_id is not None)
                change_set = change_log.write(
                    self.connection,
                    ChangeSet(
                        at=self.now,
                        actor=self._actor,
                        reason=self.reason,
                        kind=self.kind,
                        reverses=self.reverses,
                        import_id=self.import_id,
                        changes=tuple(self._changes.values()),
                        touched=frozenset(self._touched),
                    ),
                    key,
                )
                port.of(self.connection).announce(self.connection, change_set.id or 0)
        except DatabaseError as error:
            raise self._in_words(error) from error
        self._make_safe(change_set, key)
        self._changes.clear()
        self._touched.clear()
        self._stores.clear()
        if change_set is not None and self._on_committed is not None:
            self._on_committed(change_set)
        return change_set

    def _make_safe(self, change_set: ChangeSet | None, key: str) -> None:
        """Commit; where the answer was lost, the data tell whether it arrived, so that nobody enters it twice."""
        assert self._transaction is not None
        try:
            self._transaction.commit()
        except DatabaseError as error:
            speaks = port.of(self._engine)
            fault = speaks.explain(error, self._file)
            told = None
            if change_set is not None and _is_broken_line(fault):
                told = speaks.arrived(self._engine, change_set.id or 0, key)
            if told is None:
                raise speaks.explain_commit(error, self._file) from error
            if not told:
                raise fault from error

    def make_lasting(self) -> None:
        """Keep what was written without a word in the audit trail, which came with the rows."""
        if self._transaction is None:
            raise RuntimeError("the unit of work is not open")
        try:
            self._transaction.commit()
        except DatabaseError as error:
            raise port.of(self._engine).explain_commit(error, self._file) from error


def _is_broken_line(fault: Exception) -> bool:
    return isinstance(fault, EnvironmentFault) and fault.state is FileState.UNREACHABLE


class JoinedUnit(UnitOfWork):
    """A unit of work within a larger one: what it writes is kept when the larger one is committed, or not at all."""

    def __init__(self, outer: UnitOfWork, engine: Engine, clock: Clock, **more: Any) -> None:
        """Join ``outer``, which is open."""
        super().__init__(engine, clock, **more)
        self._outer = outer

    def __enter__(self) -> Self:
        """Nothing is opened: the larger one is."""
        return self

    @property
    def connection(self) -> Connection:
        """The connection of the larger one."""
        return self._outer.connection

    def repository(self, kind: type[RepositoryT]) -> RepositoryT:
        """The repository of the larger one."""
        return self._outer.repository(kind)

    def capture(self, noun: str, record_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """Remember a changed row in the larger one."""
        self._outer.capture(noun, record_id, before, after)

    def captured(self, noun: str, record_id: int) -> Change | None:
        """What the larger one did to a row so far."""
        return self._outer.captured(noun, record_id)

    def touch(self, *nouns: str, store_id: int | None = None) -> None:
        """Say it to the larger one."""
        self._outer.touch(*nouns, store_id=store_id)

    def commit(self) -> ChangeSet | None:
        """Leave it to the larger one."""
        return None
