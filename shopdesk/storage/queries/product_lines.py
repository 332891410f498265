"""What the list of products asks of the product reports beyond the lines of the KPIs."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, String, case, func, select, type_coerce

from shopdesk.domain.periods import Period
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.tables.figures import product_days

_WEEK = 7
_c = product_days.c


def known_days(connection: Connection, store_id: int, period: Period) -> int:
    """The days of a span with product figures."""
    day = type_coerce(_c.day, String)
    # A step from day to day along the index: counting different days would read every row.
    return sum(
        connection.execute(select(day).where(_c.store_id == store_id, _c.day == one).limit(1)).first() is not None
        for one in period.days()
    )


def refunds(connection: Connection, store_id: int, period: Period) -> dict[str, tuple[int | None, int | None]]:
    """Refunds of each product, and what was paid, on the days that state both; in fen, by product."""
    found = PRODUCTS.over(connection, store_id, period, ("refund_fen", "refunded_of_fen"))
    return {product: (back, paid) for product, back, paid in found.rows()}


def stock_days(connection: Connection, store_id: int, period: Period) -> dict[str, date]:
    """The last day of a span whose report states a stock, by product."""
    found = PRODUCTS.over(connection, store_id, period, ("stock_day",))
    return {product: date.fromisoformat(day) for product, day in found.rows() if day is not None}


def weeks(connection: Connection, store_id: int, last: date, count: int) -> dict[str, list[tuple[int | None, int]]]:
    """The pieces of each product, and on how many days they are stated, in the weeks that end with ``last``.

    The newest week first; of a week that no row of a product speaks of no day is known.
    """
    ends = [last - timedelta(days=place * _WEEK) for place in range(count)]
    spans = [(end - timedelta(days=_WEEK - 1), end) for end in ends]
    sums = [
        what(case((_c.day.between(first, end), _c.paid_pieces)))
        for first, end in spans
        for what in (func.sum, func.count)
    ]
    rows = connection.execute(
        select(_c.product_id, *sums)
        .where(_c.store_id == store_id, _c.day.between(spans[-1][0], last))
        .group_by(_c.product_id)
    )
    return {product: list(zip(told[::2], told[1::2], strict=True)) for product, *told in rows}
