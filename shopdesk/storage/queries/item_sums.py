"""What the items of paid orders came to by product over any span, from what is kept of blocks of days."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, String, func, select, type_coerce

from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import Period
from shopdesk.storage import day_blocks, kept_answers
from shopdesk.storage.block_sums import Sums
from shopdesk.storage.kept_answers import ITEM_SUMS
from shopdesk.storage.queries.order_days import day_column
from shopdesk.storage.tables.orders import order_days, order_items, orders

_CHUNK = 1_000
_MOST_LOOKED_UP = 10_000


def sums(connection: Connection, store_id: int, period: Period, basis: Basis) -> Sums:
    """Every product, by number or else by title, with an item of an order that was paid and counts in the span.

    Its largest ``title``, and the ``fen`` that were paid; ``None`` where no item says it.
    """

    def kept(value: Any) -> Sums:
        products, titles, amounts = value
        return Sums(products, {"title": titles, "fen": amounts})

    def read(days: Period) -> Sums:
        return kept(_read(connection, store_id, days, basis))

    found = Sums(columns={"title": [], "fen": []})
    for part in day_blocks.parts(connection, ITEM_SUMS, store_id, period, kept, read, _prefix(basis)):
        found.take(part)
    return found


def _read(connection: Connection, store_id: int, period: Period, basis: Basis) -> list[list[Any]]:
    item, order = order_items.c, orders.c
    # Empty text names nothing: such items are no product of their own.
    key = func.coalesce(func.nullif(item.product_id, ""), func.nullif(item.title, ""))
    # The orders first, which the days find along an index: asked for each item, they would be read as often as there
    # are items.
    paid = item.order_no.in_(
        select(order.order_no).where(
            order.store_id == store_id,
            order.paid_day.is_not(None),
            day_column(basis).between(period.start, period.end),
        )
    )
    amount = func.coalesce(item.received_fen + item.refund_fen, item.payable_fen)
    query = (
        select(key, func.max(item.title), func.sum(amount))
        .where(item.store_id == store_id, key.is_not(None), paid)
        .group_by(key)
    )
    return list(map(list, zip(*connection.execute(query), strict=True))) or [[], [], []]


def end_days(connection: Connection, store_id: int, basis: Basis, days: set[str]) -> None:
    """Orders of these days (ISO texts) were changed."""
    day_blocks.end(connection, ITEM_SUMS, store_id, days, _prefix(basis))


def end_orders(connection: Connection, store_id: int, numbers: set[str]) -> None:
    """Items of the orders with these numbers were changed."""
    if len(numbers) > _MOST_LOOKED_UP:
        kept_answers.doubt_keys(connection, (ITEM_SUMS,), store_id, None)
        return
    asked = sorted(numbers)
    days: dict[Basis, set[str]] = {basis: set() for basis in Basis}
    for start in range(0, len(asked), _CHUNK):
        # An order with a number has it as its key, too, along whose index it is found.
        query = (
            select(*(type_coerce(day_column(basis), String) for basis in Basis))
            .where(orders.c.store_id == store_id, orders.c.order_key.in_(asked[start : start + _CHUNK]))
            .distinct()
        )
        for row in connection.execute(query):
            for of_basis, day in zip(days.values(), row, strict=True):
                of_basis.add(day)
    for basis, touched in days.items():
        end_days(connection, store_id, basis, {day for day in touched if day})


def left_to_keep(connection: Connection, store_id: int) -> list[tuple[Basis, Period]]:
    """The blocks with paid orders that are not kept or not sure; taken from the end."""
    if connection.execute(select(order_items.c.id).where(order_items.c.store_id == store_id).limit(1)).first() is None:
        return []
    sure = kept_answers.sure_keys(connection, ITEM_SUMS, store_id)
    found: list[tuple[Basis, Period]] = []
    for basis in reversed(Basis):
        query = select(type_coerce(order_days.c.day, String)).where(
            order_days.c.store_id == store_id, order_days.c.basis == basis, order_days.c.paid_orders > 0
        )
        left = day_blocks.left(connection.scalars(query), sure, _prefix(basis))
        found += [(basis, block) for block in left]
    return found


def keep(connection: Connection, store_id: int, basis: Basis, block: Period) -> None:
    """Keep a block, read within this transaction."""
    found = sums(connection, store_id, block, basis)
    value = [found.names, found.columns["title"], found.columns["fen"]]
    kept_answers.keep(connection, ITEM_SUMS, store_id, day_blocks.key(block, _prefix(basis)), value)


def _prefix(basis: Basis) -> str:
    return f"{basis.value}/"
