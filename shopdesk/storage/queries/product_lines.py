"""What the list of products asks of the product reports beyond the lines of the KPIs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, case, func, select

from shopdesk.domain.periods import Period
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.tables.figures import product_days

_WEEK = 7
_c = product_days.c


def known_days(connection: Connection, store_id: int, periods: Iterable[Period]) -> list[int]:
    """On how many days of each span there are product figures."""
    days = PRODUCTS.days(connection, store_id)
    return [sum(one.start.isoformat() <= day <= one.end.isoformat() for day in days) for one in periods]


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
