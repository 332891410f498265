"""Reading ``order_money``: pages, counts by state, the orders of a bridge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)

from shopdesk.domain.ledger.bridge import BridgeOrder
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matched import MatchedOrder, OrderFigures, OrderFilter
from shopdesk.domain.ledger.matching import IN_ORDER, Hint, OrderState, last_day_waited_out, state_on
from shopdesk.storage.columns import Days, read_value
from shopdesk.storage.port import plain_rows
from shopdesk.storage.queries.statement_months import on_days
from shopdesk.storage.tables.matching import order_explanations, order_money
from shopdesk.storage.tables.orders import order_items, orders

_c = order_money.c
_CHUNK = 900
Covered = tuple[date, date] | None
"""The first and the last day of the statements, ``None`` without statements."""


def counts(
    connection: Connection, store_id: int, first: date, last: date, covered_to: date | None
) -> list[tuple[OrderState, int, int]]:
    """State, number of orders and sum of their differences, of the orders of these days.

    Args:
        connection: a read.
        store_id: whose orders.
        first: the first day.
        last: the last day.
        covered_to: the last day of the statements, from which it counts how long money is lacking.
    """
    looks = []
    waits = _c.state == OrderState.WAITING
    late = and_(waits, _c.confirmed_day <= last_day_waited_out(covered_to)) if covered_to else false()
    # One look into the index for each state: grouping by state would sort hundreds of thousands of entries. All of them
    # are one question, for over a slow line each costs its way there and back.
    for state in OrderState:
        here = _c.state == state
        if state is OrderState.NO_MONEY:
            here = late
        elif state is OrderState.WAITING:
            here = and_(waits, or_(_c.confirmed_day.is_(None), ~late))
        looks.append(_count(state).where(_c.store_id == store_id, _c.day.between(first, last), here))
    return _counted(connection, looks)


def _count(state: OrderState) -> Select[Any]:
    return select(literal(state.value), func.count(), func.coalesce(func.sum(_c.difference_fen), 0))


def _counted(connection: Connection, looks: Sequence[Select[Any]]) -> list[tuple[OrderState, int, int]]:
    rows = connection.execute(union_all(*looks))
    found = {OrderState(state): (int(count), int(amount)) for state, count, amount in rows}
    return [(state, *found[state]) for state in OrderState if state in found and found[state][0]]


def unstated_counts(
    connection: Connection, store_id: int, first: date, last: date, covered: Covered
) -> list[tuple[OrderState, int, int]]:
    """As :func:`counts`, of those orders among them of whose money the statements cannot tell."""
    late = _late(last_day_waited_out(covered and covered[1])) == 1
    theirs = (_c.store_id == store_id, _c.day.between(first, last), _unstated(covered))
    looks = [
        _count(state).where(*theirs, here) for state, here in ((OrderState.WAITING, ~late), (OrderState.NO_MONEY, late))
    ]
    return _counted(connection, looks)


def explained_counts(
    connection: Connection, store_id: int, first: date, last: date, covered: Covered
) -> list[tuple[OrderState, int, int]]:
    """As :func:`counts`, of those orders that somebody explained as they are now, and that statements tell of."""
    said = order_explanations.c
    query = select(said.order_no, said.state, said.difference_fen).where(said.store_id == store_id)
    words = {number: (state, difference) for number, state, difference in connection.execute(query)}
    found: dict[OrderState, list[int]] = {}
    numbers = sorted(words)
    for start in range(0, len(numbers), _CHUNK):
        part = _c.order_no.in_(numbers[start : start + _CHUNK])
        rows = select(_c.order_no, _c.state, _c.confirmed_day, _c.difference_fen).where(
            _c.store_id == store_id, part, _c.day.between(first, last), ~_unstated(covered)
        )
        for number, kept, confirmed_day, difference in connection.execute(rows):
            state = state_on(OrderState(kept), confirmed_day, covered and covered[1])
            if words[number] == (state, difference):
                found.setdefault(state, []).append(difference)
    return [(state, len(differences), sum(differences)) for state, differences in found.items()]


def page(
    connection: Connection, store_id: int, wanted: OrderFilter, covered: Covered, limit: int, offset: int
) -> tuple[list[MatchedOrder], bool]:
    """So many orders of a filter, the newest first, and whether there are more."""
    covered_to = covered and covered[1]
    query = (
        select(order_money)
        .where(*_where(connection, store_id, wanted, covered))
        .order_by(_c.at.desc(), _c.id.desc())
        .limit(limit + 1)
        .offset(offset)
    )
    found = [_matched(row, covered_to) for row in connection.execute(query)]
    return found[:limit], len(found) > limit


def paid_beside(connection: Connection, store_id: int, first: date, last: date) -> tuple[date | None, date | None]:
    """The last day before these days, and the first after them, on which orders were paid."""
    paid = orders.c.paid_day
    of_store = orders.c.store_id == store_id
    before = connection.execute(select(func.max(paid)).where(of_store, paid < first)).scalar()
    after = connection.execute(select(func.min(paid)).where(of_store, paid > last)).scalar()
    return before, after


def every(
    connection: Connection, store_id: int, first: date, last: date, state: OrderState | None, covered: Covered
) -> Iterator[MatchedOrder]:
    """Every order of these days, the oldest first."""
    covered_to = covered and covered[1]
    wanted = OrderFilter(first, last, frozenset() if state is None else frozenset({state}))
    query = select(order_money).where(*_where(connection, store_id, wanted, covered)).order_by(_c.at, _c.id)
    for row in connection.execute(query):
        yield _matched(row, covered_to)


def one(connection: Connection, store_id: int, order_no: str, covered_to: date | None) -> MatchedOrder | None:
    """One order by its number."""
    row = connection.execute(select(order_money).where(_c.store_id == store_id, _c.order_no == order_no)).first()
    return None if row is None else _matched(row, covered_to)


def figures(
    connection: Connection, store_id: int, numbers: Sequence[str], covered_to: date | None
) -> list[OrderFigures]:
    """The figures of these orders in the order of ``numbers``, however many they are."""
    columns = select(
        _c.order_no, _c.state, _c.confirmed_day, _c.difference_fen, _c.paid_at, _c.confirmed_at, _c.paid_fen,
        _c.received_fen, _c.refunded_fen,
    ).where(_c.store_id == store_id)  # fmt: skip
    found: dict[str, OrderFigures] = {}
    for start in range(0, len(numbers), _CHUNK):
        for number, state, confirmed_day, difference, *amounts in connection.execute(
            columns.where(_c.order_no.in_(numbers[start : start + _CHUNK]))
        ):
            shown = state_on(OrderState(state), confirmed_day, covered_to)
            found[number] = OrderFigures(number, shown, difference, *amounts)
    return [found.get(number) or OrderFigures(number) for number in numbers]


def of_bridge(
    connection: Connection, store_id: int, month: date, end: date, sales: dict[str, int]
) -> list[BridgeOrder]:
    """The known orders that were paid or confirmed in a month or have a sale in it.

    Args:
        connection: a read.
        store_id: whose orders.
        month: its first day.
        end: its last day.
        sales: what was received in the month, by order number.
    """
    columns = select(
        _c.order_no, type_coerce(_c.paid_day, String), type_coerce(_c.confirmed_day, String), _c.paid_fen,
        _c.refund_fen, _c.closed, _c.received_fen, _c.refunded_fen,
    ).where(_c.store_id == store_id, _c.known)  # fmt: skip
    rows: dict[str, Any] = {}
    for day in (_c.paid_day, _c.confirmed_day):
        for row in plain_rows(connection, columns.where(day.between(month, end))):
            rows[row[0]] = row
    others = [number for number in sales if number not in rows]
    for start in range(0, len(others), _CHUNK):
        for row in plain_rows(connection, columns.where(_c.order_no.in_(others[start : start + _CHUNK]))):
            rows[row[0]] = row
    days = Days()
    return [
        BridgeOrder(
            number, paid_day and days[paid_day], confirmed_day and days[confirmed_day], paid or 0, refund or 0,
            bool(closed), received, refunded, sales.get(number, 0),
        )
        for number, paid_day, confirmed_day, paid, refund, closed, received, refunded in rows.values()
    ]  # fmt: skip


def _unstated(covered: Covered) -> ColumnElement[bool]:
    """That the statements cannot tell of an order's money, as :func:`is_stated` says it of one."""
    waits = _c.state == OrderState.WAITING
    if covered is None:
        return waits
    confirmed = _c.confirmed_day
    before_or_after = case(
        (confirmed.is_(None), _c.day > covered[1]), else_=or_(confirmed < covered[0], confirmed > covered[1])
    )
    return and_(waits, before_or_after)


def _late(bound: date | None) -> ColumnElement[int]:
    if bound is None:
        return case((_c.id.is_(None), 1), else_=0)
    return case((and_(_c.state == OrderState.WAITING, _c.confirmed_day <= bound), 1), else_=0)


def _shown_state(bound: date | None) -> ColumnElement[str]:
    return case((_late(bound) == 1, OrderState.NO_MONEY.value), else_=_c.state)


def _explained(bound: date | None) -> ColumnElement[bool]:
    said = order_explanations.c
    return and_(
        said.store_id == _c.store_id,
        said.order_no == _c.order_no,
        said.difference_fen == _c.difference_fen,
        said.state == _shown_state(bound),
    )


def _where(
    connection: Connection, store_id: int, wanted: OrderFilter, covered: Covered
) -> Sequence[ColumnElement[bool]]:
    bound = last_day_waited_out(covered and covered[1])
    found: list[ColumnElement[bool]] = [_c.store_id == store_id]
    if wanted.stated is not None or wanted.open_only:
        found.append(_unstated(covered) if wanted.stated is False else ~_unstated(covered))
    if wanted.first is not None or wanted.last is not None:
        found.append(on_days(_c.at, wanted.first or date.min, wanted.last or date.max))
    if wanted.states:
        found.append(_of_states(wanted.states, bound))
    if wanted.open_only:
        open_states = frozenset(OrderState) - IN_ORDER
        found += [_of_states(open_states, bound), ~select(order_explanations.c.id).where(_explained(bound)).exists()]
    if wanted.number:
        found.append(_numbered(connection, store_id, wanted.number))
    return found


def _of_states(states: Collection[OrderState], bound: date | None) -> ColumnElement[bool]:
    """The stored states that are shown as one of these; those without money are among the waiting."""
    late, waits = _late(bound) == 1, _c.state == OrderState.WAITING
    plain = [state for state in states if state not in (OrderState.WAITING, OrderState.NO_MONEY)]
    parts: list[ColumnElement[bool]] = [_c.state.in_(plain)] if plain else []
    if {OrderState.WAITING, OrderState.NO_MONEY} <= set(states):
        parts.append(waits)
    elif OrderState.WAITING in states:
        parts.append(and_(waits, ~late))
    elif OrderState.NO_MONEY in states:
        parts.append(and_(waits, late))
    return or_(*parts)


def _numbered(connection: Connection, store_id: int, number: str) -> ColumnElement[bool]:
    """The orders whose number contains these digits, and the order of a sub-order with exactly this number."""
    item = order_items.c
    query = select(item.order_no).where(item.store_id == store_id, item.item_key == number)
    whole = list(connection.scalars(query))
    has_digits = _c.order_no.contains(number, autoescape=True)
    # Numbers are looked for in their own index; only where there are too many to name are the rows looked through.
    found = list(connection.scalars(select(_c.order_no).where(_c.store_id == store_id, has_digits).limit(_CHUNK)))
    if len(found) < _CHUNK:
        return _c.order_no.in_([*found, *whole])
    return or_(has_digits, *([_c.order_no.in_(whole)] if whole else []))


def _matched(row: Row[Any], covered_to: date | None) -> MatchedOrder:
    return MatchedOrder(
        order_no=row.order_no,
        at=row.at,
        paid_at=row.paid_at,
        confirmed_at=row.confirmed_at,
        known=row.known,
        closed=row.closed,
        buyer_paid=row.paid_fen,
        refund_by_report=row.refund_fen,
        refund_by_items=row.item_refund_fen,
        received=row.received_fen,
        refunded=row.refunded_fen,
        fees={read_value(LineKind, kind, "a kind of line"): amount for kind, amount in row.fees.items()},
        expected_commission=row.expected_fen,
        state=state_on(OrderState(row.state), row.confirmed_day, covered_to),
        difference=row.difference_fen,
        hints=tuple(read_value(Hint, hint, "a hint") for hint in row.hints),
    )
