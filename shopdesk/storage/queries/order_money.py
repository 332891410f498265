"""The row of each order in ``order_money``, worked out anew from its rows in the transaction that touched them.

An import of a thousand lines touches a thousand orders and works out those; what has no line and was not paid has no
row. Orders of reports without numbers have none either: no line can ever belong to them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, delete, func, select, true, type_coerce

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matching import (
    CLOSED,
    OrderFacts,
    OrderMoney,
    difference,
    expected_commission,
    hints,
    match,
    what_buyer_paid,
)
from shopdesk.domain.ledger.rates import CommissionRates, ItemShare
from shopdesk.domain.periods import month_of
from shopdesk.infra.garbage import without_search
from shopdesk.storage import port
from shopdesk.storage.columns import Days
from shopdesk.storage.port import plain_rows
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.ledger import statement_lines
from shopdesk.storage.tables.matching import order_money
from shopdesk.storage.tables.orders import order_items, orders

_CHUNK = 900
_ALL_FROM = 10_000
"""From so many orders on it is quicker to work out all of the store, if these are a good part of them."""
_GOOD_PART = 3
_AT_ONCE = 20_000
_KNOWN_OF_ONE = 200
"""Numbers that are looked at of a stretch of so many orders."""


@dataclass(slots=True)
class _Order:
    """What is known of one order while it is worked out."""

    facts: OrderFacts | None = None
    paid_at: str | None = None
    confirmed_at: str | None = None
    received: int = 0
    refunded: int = 0
    charged: int = 0
    received_on: date | None = None
    first_at: str | None = None
    charges: dict[str, int] = field(default_factory=dict)
    shares: Sequence[ItemShare] = ()

    @property
    def money(self) -> OrderMoney:
        """What the statements say of it."""
        commission = self.charges.get(_COMMISSION, 0)
        return OrderMoney(self.received, self.refunded, commission, self.charged, self.received_on)


def recount(
    connection: Connection, store_id: int, rates: CommissionRates, order_nos: Collection[str] | None = None
) -> set[date]:
    """Work out the rows of these orders, or of all, anew.

    Args:
        connection: within the transaction that changed their rows.
        store_id: whose orders.
        rates: what commission they were to be charged.
        order_nos: numbers of orders, known or not; ``None`` for all of the store.

    Returns:
        The first days of the months in which these orders were or are paid or confirmed.
    """
    if order_nos is None or (len(order_nos) > _ALL_FROM and len(order_nos) * _GOOD_PART > _kept(connection, store_id)):
        months = _drop(connection, store_id, true())
        stretches, bulk = _stretches(connection, store_id), port.of(connection)
        with bulk.filling(connection, order_money, len(stretches) * _AT_ONCE if order_nos is None else len(order_nos)):
            for stretch in stretches:
                with without_search():
                    months |= _work_out(connection, store_id, rates, stretch)
        bulk.refresh_statistics(connection, order_money)
        return months
    months = set()
    numbers = sorted(order_nos)
    for start in range(0, len(numbers), _CHUNK):
        some = _Some(numbers[start : start + _CHUNK])
        months |= _drop(connection, store_id, some.among(order_money.c.order_no))
        months |= _work_out(connection, store_id, rates, some)
    return months


def is_kept(connection: Connection, store_id: int) -> bool:
    """Whether the rows of a store are kept up: from its first line on, or since somebody first asked for them.

    Until then an import of orders leaves them to whoever asks: working them out takes longer than the import itself,
    and without a statement nobody may ever look.
    """
    known = (order_money, statement_lines)
    return any(
        connection.execute(select(table.c.id).where(table.c.store_id == store_id).limit(1)).first() is not None
        for table in known
    )


def _stretches(connection: Connection, store_id: int) -> list[_Stretch]:
    """All orders of a store, some ten thousand at a time, so that a large store takes no more memory than a small."""
    # Some of the numbers tell well enough where to cut; all of them would take as much memory as what is cut.
    every = max(1, _AT_ONCE // _KNOWN_OF_ONE)
    c, o = statement_lines.c, orders.c
    of_lines = select(c.order_no).where(c.store_id == store_id, c.order_no.is_not(None), c.id % every == 0)
    reported = select(o.order_key).where(o.store_id == store_id, o.order_no.is_not(None), o.id % every == 0)
    numbers = sorted({number for query in (of_lines, reported) for number in connection.scalars(query)})
    step = max(1, _AT_ONCE // every)
    return [_Stretch(after, up_to) for after, up_to in pairwise([None, *numbers[step::step], None])]


def never_counted(connection: Connection, store_id: int) -> bool:
    """Whether a store has paid orders and none of them was ever worked out."""
    known = select(order_money.c.id).where(order_money.c.store_id == store_id)
    if connection.execute(known.limit(1)).first() is not None:
        return False
    paid = select(orders.c.id).where(
        orders.c.store_id == store_id, orders.c.paid_at.is_not(None), orders.c.order_no.is_not(None)
    )
    return connection.execute(paid.limit(1)).first() is not None


def _kept(connection: Connection, store_id: int) -> int:
    """How many orders are worked out."""
    count = select(func.count()).select_from(order_money).where(order_money.c.store_id == store_id)
    return int(connection.execute(count).scalar_one())


@dataclass(frozen=True, slots=True)
class _Some:
    """Orders by their numbers."""

    numbers: list[str]

    def among(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """That a column names one of them."""
        return column.in_(self.numbers)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Orders by where their numbers stand in the order of their text, bounds of ``None`` being open."""

    after: str | None
    up_to: str | None

    def among(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """That a column names one of them."""
        low = true() if self.after is None else column > self.after
        return low if self.up_to is None else low & (column <= self.up_to)


_Which = _Some | _Stretch


def _drop(connection: Connection, store_id: int, which: ColumnElement[bool]) -> set[date]:
    """Remove the rows of orders; gives the months that they were of."""
    stale = (order_money.c.store_id == store_id) & which
    if connection.execute(select(order_money.c.id).where(stale).limit(1)).first() is None:
        return set()
    months = _months(connection, stale)
    connection.execute(delete(order_money).where(stale))
    return months


def _work_out(connection: Connection, store_id: int, rates: CommissionRates, numbers: _Which) -> set[date]:
    """Write the rows of orders that have none, and give the months that they are of."""
    found: defaultdict[str, _Order] = defaultdict(_Order)
    _read_lines(connection, store_id, numbers, found)
    _read_orders(connection, store_id, numbers, found)
    _read_items(connection, store_id, numbers, found)
    rows = [row for number, order in found.items() if (row := _row(store_id, number, order, rates)) is not None]
    port.of(connection).insert_plain(connection, order_money, _COLUMNS, rows)
    days = Days()
    told = {row[place] for place in _MONTH_PLACES for row in rows} - {None}
    return {month_of(days[day]).start for day in told}


def _months(connection: Connection, which: ColumnElement[bool]) -> set[date]:
    found = set()
    for column in (order_money.c.paid_day, order_money.c.confirmed_day):
        days = connection.scalars(select(column).where(which, column.is_not(None)).distinct())
        found |= {month_of(day).start for day in days}
    return found


def _read_lines(connection: Connection, store_id: int, numbers: _Which, found: defaultdict[str, _Order]) -> None:
    c = statement_lines.c
    # As stored: making members and days of a million values would take longer than all else. Added up here: most orders
    # have one line of a kind, and sorting them by kind would take longer than reading them by the order's index.
    query = select(c.order_no, type_coerce(c.kind, String), c.amount_fen, type_coerce(c.at, String)).where(
        c.store_id == store_id, c.order_no.is_not(None), c.counted, numbers.among(c.order_no)
    )
    days = Days()
    before, order = None, _Order()
    for number, kind, amount, at in plain_rows(connection, query):
        # They come by the order's index, so those of an order one after the other.
        if number != before:
            before, order = number, found[number]
        if kind == _SALE:
            order.received += amount
            day = days[at[:10]]
            if order.received_on is None or day < order.received_on:
                order.received_on = day
        elif kind == _REFUND:
            order.refunded -= amount
        else:
            order.charges[kind] = order.charges.get(kind, 0) - amount
            if kind == _COMMISSION and amount < 0:
                order.charged -= amount
        if order.first_at is None or at < order.first_at:
            order.first_at = at


_SALE, _REFUND, _COMMISSION = LineKind.SALE.value, LineKind.REFUND.value, LineKind.COMMISSION.value


def _read_orders(connection: Connection, store_id: int, numbers: _Which, found: defaultdict[str, _Order]) -> None:
    c = orders.c
    # The key of an order with a number is its number, and has the index.
    paid, finished = type_coerce(c.paid_at, String), type_coerce(c.finished_at, String)
    query = select(
        c.order_no, paid, finished, c.gross_fen, c.received_fen, c.refund_fen, c.freight_fen, c.status
    ).where(c.store_id == store_id, c.order_no.is_not(None), numbers.among(c.order_key))
    for number, paid_at, finished_at, gross, received, refund, freight, status in plain_rows(connection, query):
        order = found[number]
        order.paid_at, order.confirmed_at = paid_at, finished_at
        order.facts = OrderFacts(
            paid_at is not None,
            finished_at is not None,
            what_buyer_paid(gross, received, refund),
            refund,
            None,
            freight or 0,
            CLOSED in (status or ""),
        )


def _read_items(connection: Connection, store_id: int, numbers: _Which, found: defaultdict[str, _Order]) -> None:
    c = order_items.c
    which = (c.store_id == store_id) & numbers.among(c.order_no)
    refunds = select(c.order_no, func.sum(c.refund_fen)).where(which, c.refund_fen.is_not(None)).group_by(c.order_no)
    for number, refund in connection.execute(refunds):
        facts = found[number].facts if number in found else None
        if facts is not None:
            found[number].facts = _with_items(facts, refund)
    categories = categories_of(connection, store_id, which)
    if not categories:
        return
    weight = func.coalesce(c.payable_fen, c.received_fen, c.price_fen * func.coalesce(c.pieces, 1), 0)
    for number, product, amount in connection.execute(select(c.order_no, c.product_id, weight).where(which)):
        if number in found:
            order = found[number]
            order.shares = (*order.shares, ItemShare(categories.get(product), amount))


def _with_items(facts: OrderFacts, refund: int) -> OrderFacts:
    return facts._replace(refund=refund if facts.refund is None else facts.refund, item_refund=refund)


def categories_of(connection: Connection, store_id: int, items: ColumnElement[bool]) -> dict[str, str]:
    """The category of every product of these items that a product report knows, the last word of it."""
    wanted = select(order_items.c.product_id).where(items, order_items.c.product_id.is_not(None))
    return _newest(connection, store_id, product_days.c.product_id.in_(wanted))


def _newest(connection: Connection, store_id: int, which: ColumnElement[bool]) -> dict[str, str]:
    c = product_days.c
    query = (
        select(c.product_id, c.category, func.max(c.day))
        .where(c.store_id == store_id, c.category.is_not(None), which)
        .group_by(c.product_id, c.category)
    )
    newest: dict[str, tuple[Any, str]] = {}
    for product, category, day in connection.execute(query):
        if product not in newest or newest[product][0] < day:
            newest[product] = (day, category)
    return {product: category for product, (_, category) in newest.items()}


def of_items(connection: Connection, store_id: int, numbers: Collection[str]) -> set[str]:
    """The orders of the sub-orders among these numbers."""
    items = order_items.c
    found: set[str] = set()
    if connection.execute(select(items.id).where(items.store_id == store_id).limit(1)).first() is None:
        return found
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _CHUNK):
        part = items.item_key.in_(wanted[start : start + _CHUNK])
        found.update(connection.scalars(select(items.order_no).where(items.store_id == store_id, part)))
    return found


def of_products(connection: Connection, store_id: int, products: Collection[str], import_id: int | None) -> set[str]:
    """The orders whose commission may be another one since a product report told of these products.

    Args:
        connection: within the transaction that changed the product days.
        store_id: whose products.
        products: their numbers.
        import_id: the import that told; products whose category other imports told alike are left out. ``None``: all.
    """
    items = order_items.c
    found: set[str] = set()
    numbers = sorted(products)
    for start in range(0, len(numbers), _CHUNK):
        part = numbers[start : start + _CHUNK]
        now = _newest(connection, store_id, product_days.c.product_id.in_(part))
        before = {}
        if import_id is not None:
            others = product_days.c.product_id.in_(part) & (product_days.c.import_id != import_id)
            before = _newest(connection, store_id, others)
            part = [product for product in part if now.get(product) != before.get(product)]
        query = select(items.order_no).where(items.store_id == store_id, items.product_id.in_(part)).distinct()
        found.update(connection.scalars(query))
    return found


def _row(store_id: int, number: str, order: _Order, rates: CommissionRates) -> tuple[Any, ...] | None:
    """The stored row of an order, in the order of :data:`_COLUMNS`; ``None`` where there is nothing to say."""
    facts, money = order.facts, order.money
    told = facts or _NOTHING
    paid_at, confirmed_at = order.paid_at, order.confirmed_at
    shown = paid_at or order.first_at
    if shown is None:
        return None
    expected = None
    if facts is not None and money.received_on is not None and money.received > 0:
        rate = rates.of_order(money.received_on, order.shares)
        expected = expected_commission(rate, money.received, facts.freight)
    state = match(facts, money, expected)
    said = hints(facts, money, state)
    # JSON by hand: the names are our own plain words, and there may be hundreds of thousands of these texts.
    fees = ", ".join([f'"{kind}": {amount}' for kind, amount in sorted(order.charges.items()) if amount])
    return (
        store_id,
        number,
        int(facts is not None),
        shown,
        shown[:10],
        paid_at,
        paid_at and paid_at[:10],
        confirmed_at,
        confirmed_at and confirmed_at[:10],
        int(told.closed),
        told.buyer_paid,
        told.refund,
        told.item_refund,
        money.received,
        money.refunded,
        f"{{{fees}}}",
        expected,
        difference(facts, money, expected, state),
        state.value,
        json.dumps(said) if said else "[]",
    )


_NOTHING = OrderFacts(paid=False, confirmed=False, buyer_paid=None, refund=None)
_COLUMNS = tuple(column.name for column in order_money.columns if column.name != "id")
_MONTH_PLACES = tuple(_COLUMNS.index(name) for name in ("paid_day", "confirmed_day"))
