"""Profit month by month: what is kept of it, and what has to be reckoned because it is not.

A kept month is the month that would be reckoned: both come from :func:`_reckoned`, and what holds for a day does not
depend on the span that was asked for.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from shopdesk.domain.ledger.parts import Cell, condensed
from shopdesk.domain.ledger.profit_facts import UnknownOrder
from shopdesk.domain.periods import By, Period, split
from shopdesk.storage import kept_answers, kept_profit
from shopdesk.storage.kept_answers import PROFIT, PROFIT_CELLS, PROFIT_WHOLE
from shopdesk.storage.kept_profit import KeptMonth
from shopdesk.storage.queries import ledger_profit as queries
from shopdesk.storage.queries import profit_sources as sources

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shopdesk.storage.unit_of_work import UnitOfWork

MOST_KEPT = 60
"""Of how many months, the newest, profit is kept; older ones are reckoned when somebody asks."""
SOON = 2_000
"""So many orders are reckoned within the tenth of a second that a page may take."""


@dataclass(slots=True)
class Found:
    """The cells of a span by product and campaign, the same by day, and the names of both."""

    cells: list[Cell] = field(default_factory=list)
    days: list[Cell] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)
    unknown: list[UnknownOrder] = field(default_factory=list)

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


def waiting(uow: UnitOfWork, store_id: int, traded: Period, period: Period) -> tuple[Period, ...]:
    """The months of a span that are to be kept and are not yet, in time order; none where they are reckoned soon.

    The span may reach over ``traded``, the span of the store's figures.
    """
    sure = _sure(uow.connection, store_id)
    to_keep = _months(traded, traded)[-MOST_KEPT:]
    within = Period(max(period.start, traded.start), min(period.end, traded.end))
    left = [one for one in _months(traded, within) if kept_profit.key(one) not in sure and one in to_keep]
    return tuple(left) if sources.paid_orders(uow.connection, store_id, left) > SOON else ()


def profit_of(
    uow: UnitOfWork, store_id: int, traded: Period, period: Period, left_out: Collection[Period] = ()
) -> Found:
    """The cells of ``period``, which lies within ``traded``, the span of the store's figures, without some months."""
    known: dict[Period, KeptMonth] = {}
    months = _months(traded, period)
    for one in months[-MOST_KEPT:]:
        if one in left_out:
            continue
        month = kept_profit.read(uow.connection, store_id, one, period)
        if month is not None:
            known[one] = month
    found = Found()
    for (is_out, is_known), some in groupby(months, key=lambda one: (one in left_out, one in known)):
        run = list(some)
        if is_out:
            continue
        if is_known:
            for one in run:
                found.take(known[one], period)
            continue
        within = Period(max(run[0].start, period.start), min(run[-1].end, period.end))
        month = _reckoned(uow, store_id, within)
        if month is not None:
            found.take(month, within)
    return found


def keep_some(uow: UnitOfWork, store_id: int, until: float, wanted: Period | None = None) -> bool:
    """Keep months that are not sure, the newest first, those of ``wanted`` before all, until a moment of ``monotonic``;
    one at least, or it would never end. Says whether any is left.
    """  # noqa: D205
    connection = uow.connection
    traded = queries.traded_span(connection, store_id)
    if traded is not None:
        sure = _sure(connection, store_id)
        left = [one for one in _months(traded, traded)[-MOST_KEPT:] if kept_profit.key(one) not in sure]
        if wanted is not None:
            left.sort(key=lambda one: one.overlaps(wanted))
        if left:
            from shopdesk.storage.queries import product_titles

            product_titles.keep_titles(connection, store_id)
        while left:
            month = _reckoned(uow, store_id, left.pop())
            if month is not None:
                kept_profit.keep(connection, store_id, month)
            if left and time.monotonic() >= until:
                return True
    kept_answers.clear(connection, PROFIT, store_id)
    kept_answers.clear(connection, PROFIT_CELLS, store_id, but=kept_answers.sure_keys(connection, PROFIT, store_id))
    kept_answers.keep(connection, PROFIT_WHOLE, store_id, "", True)
    return False


def _sure(connection: Connection, store_id: int) -> frozenset[str]:
    """The keys of the months that are kept whole."""
    return kept_answers.sure_keys(connection, PROFIT, store_id) & kept_answers.sure_keys(
        connection, PROFIT_CELLS, store_id
    )


def _months(traded: Period, period: Period) -> list[Period]:
    """The months that a span touches, each as far as there are figures."""
    return [Period(max(one.start, traded.start), min(one.end, traded.end)) for one in split(period, By.MONTH)]


def _reckoned(uow: UnitOfWork, store_id: int, period: Period) -> KeptMonth | None:
    """The months of a span; ``None`` where nothing is known of it."""
    # What only a month that is not kept needs: fees, wages, commission and how orders are matched.
    from shopdesk.domain.ledger.profit import cells
    from shopdesk.services.ledger.profit_facts import read_facts

    facts = read_facts(uow, store_id, period)
    if facts is None:
        return None
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
