"""Sums of a week that only the weekly report asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, case, func, literal, select, union_all

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Basis, Source
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period
from shopdesk.domain.report.records import AgentLine
from shopdesk.storage.queries.kpi import BESIDE_WHOLE, WHOLE_CHANNEL, counted
from shopdesk.storage.queries.kpi_breakdown import regions
from shopdesk.storage.tables.figures import channel_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_days

_TABLES = {
    Source.ORDERS: order_days,
    Source.STORE_DAYS: store_days,
    Source.CHANNELS: channel_days,
    Source.PRODUCTS: product_days,
    Source.SERVICE: service_days,
}


def covered(connection: Connection, store_id: int, period: Period) -> dict[Source, set[date]]:
    """The days of a span on which each source has any figure."""
    parts = [
        select(literal(source.value), table.c.day)
        .where(table.c.store_id == store_id, table.c.day.between(period.start, period.end))
        .distinct()
        for source, table in _TABLES.items()
    ]
    found: dict[Source, set[date]] = {source: set() for source in _TABLES}
    for source, day in connection.execute(union_all(*parts)):
        found[Source(source)].add(day)
    return found


def arrivals(connection: Connection, store_id: int, period: Period) -> dict[Channel, tuple[Decimal | None, int | None]]:
    """By source the visitors of its mean day, and the visits to pages over the span.

    The platform counts people among a source's arrivals in the store, so these are added neither over days nor over the
    parts of a source. Visits to pages are, as any other count of a channel.
    """
    c = channel_days.c
    people = func.sum(case((c.subject == "", c.store_visits)))
    days = func.count(case((c.subject == "", c.store_visits)))
    query = (
        select(c.channel, people, days, func.sum(counted(c.page_visits, WHOLE_CHANNEL.c.page_visits)))
        .select_from(BESIDE_WHOLE)
        .where(c.store_id == store_id, c.day.between(period.start, period.end))
        .group_by(c.channel)
    )
    return {Channel(row[0]): (ratio(row[1], row[2]), row[3]) for row in connection.execute(query)}


def agents(connection: Connection, store_id: int, period: Period) -> list[AgentLine]:
    """The people of customer service by sales, largest first; the line of the whole team is left out."""
    c = service_days.c
    seconds = func.sum(c.first_reply_seconds * c.received)
    chats = func.sum(c.received).filter(c.first_reply_seconds.is_not(None))
    query = (
        select(
            c.agent,
            func.sum(c.received),
            func.sum(c.inquiries),
            func.sum(c.paid_inquiries),
            seconds,
            chats,
            func.sum(c.sales_fen),
        )
        .where(c.store_id == store_id, c.day.between(period.start, period.end), c.agent != "")
        .group_by(c.agent)
    )
    lines = [
        AgentLine(
            agent=row[0],
            received=row[1],
            inquiries=row[2],
            paid_inquiries=row[3],
            first_reply_seconds=round(row[4] / row[5]) if row[4] is not None and row[5] else None,
            sales_fen=row[6],
        )
        for row in connection.execute(query)
    ]
    return sorted(lines, key=lambda line: (-(line.sales_fen or 0), line.agent))


def last_stock(connection: Connection, store_id: int, product_ids: list[str], until: Period) -> dict[str, int]:
    """The stock last stated for some products within a span."""
    if not product_ids:
        return {}
    c = product_days.c
    query = (
        select(c.product_id, c.stock_pieces)
        .where(
            c.store_id == store_id,
            c.product_id.in_(product_ids),
            c.day.between(until.start, until.end),
            c.stock_pieces.is_not(None),
        )
        .order_by(c.day)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def region_moves(
    connection: Connection, store_id: int, period: Period, before: Period, basis: Basis
) -> dict[str, tuple[int | None, int | None]]:
    """The paid amount of each province in the span before and in ``period``."""
    now = {line.province: line.paid_fen for line in regions(connection, store_id, period, basis)}
    old = {line.province: line.paid_fen for line in regions(connection, store_id, before, basis)}
    return {name: (old.get(name), now.get(name)) for name in (*now, *(name for name in old if name not in now))}
