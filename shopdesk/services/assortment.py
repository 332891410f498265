"""The plan of the range: kept by quarter, group and role, held against what is there, what sold and the targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shopdesk.domain.assortment import (
    QUARTERS,
    AssortmentLine,
    AssortmentRow,
    PlanRole,
    PlanSums,
    Sold,
    by_quarter,
    check_row,
    counted,
    plan_lines,
    quarter_period,
    sold_by_key,
    sums_of,
)
from shopdesk.domain.assortment_checks import plan_contradictions
from shopdesk.domain.target_quarters import Following
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import assortment as queries
from shopdesk.storage.repositories.assortment import AssortmentRows

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.targets import TargetService


class SoldSource(StrEnum):
    """Where it is known from what was sold in a quarter."""

    REPORTS = "reports"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class SoldDays:
    """What the sales of a quarter were read from: the source, and how many of its days that knows."""

    source: SoldSource
    days: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssortmentBoard:
    """The plan of a year; ``sums`` and ``sold`` by quarter, ``following`` what its targets would become."""

    year: int
    lines: tuple[AssortmentLine, ...]
    sums: Mapping[int, PlanSums]
    whole: PlanSums
    sold: Mapping[int, SoldDays]
    contradictions: tuple[Text, ...]
    wanted: Mapping[int, int]
    following: Following


class AssortmentService:
    """Answers about the plan and keeps its rows."""

    def __init__(self, ctx: ServiceContext, targets: TargetService) -> None:
        """The plan is held against the ``targets``, which may follow it."""
        self._ctx = ctx
        self._targets = targets

    @one_read
    def board(self, store_id: int, year: int) -> AssortmentBoard:
        """The plan of a year with everything that it is held against."""
        today = self._ctx.clock.today()
        sold: dict[int, dict[tuple[str, PlanRole], Sold]] = {}
        days: dict[int, SoldDays] = {}
        with self._ctx.read() as uow:
            rows = uow.repository(AssortmentRows).of_year(store_id, year)
            known = queries.known_products(uow.connection, store_id)
            there = queries.there(uow.connection, store_id)
            for quarter in QUARTERS:
                period = quarter_period(year, quarter)
                reported, told = queries.reported_sales(uow.connection, store_id, period)
                ordered, paid = queries.ordered_sales(uow.connection, store_id, period)
                if not told and not paid:
                    continue
                source = SoldSource.REPORTS if told >= paid else SoldSource.ORDERS
                days[quarter] = SoldDays(source, max(told, paid), period.length)
                sold[quarter] = sold_by_key(reported if source is SoldSource.REPORTS else ordered, known)
        quarters = by_quarter(rows)
        sums = {quarter: sums_of(those) for quarter, those in quarters.items()}
        wanted = {quarter: one.whole_fen for quarter, one in sums.items() if one.whole_fen is not None}
        following = self._targets.quarters.would_follow(store_id, year, wanted)
        months = {month.month: value for month, value in self._targets.year(store_id, year).items()}
        ahead = [quarter for quarter in QUARTERS if quarter_period(year, quarter).end >= today]
        now = counted(known[number] for number in there if number in known)
        return AssortmentBoard(
            year=year,
            lines=tuple(plan_lines(store_id, year, rows, now, sold, ahead)),
            sums=sums,
            whole=sums_of(rows),
            sold=days,
            contradictions=tuple(plan_contradictions(rows, months, following.year_before)),
            wanted=wanted,
            following=following,
        )

    def keep(self, row: AssortmentRow) -> AssortmentRow:
        """Keep a row of the plan.

        Raises:
            UserError: a field is outside its limits, or group and role are in the plan of that quarter already.
        """
        row = check_row(row)
        with self._ctx.open_uow(Text("Assortment plan of quarter {quarter} of {year}",
                                     quarter=row.quarter, year=row.year)) as uow:  # fmt: skip
            rows = uow.repository(AssortmentRows)
            kept = rows.update(row) if row.id is not None else rows.add(row)
            uow.commit()
        return kept

    def remove(self, row: AssortmentRow) -> None:
        """Take a row off the plan; one of which nothing is planned is left as it is."""
        if row.id is None:
            return
        with self._ctx.open_uow(Text("Assortment plan of quarter {quarter} of {year}",
                                     quarter=row.quarter, year=row.year)) as uow:  # fmt: skip
            uow.repository(AssortmentRows).remove(row)
            uow.commit()

    def follow(self, store_id: int, board: AssortmentBoard) -> int:
        """Let the year's targets follow the plan as the board showed it; says how many months changed.

        Raises:
            UserError: targets or plan were changed meanwhile.
        """
        with self._ctx.read() as uow:
            rows = uow.repository(AssortmentRows).of_year(store_id, board.year)
        sums = {quarter: sums_of(those).whole_fen for quarter, those in by_quarter(rows).items()}
        wanted = {quarter: amount for quarter, amount in sums.items() if amount is not None}
        self._targets.quarters.follow(store_id, wanted, board.following)
        return len(board.following.changes)
