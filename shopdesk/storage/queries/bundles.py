"""Which products stand in the same paid orders, grouped where the data lie, and what each is sold for alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from shopdesk.domain.campaigns.bundles import Combo, combined
from shopdesk.domain.money import divide_fen
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.list_prices import list_prices
from shopdesk.storage.queries.order_days import paid_by_buyers
from shopdesk.storage.queries.sold_items import items_of_orders, paid_for_item, product_key
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.orders import order_items, orders

_CHUNK = 500
_BETWEEN = "\x1f"  # parts the products of an order; no number and no name holds it


def _paid(store_id: int, period: Period) -> tuple[ColumnElement[bool], ...]:
    return (
        orders.c.store_id == store_id,
        orders.c.paid_day.is_not(None),
        orders.c.paid_day.between(period.start, period.end),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """What the orders of a span hold, and of each product the number of one order that holds it."""

    combos: list[Combo]
    examples: dict[str, str]


def held(connection: Connection, store_id: int, period: Period) -> Held:
    """The combinations of products of the orders that were paid in a span; orders without known items are left out."""
    product, order = product_key(), orders.c
    # Products come in any order and a product as often as it has lines: equal combinations are put together after.
    # Grouped by the columns of the index on days that end with the order, so that nothing is sorted.
    by_order = (
        select(
            func.aggregate_strings(product, _BETWEEN).label("products"),
            func.max(paid_by_buyers()).label("paid_fen"),
            func.max(order.order_no).label("order_no"),
        )
        .select_from(items_of_orders())
        .where(*_paid(store_id, period), product.is_not(None))
        .group_by(order.paid_day, order.buyer_key, order.id)
        .subquery()
    )
    rows = connection.execute(
        select(
            by_order.c.products,
            func.count(),
            func.count(by_order.c.paid_fen),
            func.coalesce(func.sum(by_order.c.paid_fen), 0),
            func.max(by_order.c.order_no),
        ).group_by(by_order.c.products)
    )
    found, examples = [], {}
    for joined, count, priced, fen, example in rows:
        products = joined.split(_BETWEEN)
        found.append((products, count, priced, int(fen)))
        examples.update(dict.fromkeys(products, example))
    return Held(combined(found), examples)


def titles(connection: Connection, store_id: int, examples: Mapping[str, str]) -> dict[str, str]:
    """The names of products by what tells them apart, as reports word them, else one order of each."""
    item, report, product = order_items.c, product_days.c, product_key()
    found: dict[str, str] = {}
    asked = sorted(examples)
    for start in range(0, len(asked), _CHUNK):
        some = asked[start : start + _CHUNK]
        in_order = (
            select(product, func.max(item.title))
            .where(
                item.store_id == store_id,
                item.order_no.in_({examples[one] for one in some}),
                item.title.is_not(None),
            )
            .group_by(product)
        )
        found.update((key, title) for key, title in connection.execute(in_order))
        reported = (
            select(report.product_id, func.max(report.title))
            .where(report.store_id == store_id, report.product_id.in_(some), report.title.is_not(None))
            .group_by(report.product_id)
        )
        found.update((key, title) for key, title in connection.execute(reported))
    return found


def paid_orders(connection: Connection, store_id: int, period: Period) -> int:
    """How many orders were paid in a span, with or without items."""
    return connection.execute(select(func.count()).select_from(orders).where(*_paid(store_id, period))).scalar_one()


def has_items(connection: Connection, store_id: int) -> bool:
    """Whether any report brought items of orders."""
    return (
        connection.execute(select(order_items.c.id).where(order_items.c.store_id == store_id).limit(1)).first()
        is not None
    )


def prices(connection: Connection, store_id: int, products: Collection[str], period: Period) -> dict[str, int]:
    """What a piece of each product costs alone, in fen: its list price up to the end of a span, else its mean.

    The mean is of what was paid for its pieces in the span, refunds not taken off. Of a product with neither there is
    nothing.
    """
    listed = list_prices(connection, store_id, period.end, products)
    return dict(_paid_prices(connection, store_id, products, period)) | {key: one.fen for key, one in listed.items()}


def _paid_prices(
    connection: Connection, store_id: int, products: Collection[str], period: Period
) -> Iterator[tuple[str, int]]:
    item, product = order_items.c, product_key()
    amount = paid_for_item()
    rows: Any = connection.execute(
        select(product, func.sum(amount), func.sum(item.pieces))
        .select_from(items_of_orders())
        .where(*_paid(store_id, period), product.in_(sorted(products)), item.pieces > 0, amount > 0)
        .group_by(product)
    )
    for key, fen, pieces in rows:
        mean = divide_fen(int(fen), int(pieces))
        if mean is not None:
            yield key, mean
