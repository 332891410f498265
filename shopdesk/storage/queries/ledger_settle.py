"""What follows from statement lines once they changed: their order within a second, missing stretches, sums by day.

All of it happens in the transaction that changed the lines, and only for the days that were touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from shopdesk.domain.ledger.lines import StatementGap, StatementSource
from shopdesk.domain.ledger.running import Break, RunningBalance, Step
from shopdesk.storage.port import plain_rows
from shopdesk.storage.queries.ledger_lines import accounts, past
from shopdesk.storage.tables.ledger import statement_days, statement_gaps, statement_lines, statement_spans
from shopdesk.storage.tables.orders import order_items, orders
from shopdesk.storage.tables.stores import stores

_AT: ColumnElement[str] = type_coerce(statement_lines.c.at, String)
_WRITTEN_AT_ONCE = 5_000


class Incoming(NamedTuple):
    """A line of a file as the running balance sees it, with what tells it from others and its place in the file."""

    key: str
    at: str
    position: int
    amount: int
    balance: int | None


def settle(
    connection: Connection, store_id: int, first: date, last: date, owners: Collection[str] | None = None
) -> None:
    """Bring order, gaps and sums of the days from ``first`` to ``last`` up to date.

    ``owners`` are the accounts to look at, all that have statements unless said.
    """
    _count_or_not(connection, store_id, first, last)
    if owners is None:
        owners = accounts(connection, store_id, StatementSource.ALIPAY)
    for account in owners:
        _follow(connection, store_id, account, first, last)
    recount(connection, store_id, first, last)


def has_statements(connection: Connection, store_id: int) -> bool:
    """Whether a store has any line, or days that a statement covers."""
    return any(
        connection.execute(select(table.c.id).where(table.c.store_id == store_id).limit(1)).first() is not None
        for table in (statement_lines, statement_spans)
    )


def stores_of(connection: Connection, store_id: int, source: StatementSource, account: str) -> list[str]:
    """The names of the other stores that have statements of an account."""
    found = connection.scalars(
        select(stores.c.name)
        .join(statement_spans, statement_spans.c.store_id == stores.c.id)
        .where(stores.c.id != store_id, statement_spans.c.source == source, statement_spans.c.account == account)
        .distinct()
    )
    return sorted(found)


def account_of(connection: Connection, store_id: int, source: StatementSource, keys: list[str]) -> str | None:
    """The account that lines with these keys are of, where one of them is known."""
    lines = statement_lines.c
    known = accounts(connection, store_id, source)
    query = (
        select(lines.account)
        .where(lines.store_id == store_id, lines.source == source)
        .where(lines.account.in_(known), lines.line_key.in_(keys))
        .limit(1)
    )
    found: str | None = connection.execute(query).scalar()
    return found


def adopt(connection: Connection, store_id: int, source: StatementSource, account: str) -> None:
    """Give what came from a file that names no account to the account that a later file names."""
    for table in (statement_lines, statement_spans, statement_days, statement_gaps):
        where = and_(table.c.store_id == store_id, table.c.source == source, table.c.account == "")
        connection.execute(update(table).where(where).values(account=account))


def _within(first: date, last: date) -> ColumnElement[bool]:
    """The lines of some days, by the column that has an index."""
    return and_(first.isoformat() <= _AT, past(last) > _AT)


def _count_or_not(connection: Connection, store_id: int, first: date, last: date) -> None:
    """Lines of Qianniu count on days that no statement of Alipay covers."""
    if not accounts(connection, store_id, StatementSource.QIANNIU):
        return
    lines, spans = statement_lines.c, statement_spans.c
    covered = exists().where(
        spans.store_id == store_id,
        spans.source == StatementSource.ALIPAY,
        spans.first_day <= lines.day,
        spans.last_day >= lines.day,
    )
    connection.execute(
        update(statement_lines)
        .where(lines.store_id == store_id, lines.source == StatementSource.QIANNIU, _within(first, last))
        # Not the condition itself: an engine need not hold a truth as what its conditions give.
        .values(counted=case((covered, False), else_=True))
    )


class _Stretch(NamedTuple):
    """What the running balance of some days goes by.

    ``start`` is the last line before them that says a balance, ``following`` the time of the first after them; ``rows``
    asks for the lines from one to the other, laid out like steps with their keys and places behind.
    """

    start: Step | None
    following: str | None
    rows: Select[Any]


def _stretch(connection: Connection, store_id: int, account: str, first: date, last: date) -> _Stretch:
    lines = statement_lines.c
    mine = and_(lines.store_id == store_id, lines.source == StatementSource.ALIPAY, lines.account == account)
    columns = (lines.id, _AT.label("at"), lines.amount_fen, lines.balance_fen)
    before = connection.execute(
        select(*columns, lines.position)
        .where(mine, first.isoformat() > _AT, lines.balance_fen.is_not(None))
        .order_by(lines.at.desc(), lines.position.desc(), lines.id.desc())
        .limit(1)
    ).first()
    following: str | None = connection.execute(select(func.min(_AT)).where(mine, past(last) <= _AT)).scalar()
    where = [mine, following >= _AT if following else past(last) > _AT]
    start = None
    if before is None:
        where.append(first.isoformat() <= _AT)
    else:
        start = Step(before.id, before.at, before.amount_fen, before.balance_fen)
        later = or_(before.at < _AT, and_(before.at == _AT, lines.position > before.position))
        where += [before.at <= _AT, later]
    rows = select(*columns).where(*where).order_by(lines.at, lines.position, lines.id)
    return _Stretch(start, following, rows)


def _follow(connection: Connection, store_id: int, account: str, first: date, last: date) -> None:
    """Put the lines of each second in the order that keeps the balance, and note where it breaks."""
    lines = statement_lines.c
    start, following, rows = _stretch(connection, store_id, account, first, last)
    follower = RunningBalance(start)
    moved = [
        {"line": step.id, "place": place}
        for second in follower.follow(plain_rows(connection, rows))
        for place, step in enumerate(second)
    ]
    for at in range(0, len(moved), _WRITTEN_AT_ONCE):
        connection.execute(
            update(statement_lines)
            .where(lines.id == bindparam("line"), lines.store_id == store_id)
            .values(position=bindparam("place")),
            moved[at : at + _WRITTEN_AT_ONCE],
        )
    _note_gaps(connection, store_id, account, follower.breaks, start, following, last)


def foreseen(
    connection: Connection, store_id: int, account: str, first: date, last: date, incoming: Iterable[Incoming]
) -> list[StatementGap]:
    """Where the balance of an account would break if these lines were imported; nothing is written.

    Args:
        connection: only read from.
        store_id: whose account.
        account: the account that the lines would be of.
        first: the first day of the file.
        last: its last day.
        incoming: the lines of the file.
    """
    # Lines that came without an account go to the first one that a file names.
    known = accounts(connection, store_id, StatementSource.ALIPAY)
    start, _, rows = _stretch(connection, store_id, "" if known == [""] else account, first, last)
    lines = statement_lines.c
    told = {one.key: (one.at, one.position, 0, one.amount, one.balance) for one in incoming}
    merged = [
        (at, position, line, amount, balance)
        for line, at, amount, balance, position, key in plain_rows(
            connection, rows.add_columns(lines.position, lines.line_key)
        )
        if key not in told
    ]
    merged += told.values()
    merged.sort(key=itemgetter(0, 1, 2))
    follower = RunningBalance(start)
    for _ in follower.follow((line, at, amount, balance) for at, _, line, amount, balance in merged):
        pass
    found = [
        StatementGap(
            source=StatementSource.ALIPAY,
            account=account,
            after=datetime.fromisoformat(one.after),
            before=datetime.fromisoformat(one.before),
            missing=one.missing,
        )
        for one in follower.breaks
    ]
    return [gap for gap in found if first <= gap.day <= last]


def goes_on(connection: Connection, store_id: int, account: str, first: Step) -> bool:
    """Whether an Alipay account has no line as late as ``first``, and its last one leads to the balance of that."""
    lines = statement_lines.c
    mine = and_(lines.store_id == store_id, lines.source == StatementSource.ALIPAY, lines.account == account)
    if connection.execute(select(lines.id).where(mine, first.at <= _AT).limit(1)).first() is not None:
        return False
    before = connection.execute(
        select(lines.balance_fen).where(mine).order_by(lines.at.desc(), lines.position.desc(), lines.id.desc()).limit(1)
    ).first()
    if before is None:
        return True
    return before.balance_fen is not None and before.balance_fen + first.amount == first.balance


def _note_gaps(
    connection: Connection,
    store_id: int,
    account: str,
    breaks: list[Break],
    start: Step | None,
    following: str | None,
    last: date,
) -> None:
    gaps = statement_gaps.c
    ends = type_coerce(gaps.before, String)
    where = [
        gaps.store_id == store_id,
        gaps.source == StatementSource.ALIPAY,
        gaps.account == account,
        ends <= following if following else ends < past(last),
    ]
    if start is not None:
        where.append(ends >= start.at)
        where.append(type_coerce(gaps.after, String) >= start.at)
    connection.execute(delete(statement_gaps).where(*where))
    if breaks:
        connection.execute(
            insert(statement_gaps),
            [
                {
                    "store_id": store_id,
                    "source": StatementSource.ALIPAY,
                    "account": account,
                    "day": found.before[:10],
                    "after": found.after,
                    "before": found.before,
                    "missing_fen": found.missing,
                }
                for found in breaks
            ],
        )


def recount(connection: Connection, store_id: int, first: date, last: date) -> None:
    """Sum the lines that count anew, by day and kind."""
    lines, days = statement_lines.c, statement_days.c
    connection.execute(delete(statement_days).where(days.store_id == store_id, days.day.between(first, last)))
    summed = (
        select(
            literal(store_id),
            lines.source,
            lines.account,
            lines.day,
            lines.kind,
            func.count(),
            func.sum(lines.amount_fen),
        )
        .where(lines.store_id == store_id, _within(first, last), lines.counted.is_(True))
        # What differs first comes first: a comparison ends there.
        .group_by(lines.day, lines.kind, lines.source, lines.account)
    )
    columns = ("store_id", "source", "account", "day", "kind", "lines", "amount_fen")
    connection.execute(insert(statement_days).from_select(columns, summed))


def resolve_numbers(connection: Connection, store_id: int, import_id: int, first: date, last: date) -> None:
    """Find the orders of lines of an import that name a sub-order."""
    lines = statement_lines.c
    _resolve(connection, store_id, and_(lines.import_id == import_id, _within(first, last)))


def resolve_items(connection: Connection, store_id: int, import_id: int) -> int:
    """Find the orders of lines that named a sub-order before its report came; gives how many were found."""
    items = order_items.c
    brought = select(items.item_key).where(items.store_id == store_id, items.import_id == import_id)
    return _resolve(connection, store_id, statement_lines.c.order_no.in_(brought))


def forget_items(connection: Connection, store_id: int) -> int:
    """Lines whose sub-order is not known any more fall back to the number that they name."""
    lines, items = statement_lines.c, order_items.c
    known = exists().where(items.store_id == store_id, items.item_key == lines.number)
    result = connection.execute(
        update(statement_lines)
        .where(lines.store_id == store_id, lines.number.is_not(None), lines.number != lines.order_no, ~known)
        .values(order_no=lines.number)
    )
    return int(result.rowcount)


def _resolve(connection: Connection, store_id: int, which: ColumnElement[bool]) -> int:
    lines, items = statement_lines.c, order_items.c
    if connection.execute(select(items.id).where(items.store_id == store_id).limit(1)).first() is None:
        return 0
    mine = and_(items.store_id == store_id, items.item_key == lines.number)
    order = select(items.order_no).where(mine).scalar_subquery()
    is_order = exists().where(orders.c.store_id == store_id, orders.c.order_key == lines.number)
    result = connection.execute(
        update(statement_lines)
        .where(lines.store_id == store_id, which, lines.number.is_not(None), exists().where(mine), ~is_order)
        .values(order_no=order)
    )
    return int(result.rowcount)


def touched_by(connection: Connection, store_id: int, source: StatementSource, import_id: int) -> Iterator[date]:
    """The first and last days that an import covers."""
    spans = statement_spans.c
    found = connection.execute(
        select(spans.first_day, spans.last_day).where(
            spans.store_id == store_id, spans.source == source, spans.import_id == import_id
        )
    )
    for row in found:
        yield row.first_day
        yield row.last_day


def drop_spans(connection: Connection, store_id: int, import_id: int) -> None:
    """Forget what an import covered."""
    spans = statement_spans.c
    connection.execute(delete(statement_spans).where(spans.store_id == store_id, spans.import_id == import_id))


def later_span(connection: Connection, store_id: int, source: StatementSource, import_id: int) -> int | None:
    """The newest import whose statement covers days that this one covers, too, made after it."""
    mine, other = statement_spans.alias(), statement_spans.alias()
    overlap = and_(
        other.c.store_id == mine.c.store_id,
        other.c.source == mine.c.source,
        other.c.account == mine.c.account,
        other.c.first_day <= mine.c.last_day,
        other.c.last_day >= mine.c.first_day,
        other.c.import_id > mine.c.import_id,
    )
    found: int | None = connection.execute(
        select(func.max(other.c.import_id))
        .select_from(mine.join(other, overlap))
        .where(mine.c.store_id == store_id, mine.c.source == source, mine.c.import_id == import_id)
    ).scalar()
    return found


def is_covered(
    connection: Connection, store_id: int, source: StatementSource, account: str, first: date, last: date
) -> bool:
    """Whether one statement covers all of these days already."""
    spans = statement_spans.c
    query = select(spans.id).where(
        spans.store_id == store_id,
        spans.source == source,
        spans.account == account,
        spans.first_day <= first,
        spans.last_day >= last,
    )
    return connection.execute(query.limit(1)).first() is not None


def add_spans(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Note what a file covers."""
    if rows:
        connection.execute(insert(statement_spans), rows)
