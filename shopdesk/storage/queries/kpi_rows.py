"""The single rows behind a figure: pages of them, how many there are and what they come to.

A page begins after the last row of the one before (by the value sorted by and the row's number), so the thousandth page
is as quick as the first. The newest rows come first without sorting everything: more and more days are looked at until
a page is full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import eq, ge, gt, le, lt
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, and_, case, func, literal, or_, select

from shopdesk.domain.conditions import Condition
from shopdesk.domain.kpi.bases import Base, Take
from shopdesk.domain.kpi.breakdown import AD_CHANNELS
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.kinds import Basis, Source
from shopdesk.domain.kpi.rows import (
    BEYOND,
    DAY,
    FILE,
    FILE_ROW,
    GIVEN,
    HOUR,
    FigureRow,
    Origin,
    Part,
    Total,
    Wish,
    fields_of,
)
from shopdesk.storage.columns import Day, Moment, Rate, Words
from shopdesk.storage.queries import order_days
from shopdesk.storage.queries.kpi import channel_rows, given, whole_or_parts
from shopdesk.storage.queries.said import says
from shopdesk.storage.tables.figures import channel_days, keyword_days, product_days, service_days, store_days
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.orders import orders

_TABLES: dict[Source, Table] = {
    Source.ORDERS: orders,
    Source.STORE_DAYS: store_days,
    Source.CHANNELS: channel_days,
    Source.PRODUCTS: product_days,
    Source.SERVICE: service_days,
    Source.KEYWORDS: keyword_days,
}
_COMPARE: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "<=": le, ">=": ge, "<": lt, ">": gt, "=": eq, "in": lambda column, values: column.in_(values),
}  # fmt: skip
_FIRST_DAYS = 1
_LEVELS = frozenset({"rank", "stock_pieces"})
"""Columns of which the newest value is the figure, and no sum."""


@dataclass(frozen=True, slots=True)
class After:
    """Where a page begins: behind the row of this value (of the column sorted by) and number."""

    value: Any
    row_id: int


class PartRows:
    """The rows of one part of a figure in a store, those that are wished for."""

    def __init__(self, connection: Connection, store_id: int, part: Part, basis: Basis, wish: Wish) -> None:
        """Ask nothing yet; ``basis`` is the day that orders count on where their figure does not say it."""
        self._connection, self._store_id = connection, store_id
        self._part = part
        self._wish = wish
        self._table = table = _TABLES[part.source]
        one = part.base
        if part.source is Source.ORDERS:
            self.day = order_days.day_column(Basis.CREATED if one.made else basis)
            self._given = order_days.given()[one.column]
        else:
            self.day = table.c.day
            self._given = given(table, one)
        counts, taken = False, _taken(part)
        self._where: list[ColumnElement[bool]] = [
            table.c.store_id == store_id,
            self.day.between(part.days.start, part.days.end),
        ]
        if part.without:
            self._where.append(self.day.not_in(part.without))
        if one.marks:
            self._where.append(self._given != 0)
        if part.source is Source.CHANNELS:
            if taken:
                self._given = case(
                    (table.c.subject == "", self._given - _of_parts(store_id, one, taken)),
                    (table.c.subject.not_in(taken), self._given),
                )
            if not one.all_channels:
                self._where.append(table.c.channel.in_(AD_CHANNELS))
            # One ad of a channel is asked for by its own rows, also where the channel has a row of the whole.
            counts = all(name != "subject" for name, _condition in part.only)
        if part.source is Source.SERVICE:
            self._where.append(whole_or_parts(store_id, table, "agent"))
        self._where += [self._meets(name, condition) for name, condition in part.only if name != BEYOND]
        if part.beside is not None:
            # Asked of the slice itself: neither what is wished for nor what the row gives decides on its days.
            both = select(self.day).where(*self._where, *self._knows(part.beside, counts=counts)).correlate(None)
            self._where.append(self.day.in_(both))
        self._where += self._knows(one, counts=counts)
        if wish.words:
            self._where.append(says(self._texts, wish.words))
        self._where += [self._meets(name, condition) for name, condition in wish.conditions]

    def _knows(self, one: Base, *, counts: bool) -> list[ColumnElement[bool]]:
        """That a row knows a figure and, where it ``counts``, that its channel's figure is taken from it."""
        given_to = self._given if one == self._part.base else given(self._table, one)
        return [given_to.is_not(None), *([channel_rows(self._store_id, partial(given, one=one))] if counts else [])]

    @property
    def _texts(self) -> list[ColumnElement[Any]]:
        """The columns in which words are looked for."""
        columns = (self._table.c[field.name] for field in fields_of(self._part.source))
        return [one for one in columns if isinstance(one.type, String)]

    def _column(self, name: str) -> ColumnElement[Any]:
        if name == DAY:
            return self.day
        if name == HOUR:
            return order_days.pay_hour()
        return self._given if name == GIVEN else self._table.c[name]

    @property
    def _writer(self) -> ColumnElement[Any]:
        """The import that last wrote a row."""
        return self._table.c["last_import_id" if self._part.source is Source.ORDERS else "import_id"]

    def _meets(self, name: str, condition: Condition) -> ColumnElement[bool]:
        if name == FILE:
            if condition.empty:
                return self._writer.is_(None)
            named = says([imports.c.file_name], condition.part)
            return self._writer.in_(select(imports.c.id).where(named))
        column = self._column(name)
        if condition.empty:
            return column.is_(None)
        if condition.part:
            return says([column], condition.part)
        return and_(*(_COMPARE[sign](column, limit) for sign, limit in condition.limits))

    # Pages --------------------------------------------------------------------------------------------------------

    def page(self, limit: int, after: After | None = None) -> list[FigureRow]:
        """So many rows from the newest on, or in the order that is wished for, after a row."""
        if self._wish.sort and can_sort(self._part.source, self._wish.sort):
            return self._sorted(limit, after)
        first, last = self._part.days.start, self._part.days.end
        if after is not None:
            last = min(last, after.value)
        span = _FIRST_DAYS
        while True:
            start = max(first, date.fromordinal(max(last.toordinal() - span + 1, 1)))
            found = self._newest(start, last, limit, after)
            if len(found) >= limit or start <= first:
                return found
            span *= 4

    def _newest(self, first: date, last: date, limit: int, after: After | None) -> list[FigureRow]:
        where: list[ColumnElement[bool]] = [self.day.between(first, last)]
        if after is not None:
            earlier = and_(self.day == after.value, self._table.c.id < after.row_id)
            where.append(or_(self.day < after.value, earlier))
        order = (self.day.desc().nulls_last(), self._table.c.id.desc())
        return self._read(where, order, limit)

    def _sorted(self, limit: int, after: After | None) -> list[FigureRow]:
        column, row_id, down = self._column(self._wish.sort), self._table.c.id, self._wish.down
        where: list[ColumnElement[bool]] = []
        if after is not None:
            later = row_id < after.row_id
            if after.value is None:
                where.append(and_(column.is_(None), later))
            else:
                beyond = column < after.value if down else column > after.value
                where.append(or_(beyond, and_(column == after.value, later), column.is_(None)))
        order = (column.desc() if down else column.asc()).nulls_last()
        return self._read(where, (order, row_id.desc()), limit)

    def _read(self, where: Sequence[ColumnElement[bool]], order: Sequence[Any], limit: int) -> list[FigureRow]:
        table, fields = self._table, fields_of(self._part.source)
        cells = [table.c[field.name] for field in fields]
        query = (
            select(table.c.id, self.day, self._given, self._writer, table.c.file_row, *cells)
            .where(*self._where, *where)
            .order_by(*order)
            .limit(limit)
        )
        rows = list(self._connection.execute(query))
        files = files_of(self._connection, {row[3] for row in rows if row[3] is not None})
        return [FigureRow(row[0], row[1], row[2], tuple(row[5:]), origin_of(row[3], row[4], files)) for row in rows]

    def each(self, size: int) -> Iterator[FigureRow]:
        """Every row in the order of the pages, some at a time."""
        after: After | None = None
        while True:
            found = self.page(size, after)
            yield from found
            if len(found) < size:
                return
            after = self.after(found[-1])

    def after(self, row: FigureRow) -> After:
        """Where the page behind a row begins."""
        sort = self._wish.sort
        if not sort or not can_sort(self._part.source, sort):
            return After(row.day, row.id)
        if sort in (GIVEN, DAY):
            return After(row.given if sort == GIVEN else row.day, row.id)
        if sort == FILE_ROW:
            return After(row.origin.row if row.origin is not None else None, row.id)
        names = [field.name for field in fields_of(self._part.source)]
        return After(row.cells[names.index(sort)], row.id)

    # What they come to ---------------------------------------------------------------------------------------------

    def total(self) -> Total:
        """How many rows there are and what they come to."""
        one = self._part.base
        newest = self._part.loose and one.take is Take.VALUE and one.column in _LEVELS
        if self._part.source is Source.STORE_DAYS or newest:
            return self._of_days()
        if one.people and self._part.source is Source.ORDERS:
            return self._of_people()
        days = func.count(func.distinct(self.day)) if self._part.source is not Source.ORDERS else literal(0)
        query = select(func.count(), func.sum(self._given), days).where(*self._where)
        count, amount, known = self._connection.execute(query).one()
        if not count and self._part.loose:
            return Total(0, None)
        # A part is of days that know the figure, so no row that gives something means zero and not that nobody knows.
        return Total(count, int(amount or 0), days=known)

    def _of_people(self) -> Total:
        """The different buyers: over the span, or of each day."""
        query = select(orders.c.buyer_key) if self._part.once else select(self.day, orders.c.buyer_key)
        # The driver's own tuples: there may be a million of them.
        cursor = self._connection.execute(query.where(*self._where)).cursor
        rows = cursor.fetchall() if cursor is not None else []
        return Total(len(rows), len(set(rows)))

    def _of_days(self) -> Total:
        """Of the few rows of the store table in whole decimals, which the data file cannot add up."""
        weight = self._table.c[self._part.weight] if self._part.weight else literal(1)
        query = select(self._given, weight).where(*self._where).order_by(self.day)
        rows = [(value, weight) for value, weight in self._connection.execute(query)]
        if not rows:
            return Total(0, None)
        amount: Value = sum(value * weight for value, weight in rows)
        weights = sum(weight for _, weight in rows) if self._part.weight else None
        return Total(len(rows), amount, weights, rows[-1][0], len(rows))


def _taken(part: Part) -> tuple[str, ...]:
    """The subjects that give nothing to a part."""
    return tuple(value for name, one in part.only if name == BEYOND for _sign, some in one.limits for value in some)


def _of_parts(store_id: int, one: Base, subjects: Sequence[str]) -> ColumnElement[Any]:
    """What some parts of a row's channel give on its day; nothing where none of them does."""
    parts, c = channel_days.alias(), channel_days.c
    same = [parts.c.store_id == store_id, *(parts.c[name] == c[name] for name in ("channel", "day"))]
    query = select(func.coalesce(func.sum(given(parts, one)), 0)).where(*same, parts.c.subject.in_(subjects))
    return query.correlate(channel_days).scalar_subquery()


def files_of(connection: Connection, wanted: set[int]) -> dict[int, Any]:
    """The files of some imports, by the number of the import."""
    query = select(imports.c.id, imports.c.file_name, imports.c.finished_at).where(imports.c.id.in_(wanted))
    return {row.id: row for row in connection.execute(query)} if wanted else {}


def origin_of(import_id: int | None, file_row: int | None, files: dict[int, Any]) -> Origin | None:
    """Where a row came from; ``None`` where its import is not known any more."""
    run = files.get(import_id) if import_id is not None else None
    return None if run is None else Origin(run.id, run.file_name, run.finished_at, file_row)


def can_sort(source: Source, name: str) -> bool:
    """Whether the data file can order rows by a column: text it would not order as people do."""
    if name in (GIVEN, DAY):
        # What stands in the file as text would be put in order as text.
        return name == DAY or source not in (Source.STORE_DAYS, Source.KEYWORDS)
    if name not in _TABLES[source].c:
        return False
    kind = _TABLES[source].c[name].type
    return isinstance(kind, Day | Moment) or not isinstance(kind, String | Rate | Words)
