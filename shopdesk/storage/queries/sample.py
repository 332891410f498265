"""What the sample store's statement is made from."""

from __future__ import annotations

import dataclasses
from datetime import date

from sqlalchemy import Connection, select

from shopdesk.domain.orders import Order
from shopdesk.storage.tables.figures import store_days
from shopdesk.storage.tables.orders import orders


def all_orders(connection: Connection, store_id: int) -> list[Order]:
    """The orders of a store, in the order in which they were written."""
    names = [field.name for field in dataclasses.fields(Order) if field.name in orders.c]
    query = select(*(orders.c[name] for name in names)).where(orders.c.store_id == store_id).order_by(orders.c.id)
    return [Order(**dict(zip(names, row, strict=True))) for row in connection.execute(query)]


def ads_by_day(connection: Connection, store_id: int) -> dict[date, int]:
    """What was spent on ads, by day."""
    query = select(store_days.c.day, store_days.c.ads_fen).where(
        store_days.c.store_id == store_id, store_days.c.ads_fen.is_not(None)
    )
    return {row.day: row.ads_fen for row in connection.execute(query)}
