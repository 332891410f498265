"""What campaigns brought, against ordinary days; and from that, what the next one may bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.forecast import Grounds, Learned, Unseen, learned_from, unseen_from
from shopdesk.domain.campaigns.ordinary import busy_days, special_days
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState
from shopdesk.domain.campaigns.review import (
    DAYS_AFTER,
    ORDINARY_DAYS,
    ReviewFigures,
    Takings,
    beside,
    review,
    takings_of,
)
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.ledger.parcel_cost import ParcelGrounds
from shopdesk.domain.money import round_half_up, round_up
from shopdesk.domain.periods import Period
from shopdesk.domain.rights import if_seen
from shopdesk.services.context import ServiceContext
from shopdesk.services.ledger.cost_book import read_grounds
from shopdesk.services.reading import one_read
from shopdesk.storage.queries.campaigns import orders_by_hour, other_products, product_takings, store_facts
from shopdesk.storage.repositories.campaigns import CampaignProducts, Campaigns
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.services.calendar import CalendarService

_PAST = 84  # days: a month of ordinary days is found in twelve weeks, and it is still this season
_DAY = timedelta(days=1)
_OVER = (CampaignState.ENDED, CampaignState.REVIEWED)
_MOST_LEARNED = 24
"""So many of the newest campaigns are learned from: what is older than two busy years is another store."""


class CampaignReviews:
    """Reads the store's days around campaigns."""

    def __init__(self, ctx: ServiceContext, calendar: CalendarService) -> None:
        """Ordinary days are those without anything on the ``calendar``."""
        self._ctx = ctx
        self._calendar = calendar

    def of(self, campaign_id: int, store_id: int | None = None) -> ReviewFigures:
        """What a campaign brought, against its plan and the last ordinary days before its warm-up.

        ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id, store_id)
            store_id, held = campaign.store_id, campaign.period
            products = uow.repository(CampaignProducts).of(campaign_id, campaign.store_id)
            begin = _begin(campaign)
            after = Period(held.end + _DAY, held.end + _DAY * DAYS_AFTER)
            past = _past(campaign)
            facts, quiet = self._facts(uow, store_id, Period(past.start, after.end), campaign_id)
            own = {one.product_id for one in products}
            usual = _last_ordinary(quiet, past)
            others = other_products(uow.connection, store_id, held.days(), own)
            others_usual = other_products(uow.connection, store_id, usual.days, own)
            return review(
                campaign,
                takings_of(Figures(facts, held)),
                takings_of(Figures(usual, past)),
                product_takings(uow.connection, store_id, held, own),
                takings_of(Figures(facts, Period(begin, held.start - _DAY))) if begin < held.start else None,
                takings_of(Figures(quiet, after)),
                None if others_usual is None else beside(others, others_usual),
            )

    @one_read
    def grounds(self, campaign_id: int) -> Grounds:
        """The last ordinary days before a campaign, or before today, and what the store's campaigns before it brought.

        Campaigns without figures of their days or of ordinary ones teach nothing.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
            before = min(_begin(campaign), self._ctx.clock.today())
            past = Period(before - _DAY * _PAST, before - _DAY)
            _all, quiet = self._facts(uow, campaign.store_id, past, campaign_id)
            found = [self._learned_from(uow, one) for one in self._before(uow, campaign)]
            usual = _last_ordinary(quiet, past)
            offered = uow.repository(CampaignProducts).of(campaign_id, campaign.store_id)
            takings, today = takings_of(Figures(usual, past)), self._ctx.clock.today()
            parcels = if_seen(lambda: read_grounds(uow, campaign.store_id, campaign.start, today), None)
            return Grounds(
                usual=takings,
                usual_hours=orders_by_hour(uow.connection, campaign.store_id, usual.days),
                past=tuple(one for one in found if isinstance(one, Learned)),
                unseen=tuple(one for one in found if isinstance(one, Unseen)),
                weekdays=_by_weekday(usual),
                piece_fen=_cost_of_a_piece(offered),
                parcel_fen=None if parcels is None else _cost_of_a_parcel(offered, takings, parcels),
            )

    @one_read
    def hours(self, campaign_id: int) -> tuple[int, ...]:
        """How orders spread over the day: paid ones by hour on the days of the campaigns before, else on ordinary days.

        Empty where no order says when it was paid.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            campaign = uow.repository(Campaigns).get(campaign_id)
            days = [day for one in self._before(uow, campaign) for day in one.period.days()]
            found = orders_by_hour(uow.connection, campaign.store_id, days)
        return found or self.grounds(campaign_id).usual_hours

    @staticmethod
    def _before(uow: UnitOfWork, campaign: Campaign) -> list[Campaign]:
        """The newest campaigns of the store that were over before another one began, oldest first."""
        others = uow.repository(Campaigns).of_store(campaign.store_id)
        over = [one for one in others if one.state in _OVER and one.end < campaign.start and one.id != campaign.id]
        return over[-_MOST_LEARNED:]

    def _learned_from(self, uow: UnitOfWork, campaign: Campaign) -> Learned | Unseen | None:
        past = _past(campaign)
        facts, quiet = self._facts(uow, campaign.store_id, Period(past.start, campaign.end), campaign.id or 0)
        store, days = takings_of(Figures(facts, campaign.period)), list(campaign.period.days())
        usual = _ordinary(quiet, past)
        hours = orders_by_hour(uow.connection, campaign.store_id, days)
        return learned_from(campaign, store, usual, hours, _by_day(facts, campaign.period)) or unseen_from(
            campaign, store, usual
        )

    def _facts(self, uow: UnitOfWork, store_id: int, period: Period, campaign_id: int) -> tuple[Facts, Facts]:
        """The store's days of a span, and those of them that no other campaign and no festival makes special."""
        campaigns = uow.repository(Campaigns).between(store_id, period.start, period.end)
        busy = busy_days([one for one in campaigns if one.id != campaign_id], period)
        special = special_days(self._calendar.between(period.start, period.end, store_id))
        facts = store_facts(uow.connection, store_id, period)
        return facts, facts.without(busy | special)


def _begin(campaign: Campaign) -> date:
    return min(campaign.warm_up_on or campaign.start, campaign.start)


def _past(campaign: Campaign) -> Period:
    """The days before a campaign among which its ordinary days are looked for."""
    begin = _begin(campaign)
    return Period(begin - _DAY * _PAST, begin - _DAY)


def _by_day(facts: Facts, period: Period) -> tuple[int, ...]:
    """The sales of each day in fen; empty where one is not known."""
    found = [Figures(facts, Period(day, day))["paid_amount"] for day in period.days()]
    known = [int(value) for value in found if value is not None]
    return tuple(known) if len(known) == len(found) else ()


def _by_weekday(usual: Facts) -> tuple[int, ...]:
    """The mean sales by weekday of ordinary days in fen, Monday first; empty where one of the seven is not known."""
    sold: list[list[int]] = [[] for _weekday in range(7)]
    for day in usual.days:
        value = Figures(usual, Period(day, day))["paid_amount"]
        if value is not None:
            sold[day.weekday()].append(int(value))
    return tuple(round_half_up(Decimal(sum(one)) / len(one)) for one in sold) if all(sold) else ()


def _cost_of_a_parcel(products: Sequence[CampaignProduct], usual: Takings, parcels: ParcelGrounds) -> int | None:
    """The mean over the pieces offered of what a parcel with the usual pieces of an order costs.

    Without products it is that of a parcel whose weight nobody knows; ``None`` where one of them has no price.
    """
    each = max(1, round_up(Fraction(usual.pieces, usual.orders))) if usual.pieces and usual.orders else 1
    if not products:
        plain = parcels.parcel("", each)
        return None if plain is None else plain.mean_fen
    known = [(one.quantity or 1, parcels.parcel(one.product_id, each)) for one in products]
    priced = [(quantity, cost.mean_fen) for quantity, cost in known if cost is not None]
    if len(priced) < len(known):
        return None
    return round_half_up(Decimal(sum(quantity * fen for quantity, fen in priced)) / sum(one for one, _fen in priced))


def _cost_of_a_piece(products: Sequence[CampaignProduct]) -> int | None:
    """The mean cost over the pieces offered; ``None`` where a product has no cost or no quantity."""
    known = [(one.quantity, one.cost_fen) for one in products if one.quantity and one.cost_fen is not None]
    if not known or len(known) < len(products):
        return None
    pieces = sum(quantity for quantity, _fen in known)
    return round_half_up(Decimal(sum(quantity * fen for quantity, fen in known)) / pieces)


def _ordinary(quiet: Facts, past: Period) -> Takings:
    """What the last ordinary days of a span brought."""
    return takings_of(Figures(_last_ordinary(quiet, past), past))


def _last_ordinary(quiet: Facts, past: Period) -> Facts:
    """The last ordinary days of a span."""
    return quiet.without([one for one in quiet.days if one not in past]).last(ORDINARY_DAYS)
