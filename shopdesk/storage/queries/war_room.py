"""What imports know of a campaign's day while it runs: payments by the hour, pieces sold, stock before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, case, func, select

from shopdesk.domain.campaigns.war_room import PACE_HOURS, Sold, Stock
from shopdesk.storage.queries.sold_items import items_of_orders
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.orders import order_hours, order_items, orders


def paid_by_hour(connection: Connection, store_id: int, day: date) -> dict[int, int]:
    """What was paid in each hour of a day, in fen; of hours without a payment there is nothing."""
    c = order_hours.c
    rows = connection.execute(
        select(c.hour, c.paid_fen).where(c.store_id == store_id, c.day == day, c.paid_fen.is_not(None))
    )
    return {row.hour: row.paid_fen for row in rows}


def newest_payment(connection: Connection, store_id: int, moment: datetime) -> datetime | None:
    """The last payment up to a moment of its day that is known."""
    c = orders.c
    query = select(func.max(c.paid_at)).where(c.store_id == store_id, c.paid_day == moment.date(), c.paid_at <= moment)
    return connection.execute(query).scalar()


def newest_import(connection: Connection, store_id: int, day: date) -> datetime | None:
    """When the newest file that still counts and reaches into a day was imported."""
    c = imports.c
    query = select(func.max(c.finished_at)).where(c.store_id == store_id, c.undone_at.is_(None), c.last_day >= day)
    return connection.execute(query).scalar()


def stock_before(connection: Connection, store_id: int, product_ids: Collection[str], day: date) -> dict[str, Stock]:
    """The newest stock of each product on a day before ``day``, at most a week old."""
    c = product_days.c
    rows = connection.execute(
        select(c.product_id, c.day, c.stock_pieces)
        .where(
            c.store_id == store_id,
            c.product_id.in_(sorted(product_ids)),
            c.day.between(day - timedelta(days=7), day - timedelta(days=1)),
            c.stock_pieces.is_not(None),
        )
        .order_by(c.day)
    )
    return {row.product_id: Stock(row.stock_pieces, row.day) for row in rows}


def sold_since(
    connection: Connection, store_id: int, begins: dict[str, date], day: date, until: datetime | None
) -> dict[str, Sold]:
    """Pieces of each product paid from its own first day up to ``day``; empty where no import of ``day`` names any.

    Args:
        connection: the data.
        store_id: the store.
        begins: from which day each product counts.
        day: the last day.
        until: the newest payment, from which the last hours are counted back.
    """
    item, order = order_items.c, orders.c
    known = (order.store_id == store_id, order.paid_day.is_not(None), item.product_id.is_not(None))
    told = select(item.id).select_from(items_of_orders()).where(*known, order.paid_day == day).limit(1)
    if not begins or until is None or connection.execute(told).first() is None:
        return {}
    pieces = func.coalesce(item.pieces, 1)
    late = case((order.paid_at > until - timedelta(hours=PACE_HOURS), pieces), else_=0)
    rows = connection.execute(
        select(item.product_id, order.paid_day, func.sum(pieces), func.sum(late))
        .select_from(items_of_orders())
        .where(
            *known, order.paid_day.between(min(begins.values()), day), item.product_id.in_(sorted(begins)),
        )
        .group_by(item.product_id, order.paid_day)
    )  # fmt: skip
    found = {product: [0, 0] for product in begins}
    for product, paid_day, count, lately in rows:
        if paid_day >= begins[product]:
            found[product][0] += int(count)
            found[product][1] += int(lately)
    return {product: Sold(*sums) for product, sums in found.items()}
