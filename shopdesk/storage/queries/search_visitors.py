"""What search brought to products, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from shopdesk.domain.kpi.search_alert import LEAST, Found
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.tables.figures import product_days

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shopdesk.domain.periods import Period

_CHUNK = 500


def search_visitors(connection: Connection, store_id: int, period: Period) -> list[Found]:
    """The people that search brought to each product by day, of the products that had :data:`LEAST` on one of them."""
    most = PRODUCTS.over(connection, store_id, period, ("most_searched",)).rows()
    busy = [product for product, people in most if people is not None and people >= LEAST]
    return search_days(connection, store_id, period, busy)


def search_days(connection: Connection, store_id: int, period: Period, wanted: Sequence[str]) -> list[Found]:
    """The people that search brought to these products by day."""
    c = product_days.c
    here = (c.store_id == store_id, c.day.between(period.start, period.end))
    days: dict[str, dict[date, int]] = {}
    titles: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        query = select(c.product_id, c.day, c.title, c.search_visitors).where(
            *here, c.search_visitors.is_not(None), c.product_id.in_(wanted[start : start + _CHUNK])
        )
        for product, day, title, count in connection.execute(query.order_by(c.day)):
            days.setdefault(product, {})[day] = count
            titles[product] = title or product
    return [Found(titles[product], days[product], product) for product in sorted(days)]
