"""How people grow: scorecards, the log of design jobs, training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopdesk.services.growth.cards import Scorecards
from shopdesk.services.growth.jobs import DesignLog
from shopdesk.services.growth.trainings import TrainingDesk

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.people.service import PeopleService


class GrowthService:
    """One object for each subject: ``cards``, ``jobs`` and ``training``."""

    def __init__(self, ctx: ServiceContext, *, kpi: KpiService, people: PeopleService) -> None:
        """Work within ``ctx`` with the KPIs and people of the stores."""
        self.cards = Scorecards(ctx, kpi, people)
        self.jobs = DesignLog(ctx)
        self.training = TrainingDesk(ctx, people)
