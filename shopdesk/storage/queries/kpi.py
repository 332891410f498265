"""Reading the daily base figures of a store: rollups and daily tables, never the orders themselves.

The day columns are read as text and become dates once; columns are handed on whole, because the KPIs are rebuilt
column by column.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, exists, func, or_, select, type_coerce
from sqlalchemy.types import String

from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.kinds import Basis, Source
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.storage.columns import read_value
from shopdesk.storage.tables.figures import channel_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_days, orders

ALL_SOURCES = frozenset(Source)

# Base figure name to column, for the orders by the day they were made, and by the basis the reader chose.
_MADE = {
    "orders": "orders",
    "made_and_paid": "paid_orders",
    "unpaid_orders": "unpaid_orders",
    "gross_fen": "gross_fen",
}
_CHOSEN = {
    "paid_orders": "paid_orders",
    "refunded_orders": "refunded_orders",
    "effective_orders": "effective_orders",
    "paid_fen": "paid_fen",
    "refund_fen": "refund_fen",
    "net_fen": "net_fen",
    "day_buyers": "buyers",
}
_STORE = {
    "visitors": "visitors",
    "page_views": "page_views",
    "store_buyers": "buyers",
    "new_buyers": "new_buyers",
    "returning_buyers": "returning_buyers",
    "store_orders": "orders",
    "paid_pieces": "paid_pieces",
    "store_paid_fen": "paid_fen",
    "platform_refund_fen": "refund_fen",
    "cart_buyers": "cart_buyers",
    "favourite_buyers": "favourite_buyers",
    "stay_seconds": "stay_seconds",
    "bounce_rate": "bounce_rate",
    "dsr_description": "dsr_description",
    "dsr_service": "dsr_service",
    "dsr_logistics": "dsr_logistics",
    "experience": "experience",
    "experience_goods": "experience_goods",
    "experience_logistics": "experience_logistics",
    "experience_service": "experience_service",
    "store_ads_fen": "ads_fen",
    "affiliate_fen": "affiliate_fen",
    "reviews": "reviews",
    "good_reviews": "good_reviews",
    "bad_reviews": "bad_reviews",
    "shipped_parcels": "shipped_parcels",
    "followers": "followers",
    "members": "members",
}
_ADS = {
    "ad_spend_fen": "spend_fen",
    "ad_sales_fen": "sales_fen",
    "impressions": "impressions",
    "clicks": "clicks",
    "ad_cart_adds": "cart_adds",
    "ad_new_buyers": "new_buyers",
}
_PRODUCTS = {
    "product_views": "page_views",
    "product_pieces": "paid_pieces",
    "product_paid_fen": "paid_fen",
    "product_list_fen": "list_fen",
}
_SERVICE = {
    "received": "received",
    "replied": "replied",
    "inquiries": "inquiries",
    "paid_inquiries": "paid_inquiries",
    "service_sales_fen": "sales_fen",
    "good_ratings": "good_ratings",
    "ratings": "ratings",
}

_MOST_DIGITS = 20

# Stored as exact decimals in text.
_DECIMALS = frozenset(name for name in _STORE if name == "bounce_rate" or name.startswith(("dsr_", "experience")))

# What the platform's daily store table stands in for on days that no order report covers.
_FALLBACKS = {"paid_orders": "store_orders", "paid_fen": "store_paid_fen", "day_buyers": "store_buyers"}


def read_facts(
    connection: Connection,
    store_id: int,
    period: Period,
    basis: Basis,
    sources: Collection[Source] = ALL_SOURCES,
) -> Facts:
    """The base figures of every day of ``period`` that has any, from the chosen sources."""
    blocks: list[_Block] = []
    if Source.ORDERS in sources:
        made = _read(connection, _order_days(store_id, Basis.CREATED, period), {**_MADE, **_CHOSEN})
        if basis is Basis.CREATED:
            blocks.append(made)
        else:
            blocks.append(_Block(made.days, {name: made.columns[name] for name in _MADE}))
            blocks.append(_read(connection, _order_days(store_id, basis, period, chosen=True), _CHOSEN))
    if Source.STORE_DAYS in sources:
        blocks.append(_read(connection, _plain(store_days, _STORE, store_id, period), _STORE))
    if Source.CHANNELS in sources:
        names = [*_ADS, "costed_sales_fen", "costed_clicks"]
        blocks.append(_read(connection, _ad_days(store_id, period), names))
    if Source.PRODUCTS in sources:
        names = [*_PRODUCTS, "products_listed", "products_sold"]
        blocks.append(_read(connection, _product_days(store_id, period), names))
    if Source.SERVICE in sources:
        names = [*_SERVICE, "first_reply_total", "first_reply_chats"]
        blocks.append(_read(connection, _service_days(store_id, period), names))
    facts = _join(blocks)
    facts.columns["order_buyers"] = facts.columns.get("day_buyers", [None] * len(facts))
    for name, fallback in _FALLBACKS.items():
        facts.fill(name, facts.columns.get(fallback))
    facts.fill("ad_spend_fen", facts.columns.get("store_ads_fen"))
    return facts


class _Block:
    """The rows of one query: days as text, and one column for each base figure."""

    __slots__ = ("columns", "days")

    def __init__(self, days: Sequence[str], columns: dict[str, Sequence[Value]]) -> None:
        self.days = days
        self.columns = columns


def _read(connection: Connection, query: Select[Any], names: Collection[str]) -> _Block:
    # Straight from the driver: thousands of rows need no row objects, and days stay text until they are joined.
    cursor = connection.execute(query).cursor
    rows = cursor.fetchall() if cursor is not None else []
    if not rows:
        return _Block((), dict.fromkeys(names, ()))
    days, *columns = zip(*rows, strict=True)
    block = _Block(days, dict(zip(names, columns, strict=True)))
    for name in _DECIMALS.intersection(names):
        values = block.columns[name]
        try:
            block.columns[name] = [None if value is None else _number(value) for value in values]
        except (ValueError, ArithmeticError):
            # One by one only now, to say which it is.
            what = Text("the figure {name} of a day", name=name)
            for value in values:
                read_value(lambda text: None if text is None else _number(text), value, what)
            raise
    return block


def _number(text: Any) -> Decimal:
    number = Decimal(text)
    # NaN and 1e400 are decimals too, but nothing can be reckoned with them.
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
        raise ValueError(f"{text} is no figure")
    return number


def _join(blocks: list[_Block]) -> Facts:
    """Put the blocks side by side, on the days that any of them has."""
    days = sorted(set().union(*(block.days for block in blocks)))
    place = {day: index for index, day in enumerate(days)}
    columns: dict[str, Sequence[Value]] = {}
    for block in blocks:
        whole = len(block.days) == len(days)
        places = () if whole else [place[day] for day in block.days]
        for name, values in block.columns.items():
            if whole:
                columns[name] = values
                continue
            spread: list[Value] = [None] * len(days)
            for index, value in zip(places, values, strict=True):
                spread[index] = value
            columns[name] = spread
    return Facts([read_value(date.fromisoformat, day, Text("a day of figures")) for day in days], columns)


def _within(table: Table, store_id: int, period: Period) -> ColumnElement[bool]:
    return and_(table.c.store_id == store_id, table.c.day.between(period.start, period.end))


def _day(table: Table) -> ColumnElement[str]:
    return type_coerce(table.c.day, String).label("day")


def _plain(table: Table, names: dict[str, str], store_id: int, period: Period) -> Select[Any]:
    columns = [table.c[column] for column in names.values()]
    return select(_day(table), *columns).where(_within(table, store_id, period)).order_by(table.c.day)


def _order_days(store_id: int, basis: Basis, period: Period, *, chosen: bool = False) -> Select[Any]:
    names = _CHOSEN if chosen else {**_MADE, **_CHOSEN}
    return _plain(order_days, names, store_id, period).where(order_days.c.basis == basis)


def _sums(table: Table, names: dict[str, str]) -> list[ColumnElement[Any]]:
    return [func.sum(table.c[column]).label(name) for name, column in names.items()]


@cache
def whole_or_parts(table: Table, part: str, *same: str) -> ColumnElement[bool]:
    """Keep the row of the whole (``part`` empty) where there is one, otherwise its parts, so nothing counts twice."""
    whole = table.alias()
    stated = exists().where(
        whole.c.store_id == table.c.store_id,
        whole.c.day == table.c.day,
        whole.c[part] == "",
        *(whole.c[name] == table.c[name] for name in same),
    )
    return or_(table.c[part] == "", ~stated)


def _ad_days(store_id: int, period: Period) -> Select[Any]:
    costed = channel_days.c.spend_fen.is_not(None)
    sales, clicks = (func.sum(case((costed, channel_days.c[name]))) for name in ("sales_fen", "clicks"))
    return (
        select(_day(channel_days), *_sums(channel_days, _ADS), sales, clicks)
        .where(
            _within(channel_days, store_id, period),
            channel_days.c.channel.in_(AD_CHANNELS),
            whole_or_parts(channel_days, "subject", "channel"),
        )
        .group_by(channel_days.c.day)
        .order_by(channel_days.c.day)
    )


def _product_days(store_id: int, period: Period) -> Select[Any]:
    sold = func.sum(case((product_days.c.paid_pieces > 0, 1), else_=0))
    listed = func.count(product_days.c.paid_pieces)
    return (
        select(_day(product_days), *_sums(product_days, _PRODUCTS), listed, sold)
        .where(_within(product_days, store_id, period))
        .group_by(product_days.c.day)
        .order_by(product_days.c.day)
    )


def _service_days(store_id: int, period: Period) -> Select[Any]:
    timed = service_days.c.first_reply_seconds.is_not(None) & service_days.c.received.is_not(None)
    total = func.sum(case((timed, service_days.c.first_reply_seconds * service_days.c.received)))
    chats = func.sum(case((timed, service_days.c.received)))
    return (
        select(_day(service_days), *_sums(service_days, _SERVICE), total, chats)
        .where(_within(service_days, store_id, period), whole_or_parts(service_days, "agent"))
        .group_by(service_days.c.day)
        .order_by(service_days.c.day)
    )


def buyers(connection: Connection, store_id: int, period: Period, basis: Basis) -> set[Any] | None:
    """The different people who paid, as rows of one key; ``None`` where a paid order does not name its buyer.

    A set made here takes a third of the time of COUNT(DISTINCT), whose sorting leaves SQLite's cache over a year of
    orders, and sets of months make the set of their year.
    """
    day = orders.c.paid_day if basis is Basis.PAID else orders.c.created_day
    query = select(orders.c.buyer_key).where(
        orders.c.store_id == store_id, day.between(period.start, period.end), orders.c.paid_day.is_not(None)
    )
    cursor = connection.execute(query).cursor
    found: set[Any] = set(cursor.fetchall()) if cursor is not None else set()
    return None if (None,) in found else found


def data_range(connection: Connection, store_id: int) -> Period | None:
    """From the first to the last day with any figure; ``None`` for a store without figures."""
    bounds: list[str] = []
    for table in (order_days, store_days, channel_days, product_days, service_days):
        day = type_coerce(table.c.day, String)
        # Two queries, because SQLite answers a lone MIN or MAX from the index without walking it.
        for bound in (func.min(day), func.max(day)):
            found = connection.execute(select(bound).where(table.c.store_id == store_id)).scalar()
            if found:
                bounds.append(found)
    if not bounds:
        return None
    first, last = (read_value(date.fromisoformat, day, Text("a day of figures")) for day in (min(bounds), max(bounds)))
    return Period(first, last)
