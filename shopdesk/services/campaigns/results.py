"""A campaign's review with its whole plan: takings, chats, people on the roster, and what was left."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import ReviewFigures
from shopdesk.domain.campaigns.review_plan import Actuals, PlanLine, plan_lines
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.periods import Period
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.storage.queries.campaigns import chats_received

if TYPE_CHECKING:
    from shopdesk.services.ads import AdsService
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.services.roster.service import RosterService

_SERVICE, _WAREHOUSE = "service", "warehouse"
"""The roles whose people answer and pack."""


@dataclass(frozen=True, slots=True)
class CampaignResult:
    """What a campaign brought, and every figure of its plan beside what came."""

    figures: ReviewFigures
    plan: tuple[PlanLine, ...]


class CampaignResults:
    """Brings together what the parts of the program know of a campaign's days."""

    def __init__(
        self,
        ctx: ServiceContext,
        ads: AdsService,
        campaigns: CampaignService,
        profit: ProfitService,
        roster: RosterService,
    ) -> None:
        """Ask the other services for what they know."""
        self._ctx = ctx
        self._ads, self._campaigns, self._profit, self._roster = ads, campaigns, profit, roster

    @one_read
    def of(self, campaign_id: int) -> CampaignResult:
        """The review of a campaign.

        Raises:
            NotFound: it is gone.
        """
        figures = self._campaigns.review(campaign_id)
        campaign = self._campaigns.get(campaign_id)
        with self._ctx.read() as uow:
            chats = chats_received(uow.connection, campaign.store_id, campaign.period)
        found = Actuals(
            chats=chats,
            service=self._on_duty(campaign, _SERVICE),
            packers=self._on_duty(campaign, _WAREHOUSE),
            contribution_fen=self._contribution(campaign),
            ads=self._ads.on_days(campaign.store_id, campaign.period),
        )
        return CampaignResult(figures, plan_lines(campaign, figures.store, found))

    def _on_duty(self, campaign: Campaign, role: str) -> Decimal | None:
        """People of a role on a shift, the mean of the days; ``None`` where a day has no roster."""
        days = [self._roster.on_duty(campaign.store_id, day) for day in campaign.period.days()]
        if not all(day.rostered for day in days):
            return None
        # Who has two shifts on a day is one person.
        people = [{one.id for shift in day.on_shift for one in shift.people if one.role_code == role} for day in days]
        return Decimal(sum(map(len, people))) / len(days)

    def _contribution(self, campaign: Campaign) -> int | None:
        """What was left of the store's sales on these days; ``None`` where a part of it or a day is not known."""
        asked: Period = campaign.period
        table = self._profit.table(campaign.store_id, asked.start, asked.end, Split.CAMPAIGN, patient=False)
        return table.total.contribution if table.period == asked and not table.waiting else None
