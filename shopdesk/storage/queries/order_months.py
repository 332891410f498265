"""Sums of orders by province and by reason for closing, and different buyers, of any span.

Whole months, and the days of others, are kept (:mod:`shopdesk.storage.kept_answers`); the rest is read from the orders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, and_, case, false, func, select, type_coerce

from shopdesk.domain.orders import WAITING_STATUS, Basis
from shopdesk.domain.periods import Period, month_of
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import ORDER_MONTH_DAYS, ORDER_MONTHS
from shopdesk.storage.queries.order_days import day_column
from shopdesk.storage.read_notes import ask_ahead, guess_no_more
from shopdesk.storage.tables.orders import order_days, orders

_ONE_DAY = timedelta(days=1)
_WAITING = f"%{WAITING_STATUS}%"
_Places = Mapping[str, tuple[int, int, int | None]]
_Closed = Mapping[str, int]


@dataclass(slots=True)
class OrderSums:
    """What adds up over days: by province ("" is none) the orders, the paid ones and their amount in fen; by reason.

    An amount is ``None`` where no paid order states one. Reasons for closing are counted by the day of creation only.
    """

    places: dict[str, tuple[int, int, int | None]] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)

    def take(self, places: _Places, closed: _Closed) -> None:
        """Add the sums of other days."""
        for place, (made, paid, fen) in places.items():
            known_made, known_paid, known = self.places.get(place, (0, 0, None))
            whole = fen if known is None else known + (fen or 0)
            self.places[place] = known_made + made, known_paid + paid, whole
        for reason, count in closed.items():
            self.closed[reason] = self.closed.get(reason, 0) + count


def sums(connection: Connection, store_id: int, period: Period, basis: Basis) -> OrderSums:
    """The sums of a span, by the day that an order counts on."""

    def months() -> dict[str, tuple[_Places, _Closed]]:
        first, last = (f"{basis.value}/{_month(day)}" for day in (period.start, period.end))
        return kept_answers.between(
            connection, ORDER_MONTHS, store_id, first, last, lambda value: (dict(value[0]), dict(value[1]))
        )

    ends = {month for day in (period.start, period.end) if not _is_whole(month := month_of(day), period)}
    ask_ahead(connection, months, *(partial(_kept_days, connection, store_id, month, basis) for month in ends))
    known = {_span(key): kept for key, kept in months().items()}
    guess_no_more(connection)
    found = OrderSums()
    begin: date | None = period.start
    for month, (places, closed) in sorted(known.items(), key=lambda one: one[0].start):
        within = _is_whole(month, period)
        days = {} if within else _kept_days(connection, store_id, month, basis)
        if days is None or begin is None:
            continue
        if month.start > begin:
            _add_read(found, connection, store_id, Period(begin, month.start - _ONE_DAY), basis)
        if within:
            found.take(places, closed)
        for day, of_day in days.items():
            if day in period:
                found.take(*of_day)
        begin = None if month.end >= period.end else month.end + _ONE_DAY
    if begin is not None:
        _add_read(found, connection, store_id, Period(begin, period.end), basis)
    return found


def buyers(connection: Connection, store_id: int, period: Period, basis: Basis) -> tuple[int | None] | None:
    """How many different people paid in a span that is a month: ``(None,)`` where orders do not name them all.

    ``None``: that is not kept.
    """
    month = month_of(period.start)
    if (month.start, month.end) != (period.start, period.end):
        return None
    key = f"{basis.value}/{_month(period.start)}"
    return kept_answers.find(connection, ORDER_MONTHS, store_id, key, lambda value: (value[2],))


def waiting(connection: Connection, store_id: int) -> list[datetime]:
    """When the paid orders were paid that the platform lists as waiting for the seller to ship, whatever their day."""
    known = kept_answers.between(
        connection, ORDER_MONTHS, store_id, f"{Basis.PAID.value}/", f"{Basis.PAID.value}/~", lambda value: value[3]
    )
    found = [datetime.fromisoformat(text) for moments in known.values() for text in moments]
    day = orders.c.paid_day
    since: list[ColumnElement[bool]] = []
    before: Period | None = None
    for month in sorted(map(_span, known)):
        if before is None or month_of(before.end + _ONE_DAY) != month:
            found += _waiting(connection, store_id, *since, day < month.start)
        before, since = month, [day > month.end]
    return [*found, *_waiting(connection, store_id, *since)]


def _waiting(connection: Connection, store_id: int, *which: ColumnElement[bool]) -> list[datetime]:
    c = orders.c
    query = select(c.paid_at).where(
        c.store_id == store_id, c.paid_at.is_not(None), *which, c.shipped_at.is_(None), c.status.like(_WAITING)
    )
    return list(connection.scalars(query))


def left_to_keep(connection: Connection, store_id: int) -> list[str]:
    """The keys of the months with orders that are not kept or not sure, the oldest first."""
    sure = kept_answers.sure_keys(connection, ORDER_MONTHS, store_id)
    sure &= kept_answers.sure_keys(connection, ORDER_MONTH_DAYS, store_id)
    month = func.substr(type_coerce(order_days.c.day, String), 1, 7)
    query = select(type_coerce(order_days.c.basis, String), month).where(order_days.c.store_id == store_id).distinct()
    keys = [f"{basis}/{text}" for basis, text in connection.execute(query)]
    return sorted((key for key in keys if key not in sure), key=lambda key: key.partition("/")[2])


def keep(connection: Connection, store_id: int, key: str, named: int | None) -> None:
    """Keep the month of a key, read within this transaction; ``named``: how many different people paid in it."""
    basis, month = span_of(key)
    by_day: dict[date, tuple[dict[str, tuple[int, int, int | None]], dict[str, int]]] = {}
    day = day_column(basis)
    for one, place, made, paid, fen in connection.execute(_places(store_id, month, basis, day)):
        by_day.setdefault(one, ({}, {}))[0][place] = made, paid, fen
    for one, reason, count in connection.execute(_closed(store_id, month, basis, day)):
        by_day.setdefault(one, ({}, {}))[1][reason] = count
    whole = OrderSums()
    for of_day in by_day.values():
        whole.take(*of_day)
    days = [[day.isoformat(), *of_day] for day, of_day in by_day.items()]
    within = day.between(month.start, month.end)
    moments = [moment.isoformat() for moment in _waiting(connection, store_id, within)] if basis is Basis.PAID else []
    kept_answers.keep(connection, ORDER_MONTHS, store_id, key, [whole.places, whole.closed, named, moments])
    kept_answers.keep(connection, ORDER_MONTH_DAYS, store_id, key, days)


def span_of(key: str) -> tuple[Basis, Period]:
    """The basis and the month of a key."""
    return Basis(key.partition("/")[0]), _span(key)


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _span(key: str) -> Period:
    return month_of(date.fromisoformat(f"{key.partition('/')[2]}-01"))


def _is_whole(month: Period, period: Period) -> bool:
    return month.start >= period.start and month.end <= period.end


def _kept_days(
    connection: Connection, store_id: int, month: Period, basis: Basis
) -> Mapping[date, tuple[_Places, _Closed]] | None:
    def read(value: list[Any]) -> dict[date, tuple[_Places, _Closed]]:
        return {date.fromisoformat(day): (dict(places), dict(closed)) for day, places, closed in value}

    key = f"{basis.value}/{_month(month.start)}"
    return kept_answers.find(connection, ORDER_MONTH_DAYS, store_id, key, read)


def _add_read(found: OrderSums, connection: Connection, store_id: int, period: Period, basis: Basis) -> None:
    """Add what only the orders say."""
    for place, made, paid, fen in connection.execute(_places(store_id, period, basis)):
        found.take({place: (made, paid, fen)}, {})
    for reason, count in connection.execute(_closed(store_id, period, basis)):
        found.take({}, {reason: count})


def _places(store_id: int, period: Period, basis: Basis, *by: ColumnElement[Any]) -> Select[Any]:
    """Province, orders, paid ones, paid amount; ``by`` before them splits them further."""
    c = orders.c
    place = func.coalesce(c.province, "")
    amount = func.coalesce(c.received_fen + c.refund_fen, c.gross_fen)
    return (
        select(*by, place, func.count(), func.count(c.paid_day), func.sum(case((c.paid_day.is_not(None), amount))))
        .where(c.store_id == store_id, day_column(basis).between(period.start, period.end))
        .group_by(*by, place)
    )


def _closed(store_id: int, period: Period, basis: Basis, *by: ColumnElement[Any]) -> Select[Any]:
    """Reason and orders that were closed for it; none by the day of payment."""
    c = orders.c
    told = and_(c.closed_reason.is_not(None), c.closed_reason != "") if basis is Basis.CREATED else false()
    return (
        select(*by, c.closed_reason, func.count())
        .where(c.store_id == store_id, c.created_day.between(period.start, period.end), told)
        .group_by(*by, c.closed_reason)
    )
