"""What profit is reckoned beside the orders from: which days are known, what ads cost, what products are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, func, select

from shopdesk.domain.figures import Channel
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.ledger.profit_facts import Spend
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.kpi import channel_rows
from shopdesk.storage.read_notes import asked_once
from shopdesk.storage.tables.figures import channel_days, store_days
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.ledger import statement_spans
from shopdesk.storage.tables.orders import order_days, orders


@asked_once
def has_orders(connection: Connection, store_id: int) -> bool:
    """Whether any order report was taken in."""
    return connection.execute(select(orders.c.id).where(orders.c.store_id == store_id).limit(1)).first() is not None


@asked_once
def has_statement(connection: Connection, store_id: int) -> bool:
    """Whether a statement of the store covers any day."""
    query = select(statement_spans.c.id).where(statement_spans.c.store_id == store_id).limit(1)
    return connection.execute(query).first() is not None


def paid_orders(connection: Connection, store_id: int, spans: Sequence[Period]) -> int:
    """How many orders were paid in these spans, by the sums of days."""
    c = order_days.c
    total = select(func.coalesce(func.sum(c.paid_orders), 0)).where(c.store_id == store_id, c.basis == Basis.PAID)
    return sum(int(connection.execute(total.where(c.day.between(one.start, one.end))).scalar_one()) for one in spans)


_APART = 7


@asked_once
def covered_days(connection: Connection, store_id: int, period: Period) -> frozenset[date]:
    """The days of a span that a statement of the store covers."""
    c = statement_spans.c
    query = select(c.first_day, c.last_day).where(
        c.store_id == store_id, c.first_day <= period.end, c.last_day >= period.start
    )
    return frozenset(_days(connection.execute(query), period))


def known_days(connection: Connection, store_id: int, period: Period) -> frozenset[date]:
    """The days of a span whose orders are known: those with any, those that an order report reaches over, and those
    between two days with orders that are at most a week apart or that a statement covers: then nothing was sold.

    A store that never took in an order report is known by its statements alone.
    """  # noqa: D205
    covered = covered_days(connection, store_id, period)
    if not has_orders(connection, store_id):
        return covered
    c = imports.c
    spans = select(c.first_day, c.last_day).where(
        c.store_id == store_id, c.kind == ImportKind.ORDERS, c.undone_at.is_(None), c.first_day.is_not(None)
    )
    found = _days(connection.execute(spans), period)
    mine, day = orders.c.store_id == store_id, orders.c.paid_day
    near = Period(period.start - timedelta(days=_APART), period.end + timedelta(days=_APART))
    sold = sorted(connection.scalars(select(day).where(mine, day.between(near.start, near.end)).distinct()))
    found |= _days(((one, other) for one, other in pairwise(sold) if (other - one).days <= _APART), period)
    found |= {one for one in sold if one in period}
    first, last = connection.execute(select(func.min(day), func.max(day)).where(mine)).one()
    return frozenset(found | {one for one in covered if first is not None and first <= one <= last})


def ads_known_days(connection: Connection, store_id: int, period: Period) -> frozenset[date]:
    """The days of a span whose ad spend is known: from the first to the last day with any of each import."""
    c = channel_days.c
    spans = (
        select(func.min(c.day), func.max(c.day))
        .where(
            c.store_id == store_id, c.channel.in_(AD_CHANNELS), c.spend_fen.is_not(None), c.import_id.is_not(None)
        )
        .group_by(c.import_id)
    )  # fmt: skip
    return frozenset(_days(connection.execute(spans), period))


def _days(spans: Iterable[Any], period: Period) -> set[date]:
    return {
        day
        for first, last in spans
        if first <= period.end and last >= period.start
        for day in Period(max(first, period.start), min(last, period.end)).days()
    }


def has_unit_costs(connection: Connection, store_id: int) -> bool:
    """Whether any unit cost was entered."""
    from shopdesk.storage.tables.costs import unit_costs  # the report and the alerts ask for kept months only

    query = select(unit_costs.c.id).where(unit_costs.c.store_id == store_id).limit(1)
    return connection.execute(query).first() is not None


def ad_spend(connection: Connection, store_id: int, period: Period, products: frozenset[str]) -> list[Spend]:
    """The spend of ads by day, of a product where the report is by product; else what the store's day table says."""
    from shopdesk.domain.ads.spend import product_in

    c = channel_days.c
    query = select(c.day, c.channel, c.subject, c.spend_fen).where(
        c.store_id == store_id,
        c.day.between(period.start, period.end),
        c.channel.in_(AD_CHANNELS),
        c.spend_fen.is_not(None),
    )
    whole: dict[tuple[date, str], int] = {}
    parts: dict[tuple[date, str], list[tuple[str, int]]] = defaultdict(list)
    for day, channel, subject, fen in connection.execute(query):
        if subject:
            parts[day, channel].append((product_in(subject, products), int(fen)))
        else:
            whole[day, channel] = int(fen)
    found = [Spend(key[0], fen, product) for key, some in parts.items() for product, fen in some]
    for key, fen in whole.items():
        # The channel's own row says what all its plans and products cost together.
        found.append(Spend(key[0], fen - sum(part for _product, part in parts.get(key, ()))))
    told = {spend.day for spend in found}
    stated = select(store_days.c.day, store_days.c.ads_fen).where(
        store_days.c.store_id == store_id,
        store_days.c.day.between(period.start, period.end),
        store_days.c.ads_fen.is_not(None),
    )
    found += [Spend(day, int(fen)) for day, fen in connection.execute(stated) if day not in told]
    return found


def affiliate_stated(connection: Connection, store_id: int, period: Period) -> dict[date, int]:
    """What affiliates cost by day as the platform's own tables say, for days that no statement covers."""
    c = store_days.c
    query = select(c.day, c.affiliate_fen).where(
        c.store_id == store_id, c.day.between(period.start, period.end), c.affiliate_fen.is_not(None)
    )
    found = {day: int(fen) for day, fen in connection.execute(query)}
    d = channel_days.c
    spent = (
        select(d.day, func.sum(d.spend_fen))
        .where(
            d.store_id == store_id, d.day.between(period.start, period.end), d.channel == Channel.AFFILIATES,
            d.spend_fen.is_not(None), channel_rows(store_id, lambda rows: rows.c.spend_fen),
        )
        .group_by(d.day)
    )  # fmt: skip
    return {day: int(fen) for day, fen in connection.execute(spent)} | found


@asked_once
def has_ads(connection: Connection, store_id: int) -> bool:
    """Whether any report of the store speaks of ad spend."""
    c = channel_days.c
    by_channel = select(c.id).where(c.store_id == store_id, c.channel.in_(AD_CHANNELS), c.spend_fen.is_not(None))
    by_store = select(store_days.c.id).where(store_days.c.store_id == store_id, store_days.c.ads_fen.is_not(None))
    return any(connection.execute(query.limit(1)).first() is not None for query in (by_channel, by_store))
