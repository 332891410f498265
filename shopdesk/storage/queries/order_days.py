"""The daily sums of orders, refreshed for the days that were touched, in the transaction that touched them.

The definitions are those of :class:`shopdesk.domain.orders.OrderDay`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
)  # fmt: skip

from shopdesk.domain.orders import Basis
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import ORDER_MONTH_DAYS, ORDER_MONTHS
from shopdesk.storage.tables.orders import order_days, order_hours, orders

_CHUNK = 400
_BY_MONTH = (ORDER_MONTHS, ORDER_MONTH_DAYS)
_COLUMNS = (
    "store_id", "basis", "day", "orders", "paid_orders", "unpaid_orders", "refunded_orders", "effective_orders",
    "gross_fen", "paid_fen", "refund_fen", "net_fen", "buyers",
)  # fmt: skip
_ADDED = _COLUMNS[6:-1]
_HOURS = ("store_id", "day", "hour", "paid_orders", "paid_fen")


def day_column(basis: Basis) -> Column[str]:
    """The column that says on which day an order counts."""
    return orders.c.created_day if basis is Basis.CREATED else orders.c.paid_day


def refresh(connection: Connection, store_id: int, basis: Basis, days: Collection[str]) -> None:
    """Sum the orders of these days anew; a day without orders left disappears.

    Args:
        connection: within the transaction that changed the orders.
        store_id: whose orders.
        basis: which day an order counts on.
        days: ISO texts.
    """
    day = day_column(basis)
    kept_answers.doubt_keys(connection, _BY_MONTH, store_id, {f"{basis.value}/{one[:7]}" for one in days})
    for chunk in _chunks(sorted(days)):
        connection.execute(
            delete(order_days).where(
                order_days.c.store_id == store_id, order_days.c.basis == basis, order_days.c.day.in_(chunk)
            )
        )
        summed = sums(store_id, basis).where(day.in_(chunk))
        connection.execute(insert(order_days).from_select(_COLUMNS, summed))
        if basis is Basis.PAID:
            of_days = and_(order_hours.c.store_id == store_id, order_hours.c.day.in_(chunk))
            connection.execute(delete(order_hours).where(of_days))
            summed = hours(store_id, all_rows=_are_most(connection, store_id, chunk)).where(day.in_(chunk))
            connection.execute(insert(order_hours).from_select(_HOURS, summed))


def _are_most(connection: Connection, store_id: int, days: list[str]) -> bool:
    """Whether at least half of the table's orders were paid on these days, of which the sums are up to date."""
    paid = order_days.c.basis == Basis.PAID
    counted = select(func.sum(order_days.c.orders)).where(
        order_days.c.store_id == store_id, paid, order_days.c.day.in_(days)
    )
    newest = connection.execute(select(func.max(orders.c.id))).scalar()
    return newest is not None and 2 * (connection.execute(counted).scalar() or 0) >= newest


def rebuild(connection: Connection, store_id: int) -> None:
    """Sum all orders of a store anew."""
    kept_answers.doubt_keys(connection, _BY_MONTH, store_id, None)
    connection.execute(delete(order_days).where(order_days.c.store_id == store_id))
    for basis in Basis:
        summed = sums(store_id, basis).where(day_column(basis).is_not(None))
        connection.execute(insert(order_days).from_select(_COLUMNS, summed))
    connection.execute(delete(order_hours).where(order_hours.c.store_id == store_id))
    connection.execute(insert(order_hours).from_select(_HOURS, hours(store_id)))


def pay_hour() -> ColumnElement[int]:
    """The hour of an order's pay time, 0 to 23; moments are stored as ``2020-02-01 09:30:00``."""
    return cast(func.substr(orders.c.paid_at, 12, 2), Integer)


def hours(store_id: int, *, all_rows: bool = False) -> Select[*tuple[Any, ...]]:
    """One row for each hour of a day in which something was paid, straight from the orders.

    The index has the orders of a day in no order of theirs, so where most orders are asked for, going through
    ``all_rows`` of the table takes half the time.
    """
    columns = orders.c
    # No index leads to a sum.
    store = columns.store_id + 0 if all_rows else columns.store_id
    return (
        select(literal(store_id), columns.paid_day, pay_hour(), func.count(), func.sum(paid_by_buyers()))
        .where(store == store_id, columns.paid_day.is_not(None), columns.paid_at.is_not(None))
        .group_by(columns.paid_day, pay_hour())
    )


def paid_by_buyers() -> ColumnElement[int]:
    """What the buyer of an order paid, refunds not taken off; ``NULL`` for an order that nobody paid."""
    columns = orders.c
    is_paid = columns.paid_at.is_not(None)
    return case(
        (
            and_(is_paid, columns.received_fen.is_not(None), columns.refund_fen.is_not(None)),
            columns.received_fen + columns.refund_fen,
        ),
        (is_paid, columns.gross_fen),
    )


def given() -> dict[str, ColumnElement[Any]]:
    """What one order gives to each sum of its day, by column; ``NULL`` where it says nothing of it.

    Of ``buyers``, who are counted once, it is one for an order that says who paid.
    """
    columns = orders.c
    is_paid = columns.paid_at.is_not(None)
    return {
        "orders": literal(1),
        "paid_orders": case((is_paid, 1)),
        "unpaid_orders": case((~is_paid, 1)),
        "refunded_orders": case((columns.refund_fen.is_(None), None), (columns.refund_fen > 0, 1), else_=0),
        "effective_orders": case(
            (columns.received_fen.is_(None), None), (and_(is_paid, columns.received_fen > 0), 1), else_=0
        ),
        "gross_fen": columns.gross_fen,
        "paid_fen": paid_by_buyers(),
        "refund_fen": columns.refund_fen,
        "net_fen": columns.received_fen,
        "buyers": case((and_(is_paid, columns.buyer_key.is_not(None)), 1)),
    }


def sums(store_id: int, basis: Basis) -> Select[*tuple[Any, ...]]:
    """One row for each day: the figures of ``order_days`` straight from the orders."""
    columns, of_order = orders.c, given()
    is_paid = columns.paid_at.is_not(None)
    buyers = func.count(func.distinct(case((is_paid, columns.buyer_key))))
    known_buyers = func.count(columns.buyer_key)
    day = day_column(basis)
    return (
        select(
            literal(store_id),
            literal(basis.value),
            day,
            func.count(),
            func.count(columns.paid_at),
            func.count() - func.count(columns.paid_at),
            *(func.sum(of_order[name]) for name in _ADDED),
            case((known_buyers > 0, buyers)),
        )
        .where(columns.store_id == store_id)
        .group_by(day)
    )


def _chunks(days: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(days), _CHUNK):
        yield days[start : start + _CHUNK]
