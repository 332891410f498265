"""What the bridge of a month is built from: the month's lines by kind and order, and the orders that it counts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from shopdesk.domain.ledger.bridge import Bridge, MonthOfLines, build_bridge
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.months import asserted
from shopdesk.domain.periods import month_of
from shopdesk.storage.queries import order_money_pages
from shopdesk.storage.queries.statement_months import balances
from shopdesk.storage.tables.ledger import statement_lines

_c = statement_lines.c


def bridge_of(connection: Connection, store_id: int, month: date) -> tuple[Bridge, dict[LineKind, int]]:
    """The bridge of the month that begins on ``month``, and the sums of its lines by kind."""
    end = month_of(month).end
    begin, until = datetime.combine(month, time.min), datetime.combine(end + timedelta(days=1), time.min)
    query = (
        select(_c.kind, _c.order_no, func.sum(_c.amount_fen))
        .where(_c.store_id == store_id, _c.counted, _c.at >= begin, _c.at < until)
        .group_by(_c.kind, _c.order_no)
    )
    sums: defaultdict[LineKind, int] = defaultdict(int)
    numbers: defaultdict[LineKind, list[str]] = defaultdict(list)
    sales: dict[str, int] = {}
    for kind, number, amount in connection.execute(query):
        sums[kind] += amount
        if number is not None:
            numbers[kind].append(number)
            if kind is LineKind.SALE:
                sales[number] = amount
    orders = order_money_pages.of_bridge(connection, store_id, month, end, sales)
    known = {order.order_no for order in orders}
    opening, closing = balances(connection, store_id, month, end)
    lines = MonthOfLines(
        sums=sums,
        orders={kind: tuple(found) for kind, found in numbers.items()},
        unknown_sales=tuple(number for number in sales if number not in known),
        opening=opening,
        closing=closing,
    )
    return build_bridge(month, orders, lines), dict(sums)


def figures_of(connection: Connection, store_id: int, month: date) -> dict[str, int | None]:
    """What closing the month would assert now."""
    return asserted(*bridge_of(connection, store_id, month))
