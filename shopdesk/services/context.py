"""What every service is given: a way to the data, the clock, the settings, the folders."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from shopdesk.domain.changes import ChangeSet
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra.clock import Clock
from shopdesk.infra.data_lock import DataLock
from shopdesk.infra.paths import AppPaths
from shopdesk.infra.settings import ACTOR, Settings
from shopdesk.services.reading import Reader, Reading

if TYPE_CHECKING:
    from sqlalchemy import Engine

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
    read_only: FileState | None = None
    listeners: list[Callable[[ChangeSet], None]] = field(default_factory=list)
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        """Read through this context."""
        object.__setattr__(self, "reader", Reader(self._open_read))

    def open_uow(self, reason: str | Text) -> UnitOfWork:
        """A unit of work that writes; ``reason`` stands in the history.

        Raises:
            RuntimeError: a load is under way, and reading never writes.
            EnvironmentFault: the data are open for reading only, because the disk is full.
        """
        from shopdesk.storage.unit_of_work import UnitOfWork

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
        actor = self.settings.get(ACTOR)
        return UnitOfWork(self.engine, self.clock, actor=actor, reason=reason, on_committed=self.tell)

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only reads, from one consistent moment: that of the load under way, if there is one."""
        return self.reader.unit()

    def reading(self) -> AbstractContextManager[Reading]:
        """One moment for everything that this thread reads within, with a note of the tables."""
        return self.reader.one()

    def known(self, key: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` reads, kept while none of its tables is changed."""
        return self.reader.known(key, work)

    def tell(self, change_set: ChangeSet) -> None:
        """Tell everybody who listens that something was committed."""
        self.reader.changed(change_set.nouns)
        for listener in list(self.listeners):
            listener(change_set)

    def _open_read(self) -> UnitOfWork:
        from shopdesk.storage.unit_of_work import UnitOfWork

        return UnitOfWork(self.engine, self.clock, writing=False)
