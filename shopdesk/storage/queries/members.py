"""Who paid when, by code: what the cohorts and the levels of members are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, String, select, type_coerce

from shopdesk.storage.queries.order_days import paid_by_buyers
from shopdesk.storage.tables.orders import orders

_AT_ONCE = 20_000


def days_paid(connection: Connection, store_id: int) -> Iterator[tuple[str, str | None]]:
    """The ISO day of payment and the buyer's code of every paid order, in the order of the days.

    Both stand in one index in that order, so nothing is sorted and no row of the table is looked up.
    """
    query = (
        select(type_coerce(orders.c.paid_day, String), orders.c.buyer_key)
        .where(orders.c.store_id == store_id, orders.c.paid_day.is_not(None))
        .order_by(orders.c.paid_day.nulls_last())
    )
    yield from _rows(connection, query)


def amounts_paid(connection: Connection, store_id: int) -> Iterator[tuple[str, int | None]]:
    """The buyer's code and what the buyer paid, in fen, of every paid order that names one, in no order."""
    c = orders.c
    known = (c.store_id == store_id, c.paid_day.is_not(None), c.buyer_key.is_not(None))
    yield from _rows(connection, select(c.buyer_key, paid_by_buyers()).where(*known))


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    # Rows of the driver: a million of them pass through here, and SQLAlchemy's own would take twice as long.
    cursor: Any = connection.execute(query).cursor
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows
