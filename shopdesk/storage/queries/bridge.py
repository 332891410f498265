"""What the bridge of a month is built from: the month's lines by kind and order, and the orders that it counts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, String, select, type_coerce

from shopdesk.domain.ledger.bridge import Bridge, MonthOfLines, build_bridge
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.months import asserted
from shopdesk.domain.periods import month_of
from shopdesk.storage.columns import read_value
from shopdesk.storage.port import plain_rows
from shopdesk.storage.queries import order_money_pages
from shopdesk.storage.queries.statement_months import balances, on_days
from shopdesk.storage.read_notes import ask_ahead
from shopdesk.storage.tables.ledger import statement_lines

_c = statement_lines.c
_SALE = LineKind.SALE.value


def bridge_of(connection: Connection, store_id: int, month: date) -> tuple[Bridge, dict[LineKind, int]]:
    """The bridge of the month that begins on ``month``, and the sums of its lines by kind."""
    end = month_of(month).end
    # As stored, and not grouped: nearly every line is the only one of its kind and order, and there are tens of
    # thousands.
    query = select(type_coerce(_c.kind, String), _c.order_no, _c.amount_fen).where(
        _c.store_id == store_id, _c.counted, on_days(_c.at, month, end)
    )
    ask_ahead(
        connection,
        lambda: connection.execute(query),
        lambda: order_money_pages.of_bridge(connection, store_id, month, end, {}),
        lambda: balances(connection, store_id, month, end),
    )
    amounts: defaultdict[str, int] = defaultdict(int)
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    sales: defaultdict[str, int] = defaultdict(int)
    for kind, number, amount in plain_rows(connection, query):
        amounts[kind] += amount
        if number is not None:
            numbers[kind].append(number)
            if kind == _SALE:
                sales[number] += amount
    sums = {read_value(LineKind, kind, "a kind of line"): amount for kind, amount in amounts.items()}
    orders = order_money_pages.of_bridge(connection, store_id, month, end, sales)
    known = {order.order_no for order in orders}
    opening, closing = balances(connection, store_id, month, end)
    lines = MonthOfLines(
        sums=sums,
        orders={LineKind(kind): tuple(found) for kind, found in numbers.items()},
        unknown_sales=tuple(number for number in sales if number not in known),
        opening=opening,
        closing=closing,
    )
    return build_bridge(month, orders, lines), sums


def figures_of(connection: Connection, store_id: int, month: date) -> dict[str, int | None]:
    """What closing the month would assert now."""
    return asserted(*bridge_of(connection, store_id, month))
