"""What the charts read beyond the daily figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select, type_coerce
from sqlalchemy.types import String

from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Days, read_value
from shopdesk.storage.tables.orders import order_days, order_hours


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
    for text, hour, orders, fen in cursor.fetchall() if cursor is not None else ():
        weekday = weekdays.get(text)
        if weekday is None:
            weekday = weekdays[text] = days[text].weekday()
        key = (weekday, hour)
        if key not in found:
            read_value(_hour, hour, Text("an hour of the day"))
        count, sum_fen = found.get(key, (0, None))
        found[key] = (count + orders, sum_fen if fen is None else fen + (sum_fen or 0))
    return found


def _hour(value: Any) -> int:
    hour = int(value)
    if not 0 <= hour < 24:
        raise ValueError(value)
    return hour
