"""How far the statements reach, and the balances at the two ends of a month."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from sqlalchemy import ColumnElement, Connection, func, select

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.periods import Period, month_of
from shopdesk.storage.queries import ledger_lines
from shopdesk.storage.read_notes import ask_ahead
from shopdesk.storage.tables.ledger import statement_days, statement_lines, statement_spans

_c = statement_lines.c
_CHUNK = 900


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
        while begin <= end < date.max:
            part = Period(begin, min(end, month_of(begin).end))
            month = part.start.replace(day=1)
            found[month] = found.get(month, 0) + part.length
            begin = part.end + timedelta(days=1)
        done = max(done, begin)
    return found


def of_import(connection: Connection, store_id: int, import_id: int) -> list[Period]:
    """The days that the statement of an import covers."""
    c = statement_spans.c
    query = select(c.first_day, c.last_day).where(c.store_id == store_id, c.import_id == import_id)
    return [Period(first, last) for first, last in connection.execute(query)]


def qianniu_orders(connection: Connection, store_id: int, spans: Sequence[Period] | None) -> set[str]:
    """The orders that lines of Qianniu on these days name, or on any."""
    query = select(_c.order_no).where(
        _c.store_id == store_id, _c.source == StatementSource.QIANNIU, _c.order_no.is_not(None)
    )
    c = statement_spans.c
    any_span = select(c.id).where(c.store_id == store_id, c.source == StatementSource.QIANNIU).limit(1)
    if connection.execute(any_span).first() is None:
        return set()
    if spans is None:
        return set(connection.scalars(query.distinct()))
    found: set[str] = set()
    for span in spans:
        found.update(connection.scalars(query.where(on_days(_c.at, span.start, span.end)).distinct()))
    return found


def of_lines(connection: Connection, store_id: int, ids: Collection[int]) -> tuple[set[str], set[date]]:
    """The orders and the days of some lines."""
    wanted, numbers, days = sorted(ids), set(), set()
    for start in range(0, len(wanted), _CHUNK):
        query = select(_c.order_no, _c.day).where(_c.id.in_(wanted[start : start + _CHUNK]), _c.store_id == store_id)
        for number, day in connection.execute(query.distinct()):
            numbers.add(number)
            days.add(day)
    return {number for number in numbers if number}, days


def on_days(moment: ColumnElement[datetime], first: date, last: date) -> ColumnElement[bool]:
    """Whether a moment lies on the days from ``first`` to ``last``, in a form that an index of moments serves."""
    return moment.between(datetime.combine(first, time.min), datetime.combine(last, time.max))


def balances(connection: Connection, store_id: int, first: date, last: date) -> tuple[int | None, int | None]:
    """The balance before the first and after the last line of a span, of all accounts together, in fen.

    Lines of Qianniu, which count where no statement of Alipay covers their days, state no balance: those at the ends of
    the span are reckoned on. ``None`` where no statement tells a balance.
    """
    opening: int | None = None
    closing: int | None = None
    if last.year == date.max.year:
        return None, None
    ask_ahead(
        connection,
        *(lambda source=source: ledger_lines.accounts(connection, store_id, source) for source in StatementSource),
    )
    eve = last + timedelta(days=1)
    for account in ledger_lines.accounts(connection, store_id, StatementSource.ALIPAY):
        ask_ahead(
            connection,
            partial(ledger_lines.account_start, connection, store_id, account, first, last),
            partial(ledger_lines.account_start, connection, store_id, account, eve, eve),
        )
        start = ledger_lines.account_start(connection, store_id, account, first, last)
        end = ledger_lines.account_start(connection, store_id, account, eve, eve)
        begun = start.before if start.opening is None else start.opening
        if begun is not None and end.before is not None:
            opening, closing = (opening or 0) + begun, (closing or 0) + end.before
    if opening is None or closing is None:
        return None, None
    if not ledger_lines.accounts(connection, store_id, StatementSource.QIANNIU):
        return opening, closing
    within = (_c.store_id == store_id) & _c.counted & on_days(_c.at, first, last)
    stated = select(func.min(_c.at), func.max(_c.at)).where(within, _c.source == StatementSource.ALIPAY)
    head, tail = connection.execute(stated).one()
    others = select(func.coalesce(func.sum(_c.amount_fen), 0)).where(within, _c.source == StatementSource.QIANNIU)
    before = 0 if head is None else connection.execute(others.where(_c.at < head)).scalar_one()
    after = connection.execute(others if tail is None else others.where(_c.at > tail)).scalar_one()
    return opening - before, closing + after


def unclassified(connection: Connection, store_id: int, first: date, last: date) -> tuple[int, int]:
    """How many lines of a span no rule knows, and what they come to in fen."""
    c = statement_days.c
    query = select(func.coalesce(func.sum(c.lines), 0), func.coalesce(func.sum(c.amount_fen), 0)).where(
        c.store_id == store_id, c.kind == LineKind.NOT_CLASSIFIED, c.day.between(first, last)
    )
    lines, amount = connection.execute(query).one()
    return int(lines), int(amount)
