"""What imports know of the figures that entry rules ask for: pieces sold, list and lowest prices, ratings."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, distinct, func, select

from shopdesk.domain.periods import Period
from shopdesk.storage.queries.list_prices import list_prices
from shopdesk.storage.queries.sold_items import items_of_orders, paid_for_item
from shopdesk.storage.tables.figures import product_days, store_days
from shopdesk.storage.tables.orders import order_items, orders

_OLDEST = 60
"""Days: a rating that is older says nothing of today."""
_SPANS = {"lowest_30": 30, "lowest_60": 60}
_SOLD_DAYS = 30


@dataclass(frozen=True, slots=True)
class Imported:
    """A figure by the code of its metric, in the metric's unit, and the newest day that it was read from.

    Without a day it is what the owner says of the product.
    """

    code: str
    value: Decimal
    day: date | None


def store_figures(connection: Connection, store_id: int, today: date) -> list[Imported]:
    """The lowest and the mean of the three ratings on the newest day that has all of them."""
    c = store_days.c
    ratings = (c.dsr_description, c.dsr_service, c.dsr_logistics)
    row = connection.execute(
        select(c.day, *ratings)
        .where(c.store_id == store_id, _recent(c.day, today), *(one.is_not(None) for one in ratings))
        .order_by(c.day.desc())
        .limit(1)
    ).first()
    if row is None:
        return []
    day, *values = row
    mean = (sum(values, Decimal(0)) / 3).quantize(Decimal("0.01"))
    return [Imported("lowest_rating", min(values), day), Imported("mean_rating", mean, day)]


def product_figures(
    connection: Connection, store_id: int, product_ids: Collection[str], today: date
) -> dict[str, list[Imported]]:
    """For each product the pieces sold in thirty days, its list price, and the lowest price paid for a piece.

    The pieces need a report of the product itself on each of the thirty days up to the newest whole one: fewer would
    say too little. Before the first day on which the product was ever reported, other products' reports will do.
    """
    found: dict[str, list[Imported]] = {product: [] for product in product_ids}
    wanted = sorted(found)
    known = list(_sold(connection, store_id, wanted, today))
    known += [
        (product, Imported("list_price", Decimal(one.fen) / 100, one.day))
        for product, one in list_prices(connection, store_id, today, wanted).items()
    ]
    for code, days in _SPANS.items():
        known += _lowest(connection, store_id, wanted, code, Period(today - timedelta(days), today - timedelta(1)))
    for product, one in known:
        found[product].append(one)
    return found


def _recent(day: Any, today: date) -> Any:
    return day.between(today - timedelta(_OLDEST), today)


def _sold(connection: Connection, store_id: int, products: list[str], today: date) -> Iterator[tuple[str, Imported]]:
    c = product_days.c
    told = (c.store_id == store_id, c.paid_pieces.is_not(None))
    # Today is not over.
    newest = connection.execute(select(func.max(c.day)).where(*told, _recent(c.day, today), c.day < today)).scalar()
    if newest is None:
        return
    begin = newest - timedelta(_SOLD_DAYS - 1)
    span = (*told, c.day.between(begin, newest))
    if connection.execute(select(func.count(distinct(c.day))).where(*span)).scalar_one() < _SOLD_DAYS:
        return
    these = c.product_id.in_(products)
    begun = select(c.product_id, func.min(c.day)).where(c.store_id == store_id, these).group_by(c.product_id)
    first = {row[0]: row[1] for row in connection.execute(begun)}
    sums = select(c.product_id, func.sum(c.paid_pieces), func.count()).where(*span, these).group_by(c.product_id)
    for product, pieces, days in connection.execute(sums):
        if days == (newest - max(begin, first[product])).days + 1:
            yield product, Imported("sold_30", Decimal(pieces), newest)


def _lowest(
    connection: Connection, store_id: int, products: list[str], code: str, period: Period
) -> Iterator[tuple[str, Imported]]:
    item, order = order_items.c, orders.c
    amount = paid_for_item()
    rows = connection.execute(
        select(item.product_id, func.min(amount // item.pieces), func.max(order.paid_day))
        .select_from(items_of_orders())
        .where(
            order.store_id == store_id, order.paid_day.between(period.start, period.end),
            item.product_id.in_(products), item.pieces > 0, amount > 0,
        )
        .group_by(item.product_id)
    )  # fmt: skip
    for product, fen, day in rows:
        yield product, Imported(code, Decimal(int(fen)) / 100, day)
