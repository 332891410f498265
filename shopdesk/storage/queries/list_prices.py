"""What each product is listed at: one answer for entry rules, bundles, price forms and pickers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from shopdesk.domain.list_price import ListPrice, listed_piece
from shopdesk.storage.queries.sold_items import items_of_orders, product_key
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.market import products as said_products
from shopdesk.storage.tables.orders import order_items, orders

OLDEST = 60
"""Days: a list price that is older says nothing of today."""


def list_prices(
    connection: Connection, store_id: int, until: date, products: Collection[str] | None = None
) -> dict[str, ListPrice]:
    """What is known of the list price of ``products``, or of all, up to a day.

    The owner's own word goes before product reports, these before the items of orders. Of reports and orders the newest
    day that states it counts, for sixty days. A day on which a product stands at several prices (its variants cost
    different amounts) says none. A product is meant by its number, or by the merchant code where orders give no number.
    """
    found = dict(_in_orders(connection, store_id, until, products))
    found.update(_in_reports(connection, store_id, until, products))
    found.update(_said(connection, store_id, products))
    return found


def _said(connection: Connection, store_id: int, products: Collection[str] | None) -> Iterator[tuple[str, ListPrice]]:
    c = said_products.c
    rows = connection.execute(
        select(c.product_id, c.merchant_code, c.list_fen).where(c.store_id == store_id, c.list_fen > 0)
    ).all()
    codes = Counter(code for _number, code, _fen in rows)
    by_code = {code: fen for _number, code, fen in rows if code and codes[code] == 1}
    for key, fen in (by_code | {number: fen for number, _code, fen in rows}).items():
        if products is None or key in products:
            yield key, ListPrice(int(fen))


def _in_reports(
    connection: Connection, store_id: int, until: date, products: Collection[str] | None
) -> Iterator[tuple[str, ListPrice]]:
    """A report states the day's turnover at list price, and the pieces that it stands for."""
    c = product_days.c
    told = [
        c.store_id == store_id, c.day.between(until - timedelta(OLDEST), until), c.list_fen > 0, c.paid_pieces > 0,
    ]  # fmt: skip
    if products is not None:
        told.append(c.product_id.in_(sorted(products)))
    newest = select(c.product_id, func.max(c.day).label("day")).where(*told).group_by(c.product_id).subquery()
    rows = connection.execute(
        select(c.product_id, c.day, c.list_fen, c.paid_pieces, c.paid_fen)
        .join(newest, (newest.c.product_id == c.product_id) & (newest.c.day == c.day))
        .where(*told)
    )
    for product, day, turnover, pieces, paid in rows:
        fen = listed_piece(int(turnover), pieces, None if paid is None else int(paid))
        if fen is not None:
            yield product, ListPrice(fen, day)


def _in_orders(
    connection: Connection, store_id: int, until: date, products: Collection[str] | None
) -> Iterator[tuple[str, ListPrice]]:
    """An item states the price of a piece before discounts; the order's first day counts, paid or not."""
    item, order, key = order_items.c, orders.c, product_key()
    told = [
        order.store_id == store_id, order.created_day.between(until - timedelta(OLDEST), until), item.price_fen > 0,
    ]  # fmt: skip
    told.append(key.is_not(None) if products is None else key.in_(sorted(products)))
    rows = connection.execute(
        select(key, order.created_day, func.min(item.price_fen), func.max(item.price_fen))
        .select_from(items_of_orders())
        .where(*told)
        .group_by(key, order.created_day)
        .order_by(order.created_day)
    )
    newest = {product: (day, low, high) for product, day, low, high in rows}
    for product, (day, low, high) in newest.items():
        if low == high:
            yield product, ListPrice(int(low), day)
