"""Sums over a span by channel, product and region, and the few things the alerts look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, exists, func, select

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import STOCK_DAYS, ChannelLine, ProductLine, RegionLine
from shopdesk.domain.kpi.kinds import Basis
from shopdesk.domain.periods import Period
from shopdesk.storage.queries.kpi import whole_or_parts
from shopdesk.storage.tables.figures import channel_days, product_days
from shopdesk.storage.tables.orders import order_items, orders

_CHANNEL_SUMS = ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds")
_NO_PIECES: tuple[int | None, int] = (None, 0)
_WAITING = "%等待卖家发货%"


def channels(connection: Connection, store_id: int, period: Period, before: Period) -> list[ChannelLine]:
    """The channels that have figures in ``period``, by sales and then spend, largest first."""
    old = {row.channel: row.sales_fen for row in _channel_sums(connection, store_id, before)}
    lines = [
        ChannelLine(
            channel=Channel(row.channel),
            sales_before_fen=old.get(row.channel),
            costed_sales_fen=row.costed_sales_fen,
            costed_clicks=row.costed_clicks,
            **{name: getattr(row, name) for name in _CHANNEL_SUMS},
        )
        for row in _channel_sums(connection, store_id, period)
    ]
    return sorted(lines, key=lambda line: (-(line.sales_fen or 0), -(line.spend_fen or 0), line.channel.value))


def _channel_sums(connection: Connection, store_id: int, period: Period) -> list[Any]:
    sums = [func.sum(channel_days.c[name]).label(name) for name in _CHANNEL_SUMS]
    costed = channel_days.c.spend_fen.is_not(None)
    sums += [func.sum(case((costed, channel_days.c[name]))).label(f"costed_{name}") for name in ("sales_fen", "clicks")]
    query = (
        select(channel_days.c.channel, *sums)
        .where(
            channel_days.c.store_id == store_id,
            channel_days.c.day.between(period.start, period.end),
            whole_or_parts(channel_days, "subject", "channel"),
        )
        .group_by(channel_days.c.channel)
    )
    return list(connection.execute(query).all())


def products(connection: Connection, store_id: int, period: Period, before: Period) -> list[ProductLine]:
    """Every product with figures in either span, by sales, largest first."""
    now = {row.product_id: row for row in _product_sums(connection, store_id, period)}
    old = {row.product_id: row for row in _product_sums(connection, store_id, before)}
    at_list = all(row.paid_fen is None for row in now.values())
    stock = _last_stock(connection, store_id, period)
    recent = _recent_pieces(connection, store_id, period)
    lines = []
    for product_id in {**now, **old}:
        row, past = now.get(product_id), old.get(product_id)
        known = row or past
        lines.append(
            ProductLine(
                product_id=product_id,
                title=(known.title if known is not None else None) or product_id,
                page_views=row.page_views if row else None,
                pieces=row.pieces if row else None,
                sales_fen=_sales(row, at_list),
                at_list=at_list,
                pieces_before=past.pieces if past else None,
                sales_before_fen=_sales(past, at_list),
                stock_pieces=stock.get(product_id),
                recent_pieces=recent.get(product_id, _NO_PIECES)[0],
                recent_days=recent.get(product_id, _NO_PIECES)[1],
            )
        )
    return sorted(lines, key=lambda line: (-(line.sales_fen or 0), -(line.pieces or 0), line.product_id))


def _sales(row: Any, at_list: bool) -> int | None:
    if row is None:
        return None
    found: int | None = row.list_fen if at_list else row.paid_fen
    return found


def _product_sums(connection: Connection, store_id: int, period: Period) -> list[Any]:
    query = (
        select(
            product_days.c.product_id,
            func.max(product_days.c.title).label("title"),
            func.sum(product_days.c.page_views).label("page_views"),
            func.sum(product_days.c.paid_pieces).label("pieces"),
            func.sum(product_days.c.paid_fen).label("paid_fen"),
            func.sum(product_days.c.list_fen).label("list_fen"),
        )
        .where(product_days.c.store_id == store_id, product_days.c.day.between(period.start, period.end))
        .group_by(product_days.c.product_id)
    )
    return list(connection.execute(query).all())


def _recent_pieces(connection: Connection, store_id: int, period: Period) -> dict[str, tuple[int | None, int]]:
    """The pieces of each product, and on how many days, over the two weeks up to the span's last product figures."""
    c = product_days.c
    last = connection.execute(
        select(func.max(c.day)).where(c.store_id == store_id, c.day.between(period.start, period.end))
    ).scalar()
    if last is None:
        return {}
    first = last - timedelta(days=min(STOCK_DAYS, last.toordinal()) - 1)
    query = (
        select(c.product_id, func.sum(c.paid_pieces), func.count(c.paid_pieces))
        .where(c.store_id == store_id, c.day.between(first, last))
        .group_by(c.product_id)
    )
    return {product: (pieces, days) for product, pieces, days in connection.execute(query)}


def product_sales(
    connection: Connection, store_id: int, period: Period, before: Period, basis: Basis
) -> tuple[dict[str, int], dict[str, int]]:
    """What each product took in the span before and in the span, by its title, on the basis of the orders.

    From the items of the orders where both spans have any; otherwise from product reports, which count by payment day.
    Turnover at list price is left out: it is no money.
    """
    old, new = (_item_sums(connection, store_id, span, basis) for span in (before, period))
    if not old or not new:
        old, new = (
            {row.product_id: (row.title, row.paid_fen) for row in _product_sums(connection, store_id, span)}
            for span in (before, period)
        )
    names = _names({**old, **new})
    first, second = (
        {names[key]: int(fen) for key, (_title, fen) in found.items() if fen is not None} for found in (old, new)
    )
    return first, second


def _names(products: Mapping[str, tuple[str | None, int | None]]) -> dict[str, str]:
    """A name of its own for each product: its title, with the number where two share one."""
    titles = Counter(title for title, _fen in products.values())
    return {
        key: key if not title else title if titles[title] == 1 else f"{title} ({key})"
        for key, (title, _fen) in products.items()
    }


def _item_sums(
    connection: Connection, store_id: int, period: Period, basis: Basis
) -> dict[str, tuple[str | None, int | None]]:
    item, order = order_items.c, orders.c
    day = order.paid_day if basis is Basis.PAID else order.created_day
    key = func.coalesce(item.product_id, item.title)
    paid = exists().where(
        order.store_id == item.store_id,
        order.order_no == item.order_no,
        order.paid_day.is_not(None),
        day.between(period.start, period.end),
    )
    amount = func.coalesce(item.received_fen + item.refund_fen, item.payable_fen)
    query = (
        select(key, func.max(item.title), func.sum(amount))
        .where(item.store_id == store_id, key.is_not(None), paid)
        .group_by(key)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def _last_stock(connection: Connection, store_id: int, period: Period) -> dict[str, int]:
    """The last stated stock of each product in the span."""
    stated = and_(
        product_days.c.store_id == store_id,
        product_days.c.day.between(period.start, period.end),
        product_days.c.stock_pieces.is_not(None),
    )
    last = (
        select(product_days.c.product_id, func.max(product_days.c.day).label("day"))
        .where(stated)
        .group_by(product_days.c.product_id)
        .subquery()
    )
    query = select(product_days.c.product_id, product_days.c.stock_pieces).join(
        last,
        and_(
            product_days.c.store_id == store_id,
            product_days.c.product_id == last.c.product_id,
            product_days.c.day == last.c.day,
        ),
    )
    return {row.product_id: row.stock_pieces for row in connection.execute(query)}


def regions(connection: Connection, store_id: int, period: Period, before: Period, basis: Basis) -> list[RegionLine]:
    """The provinces by paid amount, largest first; orders without a province are left out."""
    old = {row.province: row.paid_fen for row in _region_sums(connection, store_id, before, basis)}
    lines = [
        RegionLine(
            province=row.province,
            orders=row.orders,
            paid_orders=row.paid_orders,
            paid_fen=row.paid_fen,
            paid_before_fen=old.get(row.province),
        )
        for row in _region_sums(connection, store_id, period, basis)
    ]
    return sorted(lines, key=lambda line: (-(line.paid_fen or 0), line.province))


def _region_sums(connection: Connection, store_id: int, period: Period, basis: Basis) -> list[Any]:
    day = orders.c.paid_day if basis is Basis.PAID else orders.c.created_day
    paid = orders.c.paid_day.is_not(None)
    amount = func.coalesce(orders.c.received_fen + orders.c.refund_fen, orders.c.gross_fen)
    query = (
        select(
            orders.c.province,
            func.count().label("orders"),
            func.count(orders.c.paid_day).label("paid_orders"),
            func.sum(case((paid, amount))).label("paid_fen"),
        )
        .where(
            orders.c.store_id == store_id,
            day.between(period.start, period.end),
            orders.c.province.is_not(None),
            orders.c.province != "",
        )
        .group_by(orders.c.province)
    )
    return list(connection.execute(query).all())


def waiting_orders(connection: Connection, store_id: int, paid_before: datetime) -> tuple[int, datetime | None]:
    """Orders paid before a moment that the platform still lists as waiting for the seller to ship.

    With it comes when the first of those was paid that wait as well and were paid then or later.
    """
    paid = orders.c.paid_at
    query = select(func.count().filter(paid < paid_before), func.min(paid).filter(paid >= paid_before)).where(
        orders.c.store_id == store_id, orders.c.shipped_at.is_(None), orders.c.status.like(_WAITING)
    )
    count, following = connection.execute(query).one()
    return int(count), following
