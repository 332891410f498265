"""How people grow: scorecards, the log of design jobs, training."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.growth.cards import Scorecards
    from shopdesk.services.growth.jobs import DesignLog
    from shopdesk.services.growth.trainings import TrainingDesk
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.people.service import PeopleService


class GrowthService:
    """One object for each subject, made when it is first asked for: the daily form needs the training alone."""

    def __init__(self, ctx: ServiceContext, *, kpi: KpiService, people: PeopleService) -> None:
        """Work within ``ctx`` with the KPIs and people of the stores."""
        self._ctx = ctx
        self._kpi = kpi
        self._people = people

    @cached_property
    def cards(self) -> Scorecards:
        """Scorecards: what a role is judged by, and how people did."""
        from shopdesk.services.growth.cards import Scorecards

        return Scorecards(self._ctx, self._kpi, self._people)

    @cached_property
    def jobs(self) -> DesignLog:
        """The log of design jobs."""
        from shopdesk.services.growth.jobs import DesignLog

        return DesignLog(self._ctx)

    @cached_property
    def training(self) -> TrainingDesk:
        """Who learns what, and by when."""
        from shopdesk.services.growth.trainings import TrainingDesk

        return TrainingDesk(self._ctx, self._people)
