"""Sums over a span by channel, product and region, and the few things the alerts look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, func, select

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.bases import base
from shopdesk.domain.kpi.breakdown import STOCK_DAYS, ChannelLine, Pair, ProductLine, RegionLine
from shopdesk.domain.kpi.kinds import Basis
from shopdesk.domain.kpi.slice_figures import figure_of
from shopdesk.domain.periods import Period
from shopdesk.storage.block_sums import Sums
from shopdesk.storage.columns import Days
from shopdesk.storage.queries import item_sums, order_months
from shopdesk.storage.queries.kpi import BESIDE_WHOLE, WHOLE_CHANNEL, counted, given
from shopdesk.storage.queries.product_sums import PRODUCTS, last_stock
from shopdesk.storage.tables.figures import channel_days, product_days

_CHANNEL_SUMS = ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds")
_CHANNEL_PAIRS = {
    "clicks_by_impressions": "channel_click_rate", "spend_by_clicks": "channel_cpc", "sales_by_spend": "channel_roi",
}  # fmt: skip
"""The pairs of a channel, with the figure whose declaration says what is divided by what."""
_PRODUCT_MEASURES = (
    "title", "pieces", "page_views", "paid_fen", "list_fen", "stock_day", "piece_days", "refund_fen", "refunded_of_fen",
    "visits", "visit_days",
)  # fmt: skip
_PAST_MEASURES = ("title", "pieces", "paid_fen", "list_fen")
_SALES_MEASURES = ("title", "paid_fen")
_NO_PIECES: tuple[int | None, int] = (None, 0)


def channels(connection: Connection, store_id: int, period: Period, before: Period) -> list[ChannelLine]:
    """The channels that have figures in ``period``, by sales and then spend, largest first."""
    old = {row.channel: row.sales_fen for row in _channel_sums(connection, store_id, before)}
    lines = [
        ChannelLine(
            channel=Channel(row.channel),
            sales_before_fen=old.get(row.channel),
            **{name: getattr(row, name) for name in _CHANNEL_SUMS},
            clicks_by_impressions=_pair(row, "clicks_by_impressions"),
            spend_by_clicks=_pair(row, "spend_by_clicks"),
            sales_by_spend=_pair(row, "sales_by_spend"),
        )
        for row in _channel_sums(connection, store_id, period)
    ]
    return sorted(lines, key=lambda line: (-(line.sales_fen or 0), -(line.spend_fen or 0), line.channel.value))


def channel_sales(connection: Connection, store_id: int, period: Period) -> dict[str, int]:
    """What each channel sold in a span, of those that say it."""
    fen = func.sum(counted(channel_days.c.sales_fen, WHOLE_CHANNEL.c.sales_fen))
    query = (
        select(channel_days.c.channel, fen)
        .select_from(BESIDE_WHOLE)
        .where(channel_days.c.store_id == store_id, channel_days.c.day.between(period.start, period.end))
        .group_by(channel_days.c.channel)
    )
    return {Channel(channel).value: int(found) for channel, found in connection.execute(query) if found is not None}


def _channel_sums(connection: Connection, store_id: int, period: Period) -> list[Any]:
    """The sums of each channel; what is divided is first added up by day, for a day counts where it knows both."""
    asked = {"store": store_id, "first": period.start, "last": period.end}
    return list(connection.execute(_sums_by_channel(), asked).all())


@cache
def _sums_by_channel() -> Select[Any]:
    """Made once: it is long, and each report and chart asks it of two spans."""
    sums = [func.sum(counted(channel_days.c[name], WHOLE_CHANNEL.c[name])).label(name) for name in _CHANNEL_SUMS]
    for name, code in _CHANNEL_PAIRS.items():
        item = figure_of(code)
        ends = ((item.figure, "top"), (item.per, "bottom"))
        for one, end in ends:
            value = counted(given(channel_days, base(one)), given(WHOLE_CHANNEL, base(one)))
            sums.append(func.sum(value).label(f"{name}_{end}"))
    c = channel_days.c
    days = (
        select(c.channel, *sums)
        .select_from(BESIDE_WHOLE)
        .where(c.store_id == bindparam("store"), c.day.between(bindparam("first"), bindparam("last")))
        .group_by(c.channel, c.day)
        .subquery()
    )
    whole = [func.sum(days.c[name]).label(name) for name in _CHANNEL_SUMS]
    for name in _CHANNEL_PAIRS:
        top, bottom = days.c[f"{name}_top"], days.c[f"{name}_bottom"]
        both = and_(top.is_not(None), bottom.is_not(None))
        whole += [func.sum(case((both, one))).label(one.name) for one in (top, bottom)]
    return select(days.c.channel, *whole).group_by(days.c.channel)


def _pair(row: Any, name: str) -> Pair | None:
    top, bottom = getattr(row, f"{name}_top"), getattr(row, f"{name}_bottom")
    return None if top is None else (top, bottom)


def products(connection: Connection, store_id: int, period: Period, before: Period) -> list[ProductLine]:
    """Every product with figures in either span, by sales, largest first."""
    found = PRODUCTS.over(connection, store_id, period, _PRODUCT_MEASURES)
    past = PRODUCTS.over(connection, store_id, before, _PAST_MEASURES)
    stock = last_stock(connection, store_id, found)
    recent = _recent_pieces(connection, store_id, period, found)
    now = {row[0]: row for row in found.rows()}
    old = {row[0]: row for row in past.rows()}
    at_list = all(row[4] is None for row in now.values())
    nothing = (None,) * (len(_PRODUCT_MEASURES) + 1)
    lines, days = [], Days()
    for product_id in {**now, **old}:
        _now, title, pieces, views, paid, listed, day, _days, back, back_of, visits, seen = now.get(product_id, nothing)
        _old, old_title, old_pieces, old_paid, old_listed = old.get(product_id, nothing[:5])
        if product_id not in now:
            title = old_title
        recent_pieces, recent_days = recent.get(product_id, _NO_PIECES)
        lines.append(
            ProductLine(
                product_id=product_id,
                title=title or product_id,
                page_views=views,
                pieces=pieces,
                sales_fen=listed if at_list else paid,
                at_list=at_list,
                pieces_before=old_pieces,
                sales_before_fen=old_listed if at_list else old_paid,
                stock_pieces=stock.get(product_id),
                recent_pieces=recent_pieces,
                recent_days=recent_days,
                stock_day=None if day is None else days[day],
                refund_fen=back,
                refunded_of_fen=back_of,
                visits=visits,
                visit_days=seen or 0,
            )
        )
    return sorted(lines, key=lambda line: (-(line.sales_fen or 0), -(line.pieces or 0), line.product_id))


def _recent_pieces(
    connection: Connection, store_id: int, period: Period, whole: Sums
) -> dict[str, tuple[int | None, int]]:
    """The pieces of each product, and on how many days, over the two weeks up to the span's last product figures.

    ``whole``: the sums of the span.
    """
    c = product_days.c
    last = connection.execute(
        select(func.max(c.day)).where(c.store_id == store_id, c.day.between(period.start, period.end))
    ).scalar()
    if last is None:
        return {}
    first = last - timedelta(days=min(STOCK_DAYS, last.toordinal()) - 1)
    found = whole
    if (first, last) != (period.start, period.end):
        found = PRODUCTS.over(connection, store_id, Period(first, last), ("pieces", "piece_days"))
    counts = zip(found.names, found.columns["pieces"], found.columns["piece_days"], strict=True)
    return {product: (pieces, days) for product, pieces, days in counts}


def product_sales(
    connection: Connection, store_id: int, period: Period, before: Period, basis: Basis
) -> tuple[dict[str, int], dict[str, int]]:
    """What each product took in the span before and in the span, by its title, on the basis of the orders.

    From the items of the orders where both spans have any; otherwise from product reports, which count by payment day.
    Turnover at list price is left out: it is no money.
    """
    old = new = item_sums.sums(connection, store_id, before, basis)
    if old.names:
        new = item_sums.sums(connection, store_id, period, basis)
    if not old.names or not new.names:
        old, new = (PRODUCTS.over(connection, store_id, span, _SALES_MEASURES) for span in (before, period))
    names = _names({row[0]: row[1] for found in (old, new) for row in found.rows()})
    first, second = (
        {names[key]: int(fen) for key, _title, fen in found.rows() if fen is not None} for found in (old, new)
    )
    return first, second


def _names(products: Mapping[str, str | None]) -> dict[str, str]:
    """A name of its own for each product: its title, with the number where two share one."""
    titles = Counter(products.values())
    return {
        key: key if not title else title if titles[title] == 1 else f"{title} ({key})"
        for key, title in products.items()
    }


def regions(
    connection: Connection, store_id: int, period: Period, basis: Basis, before: Period | None = None
) -> list[RegionLine]:
    """The provinces by paid amount, largest first, beside the span ``before``; orders without one are left out."""
    now = order_months.sums(connection, store_id, period, basis).places
    old = {} if before is None else order_months.sums(connection, store_id, before, basis).places
    lines = [
        RegionLine(
            province=place,
            orders=made,
            paid_orders=paid,
            paid_fen=fen,
            paid_before_fen=old[place][2] if place in old else None,
        )
        for place, (made, paid, fen) in now.items()
        if place
    ]
    return sorted(lines, key=lambda line: (-(line.paid_fen or 0), line.province))


def waiting_orders(
    connection: Connection, store_id: int, paid_before: datetime
) -> tuple[int, datetime | None, datetime | None]:
    """How many orders paid before a moment the platform still lists as waiting for the seller to ship.

    With it comes when the first of them was paid, and the first of those that wait as well and were paid then or later.
    """
    waiting = order_months.waiting(connection, store_id)
    late = [moment for moment in waiting if moment < paid_before]
    return (
        len(late),
        min(late, default=None),
        min((moment for moment in waiting if moment >= paid_before), default=None),
    )
