"""Who paid when, by code: what the cohorts and the levels of members are made of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, func, select, type_coerce

from shopdesk.domain.orders import Basis
from shopdesk.storage.queries.order_days import paid_by_buyers
from shopdesk.storage.tables.orders import order_days, orders

_AT_ONCE = 20_000
_ALL = "", "~"


def pieces(connection: Connection, store_id: int) -> list[tuple[str, str]]:
    """The orders of a store in pieces of a month by the day of payment: after which day, up to which one."""
    c = order_days.c
    month = func.substr(type_coerce(c.day, String), 1, 7)
    query = select(month).where(c.store_id == store_id, c.basis == Basis.PAID).distinct()
    # No day of a month comes behind its 31st; the last piece takes whatever stands instead of a day, too.
    ends = [f"{text}-31" for text in sorted(connection.scalars(query))]
    return list(pairwise(["", *ends[:-1], _ALL[1]]))


def days_paid(connection: Connection, store_id: int, piece: tuple[str, str] = _ALL) -> Iterator[tuple[str, str | None]]:
    """The ISO day of payment and the buyer's code of every paid order of a piece, in the order of the days.

    Both stand in one index in that order, so nothing is sorted and no row of the table is looked up.
    """
    query = (
        select(type_coerce(orders.c.paid_day, String), orders.c.buyer_key)
        .where(orders.c.store_id == store_id, *_within(piece))
        .order_by(orders.c.paid_day.nulls_last())
    )
    yield from _rows(connection, query)


def amounts_paid(
    connection: Connection, store_id: int, piece: tuple[str, str] = _ALL
) -> Iterator[tuple[str, int | None]]:
    """The buyer's code and what the buyer paid, in fen, of every paid order of a piece that names one, in no order."""
    c = orders.c
    known = (c.store_id == store_id, *_within(piece), c.buyer_key.is_not(None))
    yield from _rows(connection, select(c.buyer_key, paid_by_buyers()).where(*known))


def _within(piece: tuple[str, str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    day, (after, upto) = type_coerce(orders.c.paid_day, String), piece
    return day > after, day <= upto


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    # Rows of the driver: a million of them pass through here, and SQLAlchemy's own would take twice as long.
    cursor: Any = connection.execute(query).cursor
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows
