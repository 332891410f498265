"""Who paid when, by code: what the cohorts and the levels of members are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Connection, String, select, type_coerce

from shopdesk.storage.queries.order_days import paid_by_buyers
from shopdesk.storage.tables.orders import orders

_AT_ONCE = 20_000


def paid_orders(connection: Connection, store_id: int) -> Iterator[tuple[str, str | None, int | None]]:
    """Every paid order in the order of its day of payment: ISO day, the buyer's code, what the buyer paid in fen."""
    query = (
        select(type_coerce(orders.c.paid_day, String), orders.c.buyer_key, paid_by_buyers())
        .where(orders.c.store_id == store_id, orders.c.paid_day.is_not(None))
        .order_by(orders.c.paid_day.nulls_last())
    )
    # Rows of the driver: a million of them pass through here, and SQLAlchemy's own would take twice as long.
    cursor: Any = connection.execute(query).cursor
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from cast("list[tuple[str, str | None, int | None]]", rows)
