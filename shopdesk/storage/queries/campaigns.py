"""Sums that a campaign's review compares: the store's takings over some days, and those of some products."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Select, distinct, func, select

from shopdesk.domain.campaigns.review import Takings
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import Period
from shopdesk.storage.tables.figures import product_days, store_days
from shopdesk.storage.tables.orders import order_days, order_items, orders


def store_takings(connection: Connection, store_id: int, period: Period) -> Takings:
    """Paid orders and paid amount by the day of payment, daily visitors and page views, over a period.

    Orders come from imported order reports; where there are none, from the platform's own daily figures.
    """
    paid = order_days.c
    row = connection.execute(
        select(func.sum(paid.paid_orders), func.sum(paid.paid_fen)).where(
            paid.store_id == store_id, paid.basis == Basis.PAID, paid.day.between(period.start, period.end)
        )
    ).one()
    daily = store_days.c
    platform = connection.execute(
        select(
            func.sum(daily.orders), func.sum(daily.paid_fen), func.sum(daily.visitors), func.sum(daily.page_views),
            func.sum(daily.paid_pieces),
        ).where(daily.store_id == store_id, daily.day.between(period.start, period.end))
    ).one()  # fmt: skip
    found_orders = row[0] is not None
    return Takings(
        days=period.length,
        orders=row[0] if found_orders else platform[0],
        sales_fen=row[1] if found_orders else platform[1],
        visitors=platform[2],
        page_views=platform[3],
        pieces=platform[4],
    )


def product_takings(
    connection: Connection, store_id: int, period: Period, product_ids: Collection[str]
) -> Takings | None:
    """What some products took; ``None`` where no imported file tells products apart on these days."""
    if not product_ids:
        return None
    c = product_days.c
    row = connection.execute(
        select(
            func.count(), func.sum(c.visitors), func.sum(c.page_views), func.sum(c.paid_pieces), func.sum(c.paid_fen)
        ).where(c.store_id == store_id, c.day.between(period.start, period.end), c.product_id.in_(sorted(product_ids)))
    ).one()
    count = connection.execute(_orders_with(store_id, period, product_ids)).scalar_one()
    if not row[0] and not count:
        return None
    return Takings(
        days=period.length,
        orders=count or None,
        sales_fen=row[4],
        visitors=row[1],
        page_views=row[2],
        pieces=row[3],
    )


def _orders_with(store_id: int, period: Period, product_ids: Collection[str]) -> Select[tuple[int]]:
    """How many paid orders of a period hold one of the products."""
    item, order = order_items.c, orders.c
    joined = order_items.join(orders, (order.store_id == item.store_id) & (order.order_no == item.order_no))
    return (
        select(func.count(distinct(order.id)))
        .select_from(joined)
        .where(
            order.store_id == store_id, order.paid_day.between(period.start, period.end),
            item.product_id.in_(sorted(product_ids)),
        )
    )  # fmt: skip
