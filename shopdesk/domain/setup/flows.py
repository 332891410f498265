"""What moves the money of a plan: lines that go out and come back, turnover and profit of a month.

The payback and the cash by day reckon with these, so that both tell of the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.money import round_half_up
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan, Factors, Tie, days_of


@dataclass(frozen=True, slots=True)
class Move:
    """Money of a line that goes ``out`` on a day, or comes back; ``fen`` is positive."""

    day: date
    fen: int
    tie: Tie
    out: bool
    line: BudgetLine


def moves_of(phases: Iterable[BudgetPhase], lines: Sequence[BudgetLine], factors: Factors) -> list[Move]:
    """Everything that goes out and comes back, by day; lines without an amount move nothing.

    An outlook makes dearer or cheaper what is spent; deposits and goods stay as they are planned.
    """
    found = []
    for place, day in days_of(phases, lines).items():
        line = lines[place]
        if not line.amount_fen:
            continue
        fen = round_half_up(line.amount_fen * factors.costs) if line.tie is Tie.SPENT else line.amount_fen
        found.append(Move(day, fen, line.tie, True, line))
        if line.tie is Tie.RETURNABLE and line.returns_on is not None:
            found.append(Move(line.returns_on, fen, line.tie, False, line))
    return sorted(found, key=lambda move: move.day)


def by_month(moves: Iterable[Move]) -> dict[date, list[Move]]:
    """The moves by the first day of their month."""
    found: dict[date, list[Move]] = {}
    for move in moves:
        found.setdefault(move.day.replace(day=1), []).append(move)
    return found


def turnover_of(month: date, phases: Iterable[BudgetPhase], last: BudgetPhase, factors: Factors) -> tuple[int, bool]:
    """Turnover in fen of the month that begins on ``month``, and whether the plan sells in it.

    Each phase gives its target by the share of the month's days that it covers, the ``last`` one without end.
    """
    end = next_month(month)
    days = (end - month).days
    exact = Decimal(0)
    for phase in phases:
        stop = date.max if phase is last else phase.ends_on
        first = max(month, phase.starts_on)
        final = min(end.toordinal() - 1, stop.toordinal())
        covered = final - first.toordinal() + 1
        if covered > 0:
            exact += Decimal(phase.month_target_fen or 0) * covered / days
    planned = round_half_up(exact)
    return round_half_up(planned * factors.sales), planned > 0


def profit_of(plan: BudgetPlan, turnover_fen: int, factors: Factors, *, selling: bool) -> int:
    """What a month leaves, in fen: turnover x net share, less the fixed costs once the plan is ``selling``."""
    fixed = round_half_up(plan.fixed_month_fen * factors.costs) if selling else 0
    return round_half_up(turnover_fen * plan.net_share) - fixed


def next_month(month: date) -> date:
    """The first day of the month after; the last day of the calendar where there is none."""
    if month.year == date.max.year and month.month == 12:
        return date.max
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
