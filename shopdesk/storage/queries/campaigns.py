"""What a campaign's review needs to know: the store's daily figures, and what some products took."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, Select, distinct, func, select

from shopdesk.domain.campaigns.review import Takings
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.kinds import Basis, Source
from shopdesk.domain.kpi.pay_hours import HOURS
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.kpi import read_facts
from shopdesk.storage.queries.sold_items import items_of_orders
from shopdesk.storage.tables.figures import product_days, service_days
from shopdesk.storage.tables.orders import order_hours, order_items, orders


def store_facts(connection: Connection, store_id: int, period: Period) -> Facts:
    """The store's figures by day of payment: order reports, and the platform's own where there are none."""
    return read_facts(connection, store_id, period, Basis.PAID, {Source.ORDERS, Source.STORE_DAYS})


def product_takings(
    connection: Connection, store_id: int, period: Period, product_ids: Collection[str]
) -> Takings | None:
    """What some products took; ``None`` where no imported file tells products apart on these days."""
    if not product_ids:
        return None
    c = product_days.c
    wanted = (c.store_id == store_id, c.day.between(period.start, period.end), c.product_id.in_(sorted(product_ids)))
    days, pieces, fen = connection.execute(
        select(func.count(distinct(c.day)), func.sum(c.paid_pieces), func.sum(c.paid_fen)).where(*wanted)
    ).one()
    count = connection.execute(_orders_with(store_id, period, product_ids)).scalar_one()
    if not days and not count:
        return None
    # Clicks per visitor is a rate over the products and days that have both; the visitors themselves are no figure.
    seen = connection.execute(
        select(c.page_views, c.visitors).where(*wanted, c.page_views.is_not(None), c.visitors.is_not(None))
    ).all()
    return Takings(
        days=days,
        orders=count or None,
        sales_fen=fen,
        views_per_visitor=ratio(sum(row[0] for row in seen), sum(row[1] for row in seen)),
        pieces=pieces,
    )


def other_products(connection: Connection, store_id: int, days: Iterable[date], own: Collection[str]) -> Takings | None:
    """What the products outside a campaign sold on some days; ``None`` where no imported file tells products apart."""
    if not own:
        return None
    c = product_days.c
    rows = connection.execute(
        select(func.count(distinct(c.day)), func.sum(c.paid_fen)).where(
            c.store_id == store_id, c.day.in_(sorted(days)), c.product_id.not_in(sorted(own)), c.paid_fen.is_not(None)
        )
    ).one()
    return Takings(days=rows[0], sales_fen=rows[1]) if rows[0] else None


def orders_by_hour(connection: Connection, store_id: int, days: Iterable[date]) -> tuple[int, ...]:
    """Paid orders of some days by hour of the day, 24 of them; empty where no order says when it was paid."""
    c = order_hours.c
    query = (
        select(c.hour, func.sum(c.paid_orders))
        .where(c.store_id == store_id, c.day.in_(sorted(days)), c.hour.between(0, HOURS - 1))
        .group_by(c.hour)
    )
    found = {row.hour: int(row[1]) for row in connection.execute(query)}
    return tuple(found.get(hour, 0) for hour in range(HOURS)) if found else ()


def chats_received(connection: Connection, store_id: int, period: Period) -> int | None:
    """The chats that came in on some days; ``None`` where the service reports leave out one of them."""
    c = service_days.c
    days, chats = connection.execute(
        select(func.count(distinct(c.day)), func.sum(c.received)).where(
            c.store_id == store_id, c.day.between(period.start, period.end), c.received.is_not(None)
        )
    ).one()
    return int(chats) if days == period.length else None


def _orders_with(store_id: int, period: Period, product_ids: Collection[str]) -> Select[int]:
    """How many paid orders of a period hold one of the products."""
    item, order = order_items.c, orders.c
    return (
        select(func.count(distinct(order.id)))
        .select_from(items_of_orders())
        .where(
            order.store_id == store_id, order.paid_day.between(period.start, period.end),
            item.product_id.in_(sorted(product_ids)),
        )
    )  # fmt: skip
