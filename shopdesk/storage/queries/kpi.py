"""Reading the daily base figures of a store: rollups and daily tables, never the orders themselves.

The day columns are read as text and become dates once; columns are handed on whole, because the KPIs are rebuilt
column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.types import String

from shopdesk.domain.kpi.bases import BASES, Base, Take, bases_of
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.kinds import Basis, Source
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.text import Text
from shopdesk.storage import day_blocks, kept_answers
from shopdesk.storage.columns import read_value
from shopdesk.storage.kept_answers import PRODUCT_DAY_SUMS
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.read_notes import ask_ahead
from shopdesk.storage.tables.figures import channel_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_days, orders

ALL_SOURCES = frozenset(Source)
_IN_TURN = (Source.ORDERS, Source.STORE_DAYS, Source.CHANNELS, Source.PRODUCTS, Source.SERVICE)

# Base figure name to column: of orders by the day they were made and by the basis the reader chose, of store days.
_MADE = {one.name: one.column for one in bases_of(Source.ORDERS) if one.made}
_CHOSEN = {one.name: one.column for one in bases_of(Source.ORDERS) if not one.made}
_STORE = {one.name: one.column for one in bases_of(Source.STORE_DAYS)}

_MOST_DIGITS = 20

# Stored as exact decimals in text.
_DECIMALS = frozenset(name for name in _STORE if name == "bounce_rate" or name.startswith(("dsr_", "experience")))


def read_facts(
    connection: Connection,
    store_id: int,
    period: Period,
    basis: Basis,
    sources: Collection[Source] = ALL_SOURCES,
) -> Facts:
    """The base figures of every day of ``period`` that has any, from the chosen sources."""
    one_by_one = partial(_blocks, connection, store_id, period, basis)
    wanted = [source for source in _IN_TURN if source in sources]
    ask_ahead(connection, *(partial(one_by_one, source) for source in wanted))
    blocks = [block for source in wanted for block in one_by_one(source)]
    facts = _join(blocks)
    facts.columns["order_buyers"] = facts.columns.get("day_buyers", [None] * len(facts))
    for one in BASES:
        if one.stand_in:
            facts.fill(one.name, facts.columns.get(one.stand_in))
    return facts


def _blocks(connection: Connection, store_id: int, period: Period, basis: Basis, source: Source) -> list[_Block]:
    read = partial(_read, connection, store_id, period)
    if source is Source.ORDERS:
        made = read(_order_days(chosen=False), {**_MADE, **_CHOSEN}, basis=Basis.CREATED)
        if basis is Basis.CREATED:
            return [made]
        chosen = read(_order_days(chosen=True), _CHOSEN, basis=basis)
        return [_Block(made.days, {name: made.columns[name] for name in _MADE}), chosen]
    if source is Source.STORE_DAYS:
        return [read(_store_days(), _STORE)]
    if source is Source.CHANNELS:
        return [read(_ad_days(), _names(source))]
    if source is Source.PRODUCTS:
        return [_block(_product_rows(connection, store_id, period), _names(source))]
    return [read(_service_days(), _names(source))]


def _names(source: Source) -> list[str]:
    return [one.name for one in bases_of(source)]


class _Block:
    """The rows of one query: days as text, and one column for each base figure."""

    __slots__ = ("columns", "days")

    def __init__(self, days: Sequence[str], columns: dict[str, Sequence[Value]]) -> None:
        self.days = days
        self.columns = columns


def _read(
    connection: Connection, store_id: int, period: Period, query: Select[Any], names: Collection[str], **more: Any
) -> _Block:
    # Straight from the driver: thousands of rows need no row objects, and days stay text until they are joined.
    cursor = connection.execute(query, _asked(store_id, period, **more)).cursor
    return _block(cursor.fetchall() if cursor is not None else [], names)


def _block(rows: Sequence[Sequence[Any]], names: Collection[str]) -> _Block:
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


def _asked(store_id: int, period: Period, **more: Any) -> dict[str, Any]:
    """What the queries of this module ask for; each is made once, for pages and reports ask them of many spans."""
    return {"store": store_id, "first": period.start, "last": period.end, **more}


_STORE_ID: BindParameter[int] = bindparam("store")


def _within(table: Table) -> ColumnElement[bool]:
    return and_(table.c.store_id == _STORE_ID, table.c.day.between(bindparam("first"), bindparam("last")))


def _day(table: Table) -> ColumnElement[str]:
    return type_coerce(table.c.day, String).label("day")


def _plain(table: Table, names: dict[str, str]) -> Select[Any]:
    columns = [table.c[column] for column in names.values()]
    return select(_day(table), *columns).where(_within(table)).order_by(table.c.day)


@cache
def _order_days(*, chosen: bool) -> Select[Any]:
    names = _CHOSEN if chosen else {**_MADE, **_CHOSEN}
    c, other = order_days.c, order_days.alias("other_days")
    # The sum over no paid order is NULL. Where amounts are stated and nobody paid, it is known to be nothing; but a
    # store of whose orders none was ever paid has reports that do not say when.
    says_payments = exists().where(other.c.store_id == _STORE_ID, other.c.paid_orders > 0)
    nothing = and_(c.paid_fen.is_(None), c.paid_orders == 0, c.gross_fen.is_not(None), says_payments)
    columns = [
        case((nothing, 0), else_=c.paid_fen).label(column) if column == "paid_fen" else c[column]
        for column in names.values()
    ]
    those = (_within(order_days), c.basis == bindparam("basis"))
    return select(_day(order_days), *columns).where(*those).order_by(c.day)


@cache
def _store_days() -> Select[Any]:
    return _plain(store_days, _STORE)


def given(table: FromClause, one: Base) -> ColumnElement[Any]:
    """What a row of a daily table gives to a base figure; ``NULL`` where it knows nothing of it."""
    value: ColumnElement[Any] = table.c[one.column]
    if one.take is Take.KNOWN:
        return case((value.is_not(None), 1), else_=0)
    if one.take is Take.ABOVE:
        return case((value > 0, 1), else_=0)
    if one.times:
        return value * table.c[one.times]
    return case((table.c[one.given].is_not(None), value)) if one.given else value


@cache
def _sums(table: Table, source: Source) -> list[ColumnElement[Any]]:
    return [_together(given(table, one), one.take).label(one.name) for one in bases_of(source)]


@cache
def _ad_sums() -> list[ColumnElement[Any]]:
    values = [(one, counted(given(channel_days, one), given(WHOLE_CHANNEL, one))) for one in bases_of(Source.CHANNELS)]
    return [_together(value, one.take).label(one.name) for one, value in values]


def _together(value: ColumnElement[Any], take: Take) -> ColumnElement[Any]:
    """What the rows of a day come to."""
    return case((func.count(value) == 1, func.max(value))) if take is Take.ALONE else func.sum(value)


@cache
def whole_or_parts(store_id: int | BindParameter[int], table: Table, part: str, *same: str) -> ColumnElement[bool]:
    """Keep the row of the whole (``part`` empty) where there is one, otherwise its parts, so nothing counts twice."""
    whole = table.alias()
    stated = exists().where(
        whole.c.store_id == store_id,
        whole.c.day == table.c.day,
        whole.c[part] == "",
        *(whole.c[name] == table.c[name] for name in same),
    )
    return or_(table.c[part] == "", ~stated)


WHOLE_CHANNEL = channel_days.alias("whole_channel")
"""The row of the whole channel beside a row of the same day."""
_BESIDE = and_(
    WHOLE_CHANNEL.c.store_id == channel_days.c.store_id,
    WHOLE_CHANNEL.c.channel == channel_days.c.channel,
    WHOLE_CHANNEL.c.subject == "",
    WHOLE_CHANNEL.c.day == channel_days.c.day,
)
BESIDE_WHOLE = channel_days.outerjoin(WHOLE_CHANNEL, _BESIDE)
"""The rows of channels, each with that of its whole channel, for :func:`counted`."""


def counted(value: ColumnElement[Any], whole: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a row gives to a figure of its channel: the whole counts where it states the figure, else its parts.

    A report of visitors has a row of the whole channel, too, and says nothing of what the channel cost.
    """
    return case((or_(channel_days.c.subject == "", whole.is_(None)), value))


def channel_rows(store_id: int, value: Callable[[FromClause], ColumnElement[Any]]) -> ColumnElement[bool]:
    """The same rule where one figure alone is asked for, said as a condition on the rows."""
    whole = channel_days.alias()
    stated = exists().where(
        whole.c.store_id == store_id,
        whole.c.channel == channel_days.c.channel,
        whole.c.subject == "",
        whole.c.day == channel_days.c.day,
        value(whole).is_not(None),
    )
    return or_(channel_days.c.subject == "", ~stated)


@cache
def _ad_days() -> Select[Any]:
    return (
        select(_day(channel_days), *_ad_sums())
        .select_from(BESIDE_WHOLE)
        .where(_within(channel_days), channel_days.c.channel.in_(AD_CHANNELS))
        .group_by(channel_days.c.day)
        .order_by(channel_days.c.day)
    )


def _product_rows(connection: Connection, store_id: int, period: Period) -> list[Sequence[Any]]:
    """The sums of each day; whole months of them are kept."""
    first, last = period.start.isoformat(), period.end.isoformat()

    def kept(value: Any) -> list[Sequence[Any]]:
        names, rows = value
        if names != _names(Source.PRODUCTS):
            raise LookupError(names)
        return [row for row in rows if first <= row[0] <= last]

    def read(days: Period) -> list[Sequence[Any]]:
        if not days.overlaps(period):
            return []
        asked = Period(max(days.start, period.start), min(days.end, period.end))
        return [tuple(row) for row in connection.execute(_product_days(), _asked(store_id, asked))]

    months = Period(month_of(period.start).start, month_of(period.end).end)
    parts = day_blocks.parts(connection, PRODUCT_DAY_SUMS, store_id, months, kept, read)
    return [row for part in parts for row in part]


def keep_product_days(connection: Connection, store_id: int, month: Period) -> None:
    """Keep the sums of the days of a month, read within this transaction."""
    rows = [list(row) for row in _product_rows(connection, store_id, month)]
    names = _names(Source.PRODUCTS)
    kept_answers.keep(connection, PRODUCT_DAY_SUMS, store_id, day_blocks.key(month), [names, rows])


def product_months_left(connection: Connection, store_id: int) -> list[Period]:
    """The months whose sums of days are not kept or not sure, the oldest first."""
    sure = kept_answers.sure_keys(connection, PRODUCT_DAY_SUMS, store_id)
    months = day_blocks.months_of(PRODUCTS.days(connection, store_id))
    return sorted(month for month in months if day_blocks.key(month) not in sure)


@cache
def _product_days() -> Select[Any]:
    return (
        select(_day(product_days), *_sums(product_days, Source.PRODUCTS))
        .where(_within(product_days))
        .group_by(product_days.c.day)
        .order_by(product_days.c.day)
    )


@cache
def _service_days() -> Select[Any]:
    return (
        select(_day(service_days), *_sums(service_days, Source.SERVICE))
        .where(_within(service_days), whole_or_parts(_STORE_ID, service_days, "agent"))
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


@cache
def _bounds() -> Select[Any]:
    # Two queries a table, because SQLite answers a lone MIN or MAX from the index without walking it.
    asked = [
        select(bound(type_coerce(table.c.day, String))).where(table.c.store_id == _STORE_ID).scalar_subquery()
        for table in (order_days, store_days, channel_days, product_days, service_days)
        for bound in (func.min, func.max)
    ]
    return select(*asked)


def data_range(connection: Connection, store_id: int) -> Period | None:
    """From the first to the last day with any figure; ``None`` for a store without figures."""
    bounds: list[str] = [found for found in connection.execute(_bounds(), {"store": store_id}).one() if found]
    if not bounds:
        return None
    first, last = (read_value(date.fromisoformat, day, Text("a day of figures")) for day in (min(bounds), max(bounds)))
    return Period(first, last)
