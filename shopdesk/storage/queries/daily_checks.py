"""What the imported data say about the things that are checked every day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from shopdesk.domain.daily.service_levels import PaidOrder
from shopdesk.storage.tables.figures import product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_days, order_items, orders

# How the platform says that a parcel left; a part of a parcel is not one.
_SHIPPED = ("卖家已发货", "交易成功")
_LATELY = timedelta(days=30)
_GONE = or_(orders.c.shipped_at.is_not(None), *(orders.c.status.contains(words) for words in _SHIPPED))
# Refunded whole or closed: it needs no parcel.
_CLOSED = or_(orders.c.received_fen <= 0, orders.c.status.contains("交易关闭"))


@dataclass(frozen=True, slots=True)
class Shipping:
    """The orders paid on one day: how many there are, how many still wait for their parcel to leave."""

    paid: int
    waiting: int


def has_figures(connection: Connection, store_id: int, day: date) -> bool:
    """Whether orders or store figures of a day are there."""
    for table in (order_days, store_days):
        query = select(table.c.id).where(table.c.store_id == store_id, table.c.day == day).limit(1)
        if connection.execute(query).first() is not None:
            return True
    return False


def shipping(connection: Connection, store_id: int, paid_day: date) -> Shipping | None:
    """How the orders paid on a day are shipped; ``None`` where no order paid lately says whether its parcel left.

    Some reports carry the time of shipping, others only the platform's status. An order that was refunded whole or
    closed needs no parcel.
    """
    c = orders.c
    of_store = c.store_id == store_id
    if not _told(connection, store_id, paid_day, or_(c.shipped_at.is_not(None), c.status.contains("发货"))):
        return None
    needs = case((_CLOSED, 0), else_=1)
    waiting = case((_GONE, 0), else_=needs)
    row = connection.execute(select(func.sum(needs), func.sum(waiting)).where(of_store, c.paid_day == paid_day)).one()
    return None if row[0] is None else Shipping(paid=int(row[0]), waiting=int(row[1]))


def paid_orders(connection: Connection, store_id: int, paid_day: date) -> list[PaidOrder]:
    """The orders paid on a day that need a parcel, with when it left; none where no order paid lately says when."""
    c = orders.c
    if not _told(connection, store_id, paid_day, c.shipped_at.is_not(None)):
        return []
    query = select(c.paid_at, c.shipped_at, case((_GONE, 0), else_=1)).where(
        c.store_id == store_id, c.paid_day == paid_day, c.paid_at.is_not(None), case((_CLOSED, 0), else_=1) == 1
    )
    return [
        PaidOrder(paid_at=paid_at, shipped_at=shipped_at, waiting=bool(waiting))
        for paid_at, shipped_at, waiting in connection.execute(query)
    ]


def first_replies(connection: Connection, store_id: int, day: date) -> list[int | None]:
    """How many seconds each service person took for the first reply, on the mean of a day."""
    c = service_days.c
    query = select(c.first_reply_seconds).where(c.store_id == store_id, c.day == day)
    return [row[0] for row in connection.execute(query)]


def _told(connection: Connection, store_id: int, paid_day: date, says: ColumnElement[bool]) -> bool:
    """Whether any order paid lately says what is asked for."""
    c = orders.c
    lately = c.paid_day.between(paid_day - _LATELY, paid_day)
    return connection.execute(select(c.id).where(c.store_id == store_id, lately, says).limit(1)).first() is not None


def refund_statuses(connection: Connection, store_id: int, since: date) -> list[tuple[str, str | None]]:
    """The day and refund status of each item ordered since a day, where a file carries the status."""
    c = order_items.c
    query = select(func.substr(c.created_at, 1, 10), c.refund_status).where(
        c.store_id == store_id, c.created_at >= since.isoformat(), c.refund_status.is_not(None)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def stock(connection: Connection, store_id: int, product_ids: list[str], since: date, until: date) -> dict[str, int]:
    """The newest known stock of products between two days; products without one are left out."""
    c = product_days.c
    query = (
        select(c.product_id, c.stock_pieces)
        .where(
            c.store_id == store_id,
            c.product_id.in_(product_ids),
            c.day.between(since, until),
            c.stock_pieces.is_not(None),
        )
        .order_by(c.day)
    )
    return {row.product_id: row.stock_pieces for row in connection.execute(query)}
