"""What products sold by the items of paid orders, for stores that have no product report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from shopdesk.domain.kpi.breakdown import ProductLine
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.sold_items import items_of_orders, paid_for_item
from shopdesk.storage.tables.orders import order_items, orders

_item, _order = order_items.c, orders.c


def known_span(connection: Connection, store_id: int) -> tuple[date, date] | None:
    """The first and the last day on which an order with known items was paid."""
    first, last = connection.execute(
        select(func.min(_order.paid_day), func.max(_order.paid_day))
        .select_from(items_of_orders())
        .where(_order.store_id == store_id)
    ).one()
    return None if first is None else (first, last)


def item_lines(connection: Connection, store_id: int, period: Period, before: Period | None) -> list[ProductLine]:
    """Every product with items of orders paid in ``period`` or ``before``, by sales, largest first.

    Refunds are not taken off. Where an item of a product does not say its pieces or what was paid, that sum is not
    known.
    """
    now = _sums(connection, store_id, period)
    old = {} if before is None else _sums(connection, store_id, before)
    nothing: tuple[str | None, int | None, int | None] = (None, None, None)
    lines = []
    for product in {**now, **old}:
        title, pieces, fen = now.get(product, nothing)
        old_title, old_pieces, old_fen = old.get(product, nothing)
        lines.append(
            ProductLine(
                product_id=product,
                title=title or old_title or product,
                pieces=pieces,
                sales_fen=fen,
                pieces_before=old_pieces,
                sales_before_fen=old_fen,
            )
        )
    return sorted(lines, key=lambda line: (-(line.sales_fen or 0), -(line.pieces or 0), line.product_id))


def weeks(
    connection: Connection, store_id: int, first: date, last: date, count: int
) -> dict[str, list[tuple[int | None, int]]]:
    """The pieces of each product in the weeks that end with ``last``, and on how many days they are known.

    The newest week first. A week is known from ``first`` on where each of its paid orders has known items: what no item
    names was then not sold. Otherwise no day of it is known, for part of the orders would pass for all.
    """
    sums: list[dict[str, int | None] | None] = []
    for place in range(count):
        end = last - timedelta(days=7 * place)
        week = Period(end - timedelta(days=6), end)
        sums.append(_pieces(connection, store_id, week) if week.start >= first else None)
    products = {product for one in sums if one is not None for product in one}
    return {
        product: [(None, 0) if one is None or one.get(product, 0) is None else (one.get(product, 0), 7) for one in sums]
        for product in products
    }


def _pieces(connection: Connection, store_id: int, period: Period) -> dict[str, int | None] | None:
    """Of each product; ``None`` for all where some paid order has no known items."""
    paid = select(func.count()).select_from(orders).where(*_paid(store_id, period))
    told = select(func.count(func.distinct(_order.id))).select_from(items_of_orders()).where(*_paid(store_id, period))
    if connection.execute(paid).scalar_one() != connection.execute(told).scalar_one():
        return None
    return {product: pieces for product, (_title, pieces, _fen) in _sums(connection, store_id, period).items()}


def without_number(connection: Connection, store_id: int, period: Period) -> int:
    """How many items of orders paid in a span have no product number."""
    return connection.execute(
        select(func.count())
        .select_from(items_of_orders())
        .where(*_paid(store_id, period), func.coalesce(_item.product_id, "") == "")
    ).scalar_one()


def _paid(store_id: int, period: Period) -> tuple[Any, ...]:
    return (_order.store_id == store_id, _order.paid_day.between(period.start, period.end))


def _sums(
    connection: Connection, store_id: int, period: Period
) -> dict[str, tuple[str | None, int | None, int | None]]:
    """Title, pieces and what was paid (fen) of each product."""
    amount = paid_for_item()
    rows = connection.execute(
        select(
            _item.product_id, func.max(_item.title), func.count(), func.sum(_item.pieces), func.count(_item.pieces),
            func.sum(amount), func.count(amount),
        )
        .select_from(items_of_orders())
        .where(*_paid(store_id, period), _item.product_id != "")
        .group_by(_item.product_id)
    )  # fmt: skip
    return {
        product: (title, int(pieces) if counted == items else None, int(fen) if priced == items else None)
        for product, title, items, pieces, counted, fen, priced in rows
    }
