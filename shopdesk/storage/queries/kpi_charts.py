"""What the charts read beyond the daily figures."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, and_, case, exists, func, or_, select, type_coerce
from sqlalchemy.types import String

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.kpi.kinds import Basis, Source
from shopdesk.domain.kpi.product_charts import ProductSum
from shopdesk.domain.kpi.slice_charts import AdSum, AgentSum
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Days, read_value
from shopdesk.storage.queries import order_months
from shopdesk.storage.queries.kpi import channel_rows
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.tables.competitors import competitor_looks
from shopdesk.storage.tables.figures import channel_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_days, order_hours

_DAYS = {
    Source.ORDERS: order_days.c,
    Source.STORE_DAYS: store_days.c,
    Source.CHANNELS: channel_days.c,
    Source.PRODUCTS: product_days.c,
    Source.SERVICE: service_days.c,
    None: competitor_looks.c,
}


def nearest_days(
    connection: Connection, store_id: int, source: Source | None, period: Period
) -> tuple[date | None, date | None]:
    """The last day with a row before a span and the first one after it; of looks at competitors without a source."""
    c = _DAYS[source]
    before = select(func.max(c.day)).where(c.store_id == store_id, c.day < period.start)
    after = select(func.min(c.day)).where(c.store_id == store_id, c.day > period.end)
    return connection.execute(before).scalar(), connection.execute(after).scalar()


def days_with_orders(connection: Connection, store_id: int, period: Period) -> set[date]:
    """The days of a span on which any order was made or paid."""
    query = (
        select(type_coerce(order_days.c.day, String))
        .where(order_days.c.store_id == store_id, order_days.c.day.between(period.start, period.end))
        .distinct()
    )
    days = Days()
    return {days[text] for (text,) in connection.execute(query)}


def pay_hours(connection: Connection, store_id: int, period: Period) -> dict[tuple[int, int], tuple[int, int | None]]:
    """Paid orders and what was paid, by weekday (0 is Monday) and hour; an amount is ``None`` where none is known."""
    c = order_hours.c
    query = select(type_coerce(c.day, String), c.hour, c.paid_orders, c.paid_fen).where(
        c.store_id == store_id, c.day.between(period.start, period.end)
    )
    # Straight from the driver: of three years there are 26,000 rows.
    cursor = connection.execute(query).cursor
    days, weekdays = Days(), dict[str, int]()
    found: dict[tuple[int, int], tuple[int, int | None]] = {}
    for text, hour, paid, fen in cursor.fetchall() if cursor is not None else ():
        weekday = weekdays.get(text)
        if weekday is None:
            weekday = weekdays[text] = days[text].weekday()
        key = (weekday, hour)
        if key not in found:
            read_value(_hour, hour, Text("an hour of the day"))
        count, sum_fen = found.get(key, (0, None))
        found[key] = (count + paid, sum_fen if fen is None else fen + (sum_fen or 0))
    return found


def _hour(value: Any) -> int:
    hour = int(value)
    if not 0 <= hour < 24:
        raise ValueError(value)
    return hour


def product_sums(connection: Connection, store_id: int, period: Period) -> list[ProductSum]:
    """Every product with figures in the span; visitors and buyers of the days that have both."""
    names = ("title", "paid_fen", "list_fen", "visitors", "buyers", "category", "visits", "visit_days")
    rows = sorted(PRODUCTS.over(connection, store_id, period, names).rows(), key=itemgetter(0))
    at_list = all(row[2] is None for row in rows)
    return [
        ProductSum(
            product_id=row[0], title=row[1] or row[0], sales_fen=row[3] if at_list else row[2], at_list=at_list,
            visitors=row[4], buyers=row[5], category=row[6] or "", visits=row[7], visit_days=row[8] or 0,
        )
        for row in rows
    ]  # fmt: skip


def funnel_days(connection: Connection, store_id: int, period: Period) -> list[dict[str, int | None]]:
    """The figures of each step of the funnel by day, of the days that state any."""
    found: dict[date, dict[str, int | None]] = {}
    s, o = store_days.c, order_days.c
    store = select(s.day, s.visitors, s.cart_buyers, s.placed_buyers, s.buyers).where(
        s.store_id == store_id, s.day.between(period.start, period.end)
    )
    for day, *values in connection.execute(store):
        found.setdefault(day, {}).update(zip(("visitors", "cart", "placed", "paid"), values, strict=True))
    orders_of = select(o.day, o.paid_orders, o.effective_orders).where(
        o.store_id == store_id, o.basis == Basis.CREATED, o.day.between(period.start, period.end)
    )
    for day, paid, kept in connection.execute(orders_of):
        found.setdefault(day, {}).update(orders=paid, kept=kept)
    return [found[day] for day in sorted(found)]


def channel_days_of(
    connection: Connection, store_id: int, period: Period, measure: str
) -> dict[tuple[Channel, date], int]:
    """One measure of channels by day, where it is stated; the row of a whole channel before those of its subjects."""
    c = channel_days.c
    query = (
        select(c.channel, c.day, func.sum(c[measure]))
        .where(
            c.store_id == store_id,
            c.day.between(period.start, period.end),
            c[measure].is_not(None),
            channel_rows(store_id, lambda rows: rows.c[measure]),
        )
        .group_by(c.channel, c.day)
    )
    return {(channel, day): value for channel, day, value in connection.execute(query)}


def ad_sums(connection: Connection, store_id: int, period: Period) -> list[AdSum]:
    """Cost and sales of ads by channel and subject, of the rows that have both; subjects before the whole channel."""
    c = channel_days.c
    part = channel_days.alias()
    parts = exists().where(
        part.c.store_id == store_id, part.c.channel == c.channel, part.c.day == c.day, part.c.subject != "",
        part.c.spend_fen.is_not(None), part.c.sales_fen.is_not(None),
    )  # fmt: skip
    where = (
        c.store_id == store_id,
        c.day.between(period.start, period.end),
        c.channel.in_(AD_CHANNELS),
        c.spend_fen.is_not(None),
        c.sales_fen.is_not(None),
        or_(c.subject != "", ~parts),
    )
    query = (
        select(c.channel, c.subject, func.sum(c.spend_fen), func.sum(c.sales_fen))
        .where(*where)
        .group_by(c.channel, c.subject)
    )
    alone: defaultdict[tuple[str, str], list[date]] = defaultdict(list)
    for channel, day in connection.execute(select(c.channel, c.day).where(*where, c.subject == "").order_by(c.day)):
        alone[channel, ""].append(day)
    return [
        AdSum(
            channel=channel,
            subject=subject,
            spend_fen=spend,
            sales_fen=sales,
            days=tuple(alone.get((channel, subject), ())),
        )
        for channel, subject, spend, sales in connection.execute(query)
    ]


def agent_sums(connection: Connection, store_id: int, period: Period) -> list[AgentSum]:
    """Service people over a span; conversion of the days that state both of its parts."""
    c = service_days.c
    both = and_(c.inquiries.is_not(None), c.paid_inquiries.is_not(None))
    query = (
        select(
            c.agent,
            func.sum(c.sales_fen),
            func.sum(c.received),
            func.sum(case((both, c.inquiries))),
            func.sum(case((both, c.paid_inquiries))),
        )
        .where(c.store_id == store_id, c.day.between(period.start, period.end), c.agent != "")
        .group_by(c.agent)
    )
    return [
        AgentSum(agent=agent, sales_fen=sales, received=received, inquiries=asked, paid_inquiries=bought)
        for agent, sales, received, asked, bought in connection.execute(query)
    ]


def closed_reasons(connection: Connection, store_id: int, period: Period) -> dict[str, int]:
    """Orders that state why they were closed, by reason and the day they were made."""
    return order_months.sums(connection, store_id, period, Basis.CREATED).closed


def without_province(connection: Connection, store_id: int, period: Period, basis: Basis) -> int:
    """Paid orders that name no province."""
    return order_months.sums(connection, store_id, period, basis).places.get("", (0, 0, None))[1]
