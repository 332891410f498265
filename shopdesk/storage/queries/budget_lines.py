"""Lines of the statements that may count for lines of a budget."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, select

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementLine
from shopdesk.domain.setup.actuals import StatementKey, key_of
from shopdesk.storage.queries.ledger_lines import conditions, line
from shopdesk.storage.tables.ledger import statement_lines

_AT_ONCE = 500
_MOST = 2_000


def of_kinds(
    connection: Connection, store_id: int, first: date, last: date, kinds: Collection[LineKind]
) -> list[StatementLine]:
    """The lines of some kinds that count on some days, in time order."""
    if not kinds:
        return []
    lines = statement_lines.c
    query = select(statement_lines).where(*conditions(store_id, first, last, kinds))
    return [line(row) for row in connection.execute(query.order_by(lines.at, lines.position, lines.id))]


def of_keys(connection: Connection, store_id: int, keys: Collection[StatementKey]) -> list[StatementLine]:
    """The lines that count of these keys."""
    wanted, found = set(keys), []
    numbers = sorted({key for _source, _account, key in wanted})
    for begin in range(0, len(numbers), _AT_ONCE):
        some = numbers[begin : begin + _AT_ONCE]
        query = select(statement_lines).where(*conditions(store_id, None, None), statement_lines.c.line_key.in_(some))
        found += [one for one in map(line, connection.execute(query)) if key_of(one) in wanted]
    return found


def of_no_order(connection: Connection, store_id: int, first: date, last: date) -> list[StatementLine]:
    """The lines that count on some days and belong to no order, the first two thousand in time order."""
    lines = statement_lines.c
    query = select(statement_lines).where(*conditions(store_id, first, last), lines.order_no.is_(None))
    rows = connection.execute(query.order_by(lines.at, lines.position, lines.id).limit(_MOST))
    return [line(row) for row in rows]
