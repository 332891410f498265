"""What every service is given: a way to the data, the clock, the settings, the folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopdesk.domain.changes import ChangeSet
from shopdesk.domain.text import Text
from shopdesk.infra.clock import Clock
from shopdesk.infra.paths import AppPaths
from shopdesk.infra.settings import ACTOR, Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from shopdesk.services.registry import Services
    from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """The surroundings of a service; one for each open data folder."""

    engine: Engine
    clock: Clock
    settings: Settings
    paths: AppPaths
    listeners: list[Callable[[ChangeSet], None]] = field(default_factory=list)
    siblings: list[Services] = field(default_factory=list)

    @property
    def services(self) -> Services:
        """The other services, for a use case that spans nouns."""
        return self.siblings[0]

    def open_uow(self, reason: str | Text) -> UnitOfWork:
        """A unit of work that writes; ``reason`` stands in the history."""
        from shopdesk.storage.unit_of_work import UnitOfWork

        actor = self.settings.get(ACTOR)
        return UnitOfWork(self.engine, self.clock, actor=actor, reason=reason, on_committed=self._tell)

    def read(self) -> UnitOfWork:
        """A unit of work that only reads, from one consistent moment."""
        from shopdesk.storage.unit_of_work import UnitOfWork

        return UnitOfWork(self.engine, self.clock, writing=False)

    def _tell(self, change_set: ChangeSet) -> None:
        for listener in list(self.listeners):
            listener(change_set)
