"""A campaign's day as it runs, in one read: pace, stock, milestones, who is on duty, problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.milestones import waits_for
from shopdesk.domain.campaigns.records import Campaign, Milestone
from shopdesk.domain.campaigns.war_room import DayPace, Stock, StockPace, day_pace, stock_pace
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.people import Person
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.storage.queries.war_room import newest_import, newest_payment, paid_by_hour, sold_since, stock_before
from shopdesk.storage.repositories.campaigns import CampaignProducts, Campaigns, Milestones

if TYPE_CHECKING:
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.daily.problems import ProblemService
    from shopdesk.services.roster.service import RosterService


@dataclass(frozen=True, slots=True, kw_only=True)
class WarRoom:
    """What the wall shows. ``imported_at`` is when the newest file that reaches into the day came in."""

    campaign: Campaign
    pace: DayPace
    imported_at: datetime | None
    stock: tuple[StockPace, ...]
    milestones: tuple[Milestone, ...]
    on_duty: tuple[Person, ...]
    problems: tuple[Problem, ...]


class WarRoomService:
    """Reads a campaign's day."""

    def __init__(
        self, ctx: ServiceContext, campaigns: CampaignService, problems: ProblemService, roster: RosterService
    ) -> None:
        """Ask the other services for what they know."""
        self._ctx = ctx
        self._campaigns, self._problems, self._roster = campaigns, problems, roster

    @one_read
    def now(self, campaign_id: int) -> WarRoom:
        """The day that it is now.

        Stock counts from the newest report before today, at most a week old, else from what was offered at the
        campaign's start.

        Raises:
            NotFound: the campaign is gone.
        """
        moment = self._ctx.clock.now()
        day = moment.date()
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
            store_id, connection = campaign.store_id, uow.connection
            until = newest_payment(connection, store_id, moment)
            products = uow.repository(CampaignProducts).of(campaign_id, campaign.store_id)
            stock = stock_before(connection, store_id, {one.product_id for one in products}, day)
            for one in products:
                if one.product_id not in stock and one.quantity is not None:
                    stock[one.product_id] = Stock(one.quantity, None)
            begins = {one.product_id: _first_day(stock.get(one.product_id), campaign, day) for one in products}
            sold = sold_since(connection, store_id, begins, day, until)
            paid, imported = paid_by_hour(connection, store_id, day), newest_import(connection, store_id, day)
            milestones = uow.repository(Milestones).of(campaign_id, store_id)
        return WarRoom(
            campaign=campaign,
            pace=day_pace(campaign, day, self._campaigns.reviews.hours(campaign_id), paid, until),
            imported_at=imported,
            stock=tuple(
                stock_pace(one, stock.get(one.product_id), sold.get(one.product_id), until) for one in products
            ),
            milestones=tuple(
                one
                for one in milestones
                if one.done_on is None and one.due <= day and waits_for(one, milestones) is None
            ),
            on_duty=tuple(self._roster.on_duty_at(store_id, moment)),
            problems=tuple(self._problems.open(store_id)),
        )


def _first_day(stock: Stock | None, campaign: Campaign, day: date) -> date:
    """From which day on pieces are taken off: the day after the report, or the campaign's first one."""
    return min(campaign.start, day) if stock is None or stock.day is None else stock.day + timedelta(days=1)
