"""What profit is reckoned from: paid orders with their items and charges, lines without an order, ads, titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from shopdesk.domain.figures import Channel
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matching import what_buyer_paid
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit import LooseLine, SoldItem, SoldOrder, Spend
from shopdesk.domain.ledger.tax import Column
from shopdesk.domain.periods import Period, year_of
from shopdesk.storage.queries.kpi import whole_or_parts
from shopdesk.storage.tables.costs import unit_costs
from shopdesk.storage.tables.figures import channel_days, product_days, store_days
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.ledger import statement_days, statement_lines, statement_spans
from shopdesk.storage.tables.orders import order_items, orders

CHARGED: Mapping[LineKind, Part] = {
    LineKind.COMMISSION: Part.PLATFORM_FEES,
    LineKind.SOFTWARE_FEE: Part.PLATFORM_FEES,
    LineKind.POINTS: Part.PLATFORM_FEES,
    LineKind.COUPONS: Part.PLATFORM_FEES,
    LineKind.PAYMENT_SERVICE: Part.PAYMENT_FEES,
    LineKind.AFFILIATE: Part.AFFILIATE,
    LineKind.INSURANCE: Part.INSURANCE,
    LineKind.INSURANCE_PAID_OUT: Part.INSURANCE,
    LineKind.COMPENSATION: Part.COMPENSATION,
    LineKind.DONATION: Part.RENT_AND_OTHER,
    LineKind.LOAN_COST: Part.RENT_AND_OTHER,
    LineKind.INTEREST: Part.RENT_AND_OTHER,
}
"""The part of profit that a kind of line is a cost in (interest a negative one). What is not here is none."""
PRICE: Mapping[LineKind, Part] = {LineKind.SALE: Part.SALES, LineKind.REFUND: Part.REFUNDS}
_YEARLY = "%年费%"
_LATELY = 90


@dataclass(frozen=True, slots=True)
class Sold:
    """A product sold on a day: its names, pieces and what was paid for it in fen."""

    day: date
    product_id: str
    variant: str
    merchant_code: str
    title: str
    pieces: int | None
    fen: int


def traded_span(connection: Connection, store_id: int) -> Period | None:
    """From the first to the last day with a paid order or a line of a statement; ``None`` for neither."""
    days = []
    for column in (orders.c.paid_day, statement_days.c.day):
        days += list(
            connection.execute(
                select(func.min(column), func.max(column)).where(column.table.c.store_id == store_id)
            ).one()
        )
    known = [day if isinstance(day, date) else date.fromisoformat(day) for day in days if day is not None]
    return Period(min(known), max(known)) if known else None


def _yearly() -> ColumnElement[bool]:
    c = statement_lines.c
    texts = (c.remark, c.business_type, c.description, c.title)
    return and_(c.kind == LineKind.SOFTWARE_FEE, or_(*(func.coalesce(text, "").like(_YEARLY) for text in texts)))


def charges(connection: Connection, store_id: int, period: Period) -> dict[str, dict[LineKind, int]]:
    """The sums of the statement by kind for each order paid in a span, as the account sees them (out negative)."""
    c = statement_lines.c
    query = (
        select(c.order_no, c.kind, func.sum(c.amount_fen))
        .join(orders, and_(orders.c.store_id == store_id, orders.c.order_key == c.order_no))
        .where(
            c.store_id == store_id,
            c.counted,
            orders.c.paid_day.between(period.start, period.end),
            c.kind.in_([*CHARGED, *PRICE]),
            ~_yearly(),
        )
        .group_by(c.order_no, c.kind)
    )
    found: dict[str, dict[LineKind, int]] = defaultdict(dict)
    for number, kind, fen in connection.execute(query):
        found[number][LineKind(kind)] = int(fen)
    return found


def sold_orders(
    connection: Connection, store_id: int, period: Period, covered: bool, products: Mapping[str, str]
) -> Iterator[SoldOrder]:
    """The orders paid in a span.

    ``products`` are numbers by title, for orders without a sub-order report. ``covered``: statements cover days of the
    span, so that an order whose refund no report states was refunded what they say.
    """
    charged = charges(connection, store_id, period)
    items = _items(connection, store_id, period)
    c = orders.c
    query = select(
        c.order_key, c.order_no, c.paid_day, c.gross_fen, c.received_fen, c.refund_fen, c.shipped_at, c.finished_at,
        c.province, c.title, c.pieces, c.freight_fen,
    ).where(c.store_id == store_id, c.paid_day.between(period.start, period.end))  # fmt: skip
    rows = connection.execute(query).all()
    told = any(row.shipped_at is not None or row.finished_at is not None for row in rows)
    for row in rows:
        paid = what_buyer_paid(row.gross_fen, row.received_fen, row.refund_fen)
        if paid is None:
            continue
        sums = charged.get(row.order_no or row.order_key, {})
        refund = row.refund_fen
        own = items.get(row.order_no or "", ())
        if refund is None and own and all(item.refund_fen is not None for item in own):
            refund = sum(item.refund_fen or 0 for item in own)
        if refund is None and covered:
            refund = -sums.get(LineKind.REFUND, 0)
        parts: dict[Part, int] = {}
        for kind, fen in sums.items():
            if kind in CHARGED:
                parts[CHARGED[kind]] = parts.get(CHARGED[kind], 0) - fen
        yield SoldOrder(
            order_no=row.order_no or row.order_key,
            day=row.paid_day,
            paid_fen=paid,
            refund_fen=refund,
            settled=bool(sums.get(LineKind.SALE)) or (refund is not None and refund >= paid),
            sent=not told or row.shipped_at is not None or row.finished_at is not None,
            province=row.province,
            items=own or _by_title(row, paid, products),
            charges=parts,
            freight_fen=row.freight_fen or 0,
        )


def _by_title(row: Any, paid: int, products: Mapping[str, str]) -> tuple[SoldItem, ...]:
    """The product of an order without items, where its title is one that a product report gives a number."""
    product = products.get(row.title or "")
    return () if product is None else (SoldItem(product, pieces=row.pieces or 1, paid_fen=paid),)


def _items(connection: Connection, store_id: int, period: Period) -> dict[str, tuple[SoldItem, ...]]:
    c = order_items.c
    query = (
        select(
            c.order_no, c.product_id, c.variant, c.merchant_code, c.pieces, c.price_fen, c.payable_fen,
            c.received_fen, c.refund_fen,
        )
        .join(orders, and_(orders.c.store_id == store_id, orders.c.order_key == c.order_no))
        .where(c.store_id == store_id, orders.c.paid_day.between(period.start, period.end))
        .order_by(c.id)
    )  # fmt: skip
    found: dict[str, list[SoldItem]] = defaultdict(list)
    for row in connection.execute(query):
        paid = row.payable_fen
        if paid is None and row.received_fen is not None:
            paid = row.received_fen + (row.refund_fen or 0)
        if paid is None and row.price_fen is not None:
            paid = row.price_fen * (row.pieces or 1)
        found[row.order_no].append(
            SoldItem(
                row.product_id or "", row.variant or "", row.merchant_code or "", row.pieces or 1, paid, row.refund_fen
            )
        )
    return {number: tuple(rows) for number, rows in found.items()}


def _at(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    # By the moment, which has the index.
    c = statement_lines.c
    first = datetime.combine(period.start, time.min)
    return c.at >= first, c.at < datetime.combine(period.end + timedelta(days=1), time.min)


def loose_lines(connection: Connection, store_id: int, period: Period) -> list[LooseLine]:
    """Lines of a span that name no paid order, and the yearly fees of every year that it touches."""
    c = statement_lines.c
    known = exists().where(
        orders.c.store_id == store_id, orders.c.order_key == c.order_no, orders.c.paid_day.is_not(None)
    )
    mine = and_(c.store_id == store_id, c.counted)
    query = (
        select(c.day, c.kind, func.sum(c.amount_fen))
        .where(
            mine, *_at(period), c.kind.in_([*CHARGED, *PRICE]), ~_yearly(), or_(c.order_no.is_(None), ~known),
        )
        .group_by(c.day, c.kind)
    )  # fmt: skip
    found = []
    for day, kind, fen in connection.execute(query):
        kind = LineKind(kind)
        part = CHARGED.get(kind) or PRICE[kind]
        found.append(LooseLine(day, part, int(fen) if kind is LineKind.SALE else -int(fen)))
    years = Period(year_of(period.start).start, year_of(period.end).end)
    yearly = select(c.day, func.sum(c.amount_fen)).where(mine, *_at(years), _yearly()).group_by(c.day)
    for day, fen in connection.execute(yearly):
        found.append(LooseLine(day, Part.PLATFORM_FEES, -int(fen), yearly=True))
    return found


def covered_days(connection: Connection, store_id: int, period: Period) -> frozenset[date]:
    """The days of a span that a statement of the store covers."""
    c = statement_spans.c
    query = select(c.first_day, c.last_day).where(
        c.store_id == store_id, c.first_day <= period.end, c.last_day >= period.start
    )
    return frozenset(_days(connection.execute(query), period))


def known_days(connection: Connection, store_id: int, period: Period) -> frozenset[date]:
    """The days of a span whose orders are known: those that an order report reaches over, and those with any order.

    A store that never took in an order report is known by its statements alone.
    """
    if connection.execute(select(orders.c.id).where(orders.c.store_id == store_id).limit(1)).first() is None:
        return covered_days(connection, store_id, period)
    c = imports.c
    spans = select(c.first_day, c.last_day).where(
        c.store_id == store_id, c.kind == ImportKind.ORDERS, c.undone_at.is_(None), c.first_day.is_not(None)
    )
    days = select(orders.c.paid_day).where(
        orders.c.store_id == store_id, orders.c.paid_day.between(period.start, period.end)
    )
    found = set(connection.scalars(days.distinct()))
    return frozenset(found | _days(connection.execute(spans), period))


def ads_known_days(connection: Connection, store_id: int, period: Period) -> frozenset[date]:
    """The days of a span whose ad spend is known: from the first to the last day with any of each import."""
    c = channel_days.c
    spans = (
        select(func.min(c.day), func.max(c.day))
        .where(
            c.store_id == store_id, c.channel.in_(AD_CHANNELS), c.spend_fen.is_not(None), c.import_id.is_not(None)
        )
        .group_by(c.import_id)
    )  # fmt: skip
    return frozenset(_days(connection.execute(spans), period))


def _days(spans: Iterable[Any], period: Period) -> set[date]:
    return {
        day
        for first, last in spans
        if first <= period.end and last >= period.start
        for day in Period(max(first, period.start), min(last, period.end)).days()
    }


def has_unit_costs(connection: Connection, store_id: int) -> bool:
    """Whether any unit cost was entered."""
    query = select(unit_costs.c.id).where(unit_costs.c.store_id == store_id).limit(1)
    return connection.execute(query).first() is not None


def has_kind(connection: Connection, store_id: int, kind: LineKind) -> bool:
    """Whether any statement of the store has a line of this kind."""
    c = statement_days.c
    return connection.execute(select(c.id).where(c.store_id == store_id, c.kind == kind).limit(1)).first() is not None


def not_classified(connection: Connection, store_id: int, period: Period) -> tuple[int, int]:
    """How many lines of a span no rule knows, and what they come to (out negative)."""
    c = statement_days.c
    query = select(func.sum(c.lines), func.sum(c.amount_fen)).where(
        c.store_id == store_id, c.kind == LineKind.NOT_CLASSIFIED, c.day.between(period.start, period.end)
    )
    count, fen = connection.execute(query).one()
    return int(count or 0), int(fen or 0)


def ad_spend(connection: Connection, store_id: int, period: Period, products: frozenset[str]) -> list[Spend]:
    """The spend of ads by day, of a product where the report is by product; else what the store's day table says."""
    c = channel_days.c
    query = select(c.day, c.channel, c.subject, c.spend_fen).where(
        c.store_id == store_id,
        c.day.between(period.start, period.end),
        c.channel.in_(AD_CHANNELS),
        c.spend_fen.is_not(None),
    )
    whole: dict[tuple[date, str], int] = {}
    parts: dict[tuple[date, str], list[tuple[str, int]]] = defaultdict(list)
    for day, channel, subject, fen in connection.execute(query):
        if subject:
            parts[day, channel].append((subject if subject in products else "", int(fen)))
        else:
            whole[day, channel] = int(fen)
    found = [Spend(key[0], fen, product) for key, some in parts.items() for product, fen in some]
    for key, fen in whole.items():
        # The channel's own row says what all its plans and products cost together.
        found.append(Spend(key[0], fen - sum(part for _product, part in parts.get(key, ()))))
    told = {spend.day for spend in found}
    stated = select(store_days.c.day, store_days.c.ads_fen).where(
        store_days.c.store_id == store_id,
        store_days.c.day.between(period.start, period.end),
        store_days.c.ads_fen.is_not(None),
    )
    found += [Spend(day, int(fen)) for day, fen in connection.execute(stated) if day not in told]
    return found


def affiliate_stated(connection: Connection, store_id: int, period: Period) -> dict[date, int]:
    """What affiliates cost by day as the platform's own tables say, for days that no statement covers."""
    c = store_days.c
    query = select(c.day, c.affiliate_fen).where(
        c.store_id == store_id, c.day.between(period.start, period.end), c.affiliate_fen.is_not(None)
    )
    found = {day: int(fen) for day, fen in connection.execute(query)}
    d = channel_days.c
    spent = (
        select(d.day, func.sum(d.spend_fen))
        .where(
            d.store_id == store_id, d.day.between(period.start, period.end), d.channel == Channel.AFFILIATES,
            d.spend_fen.is_not(None), whole_or_parts(channel_days, "subject", "channel"),
        )
        .group_by(d.day)
    )  # fmt: skip
    return {day: int(fen) for day, fen in connection.execute(spent)} | found


def has_ads(connection: Connection, store_id: int) -> bool:
    """Whether any report of the store speaks of ad spend."""
    c = channel_days.c
    by_channel = select(c.id).where(c.store_id == store_id, c.channel.in_(AD_CHANNELS), c.spend_fen.is_not(None))
    by_store = select(store_days.c.id).where(store_days.c.store_id == store_id, store_days.c.ads_fen.is_not(None))
    return any(connection.execute(query.limit(1)).first() is not None for query in (by_channel, by_store))


def product_titles(connection: Connection, store_id: int) -> dict[str, str]:
    """The names of products by number or merchant code, as reports and orders word them."""
    c = product_days.c
    named = select(c.product_id, func.max(c.title)).where(c.store_id == store_id).group_by(c.product_id)
    found = {product: title or product for product, title in connection.execute(named)}
    i = order_items.c
    key = func.coalesce(func.nullif(i.product_id, ""), i.merchant_code)
    sold = select(key, func.max(i.title)).where(i.store_id == store_id, key.is_not(None)).group_by(key)
    for product, title in connection.execute(sold):
        if product:
            found.setdefault(product, title or product)
    return found


def by_title(titles: Mapping[str, str]) -> dict[str, str]:
    """The numbers of products by name, without names that several share."""
    found: dict[str, str] = {}
    for product, title in titles.items():
        found[title] = "" if title in found else product
    return {title: product for title, product in found.items() if product}


def sold_lately(connection: Connection, store_id: int, today: date) -> list[Sold]:
    """What was sold in the last 90 days, by product and SKU, with the last day of each."""
    titles = product_titles(connection, store_id)
    numbers = by_title(titles)
    period = Period(today - timedelta(days=_LATELY), today)
    found: dict[tuple[str, str, str], list[Any]] = {}
    for order in sold_orders(connection, store_id, period, False, numbers):
        for item in order.items or (SoldItem(paid_fen=order.paid_fen),):
            key = item.product_id, item.variant, item.merchant_code
            old = found.setdefault(key, [order.day, 0, 0])
            old[0] = max(old[0], order.day)
            old[1] += item.pieces or 0
            old[2] += item.paid_fen or 0
    return [
        Sold(day, product, variant, code, titles.get(product or code, ""), pieces or None, fen)
        for (product, variant, code), (day, pieces, fen) in found.items()
    ]


def order_column(connection: Connection, store_id: int, period: Period, *, confirmed: bool) -> Column:
    """What the orders of a span come to by the day they were paid or confirmed; nothing known where there are none."""
    c = orders.c
    first = datetime.combine(period.start, time.min)
    after = datetime.combine(period.end + timedelta(days=1), time.min)
    which = (
        and_(c.finished_at >= first, c.finished_at < after, c.paid_day.is_not(None))
        if confirmed
        else c.paid_day.between(period.start, period.end)
    )
    paid = func.coalesce(c.gross_fen, c.received_fen + func.coalesce(c.refund_fen, 0))
    query = select(func.sum(paid), func.sum(c.refund_fen)).where(c.store_id == store_id, which)
    total, back = connection.execute(query).one()
    return Column(None if total is None else int(total), None if back is None else int(back))


def kind_sums(connection: Connection, store_id: int, period: Period) -> dict[LineKind, int]:
    """The sums of the statements of a span by kind, in positive, out negative."""
    c = statement_days.c
    query = (
        select(c.kind, func.sum(c.amount_fen))
        .where(c.store_id == store_id, c.day.between(period.start, period.end))
        .group_by(c.kind)
    )
    return {LineKind(kind): int(fen) for kind, fen in connection.execute(query)}
