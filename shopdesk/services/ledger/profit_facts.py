"""Everything that profit is reckoned from, read for a span of days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.domain.ledger.costs import daily_part
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matching import expected_commission
from shopdesk.domain.ledger.parts import MISSING, Amount, Origin, Part
from shopdesk.domain.ledger.profit_facts import CampaignSpan, ProfitFacts, SoldOrder, Spend
from shopdesk.domain.ledger.rates import ItemShare
from shopdesk.domain.money import round_half_up
from shopdesk.domain.payroll.people_cost import MonthCost
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.people import Person, StaffEvent, standing_on
from shopdesk.domain.periods import By, Period, month_of, split
from shopdesk.domain.setup.fees import FeeInputs, FeeItem, choose_rule_set, estimate
from shopdesk.services.ledger.cost_book import read_costs
from shopdesk.services.ledger.keeping import commission_rates
from shopdesk.services.setup.templates import rule_sets
from shopdesk.storage.queries import ledger_profit as queries
from shopdesk.storage.queries import product_titles
from shopdesk.storage.queries import profit_sources as sources
from shopdesk.storage.queries.order_money import categories_of
from shopdesk.storage.queries.payroll import month_costs
from shopdesk.storage.repositories.campaigns import CampaignProducts, Campaigns
from shopdesk.storage.repositories.people import People, StaffEvents
from shopdesk.storage.repositories.setup import OwnFees, SetupPlans
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.tables.orders import order_items

if TYPE_CHECKING:
    from shopdesk.storage.unit_of_work import UnitOfWork

_NOT_RUN = frozenset({CampaignState.IDEA, CampaignState.REJECTED})


def read_facts(uow: UnitOfWork, store_id: int, asked: Period) -> ProfitFacts | None:
    """The facts of the days of a span that lie between the store's first and last figures; ``None`` for none."""
    connection = uow.connection
    traded = queries.traded_span(connection, store_id)
    if traded is None or not traded.overlaps(asked):
        return None
    period = Period(max(asked.start, traded.start), min(asked.end, traded.end))
    # What holds for a month holds for each of its days, whichever of them are asked for: a month that is kept has to be
    # the month that is reckoned.
    months = Period(month_of(period.start).start, month_of(period.end).end)
    covered_here = sources.covered_days(connection, store_id, months)
    covered = frozenset(day for day in covered_here if day in period)
    covered_months = {day.replace(day=1) for day in covered_here}
    titles = product_titles.product_titles(connection, store_id)
    orders = tuple(queries.sold_orders(connection, store_id, period, covered_months, product_titles.by_title(titles)))
    spends = sources.ad_spend(connection, store_id, period, frozenset(titles))
    spends += [
        Spend(day, fen, part=Part.AFFILIATE)
        for day, fen in sources.affiliate_stated(connection, store_id, period).items()
        if day not in covered
    ]
    no_ads = (
        sources.has_statement(connection, store_id)
        and not sources.has_ads(connection, store_id)
        and not queries.has_kind(connection, store_id, LineKind.ADS_TOPUP)
    )
    return ProfitFacts(
        period=period,
        orders=orders,
        lines=queries.loose_lines(connection, store_id, period),
        spends=spends,
        covered=covered,
        known=sources.known_days(connection, store_id, period),
        ads_known=sources.ads_known_days(connection, store_id, period),
        costs=read_costs(uow, store_id),
        people=read_people(uow, store_id, period),
        expected=_expected(uow, store_id),
        campaigns=campaign_spans(uow, store_id, period),
        titles=titles,
        no_ads=no_ads,
    )


def read_people(uow: UnitOfWork, store_id: int, period: Period) -> dict[date, Amount]:
    """What people cost by day: of a locked month its wages with the employer's share, else recorded base pay."""
    months = {one.month: one for one in month_costs(uow.connection, store_id)}
    everyone = uow.repository(People).of_store(store_id)
    histories = uow.repository(StaffEvents).of_store(store_id)
    staff = [(person, histories.get(person.id or 0, [])) for person in everyone]
    found: dict[date, Amount] = {}
    for month in split(period, By.MONTH):
        days = [day for day in month.days() if day in period]
        locked = months.get(month.start)
        wages = _wages(locked)
        if wages is not None:
            found |= {day: Amount(daily_part(wages, month, day), Origin.TYPED) for day in days}
        elif staff:
            base = base_pay_by_day(staff, month)
            found |= {day: base[day] for day in days}
    return found


def _wages(locked: MonthCost | None) -> int | None:
    return locked.cost_fen if locked is not None and locked.state is RunState.LOCKED else None


def base_pay_by_day(staff: Iterable[tuple[Person, Sequence[StaffEvent]]], month: Period) -> dict[date, Amount]:
    """Recorded base pay of each day of a month, to the fen; a day with somebody whose pay nobody recorded is missing.

    The days up to any one of them add up to each person's part of the month, half-up, as the weekly report counts it.
    """
    sums: dict[date, int] = dict.fromkeys(month.days(), 0)
    unknown: set[date] = set()
    present: set[date] = set()
    for person, events in staff:
        exact, paid = Decimal(0), 0
        for day in sums:
            standing = standing_on(person, events, day)
            if standing is None:
                continue
            present.add(day)
            if standing.base_fen is None:
                unknown.add(day)
                continue
            exact += standing.base_fen
            until = round_half_up(exact / month.length)
            sums[day] += until - paid
            paid = until
    return {
        day: MISSING if day in unknown or day not in present else Amount(fen, Origin.RULE) for day, fen in sums.items()
    }


def _expected(uow: UnitOfWork, store_id: int) -> Callable[[SoldOrder], int | None]:
    """What commission and software fee take of an order, by the store's own figures or the shipped rules of its day."""
    plan = uow.repository(SetupPlans).of(store_id)
    if plan is None:
        return lambda _order: None
    commission = commission_rates(uow, store_id)
    categories = categories_of(uow.connection, store_id, order_items.c.store_id == store_id)
    store = uow.repository(Stores).get(store_id)
    own = uow.repository(OwnFees).of(store_id)
    inputs = FeeInputs(store.platform, store.store_type, plan.trademark, plan.category, plan.expected_year_fen)

    @cache
    def software(day: date) -> Decimal | None:
        rules = choose_rule_set(rule_sets(), store.platform, day)
        lines = estimate(inputs, rules, own, day)
        rate = lines.line(FeeItem.SERVICE_FEE).rate
        # A rule set that knows the commission but no software fee says that there was none in its time.
        return rate if rate is not None or lines.line(FeeItem.COMMISSION).rate is None else Decimal(0)

    def expected(order: SoldOrder) -> int | None:
        shares = [ItemShare(categories.get(item.product_id), item.paid_fen or 0) for item in order.items]
        rate, more = commission.of_order(order.day, shares), software(order.day)
        if rate is None or more is None:
            return None
        return (expected_commission(rate, order.due_fen, order.freight_fen) or 0) + round_half_up(order.due_fen * more)

    return expected


def campaign_spans(uow: UnitOfWork, store_id: int, period: Period) -> tuple[CampaignSpan, ...]:
    """The campaigns that ran on days of a span, with their products."""
    ran = [
        one
        for one in uow.repository(Campaigns).between(store_id, period.start, period.end)
        if one.state not in _NOT_RUN
    ]
    products = uow.repository(CampaignProducts).of_campaigns(store_id, [one.id or 0 for one in ran])
    return tuple(
        CampaignSpan(
            one.id or 0,
            one.name,
            Period(one.start, one.end),
            frozenset(product.product_id for product in products[one.id or 0]),
        )
        for one in ran
    )
