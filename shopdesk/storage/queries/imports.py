"""The list of imports, taking one back, and the remembered mappings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, bindparam, delete, insert, or_, select, update

from shopdesk.domain.imports import STATEMENT_KINDS, ImportKind, ImportRun, SameKey, SavedMapping
from shopdesk.domain.ledger.lines import STATEMENT_SOURCES
from shopdesk.domain.orders import Basis
from shopdesk.storage import day_blocks, kept_answers, port
from shopdesk.storage.bulk import Target
from shopdesk.storage.kept_answers import OF_ADDING, PRODUCT_DAY_SUMS, PRODUCT_SUMS, WORD_SUMS
from shopdesk.storage.queries import ads_months, item_sums, ledger_lines, ledger_settle, order_days
from shopdesk.storage.tables.figures import channel_days, keyword_days, product_days, service_days, store_days
from shopdesk.storage.tables.imports import import_mappings, import_rows, imports
from shopdesk.storage.tables.ledger import statement_lines
from shopdesk.storage.tables.orders import order_items, orders

_LARGE = 5_000

TARGETS: dict[ImportKind, Target] = {
    ImportKind.ORDERS: Target(
        table=orders,
        key=("order_key",),
        last_column="last_import_id",
        day_columns=("created_day", "paid_day"),
        traced=("order_no",),
        keep_known=False,
        derived=frozenset({"created_day", "paid_day", "order_no"}),
        hanging=("received_fen",),
    ),
    ImportKind.ORDER_ITEMS: Target(
        table=order_items, key=("item_key",), traced=("order_no", "item_key"), keep_known=False
    ),
    ImportKind.PRODUCT_DAYS: Target(
        table=product_days, key=("product_id", "day"), day_columns=("day",), traced=("product_id",)
    ),
    ImportKind.STORE_DAYS: Target(table=store_days, key=("day",), day_columns=("day",)),
    ImportKind.CHANNEL_DAYS: Target(table=channel_days, key=("channel", "subject", "day"), day_columns=("day",)),
    ImportKind.SERVICE_DAYS: Target(table=service_days, key=("agent", "day")),
    ImportKind.KEYWORD_DAYS: Target(table=keyword_days, key=("word", "day"), day_columns=("day",)),
    **{
        kind: Target(
            table=statement_lines,
            key=("source", "account", "line_key"),
            day_columns=("day",),
            traced=("number", "order_no"),
            keep_known=False,
            derived=frozenset({"number", "order_no", "kind", "rule", "position"}),
        )
        for kind in STATEMENT_KINDS
    },
}
_OF_BLOCKS = {
    ImportKind.PRODUCT_DAYS: (PRODUCT_SUMS, PRODUCT_DAY_SUMS),
    ImportKind.KEYWORD_DAYS: (WORD_SUMS,),
}
_BASES = {"created_day": Basis.CREATED, "paid_day": Basis.PAID}


def start(connection: Connection, run: ImportRun) -> int:
    """Write the import's own row and give its id; its counts follow with :func:`finish`."""
    values = asdict(run)
    del values["id"]
    result = connection.execute(insert(imports).values(values))
    primary_key = result.inserted_primary_key
    assert primary_key is not None
    return int(primary_key[0])


def finish(connection: Connection, run: ImportRun) -> None:
    """Write what the import came to."""
    values = asdict(run)
    del values["id"]
    connection.execute(update(imports).where(*_of(run)).values(values))


def _of(run: ImportRun) -> tuple[ColumnElement[bool], ...]:
    return imports.c.id == run.id, imports.c.store_id == run.store_id


def _rows_of(run: ImportRun) -> tuple[ColumnElement[bool], ...]:
    """What an import overwrote."""
    return import_rows.c.store_id == run.store_id, import_rows.c.import_id == run.id


def follow(connection: Connection, run: ImportRun, days: dict[str, set[str]]) -> None:
    """Bring up to date what hangs on the rows of an import: sums by day and of blocks, months of ads, orders of lines.

    ``days`` are the values of the noted columns in touched rows, by column. Statements do theirs while they are taken
    in.
    """
    if run.kind is ImportKind.ORDERS:
        for column, basis in _BASES.items():
            touched = {day for day in days.get(column, ()) if day}
            order_days.refresh(connection, run.store_id, basis, touched)
            item_sums.end_days(connection, run.store_id, basis, touched)
    elif run.kind in _OF_BLOCKS:
        for kind in _OF_BLOCKS[run.kind]:
            day_blocks.end(connection, kind, run.store_id, days.get("day", ()))
    elif run.kind in (ImportKind.CHANNEL_DAYS, ImportKind.STORE_DAYS):
        ads_months.end_days(connection, run.store_id, days.get("day", ()))
    elif run.kind is ImportKind.ORDER_ITEMS and run.id is not None:
        item_sums.end_orders(connection, run.store_id, days.get("order_no", set()))
        ledger_settle.resolve_items(connection, run.store_id, run.id)


def settle(connection: Connection, target: Target, store_id: int, import_id: int, columns: Iterable[str]) -> None:
    """Bring what hangs on the others to agree with them in the orders that a file with these columns changed.

    What is left of a paid order after refunds was stated by an earlier file; one that says nothing of it may know of
    the payment or of a refund since. Left as it was, the two would not add up to the order any more.
    """
    if set(target.hanging) <= set(columns):
        return
    c = orders.c
    changed = (c.store_id == store_id, c.last_import_id == import_id, c.first_import_id != import_id)
    known = (c.received_fen.is_not(None), c.paid_at.is_not(None), c.refund_fen <= c.gross_fen)
    connection.execute(update(orders).where(*changed, *known).values(received_fen=c.gross_fen - c.refund_fen))


def end_known(connection: Connection, run: ImportRun) -> None:
    """End what is kept of rows that were there before an import and that it, or its taking back, changed or removed."""
    table = TARGETS[run.kind].table.name
    kinds = [kind for kind in OF_ADDING if table in kind.sources]
    kept_answers.doubt_keys(connection, kinds, run.store_id, None)


def analyze(connection: Connection, table: Table, changed: int) -> None:
    """Let the planner count a table again after a large change, or it may pick the wrong index."""
    if changed >= _LARGE:
        port.of(connection).refresh_statistics(connection, table)


def find(connection: Connection, import_id: int, store_id: int | None = None) -> ImportRun | None:
    """One import; ``store_id`` is its store, where that is known."""
    of_store = () if store_id is None else (imports.c.store_id == store_id,)
    row = connection.execute(select(imports).where(imports.c.id == import_id, *of_store)).first()
    return None if row is None else _run(row)


def same_file(connection: Connection, store_id: int, file_hash: str) -> ImportRun | None:
    """The import of the very same bytes that stands, if there is one."""
    query = (
        select(imports)
        .where(imports.c.store_id == store_id, imports.c.file_hash == file_hash, imports.c.undone_at.is_(None))
        .order_by(imports.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else _run(row)


def first_seen(connection: Connection, store_id: int, name: str, file_hash: str) -> datetime | None:
    """When a file was first imported under its name, taken back since or not: a new download has another name."""
    c = imports.c
    query = select(c.started_at).where(c.store_id == store_id, c.file_hash == file_hash, c.file_name == name)
    return connection.execute(query.order_by(c.id).limit(1)).scalar()


def listed(connection: Connection, store_id: int | None, limit: int) -> list[ImportRun]:
    """The imports of a store, or of all, the newest first."""
    query = select(imports).order_by(imports.c.id.desc()).limit(limit)
    if store_id is not None:
        query = query.where(imports.c.store_id == store_id)
    return [_run(row) for row in connection.execute(query)]


def _run(row: Row[Any]) -> ImportRun:
    return ImportRun(**row._mapping)


def later_change(connection: Connection, run: ImportRun) -> ImportRun | str | None:
    """The import that changed the same rows after this one, ``""`` where something else did, ``None`` if nothing."""
    target = TARGETS[run.kind]
    source = STATEMENT_SOURCES.get(run.kind)
    if source is not None and run.id is not None:
        # A later file of the same days leaned on the lines that this one brought.
        later = ledger_settle.later_span(connection, run.store_id, source, run.id)
        if later is not None:
            return find(connection, later, run.store_id) or ""
    last = target.table.c[target.last_column]
    made = target.table.c[target.first_column] == run.id
    overwritten = target.table.c.id.in_(select(import_rows.c.row_id).where(*_rows_of(run)))
    query = (
        select(last)
        .where(target.table.c.store_id == run.store_id, or_(made, overwritten))
        .where(or_(last.is_(None), last != run.id))
        .order_by(last.desc().nulls_last())
        .limit(1)
    )
    found = connection.execute(query).first()
    if found is None:
        return None
    return (find(connection, found[0], run.store_id) if found[0] is not None else None) or ""


def take_back(connection: Connection, run: ImportRun, when: datetime) -> dict[str, set[str]]:
    """Remove what an import brought and restore what it overwrote; the daily sums follow.

    Returns:
        The values of the noted columns in the rows that were touched, before and after, by column.
    """
    assert run.id is not None
    target = TARGETS[run.kind]
    table = target.table
    made = (table.c.store_id == run.store_id) & (table.c[target.first_column] == run.id)
    days = {name: _days(connection, table, name, run, made) for name in target.noted}
    for columns, rows in _before(connection, run):
        back = update(table).where(table.c.id == bindparam("row"), table.c.store_id == run.store_id)
        back = back.values({name: bindparam(f"was_{name}") for name in columns})
        names = [*(f"was_{name}" for name in columns), "row"]
        connection.execute(back, [dict(zip(names, row, strict=True)) for row in rows])
    result = connection.execute(delete(table).where(made))
    for name in target.noted:
        # The days that the restored rows are on now, beside those they were on.
        days[name] |= _restored_days(connection, table, name, run)
    _follow_back(connection, run, days)
    connection.execute(delete(import_rows).where(*_rows_of(run)))
    connection.execute(update(imports).where(*_of(run)).values(undone_at=when))
    analyze(connection, table, result.rowcount)
    end_known(connection, run)
    return days


def _follow_back(connection: Connection, run: ImportRun, days: dict[str, set[str]]) -> None:
    """As :func:`follow`, once the rows of an import are gone."""
    source = STATEMENT_SOURCES.get(run.kind)
    if source is not None and run.id is not None:
        touched = {date.fromisoformat(day) for day in days["day"]}
        touched.update(ledger_settle.touched_by(connection, run.store_id, source, run.id))
        owners = ledger_lines.accounts(connection, run.store_id, source)
        ledger_settle.drop_spans(connection, run.store_id, run.id)
        if touched:
            ledger_settle.settle(connection, run.store_id, min(touched), max(touched), owners)
    elif run.kind is ImportKind.ORDER_ITEMS:
        item_sums.end_orders(connection, run.store_id, days["order_no"])
        ledger_settle.forget_items(connection, run.store_id)
    else:
        follow(connection, run, days)


def _days(connection: Connection, table: Table, name: str, run: ImportRun, made: Any) -> set[str]:
    column = table.c[name]
    found = connection.execute(select(column).where(made).distinct())
    days = {str(row[0]) for row in found if row[0] is not None}
    return days | _restored_days(connection, table, name, run)


def _restored_days(connection: Connection, table: Table, name: str, run: ImportRun) -> set[str]:
    same = (table.c.id == import_rows.c.row_id) & (table.c.store_id == import_rows.c.store_id)
    found = connection.execute(select(table.c[name]).join(import_rows, same).where(*_rows_of(run)).distinct())
    return {str(row[0]) for row in found if row[0] is not None}


def _before(connection: Connection, run: ImportRun) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
    query = (
        select(import_rows.c.columns, import_rows.c.before, import_rows.c.row_id)
        .where(*_rows_of(run))
        .order_by(import_rows.c.id)
    )
    found = sorted(connection.execute(query), key=lambda row: str(row.columns))
    for columns, rows in groupby(found, key=lambda row: str(row.columns)):
        yield json.loads(columns), [(*json.loads(row.before), row.row_id) for row in rows]


# How a remembered mapping keeps what is not about one column: beside its headings, of which none is empty.
_WHOLE_FILE = ""


def mappings(connection: Connection) -> list[SavedMapping]:
    """What the user said about the columns of files, the newest first."""
    found = connection.execute(select(import_mappings).order_by(import_mappings.c.id.desc()))
    return [_mapping(row) for row in found]


def _mapping(row: Row[Any]) -> SavedMapping:
    fields = dict(row.fields)
    whole = fields.pop(_WHOLE_FILE, {})
    same_key = whole.get("same_key")
    return SavedMapping(
        id=row.id,
        store_id=row.store_id,
        headings=row.headings,
        kind=row.kind,
        fields={shown: (names,) if isinstance(names, str) else tuple(names) for shown, names in fields.items()},
        channel=row.channel,
        same_key=SameKey(same_key) if same_key else None,
        as_above=tuple(whole.get("as_above", ())),
    )


def remember(connection: Connection, mapping: SavedMapping) -> None:
    """Keep a mapping in place of an older one for the same headings."""
    forget(connection, mapping.headings)
    fields: dict[str, Any] = dict(mapping.fields)
    if mapping.same_key or mapping.as_above:
        fields[_WHOLE_FILE] = {"same_key": mapping.same_key, "as_above": mapping.as_above}
    connection.execute(
        insert(import_mappings).values(
            store_id=mapping.store_id,
            headings=mapping.headings,
            kind=mapping.kind,
            fields=fields,
            channel=mapping.channel,
        )
    )


def forget(connection: Connection, headings: tuple[str, ...]) -> None:
    """Drop what was said about files with these headings, in whatever order."""
    found = connection.execute(select(import_mappings.c.id, import_mappings.c.headings))
    ids = [row.id for row in found if set(row.headings) == set(headings)]
    connection.execute(delete(import_mappings).where(import_mappings.c.id.in_(ids)))
