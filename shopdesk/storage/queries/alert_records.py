"""What the past of an alert is put together from: orders that waited, how far imports reached."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from shopdesk.domain.imports import STATEMENT_KINDS
from shopdesk.domain.orders import WAITING_STATUS
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.orders import orders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from shopdesk.domain.kpi.stock_alert import Told
    from shopdesk.domain.periods import Period

_A_DAY = timedelta(days=1)


def late_orders(connection: Connection, store_id: int, paid: Period) -> list[tuple[date, date | None]] | None:
    """Of the orders paid in a span that had not left after 24 hours: from which day, and the day on which they left.

    ``None`` as the second: they still wait. ``None`` as a whole: no order of the span says when its parcel left.
    """
    c = orders.c
    left = func.substr(c.shipped_at, 1, 10)
    later = func.substr(c.shipped_at, 12) > func.substr(c.paid_at, 12)
    of_span = and_(c.store_id == store_id, c.paid_day.between(paid.start, paid.end))
    told = select(c.id).where(of_span, c.shipped_at.is_not(None)).limit(1)
    if connection.execute(told).first() is None:
        return None
    waits = and_(c.shipped_at.is_(None), c.status.contains(WAITING_STATUS))
    query = select(c.paid_day, left, later).where(of_span, or_(left > c.paid_day, waits)).distinct()
    found: list[tuple[date, date | None]] = []
    for day, gone, after in connection.execute(query):
        end = None if gone is None else date.fromisoformat(gone)
        # One that left on the next day waited longer where that was at a later hour.
        if end is None or end > day + _A_DAY or after:
            found.append((day + _A_DAY, end))
    return found


def reached(connection: Connection, store_id: int) -> list[tuple[datetime, date]]:
    """When each import of figures was done that counts, and the last day of its file."""
    c = imports.c
    query = select(c.finished_at, c.last_day).where(
        c.store_id == store_id, c.undone_at.is_(None), c.last_day.is_not(None), c.kind.not_in(STATEMENT_KINDS)
    )
    return [(done, last) for done, last in connection.execute(query)]


def told_of_stock(
    connection: Connection, store_id: int, period: Period, wanted: Sequence[str]
) -> dict[str, dict[date, Told]]:
    """Of each of a few products the pieces and the stock that its reports state, by day."""
    c = product_days.c
    query = select(c.product_id, c.day, c.paid_pieces, c.stock_pieces).where(
        c.store_id == store_id, c.product_id.in_(wanted), c.day.between(period.start, period.end)
    )
    found: dict[str, dict[date, Told]] = {}
    for product, day, pieces, stock in connection.execute(query):
        found.setdefault(product, {})[day] = (pieces, stock)
    return found
