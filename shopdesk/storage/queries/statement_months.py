"""How far the statements reach, and the balances at the two ends of a month."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, func, select

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.periods import Period, month_of
from shopdesk.storage.tables.ledger import statement_days, statement_lines, statement_spans

_c = statement_lines.c


def covered_span(connection: Connection, store_id: int) -> tuple[date, date] | None:
    """The first and the last day that any statement of a store covers; ``None`` without statements."""
    c = statement_spans.c
    query = select(func.min(c.first_day), func.max(c.last_day)).where(c.store_id == store_id)
    first, last = connection.execute(query).one()
    return None if first is None else (first, last)


def covered_days(connection: Connection, store_id: int, first: date, last: date) -> int:
    """How many days of a span any statement covers."""
    return sum(months_covered(connection, store_id, first, last).values())


def months_covered(
    connection: Connection, store_id: int, first: date = date.min, last: date = date.max
) -> dict[date, int]:
    """How many days of each month, given by its first day, any statement covers; months without one are left out."""
    c = statement_spans.c
    query = (
        select(c.first_day, c.last_day)
        .where(c.store_id == store_id, c.first_day <= last, c.last_day >= first)
        .order_by(c.first_day, c.last_day)
    )
    found: dict[date, int] = {}
    done = date.min
    for begin, end in connection.execute(query):
        begin, end = max(begin, first, done), min(end, last)
        while begin <= end:
            part = Period(begin, min(end, month_of(begin).end))
            month = part.start.replace(day=1)
            found[month] = found.get(month, 0) + part.length
            begin = part.end + timedelta(days=1)
        done = max(done, begin)
    return found


def balances(connection: Connection, store_id: int, first: date, last: date) -> tuple[int | None, int | None]:
    """The balance before the first and after the last line of a span, of all accounts together, in fen.

    Lines that state no balance (those of Qianniu, on days that no statement of Alipay covers) are reckoned on from the
    nearest one that does. ``None`` where none does.
    """
    c = statement_days.c
    accounts = select(c.source, c.account).where(c.store_id == store_id, c.day.between(first, last)).distinct()
    begin, end = datetime.combine(first, time.min), datetime.combine(last + timedelta(days=1), time.min)
    within = (_c.store_id == store_id) & _c.counted & (_c.at >= begin) & (_c.at < end)
    opening: int | None = None
    closing: int | None = None
    bounds: list[tuple[datetime, datetime]] = []
    for source, account in connection.execute(accounts).all():
        stated = select(_c.amount_fen, _c.balance_fen, _c.at).where(
            within, _c.source == source, _c.account == account, _c.balance_fen.is_not(None)
        )
        head = connection.execute(stated.order_by(_c.at, _c.position).limit(1)).first()
        tail = connection.execute(stated.order_by(_c.at.desc(), _c.position.desc()).limit(1)).first()
        if head is None or tail is None:
            continue
        opening = (opening or 0) + head.balance_fen - head.amount_fen
        closing = (closing or 0) + tail.balance_fen
        bounds.append((head.at, tail.at))
    if opening is None or closing is None:
        return None, None
    unstated = select(func.coalesce(func.sum(_c.amount_fen), 0)).where(within, _c.balance_fen.is_(None))
    before = connection.execute(unstated.where(_c.at < min(at for at, _ in bounds))).scalar_one()
    after = connection.execute(unstated.where(_c.at > max(at for _, at in bounds))).scalar_one()
    return opening - before, closing + after


def unclassified(connection: Connection, store_id: int, first: date, last: date) -> tuple[int, int]:
    """How many lines of a span no rule knows, and what they come to in fen."""
    c = statement_days.c
    query = select(func.coalesce(func.sum(c.lines), 0), func.coalesce(func.sum(c.amount_fen), 0)).where(
        c.store_id == store_id, c.kind == LineKind.NOT_CLASSIFIED, c.day.between(first, last)
    )
    lines, amount = connection.execute(query).one()
    return int(lines), int(amount)
