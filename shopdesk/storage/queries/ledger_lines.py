"""Reading statement lines: a page of them, the missing stretches, what is covered, balances."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, String, and_, bindparam, func, or_, select, type_coerce, update

from shopdesk.domain.ledger.account import AccountStart, DaySum
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementGap, StatementLine, StatementSource, StatementSpan
from shopdesk.domain.searching import spellings
from shopdesk.storage.port import plain_rows
from shopdesk.storage.queries.said import says
from shopdesk.storage.read_notes import ask_ahead, guess_no_more
from shopdesk.storage.tables.ledger import statement_days, statement_gaps, statement_lines, statement_spans
from shopdesk.storage.tables.orders import order_items

_AT: ColumnElement[str] = type_coerce(statement_lines.c.at, String)
_WRITTEN_AT_ONCE = 5_000


def past(day: date) -> str:
    """What stands after every stored moment of a day and before those of the next; the last day of all has no next."""
    return f"{day.isoformat()} 24"


def line(row: Row[Any]) -> StatementLine:
    """A row of the table as a line."""
    return StatementLine(
        at=row.at,
        day=row.day,
        source=row.source,
        account=row.account,
        key=row.line_key,
        position=row.position,
        amount=row.amount_fen,
        balance=row.balance_fen,
        business_type=row.business_type or "",
        remark=row.remark or "",
        description=row.description or "",
        title=row.title or "",
        order_no=row.order_no,
        kind=row.kind,
        number=row.number,
        rule=row.rule,
        id=row.id,
        import_id=row.import_id,
        file_row=row.file_row,
    )


def conditions(
    store_id: int,
    first: date | None,
    last: date | None,
    kinds: Collection[LineKind] | None = None,
    order_no: str | None = None,
    text: str | None = None,
) -> list[ColumnElement[bool]]:
    """The lines that count, of some days, kinds, of one order, with a text in their words or as the number."""
    lines = statement_lines.c
    where = [lines.store_id == store_id, lines.counted.is_(True)]
    if first is not None:
        where.append(first.isoformat() <= _AT)
    if last is not None:
        where.append(past(last) > _AT)
    if kinds is not None:
        where.append(lines.kind.in_(list(kinds)))
    if order_no is not None:
        # A line that names a sub-order stands under its order. Asked for by both names alone, every line is read.
        items = order_items.c
        above = select(items.order_no).where(items.store_id == store_id, items.item_key == order_no)
        where.append(or_(lines.order_no == order_no, and_(lines.order_no.in_(above), lines.number == order_no)))
    if text:
        columns = (lines.remark, lines.business_type, lines.description, lines.title, lines.number, lines.order_no)
        where.append(or_(lines.line_key.in_(spellings(text)), says(columns, text)))
    return where


def page(
    connection: Connection,
    store_id: int,
    where: Sequence[ColumnElement[bool]],
    *,
    newest_first: bool,
    limit: int,
    offset: int,
    few: bool = False,
) -> list[StatementLine]:
    """Lines of a store in time order; ``few`` says that these conditions leave few of all."""
    lines = statement_lines.c
    if few:
        # Found first and ordered then: in time order, every line of the store would be read until enough are found.
        where = [lines.store_id == store_id, lines.id.in_(select(lines.id).where(*where).correlate(None))]
    order: list[Any] = [lines.at, lines.position, lines.id]
    if newest_first:
        order = [column.desc() for column in order]
    query = select(statement_lines).where(*where).order_by(*order).limit(limit).offset(offset)
    return [line(row) for row in connection.execute(query)]


def count_and_sum(connection: Connection, where: Sequence[ColumnElement[bool]]) -> tuple[int, int]:
    """How many lines there are and what they add up to."""
    row = connection.execute(select(func.count(), func.sum(statement_lines.c.amount_fen)).where(*where)).one()
    return int(row[0]), int(row[1] or 0)


def count_and_sum_of_days(
    connection: Connection, store_id: int, first: date | None, last: date | None, kinds: Collection[LineKind] | None
) -> tuple[int, int]:
    """The same of all lines of some days and kinds, by the sums of days."""
    days = statement_days.c
    where = [days.store_id == store_id]
    if first is not None:
        where.append(days.day >= first)
    if last is not None:
        where.append(days.day <= last)
    if kinds is not None:
        where.append(days.kind.in_(list(kinds)))
    row = connection.execute(select(func.sum(days.lines), func.sum(days.amount_fen)).where(*where)).one()
    return int(row[0] or 0), int(row[1] or 0)


def accounts(connection: Connection, store_id: int, source: StatementSource) -> list[str]:
    """The accounts that a store has statements of."""
    found = connection.execute(
        select(statement_spans.c.account)
        .where(statement_spans.c.store_id == store_id, statement_spans.c.source == source)
        .distinct()
    )
    return sorted(row.account for row in found)


def gaps(connection: Connection, store_id: int, first: date, last: date) -> list[StatementGap]:
    """The missing stretches whose later line is on one of these days, in time order."""
    columns = statement_gaps.c
    rows = connection.execute(
        select(statement_gaps)
        .where(columns.store_id == store_id, columns.day.between(first, last))
        .order_by(columns.before, columns.id)
    )
    return [
        StatementGap(
            source=row.source, account=row.account, after=row.after, before=row.before, missing=row.missing_fen
        )
        for row in rows
    ]


def spans(connection: Connection, store_id: int) -> list[StatementSpan]:
    """What the statements of a store cover, the earliest first."""
    columns = statement_spans.c
    rows = connection.execute(
        select(columns.source, columns.account, columns.first_day, columns.last_day, columns.import_id)
        .where(columns.store_id == store_id)
        .order_by(columns.first_day, columns.id)
    )
    return [StatementSpan(**row._mapping) for row in rows]


def day_sums(connection: Connection, store_id: int, first: date, last: date) -> list[DaySum]:
    """The lines that count, summed by day, account and kind, in time order."""
    days = statement_days.c
    rows = connection.execute(
        select(days.day, days.source, days.account, days.kind, days.amount_fen, days.lines)
        .where(days.store_id == store_id, days.day.between(first, last))
        .order_by(days.day, days.id)
    )
    return [DaySum(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]


def kind_sums(connection: Connection, store_id: int) -> dict[LineKind, int]:
    """What all lines that count come to, by kind."""
    days = statement_days.c
    query = select(days.kind, func.sum(days.amount_fen)).where(days.store_id == store_id).group_by(days.kind)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def by_id(connection: Connection, store_id: int, ids: Sequence[int]) -> list[StatementLine]:
    """These lines of a store, in time order."""
    lines = statement_lines.c
    mine = (lines.store_id == store_id, lines.id.in_(ids))
    query = select(statement_lines).where(*mine).order_by(lines.at, lines.position, lines.id)
    return [line(row) for row in connection.execute(query)]


def sums_of(connection: Connection, store_id: int, ids: Sequence[int]) -> dict[LineKind, tuple[int, int]]:
    """How many of these lines of a store each kind has, and what they come to."""
    lines = statement_lines.c
    query = select(lines.kind, func.count(), func.sum(lines.amount_fen)).group_by(lines.kind)
    query = query.where(lines.store_id == store_id)
    found: dict[LineKind, tuple[int, int]] = {}
    for start in range(0, len(ids), _WRITTEN_AT_ONCE):
        some = ids[start : start + _WRITTEN_AT_ONCE]
        for kind, count, fen in connection.execute(query.where(lines.id.in_(some))):
            before = found.get(LineKind(kind), (0, 0))
            found[LineKind(kind)] = before[0] + count, before[1] + int(fen)
    return found


def account_start(connection: Connection, store_id: int, account: str, first: date, last: date) -> AccountStart:
    """What the lines of an Alipay account say of its balance at the beginning of a span."""
    lines = statement_lines.c
    mine = and_(lines.store_id == store_id, lines.source == StatementSource.ALIPAY, lines.account == account)
    columns = (_AT.label("at"), lines.position, lines.amount_fen, lines.balance_fen)
    known = select(*columns).where(mine, lines.balance_fen.is_not(None)).limit(1)
    within = and_(first.isoformat() <= _AT, past(last) > _AT)
    sums = select(func.sum(lines.amount_fen))
    ends = (
        known.where(within).order_by(lines.at, lines.position, lines.id),
        known.where(first.isoformat() > _AT).order_by(lines.at.desc(), lines.position.desc(), lines.id.desc()),
    )
    ask_ahead(connection, *(partial(connection.execute, query) for query in ends))
    head, tail = (connection.execute(query).first() for query in ends)
    guess_no_more(connection)
    up_to = rest = None
    if head is not None:
        earlier = or_(head.at > _AT, and_(head.at == _AT, lines.position <= head.position))
        up_to = sums.where(mine, within, earlier)
    if tail is not None:
        later = or_(tail.at < _AT, and_(tail.at == _AT, lines.position > tail.position))
        rest = sums.where(mine, tail.at <= _AT, first.isoformat() > _AT, later)
    ask_ahead(connection, *(partial(connection.execute, query) for query in (up_to, rest) if query is not None))
    opening = before = None
    if head is not None and up_to is not None:
        opening = head.balance_fen - int(connection.execute(up_to).scalar() or 0)
    if tail is not None and rest is not None:
        before = tail.balance_fen + int(connection.execute(rest).scalar() or 0)
    return AccountStart(opening, before)


def between(connection: Connection, store_id: int, gap: StatementGap) -> int:
    """What lines of Qianniu that count tell of a stretch that the statement of Alipay misses."""
    lines = statement_lines.c
    found = connection.execute(
        select(func.sum(lines.amount_fen)).where(
            lines.store_id == store_id,
            lines.source == StatementSource.QIANNIU,
            lines.counted.is_(True),
            lines.at > gap.after,
            lines.at < gap.before,
        )
    ).scalar()
    return int(found or 0)


def words(connection: Connection, store_id: int) -> Iterator[Any]:
    """What rules look at, of every line of a store: id, type, remark, description, amount, day, kind, rule.

    The values are as stored.
    """
    lines = statement_lines.c
    return plain_rows(
        connection,
        select(
            lines.id,
            lines.business_type,
            lines.remark,
            lines.description,
            lines.amount_fen,
            type_coerce(lines.day, String).label("day"),
            type_coerce(lines.kind, String).label("kind"),
            lines.rule,
        ).where(lines.store_id == store_id),
    )


def set_kinds(connection: Connection, store_id: int, found: list[tuple[int, LineKind, str]]) -> None:
    """Give lines of a store another kind."""
    lines = statement_lines.c
    for start in range(0, len(found), _WRITTEN_AT_ONCE):
        connection.execute(
            update(statement_lines)
            .where(lines.id == bindparam("line"), lines.store_id == store_id)
            .values(kind=bindparam("is"), rule=bindparam("by")),
            [{"line": row, "is": kind, "by": rule} for row, kind, rule in found[start : start + _WRITTEN_AT_ONCE]],
        )


def bounds(connection: Connection, store_id: int) -> tuple[date, date] | None:
    """The first and the last day with lines."""
    lines = statement_lines.c
    # Asked one by one, each is a look at an end of the index.
    ends = [select(end(lines.at)).where(lines.store_id == store_id) for end in (func.min, func.max)]
    ask_ahead(connection, *(partial(connection.execute, query) for query in ends))
    first, last = (connection.execute(query).scalar() for query in ends)
    return None if first is None or last is None else (first.date(), last.date())
