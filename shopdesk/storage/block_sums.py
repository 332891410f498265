"""Sums of a daily table by product or word over any span, from what is kept of blocks of days.

Of 2,000 products three years are two million rows. Blocks are kept (:mod:`shopdesk.storage.day_blocks`), so few days
are read row by row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, String, Table, func, select, type_coerce

from shopdesk.domain.periods import Period
from shopdesk.storage import day_blocks, kept_answers
from shopdesk.storage.kept_answers import KeptKind

LARGEST = frozenset({"title", "category", "most_searched", "stock_day", "day_and_rank"})
"""The figures of which the largest is taken; all others are added up."""


def _added(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    return [b if a is None else a if b is None else a + b for a, b in zip(first, second, strict=True)]


def _largest(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    # The same title block after block is the rule.
    return [a if a == b or b is None else b if a is None or b > a else a for a, b in zip(first, second, strict=True)]


@dataclass(slots=True)
class Sums:
    """Names (of products, of words) and, column by column, what they came to; ``None`` where no day says it."""

    names: list[str] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)

    def take(self, other: Sums) -> None:
        """Add other days."""
        if not self.names:
            self.names, self.columns = list(other.names), {name: other.columns[name] for name in self.columns}
        elif other.names:
            self._join(other)

    def _join(self, other: Sums) -> None:
        places = None
        if other.names != self.names:
            known = {name: place for place, name in enumerate(self.names)}
            new = [name for name in other.names if name not in known]
            if new:
                known.update((name, len(self.names) + place) for place, name in enumerate(new))
                self.names = [*self.names, *new]
            places = [known[name] for name in other.names]
        for name, column in self.columns.items():
            given = other.columns[name]
            if places is not None:
                spread: list[Any] = [None] * len(self.names)
                for place, value in zip(places, given, strict=True):
                    spread[place] = value
                given = spread
                column = [*column, *[None] * (len(self.names) - len(column))]
            self.columns[name] = (_largest if name in LARGEST else _added)(column, given)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Name and figures, in the order that they were asked for."""
        return zip(self.names, *self.columns.values(), strict=True)


def days_of(connection: Connection, table: Table, store_id: int) -> list[str]:
    """The days with any row of a store, in order, by a step along the index from each to the next."""
    day = type_coerce(table.c.day, String)
    of_store = table.c.store_id == store_id
    first = select(func.min(day).label("day")).where(of_store).cte("known", recursive=True)
    following = select(func.min(day)).where(of_store, day > first.c.day).scalar_subquery()
    known = first.union_all(select(following).where(first.c.day.is_not(None)))
    return [one for one in connection.scalars(select(known.c.day)) if one is not None]


@dataclass(frozen=True, slots=True)
class BlockSums:
    """A daily table whose sums are kept.

    Attributes:
        kind: what is kept.
        table: it has a store and a day.
        by: the column that names a product or a word.
        figures: what its rows of several days come to, by name.
    """

    kind: KeptKind
    table: Table
    by: Column[Any]
    figures: Mapping[str, ColumnElement[Any]]

    def over(self, connection: Connection, store_id: int, period: Period, figures: Collection[str]) -> Sums:
        """Everything with a row in a span, with the named figures."""
        c = self.table.c

        def kept(value: Any) -> Sums:
            names, columns = value
            return Sums(names, {figure: columns[figure] for figure in figures})

        def read(days: Period) -> Sums:
            query = (
                select(self.by, *(self.figures[figure] for figure in figures))
                .where(c.store_id == store_id, c.day.between(days.start, days.end))
                .group_by(self.by)
            )
            names, *columns = list(zip(*connection.execute(query).all(), strict=True)) or [()] * (len(figures) + 1)
            return Sums(list(names), dict(zip(figures, map(list, columns), strict=True)))

        found = Sums(columns={figure: [] for figure in figures})
        for part in day_blocks.parts(connection, self.kind, store_id, period, kept, read):
            found.take(part)
        return found

    def days(self, connection: Connection, store_id: int) -> list[str]:
        """The days with any row, in order."""
        return days_of(connection, self.table, store_id)

    def left_to_keep(self, connection: Connection, store_id: int) -> list[Period]:
        """The blocks that are not kept or not sure; taken from the end."""
        sure = kept_answers.sure_keys(connection, self.kind, store_id)
        return day_blocks.left(self.days(connection, store_id), sure)

    def keep(self, connection: Connection, store_id: int, block: Period) -> None:
        """Keep a block, read within this transaction."""
        found = self.over(connection, store_id, block, tuple(self.figures))
        kept_answers.keep(connection, self.kind, store_id, day_blocks.key(block), [found.names, found.columns])
