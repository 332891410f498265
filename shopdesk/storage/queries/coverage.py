"""Which days each source has rows of, and from which imports: never the orders themselves where a sum tells it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, exists, func, literal, or_, select, type_coerce
from sqlalchemy.types import String

from shopdesk.domain.imports import ImportKind
from shopdesk.domain.kpi.coverage import CoverRun, CoverSource, SourceFacts, made_at
from shopdesk.domain.ledger.lines import STATEMENT_SOURCES
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import Period
from shopdesk.domain.rights import if_seen
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Days, read_value
from shopdesk.storage.read_notes import ask_ahead
from shopdesk.storage.tables.figures import channel_days, keyword_days, product_days, service_days, store_days
from shopdesk.storage.tables.imports import import_rows, imports
from shopdesk.storage.tables.ledger import statement_days, statement_gaps, statement_lines, statement_spans
from shopdesk.storage.tables.orders import order_days, order_items, orders

_DAILY: dict[CoverSource, Table] = {
    CoverSource.STORE_DAYS: store_days,
    CoverSource.RATINGS: store_days,
    CoverSource.PRODUCT_DAYS: product_days,
    CoverSource.CHANNEL_DAYS: channel_days,
    CoverSource.SERVICE_DAYS: service_days,
    CoverSource.KEYWORD_DAYS: keyword_days,
}
_RATED = [column for column in store_days.c if column.name.startswith(("dsr_", "experience"))]
_NO_FIGURES = frozenset({"first_import_id", "import_id", "file_row"})


def read(connection: Connection, store_id: int, period: Period) -> dict[CoverSource, SourceFacts]:
    """What is stored of each source within a span of days; sources that are closed to whoever asks are left out."""
    closed = object()

    def every() -> dict[CoverSource, object]:
        reader = _Reader(connection, store_id, period)
        return {source: if_seen(partial(reader.facts, source), closed) for source in CoverSource}

    ask_ahead(connection, every)
    found = every()
    return {source: facts for source, facts in found.items() if isinstance(facts, SourceFacts)}


def quiet_days(connection: Connection, store_id: int, period: Period) -> set[date]:
    """The days without an order that an export made after them reaches over: nothing happened, nothing is missing."""
    reader = _Reader(connection, store_id, period)
    runs, ordered = reader.runs(CoverSource.ORDERS), reader.ordered()
    return {
        day for day in period.days() if day not in ordered and any(day in run.days and run.whole(day) for run in runs)
    }


class _Reader:
    def __init__(self, connection: Connection, store_id: int, period: Period) -> None:
        self._connection = connection
        self._store = store_id
        self._period = period
        self._known = Days()

    def facts(self, source: CoverSource) -> SourceFacts:
        if source.kind in STATEMENT_SOURCES:
            return self._statement(source)
        runs = self.runs(source)
        if source is CoverSource.ORDERS:
            return SourceFacts(rows=self.ordered(), runs=runs, changed=self._added(runs))
        if source is CoverSource.ORDER_ITEMS:
            return SourceFacts(rows=self._itemised(runs), runs=runs)
        since = self._first_keywords() if source is CoverSource.KEYWORD_DAYS else None
        return SourceFacts(rows=self._daily(source), runs=runs, changed=self._replaced(source), since=since)

    def runs(self, source: CoverSource) -> tuple[CoverRun, ...]:
        """The imports of a source that reach into the span; those of all sources are read with the first."""
        return self._runs.get(source.kind, ())

    @cached_property
    def _runs(self) -> dict[ImportKind, tuple[CoverRun, ...]]:
        c = imports.c
        query = (
            select(c.kind, c.id, c.file_name, c.first_day, c.last_day, c.started_at)
            .where(
                imports.c.store_id == self._store,
                imports.c.undone_at.is_(None),
                imports.c.first_day <= self._period.end,
                imports.c.last_day >= self._period.start,
            )
            .order_by(imports.c.id)
        )
        found: dict[ImportKind, list[Sequence[Any]]] = {}
        for kind, *row in self._connection.execute(query):
            found.setdefault(ImportKind(kind), []).append(row)
        return {kind: _covering(rows) for kind, rows in found.items()}

    # Days with rows

    def ordered(self) -> frozenset[date]:
        day = order_days.c.day
        return self._days(
            select(type_coerce(day, String)).where(
                self._within(order_days), order_days.c.basis == Basis.CREATED, order_days.c.orders > 0
            )
        )

    def _itemised(self, runs: tuple[CoverRun, ...]) -> frozenset[date]:
        """The days with orders of which items are stored; asked only where a file of items may have brought some."""
        key = (order_items.c.store_id == self._store) & (order_items.c.order_no == orders.c.order_no)
        one = exists().where(
            orders.c.store_id == self._store, orders.c.created_day == order_days.c.day, exists().where(key)
        )
        first = self._connection.execute(select(order_items.c.id).where(order_items.c.store_id == self._store).limit(1))
        if first.first() is None:
            return frozenset()
        query = select(type_coerce(order_days.c.day, String)).where(
            self._within(order_days), order_days.c.basis == Basis.CREATED, one
        )
        if runs and not self._undated_items():
            query = query.where(or_(*(order_days.c.day.between(run.days.start, run.days.end) for run in runs)))
        return self._days(query)

    def _undated_items(self) -> bool:
        query = select(imports.c.id).where(
            imports.c.store_id == self._store,
            imports.c.kind == CoverSource.ORDER_ITEMS.kind,
            imports.c.undone_at.is_(None),
            imports.c.first_day.is_(None),
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def _daily(self, source: CoverSource) -> frozenset[date]:
        table = _DAILY[source]
        if source is CoverSource.RATINGS:
            rated = or_(*(column.is_not(None) for column in _RATED))
            return self._days(select(type_coerce(table.c.day, String)).where(self._within(table), rated))
        if table in (store_days, service_days):
            return self._days(select(type_coerce(table.c.day, String)).where(self._within(table)).distinct())
        # From day to day along an index: a table of products has thousands of rows for each of them.
        day = type_coerce(table.c.day, String)
        least = select(func.min(day).label("day")).where(self._within(table)).cte("walk", recursive=True)
        following = (
            select(func.min(day))
            .where(table.c.store_id == self._store, table.c.day > least.c.day, table.c.day <= self._period.end)
            .scalar_subquery()
        )
        walk = least.union_all(select(following).where(least.c.day.is_not(None)))
        return self._days(select(walk.c.day).where(walk.c.day.is_not(None)))

    def _first_keywords(self) -> date | None:
        """The first day of keywords: nobody misses them from before they were first looked at."""
        first = select(func.min(keyword_days.c.day)).where(keyword_days.c.store_id == self._store)
        return self._connection.execute(first).scalar()

    def _days(self, query: Any) -> frozenset[date]:
        cursor = self._connection.execute(query).cursor
        return frozenset(self._known[row[0]] for row in cursor.fetchall()) if cursor is not None else frozenset()

    def _within(self, table: Table) -> ColumnElement[bool]:
        return (table.c.store_id == self._store) & table.c.day.between(self._period.start, self._period.end)

    # Days on which imports disagree

    def _added(self, runs: tuple[CoverRun, ...]) -> dict[date, frozenset[int]]:
        """Whole exports of orders that lacked orders which a later one brought."""
        over: dict[date, list[CoverRun]] = {}
        for run in runs:
            low, high = max(run.days.start, self._period.start), min(run.days.end, self._period.end)
            for day in Period(low, high).days():
                over.setdefault(day, []).append(run)
        shared = [day for day, found in over.items() if len(found) > 1 and any(run.whole(day) for run in found)]
        if not shared:
            return {}
        query = (
            select(orders.c.created_day, orders.c.first_import_id)
            .where(
                orders.c.store_id == self._store,
                orders.c.created_day.between(min(shared), max(shared)),
                orders.c.first_import_id.is_not(None),
            )
            .distinct()
        )
        brought: dict[date, set[int]] = {}
        for day, import_id in self._connection.execute(query):
            brought.setdefault(day, set()).add(import_id)
        found = {}
        for day in shared:
            newest = max(brought.get(day, {0}))
            lacked = frozenset(run.import_id for run in over[day] if run.import_id < newest and run.whole(day))
            if lacked:
                found[day] = lacked
        return found

    def _replaced(self, source: CoverSource) -> dict[date, frozenset[int]]:
        """Imports whose figures of a day were replaced by others; what was only filled in does not count."""
        table = _DAILY[source]
        figures = [column for column in table.c if column.name not in _NO_FIGURES]
        if source is CoverSource.RATINGS:
            figures = _RATED
        names = [column.name for column in figures]
        query = (
            select(
                type_coerce(table.c.day, String),
                import_rows.c.columns,
                import_rows.c.before,
                *(type_coerce(column, column.type.impl if hasattr(column.type, "impl") else column.type)
                  for column in figures),
            )
            .join(table, (table.c.id == import_rows.c.row_id) & (table.c.store_id == import_rows.c.store_id))
            .where(import_rows.c.store_id == self._store, import_rows.c.noun == table.name, self._within(table))
        )  # fmt: skip
        cursor = self._connection.execute(query).cursor
        found: dict[date, set[int]] = {}
        for text, columns, before, *now in cursor.fetchall() if cursor is not None else ():
            was = read_value(_noted, (columns, before), Text("what an import replaced"))
            came_from = was.get("import_id")
            differs = any(
                was[name] is not None and was[name] != value
                for name, value in zip(names, now, strict=True)
                if name in was
            )
            if came_from is not None and differs:
                found.setdefault(self._known[text], set()).add(came_from)
        return {day: frozenset(keys) for day, keys in found.items()}

    # Statements cover days also where they have no lines

    def _statement(self, source: CoverSource) -> SourceFacts:
        stated = STATEMENT_SOURCES[source.kind]
        spans, gap = statement_spans.c, statement_gaps.c
        query = (
            select(imports.c.id, imports.c.file_name, spans.first_day, spans.last_day, imports.c.started_at)
            .join(imports, (imports.c.id == spans.import_id) & (imports.c.store_id == spans.store_id))
            .where(
                spans.store_id == self._store,
                spans.source == stated,
                spans.first_day <= self._period.end,
                spans.last_day >= self._period.start,
            )
            .order_by(imports.c.id, spans.id)
        )
        runs = _covering(self._connection.execute(query))
        rows = self._days(
            select(type_coerce(statement_days.c.day, String)).where(
                self._within(statement_days), statement_days.c.source == stated
            )
        )
        torn = self._days(
            select(type_coerce(gap.day, String)).where(self._within(statement_gaps), gap.source == stated)
        )
        return SourceFacts(rows=rows, runs=runs, torn=torn)


def _covering(rows: Iterable[Sequence[Any]]) -> tuple[CoverRun, ...]:
    """The imports of rows with number, file, first and last day, and the moment of the import."""
    return tuple(
        CoverRun(import_id=key, file_name=name, days=Period(first, last), made=made_at(name, at))
        for key, name, first, last, at in rows
    )


def _noted(kept: tuple[str, str]) -> dict[str, Any]:
    was = dict(zip(json.loads(kept[0]), json.loads(kept[1]), strict=True))
    return {**was, "import_id": None if was.get("import_id") is None else int(was["import_id"])}


def rows_of(connection: Connection, store_id: int, source: CoverSource, day: date) -> dict[int | None, int]:
    """How many rows of one day each import wrote last; under ``None`` those that no import wrote."""
    from shopdesk.storage.queries.imports import TARGETS  # only where somebody asks what a day is made of

    target = TARGETS[source.kind]
    table = target.table
    last = table.c[target.last_column]
    query = select(last, func.count()).where(table.c.store_id == store_id).group_by(last)
    if source is CoverSource.ORDER_ITEMS:
        query = query.join(
            orders, (orders.c.store_id == table.c.store_id) & (orders.c.order_no == table.c.order_no)
        ).where(orders.c.created_day == day)
    elif table is statement_lines:
        query = query.where(
            table.c.day == day, table.c.source == STATEMENT_SOURCES[source.kind], table.c.counted.is_(True)
        )
    else:
        query = query.where((orders.c.created_day if table is orders else table.c.day) == day)
        if source is CoverSource.RATINGS:
            query = query.where(or_(*(column.is_not(None) for column in _RATED)))
    return {row[0]: row[1] for row in connection.execute(query)}


def runs_of(connection: Connection, store_id: int, keys: Iterable[int], day: date) -> tuple[CoverRun, ...]:
    """The imports of a store with these numbers, as far as they have to do with a day."""
    query = (
        select(imports.c.id, imports.c.file_name, literal(day, Day), literal(day, Day), imports.c.started_at)
        .where(imports.c.store_id == store_id, imports.c.id.in_(list(keys)))
        .order_by(imports.c.id.desc())
    )
    return _covering(connection.execute(query))
