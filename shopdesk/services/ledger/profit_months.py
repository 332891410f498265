"""Profit month by month: what is kept of it, and what has to be reckoned because it is not.

A kept month is the month that would be reckoned: both come from :func:`_reckoned`, and what holds for a day does not
depend on the span that was asked for.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from shopdesk import __version__
from shopdesk.domain.ledger.parts import Cell, condensed
from shopdesk.domain.ledger.profit import ProfitFacts, UnknownOrder, cells
from shopdesk.domain.periods import By, Period, split
from shopdesk.services.ledger.profit_facts import read_facts
from shopdesk.storage import kept_profit
from shopdesk.storage.kept_profit import KeptMonth
from shopdesk.storage.queries import ledger_profit as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopdesk.storage.unit_of_work import UnitOfWork

MADE_BY = f"{__version__}/1"
"""Who reckoned a month: another program may reckon it otherwise. The number goes up with the rules between versions."""
MOST_KEPT = 60
"""Of how many months, the newest, profit is kept; older ones are reckoned when somebody asks."""


@dataclass(slots=True)
class Found:
    """The cells of a span by product and campaign, the same by day, and the names of both.

    ``any_kept``: some of it was not reckoned, but kept.
    """

    cells: list[Cell] = field(default_factory=list)
    days: list[Cell] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)
    unknown: list[UnknownOrder] = field(default_factory=list)
    any_kept: bool = False

    @property
    def unknown_orders(self) -> tuple[int, int]:
        """How many orders of the statements are in no report, and what stayed of their price, in fen."""
        return len({one.order_no for one in self.unknown}), sum(one.fen for one in self.unknown)

    def take(self, month: KeptMonth, period: Period) -> None:
        """Add what of a month lies in a span."""
        if month.period.start >= period.start and month.period.end <= period.end:
            self.cells += month.products
            self.days += month.days
        else:
            some = [cell for cell in month.cells if cell.day in period]
            self.cells += some
            self.days += some
        self.unknown += (one for one in month.unknown if one.day in period)
        self.titles |= month.titles
        self.campaigns |= month.campaigns


def profit_of(uow: UnitOfWork, store_id: int, traded: Period, period: Period) -> Found:
    """The cells of ``period``, which lies within ``traded``, the span of the store's figures."""
    months = _months(traded, period)
    sure = kept_profit.sure_months(uow.connection, store_id, months[-MOST_KEPT:], MADE_BY)
    found = Found()
    for is_sure, some in groupby(months, key=lambda one: one.start.replace(day=1) in sure):
        run = list(some)
        if not is_sure:
            within = Period(max(run[0].start, period.start), min(run[-1].end, period.end))
            facts = read_facts(uow, store_id, within)
            if facts is not None:
                found.take(_reckoned(uow, store_id, facts), within)
            continue
        found.any_kept = True
        for one in run:
            whole = one.start >= period.start and one.end <= period.end
            month = one.start.replace(day=1)
            found.take(kept_profit.read(uow.connection, store_id, month, whole=whole), period)
    return found


def left_to_keep(uow: UnitOfWork, store_id: int) -> list[Period]:
    """The months of a store that are not kept or not sure, oldest first."""
    traded = queries.traded_span(uow.connection, store_id)
    if traded is None:
        return []
    months = _months(traded, traded)[-MOST_KEPT:]
    sure = kept_profit.sure_months(uow.connection, store_id, months, MADE_BY)
    return [one for one in months if one.start.replace(day=1) not in sure]


def keep_some(uow: UnitOfWork, store_ids: Iterable[int], seconds: float) -> bool:
    """Keep months that are not sure, the newest of each store first, for some ``seconds``; says whether any is left."""
    until: float | None = None
    for store_id in store_ids:
        left = left_to_keep(uow, store_id)
        while left:
            if until is None:
                # One at least, or it would never end.
                until = time.monotonic() + seconds
            elif time.monotonic() >= until:
                return True
            facts = read_facts(uow, store_id, left.pop())
            if facts is not None:
                kept_profit.keep(uow.connection, store_id, _reckoned(uow, store_id, facts), MADE_BY)
    return False


def _months(traded: Period, period: Period) -> list[Period]:
    """The months that a span touches, each as far as there are figures."""
    return [Period(max(one.start, traded.start), min(one.end, traded.end)) for one in split(period, By.MONTH)]


def _reckoned(uow: UnitOfWork, store_id: int, facts: ProfitFacts) -> KeptMonth:
    found = cells(facts)
    first = facts.period.start.replace(day=1)
    products = condensed(found, lambda cell: (first, cell.product, cell.campaign))
    sold, ran = {cell.product for cell in found}, {cell.campaign for cell in found}
    return KeptMonth(
        facts.period,
        tuple(condensed(found, _by_day)),
        tuple(products),
        tuple(found),
        tuple(queries.unknown_orders(uow.connection, store_id, facts.period)),
        {product: title for product, title in facts.titles.items() if product in sold},
        {str(one.id): one.name for one in facts.campaigns if one.id in ran},
    )


def _by_day(cell: Cell) -> tuple[date, str, int | None]:
    return cell.day, "", None
