"""What every service is given: a way to the data, the clock, the settings, the folders."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from shopdesk.domain.changes import ChangeSet
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.rights import Rights
from shopdesk.domain.text import Text
from shopdesk.infra.clock import Clock
from shopdesk.infra.data_lock import DataLock
from shopdesk.infra.paths import AppPaths
from shopdesk.infra.settings import ACTOR, Settings
from shopdesk.services.reading import Reader, Reading

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from shopdesk.storage.kept_answers import KeptKind
    from shopdesk.storage.places import Place
    from shopdesk.storage.unit_of_work import UnitOfWork


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """The surroundings of a service; one for each open data folder."""

    engine: Engine
    clock: Clock
    settings: Settings
    paths: AppPaths
    lock: DataLock
    place: Place
    read_only: FileState | None = None
    listeners: list[Callable[[ChangeSet], None]] = field(default_factory=list)
    reader: Reader = field(init=False)
    _rights: Rights = field(init=False)
    _step: ContextVar[UnitOfWork | None] = field(
        init=False, default_factory=lambda: ContextVar("one step", default=None)
    )

    def __post_init__(self) -> None:
        """Read through this context."""
        from shopdesk.storage import port

        object.__setattr__(self, "reader", Reader(self._open_read))
        object.__setattr__(self, "_rights", port.of(self.engine).rights(self.engine))

    def open_uow(self, reason: str | Text) -> UnitOfWork:
        """A unit of work that writes; ``reason`` stands in the history.

        Raises:
            RuntimeError: a load is under way, and reading never writes.
            EnvironmentFault: the data are open for reading only, because the disk is full.
        """
        from shopdesk.storage.unit_of_work import JoinedUnit, UnitOfWork

        if self.reader.reading:
            raise RuntimeError("what only reads must not write")
        if self.read_only is not None:
            raise EnvironmentFault(
                Text(
                    "The disk is full, so the data are open for reading only: nothing was changed. Free some space, "
                    "then try again."
                ),
                self.read_only,
            )
        actor = self.actor
        outer = self._step.get()
        if outer is not None:
            return JoinedUnit(outer, self.engine, self.clock, actor=actor, reason=reason)
        return UnitOfWork(self.engine, self.clock, actor=actor, reason=reason, on_committed=self.tell)

    @property
    def rights(self) -> Rights:
        """What whoever opened the data may see and change."""
        return self._rights

    @property
    def actor(self) -> str:
        """Under whose name everything is done: the account's person, or whom the settings name."""
        return self.rights.name or self.settings.get(ACTOR)

    @contextmanager
    def one_step(self, reason: str | Text) -> Iterator[UnitOfWork]:
        """One unit of work for all that services write on this thread within: all of it is kept, or nothing.

        What they commit becomes lasting when the unit that this gives is committed.
        """
        with self.open_uow(reason) as uow:
            token = self._step.set(uow)
            try:
                yield uow
            finally:
                self._step.reset(token)

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only reads, from one consistent moment: that of the load under way, if there is one."""
        outer = self._step.get()
        return self.reader.unit() if outer is None else nullcontext(outer)

    def reading(self) -> AbstractContextManager[Reading]:
        """One moment for everything that this thread reads within, with a note of the tables."""
        return self.reader.one()

    def ask_ahead(self, *questions: Callable[[], object]) -> None:
        """Have what the load under way is about to ask answered in one round trip; outside one nothing is done.

        Each of ``questions`` only reads, and is called as if nothing were there; see ``storage/read_notes.py``.
        """
        if self._step.get() is None:
            self.reader.ask_ahead(*questions)

    def known(self, key: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` reads, kept while none of its tables is changed."""
        return self.reader.known(key, work)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` reads, once within the read under way; see :meth:`Reader.once`."""
        # What is written in a step changes what is read in it.
        return work() if self._step.get() is not None else self.reader.once(key, work)

    def answer(
        self,
        kind: KeptKind,
        store_id: int,
        key: str,
        work: Callable[[], T],
        write: Callable[[T], Any],
        read: Callable[[Any], T],
    ) -> T:
        """What the data file keeps of ``work``, or what it reads now; see :meth:`Reader.answer`."""
        if self._step.get() is not None:
            # It would be reckoned of what may be rolled back.
            return work()
        return self.reader.answer(kind, store_id, key, work, write, read)

    def tell(self, change_set: ChangeSet) -> None:
        """Tell everybody who listens that something was committed."""
        self.reader.changed(change_set.nouns)
        for listener in list(self.listeners):
            listener(change_set)

    def _open_read(self) -> UnitOfWork:
        from shopdesk.storage.unit_of_work import UnitOfWork

        return UnitOfWork(self.engine, self.clock, writing=False)
