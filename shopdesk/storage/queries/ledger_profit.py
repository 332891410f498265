"""What profit is reckoned from: paid orders with their items and charges, lines without an order, ads, titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, String, and_, exists, false, func, or_, select, type_coerce

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_facts import LooseLine, SoldItem, SoldOrder, UnknownOrder
from shopdesk.domain.periods import Period, month_of, year_of
from shopdesk.storage.columns import Days
from shopdesk.storage.port import plain_rows
from shopdesk.storage.queries.profit_sources import has_orders
from shopdesk.storage.queries.statement_months import on_days
from shopdesk.storage.read_notes import ask_ahead, asked_once
from shopdesk.storage.tables.ledger import statement_days, statement_lines, statement_spans
from shopdesk.storage.tables.orders import order_items, orders

if TYPE_CHECKING:
    from shopdesk.domain.ledger.tax import Column

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
_KINDS = {kind.value: kind for kind in LineKind}
_YEARLY = "%年费%"
_LATELY = 90
_PAID = func.coalesce(orders.c.gross_fen, orders.c.received_fen + func.coalesce(orders.c.refund_fen, 0))
"""What :func:`what_buyer_paid` says of an order."""


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


@asked_once
def traded_span(connection: Connection, store_id: int) -> Period | None:
    """From the first to the last day with a paid order or in a statement; ``None`` for neither."""
    ends = (
        (orders.c.paid_day, orders.c.paid_day),
        (statement_days.c.day, statement_days.c.day),
        (statement_spans.c.first_day, statement_spans.c.last_day),
    )
    # Each end by a look of its own: the first and the last day of one look are found by reading every row.
    looks = (
        select(end).where(first.table.c.store_id == store_id).scalar_subquery()
        for first, last in ends
        for end in (func.min(first), func.max(last))
    )
    days: list[Any] = list(connection.execute(select(*looks)).one())
    known = [day if isinstance(day, date) else date.fromisoformat(day) for day in days if day is not None]
    return Period(min(known), max(known)) if known else None


def _yearly() -> ColumnElement[bool]:
    c = statement_lines.c
    texts = (c.remark, c.business_type, c.description, c.title)
    return and_(c.kind == LineKind.SOFTWARE_FEE, or_(*(func.coalesce(text, "").like(_YEARLY) for text in texts)))


def charges(connection: Connection, store_id: int, period: Period) -> dict[str, dict[LineKind, int]]:
    """The sums of the statement by kind for each order paid in a span, as the account sees them (out negative)."""
    c = statement_lines.c
    # As stored: there may be hundreds of thousands of sums.
    query = (
        select(c.order_no, type_coerce(c.kind, String), func.sum(c.amount_fen))
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
    for number, kind, fen in plain_rows(connection, query):
        found[number][_KINDS[kind]] = int(fen)
    return found


def sold_orders(
    connection: Connection, store_id: int, period: Period, covered: Collection[date], products: Mapping[str, str]
) -> Iterator[SoldOrder]:
    """The orders paid in a span; one is the same in whatever span it is asked for.

    ``products`` are numbers by title, for orders without a sub-order report. ``covered`` are the first days of months
    of which statements cover something: an order of these whose refund no report states was refunded what they say.
    Where no order of a month says when it was sent, all of that month count as sent.
    """
    charged = charges(connection, store_id, period)
    items = _items(connection, store_id, period)
    c = orders.c
    query = select(
        c.order_key, c.order_no, type_coerce(c.paid_day, String).label("paid_day"), c.gross_fen, c.received_fen,
        c.refund_fen, or_(c.shipped_at.is_not(None), c.finished_at.is_not(None)).label("sent"),
        c.province, c.title, c.pieces, c.freight_fen,
    ).where(c.store_id == store_id, c.paid_day.between(period.start, period.end))  # fmt: skip
    from shopdesk.domain.ledger.matching import what_buyer_paid

    days, told = Days(), _Told(connection, store_id)
    for row in connection.execute(query).all():
        day = days[row.paid_day]
        month = day.replace(day=1)
        paid = what_buyer_paid(row.gross_fen, row.received_fen, row.refund_fen)
        if paid is None:
            continue
        sums = charged.get(row.order_no or row.order_key, {})
        refund = row.refund_fen
        own = items.get(row.order_no or "", ())
        if refund is None and own and all(item.refund_fen is not None for item in own):
            refund = sum(item.refund_fen or 0 for item in own)
        if refund is None and month in covered:
            refund = -sums.get(LineKind.REFUND, 0)
        parts: dict[Part, int] = {}
        for kind, fen in sums.items():
            if kind in CHARGED:
                parts[CHARGED[kind]] = parts.get(CHARGED[kind], 0) - fen
        yield SoldOrder(
            order_no=row.order_no or row.order_key,
            day=day,
            paid_fen=paid,
            refund_fen=refund,
            settled=bool(sums.get(LineKind.SALE)) or (refund is not None and refund >= paid),
            sent=row.sent or not told[month],
            province=row.province,
            items=own or _by_title(row, paid, products),
            charges=parts,
            freight_fen=row.freight_fen or 0,
        )


class _Told(dict[date, bool]):
    """Of each month, whether any order paid in it says that it was sent."""

    def __init__(self, connection: Connection, store_id: int) -> None:
        super().__init__()
        self._connection, self._store_id = connection, store_id

    def __missing__(self, month: date) -> bool:
        c, days = orders.c, month_of(month)
        query = select(c.id).where(
            c.store_id == self._store_id,
            c.paid_day.between(days.start, days.end),
            or_(c.shipped_at.is_not(None), c.finished_at.is_not(None)),
        )
        self[month] = told = self._connection.execute(query.limit(1)).first() is not None
        return told


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


def _only_stated(store_id: int) -> ColumnElement[bool]:
    """That a line's order is in no report although money of it came: it was paid on a day that no report covers."""
    c, sale = statement_lines.c, statement_lines.alias()
    came = exists().where(
        sale.c.store_id == store_id, sale.c.order_no == c.order_no, sale.c.kind == LineKind.SALE, sale.c.counted
    )
    return and_(c.order_no.is_not(None), ~_in_reports(store_id), came)


def _in_reports(store_id: int) -> ColumnElement[bool]:
    return exists().where(
        orders.c.store_id == store_id,
        orders.c.order_key == statement_lines.c.order_no,
        orders.c.paid_day.is_not(None),
    )


def unknown_orders(connection: Connection, store_id: int, period: Period) -> list[UnknownOrder]:
    """The orders on the statements of a span that are in no report, by day, with what stayed of their price.

    Without any order report the statement alone tells of sales, and no order is unknown.
    """
    if not has_orders(connection, store_id):
        return []
    c = statement_lines.c
    query = (
        select(c.day, c.order_no, func.sum(c.amount_fen))
        .where(c.store_id == store_id, c.counted, *_at(period), c.kind.in_([*PRICE]), _only_stated(store_id))
        .group_by(c.day, c.order_no)
    )
    return [UnknownOrder(day, number, int(fen)) for day, number, fen in connection.execute(query)]


def loose_lines(connection: Connection, store_id: int, period: Period) -> list[LooseLine]:
    """Lines of a span that name no paid order, and the yearly fees of every year that it touches.

    Orders whose money came and that no report knows are left out with all of their lines, see :func:`unknown_orders`;
    a charge whose number leads nowhere counts on its own day.
    """
    c = statement_lines.c
    mine = and_(c.store_id == store_id, c.counted)
    left_out = _only_stated(store_id) if has_orders(connection, store_id) else false()
    query = (
        select(c.day, c.kind, func.sum(c.amount_fen))
        .where(
            mine, *_at(period), c.kind.in_([*CHARGED, *PRICE]), ~_yearly(),
            or_(c.order_no.is_(None), ~_in_reports(store_id)), ~left_out,
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


def lines_behind(
    connection: Connection, store_id: int, period: Period, product: str, products: Mapping[str, str]
) -> list[ColumnElement[bool]]:
    """Which lines count in the profit of a span: those of the orders paid in it, and those of no order on its days.

    The yearly fee, which is spread over its year, is left out. Lines of an order with several products stand behind
    each of them whole.

    Args:
        connection: a read.
        store_id: the store.
        period: the span.
        product: only lines of orders with this product, by number or merchant code; empty for all lines.
        products: numbers by title, for orders without a sub-order report.
    """
    c, o, i = statement_lines.c, orders.c, order_items.c
    paid = select(o.order_key).where(o.store_id == store_id, o.paid_day.between(period.start, period.end))
    mine = [c.store_id == store_id, c.counted, ~_yearly()]
    if product:
        key = func.coalesce(func.nullif(i.product_id, ""), i.merchant_code)
        own = and_(i.store_id == store_id, i.order_no == o.order_key)
        titles = [title for title, number in products.items() if number == product]
        sold = or_(exists().where(own, key == product), and_(o.title.in_(titles), ~exists().where(own)))
        return [*mine, c.order_no.in_(paid.where(sold))]
    left_out = _only_stated(store_id) if has_orders(connection, store_id) else false()
    loose = and_(*_at(period), or_(c.order_no.is_(None), ~_in_reports(store_id)), ~left_out)
    return [*mine, or_(c.order_no.in_(paid), loose)]


@asked_once
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


def sold_lately(connection: Connection, store_id: int, today: date) -> list[Sold]:
    """What was sold in the last 90 days, by product and SKU, with the last day of each.

    The sums are those of :func:`sold_orders`, without what the statements say of each order.
    """
    from shopdesk.storage.queries.product_titles import by_title, product_titles

    titles = product_titles(connection, store_id)
    numbers = by_title(titles)
    o, i = orders.c, order_items.c
    lately = and_(
        o.store_id == store_id, o.paid_day.between(today - timedelta(days=_LATELY), today), _PAID.is_not(None)
    )
    own = func.coalesce
    pieces = own(func.nullif(i.pieces, 0), 1)
    last, mine = func.max(o.paid_day), and_(i.store_id == store_id, i.order_no == o.order_no)
    names = [own(name, "") for name in (i.product_id, i.variant, i.merchant_code)]
    paid = own(i.payable_fen, i.received_fen + own(i.refund_fen, 0), i.price_fen * pieces)
    by_item = select(*names, last, func.sum(pieces), func.sum(own(paid, 0)))
    by_item = by_item.join(orders, and_(mine, o.order_key == i.order_no)).where(lately).group_by(*names)
    by_name = (
        select(own(o.title, ""), last, func.sum(own(func.nullif(o.pieces, 0), 1)), func.sum(_PAID))
        .where(lately, ~exists().where(mine, o.order_key == i.order_no))
        .group_by(own(o.title, ""))
    )
    ask_ahead(connection, lambda: connection.execute(by_item), lambda: connection.execute(by_name))
    found: dict[tuple[str, str, str], list[Any]] = {}
    sold = [((product, variant, code), *sums) for product, variant, code, *sums in connection.execute(by_item)]
    for title, day, count, fen in connection.execute(by_name):
        product = numbers.get(title, "")
        sold.append(((product, "", ""), day, count if product else 0, fen))
    for key, day, count, fen in sold:
        old = found.setdefault(key, [day, 0, 0])
        old[0] = max(old[0], day)
        old[1] += count
        old[2] += fen
    return [
        Sold(day, product, variant, code, titles.get(product or code, ""), pieces or None, fen)
        for (product, variant, code), (day, pieces, fen) in found.items()
    ]


def parcels_lately(connection: Connection, store_id: int, today: date) -> list[tuple[str, int]]:
    """The provinces of the orders of the last 90 days, the most orders first; empty for orders that name none."""
    c = orders.c
    province = func.coalesce(c.province, "")
    query = (
        select(province, func.count())
        .where(c.store_id == store_id, c.paid_day.between(today - timedelta(days=_LATELY), today))
        .group_by(province)
    )
    return sorted(((row[0], int(row[1])) for row in connection.execute(query)), key=lambda one: (-one[1], one[0]))


def order_column(connection: Connection, store_id: int, period: Period, *, confirmed: bool) -> Column:
    """What the orders of a span come to by the day they were paid or confirmed; nothing known where there are none."""
    from shopdesk.domain.ledger.tax import Column

    c = orders.c
    which = (
        and_(on_days(c.finished_at, period.start, period.end), c.paid_day.is_not(None))
        if confirmed
        else c.paid_day.between(period.start, period.end)
    )
    query = select(func.sum(_PAID), func.sum(c.refund_fen)).where(c.store_id == store_id, which)
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
