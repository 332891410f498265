"""The rows behind the figures of a store, and where each of them was imported from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from shopdesk.domain.conditions import Condition
from shopdesk.domain.errors import NotFound
from shopdesk.domain.kpi import Basis, Facts, Figures, Kpi, Rebuild, Value
from shopdesk.domain.kpi.bases import PEOPLE, base
from shopdesk.domain.kpi.order_story import OrderStory
from shopdesk.domain.kpi.rows import FigureRow, Part, Total, Wish, narrowed, parts_of, parts_of_slice, rebuilt
from shopdesk.domain.kpi.slice_figures import is_slice
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.kpi import People
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import kpi as queries
from shopdesk.storage.queries.kpi_rows import After, PartRows, can_sort
from shopdesk.storage.queries.order_story import order_story

__all__ = ["AllRows", "FigureRowsService", "PartPage", "can_sort"]

Only = tuple[tuple[str, Condition], ...]
"""Conditions on columns that narrow a figure down to a slice of it."""
EVERY = Wish()
_AT_ONCE = 2_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PartPage:
    """A page of a part's rows; ``after`` is where the next one begins, ``None`` at the end."""

    parts: tuple[Part, ...]
    value: Value
    rows: tuple[FigureRow, ...]
    after: After | None


@dataclass(frozen=True, slots=True)
class AllRows:
    """What all rows come to: of each part as it stands, and of the chosen one those that were wished for.

    ``figure`` is made again of these sums; it is the KPI's value.
    """

    parts: tuple[Part, ...]
    totals: tuple[Total, ...]
    figure: Value
    wished: Total


class FigureRowsService:
    """Looks from a figure to its rows; reads only."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def parts(
        self, store_id: int, item: Kpi, period: Period, basis: Basis, *, only: Only = (), exact: bool = True
    ) -> tuple[tuple[Part, ...], Value]:
        """Which rows stand behind a figure, in one or several parts, and the figure itself.

        Different people are only counted where it is to be ``exact``, for that reads every order of the span. Otherwise
        their orders are taken to name them where the sums by day say so, and the figure is left open. Of a slice
        (``only``) the figure is open, too: its rows make it.
        """
        if is_slice(item):
            return tuple(replace(part, only=only) for part in parts_of_slice(item, period)), None
        parts, value = self._of_store(store_id, item, period, basis, exact=exact)
        return (narrowed(item, parts, only), None) if only else (parts, value)

    def _of_store(
        self, store_id: int, item: Kpi, period: Period, basis: Basis, *, exact: bool
    ) -> tuple[tuple[Part, ...], Value]:
        bases = [base(name) for name in (item.figure, item.per) if name]
        sources = {one.source for one in bases} | {base(one.stand_in).source for one in bases if one.stand_in}
        with self._ctx.read() as uow:
            facts: Facts = queries.read_facts(uow.connection, store_id, period, basis, sources)
            if item.rebuild not in (Rebuild.DISTINCT, Rebuild.PER_PERSON) or not any(one.stand_in for one in bases):
                return parts_of(item, facts, period), Figures(facts, period)[item.code]
            counting = People(self._ctx, uow.connection, store_id, basis, facts)
            if not exact:
                return parts_of(item, facts, period, {PEOPLE} if counting.named(period) else ()), None
            count = counting.count(period)
            people = {} if count is None else {PEOPLE: count}
            return parts_of(item, facts, period, people), Figures(facts, period, people)[item.code]

    @one_read
    def page(
        self,
        store_id: int,
        item: Kpi,
        period: Period,
        basis: Basis,
        part: int = 0,
        wish: Wish = EVERY,
        *,
        limit: int,
        after: After | None = None,
        only: Only = (),
        exact: bool = True,
    ) -> PartPage:
        """So many rows of one part, the newest first unless wished for otherwise, after those of the page before.

        See :meth:`parts` for ``only`` and ``exact``.
        """
        parts, value = self.parts(store_id, item, period, basis, only=only, exact=exact)
        if part >= len(parts):
            return PartPage(parts, value, (), None)
        with self._ctx.read() as uow:
            found = PartRows(uow.connection, store_id, parts[part], basis, wish)
            rows = found.page(limit, after)
            return PartPage(parts, value, tuple(rows), found.after(rows[-1]) if len(rows) == limit else None)

    @one_read
    def totals(
        self,
        store_id: int,
        item: Kpi,
        period: Period,
        basis: Basis,
        part: int = 0,
        wish: Wish = EVERY,
        *,
        only: Only = (),
    ) -> AllRows:
        """How many rows there are and what they come to; this reads all of them."""
        parts, _value = self.parts(store_id, item, period, basis, only=only)
        with self._ctx.read() as uow:
            totals = tuple(PartRows(uow.connection, store_id, one, basis, EVERY).total() for one in parts)
            wished = totals[part] if part < len(parts) else Total(0, None)
            if not wish.all and part < len(parts):
                wished = PartRows(uow.connection, store_id, parts[part], basis, wish).total()
        return AllRows(parts, totals, rebuilt(item, parts, totals), wished)

    @one_read
    def every(
        self,
        store_id: int,
        item: Kpi,
        period: Period,
        basis: Basis,
        part: int,
        wish: Wish,
        use: Callable[[Iterator[FigureRow]], T],
        *,
        only: Only = (),
    ) -> T:
        """What ``use`` makes of every row of a part that is wished for, in its order, read some at a time."""
        parts, _value = self.parts(store_id, item, period, basis, only=only)
        with self._ctx.read() as uow:
            return use(PartRows(uow.connection, store_id, parts[part], basis, wish).each(_AT_ONCE))

    def order(self, store_id: int, order: int | str) -> OrderStory:
        """An order, by its row or its order number, with its items.

        Raises:
            NotFound: it is gone, because its import was taken back.
        """
        with self._ctx.read() as uow:
            found = order_story(uow.connection, store_id, order)
        if found is None:
            raise NotFound(Text("This order is gone: its import was taken back."))
        return found
