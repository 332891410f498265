"""The cash of a plan by day: what there is, what is spent, what is bound, what comes back, and the lowest point."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan, Outlook, Tie
from shopdesk.domain.setup.flows import Move, by_month, moves_of, next_month, profit_of, turnover_of


@dataclass(frozen=True, slots=True)
class CashDay:
    """The end of a day on which money moved; until the next such day nothing changes. All in fen.

    ``spent_fen`` and ``bound_fen`` are what has gone into each so far, ``returnable_fen`` what lies as deposit and is
    not back yet. ``turnover_fen`` is that of the month, on its last day.
    """

    day: date
    cash_fen: int
    spent_fen: int = 0
    bound_fen: int = 0
    returnable_fen: int = 0
    out_fen: int = 0
    back_fen: int = 0
    profit_fen: int = 0
    turnover_fen: int = 0


@dataclass(frozen=True, slots=True)
class CashCurve:
    """The cash of one outlook, from the first day of the plan to the end of its last month.

    ``later`` is what comes back after that.
    """

    outlook: Outlook
    days: tuple[CashDay, ...]
    lowest: CashDay
    later: tuple[Move, ...]

    def on(self, day: date) -> CashDay:
        """What there is at the end of a day; the first day's where it lies before."""
        return self.days[max(bisect_right(self.days, day, key=lambda one: one.day) - 1, 0)]


def cash_curve(
    plan: BudgetPlan, phases: Sequence[BudgetPhase], lines: Sequence[BudgetLine], outlook: Outlook
) -> CashCurve | None:
    """The cash of a plan in an outlook; ``None`` without phases.

    Cash = money at the start - what went out + what came back + profit, by the rules of the payback: lines on their
    day, the profit of a month on its last day. Without money at the start it begins at nothing.
    """
    if not phases:
        return None
    factors = plan.factors(outlook)
    ordered = sorted(phases, key=lambda phase: (phase.starts_on, phase.position))
    last = max(ordered, key=lambda phase: phase.ends_on)
    moves = moves_of(ordered, lines, factors)
    outlays = [move.day for move in moves if move.out]
    first = min((*outlays, ordered[0].starts_on))
    end = max((*outlays, last.ends_on))
    found = [CashDay(first, plan.start_money_fen or 0)]
    month, selling, moving = first.replace(day=1), False, by_month(moves)
    while month <= end:
        after = next_month(month)
        mine = moving.get(month, ())
        for day in sorted({move.day for move in mine}):
            _put(found, _moved(found[-1], day, [move for move in mine if move.day == day]))
        turnover, sells = turnover_of(month, ordered, last, factors)
        selling = selling or sells
        profit = profit_of(plan, turnover, factors, selling=selling)
        close = after if after == date.max else after - timedelta(days=1)
        _put(found, _earned(found[-1], close, profit, turnover))
        if after == date.max:
            break
        month = after
    final = found[-1].day
    lowest = min(found, key=lambda one: (one.cash_fen, one.day))
    return CashCurve(outlook, tuple(found), lowest, tuple(move for move in moves if not move.out and move.day > final))


def curves(plan: BudgetPlan, phases: Sequence[BudgetPhase], lines: Sequence[BudgetLine]) -> dict[Outlook, CashCurve]:
    """The cash in each outlook; none without phases."""
    found = {outlook: cash_curve(plan, phases, lines, outlook) for outlook in Outlook}
    return {outlook: curve for outlook, curve in found.items() if curve is not None}


def _put(found: list[CashDay], day: CashDay) -> None:
    """Add a day, in the place of the last one where that is the same."""
    if found[-1].day == day.day:
        found[-1] = day
    else:
        found.append(day)


def _blank(before: CashDay, day: date) -> CashDay:
    if before.day == day:
        return before
    return replace(before, day=day, out_fen=0, back_fen=0, profit_fen=0, turnover_fen=0)


def _moved(before: CashDay, day: date, moves: Sequence[Move]) -> CashDay:
    one = _blank(before, day)
    out = sum(move.fen for move in moves if move.out)
    back = sum(move.fen for move in moves if not move.out)
    into = {tie: sum(move.fen for move in moves if move.out and move.tie is tie) for tie in Tie}
    return replace(
        one,
        cash_fen=one.cash_fen - out + back,
        spent_fen=one.spent_fen + into[Tie.SPENT],
        bound_fen=one.bound_fen + into[Tie.STOCK],
        returnable_fen=one.returnable_fen + into[Tie.RETURNABLE] - back,
        out_fen=one.out_fen + out,
        back_fen=one.back_fen + back,
    )


def _earned(before: CashDay, day: date, profit: int, turnover: int) -> CashDay:
    one = _blank(before, day)
    return replace(
        one,
        cash_fen=one.cash_fen + profit,
        profit_fen=one.profit_fen + profit,
        turnover_fen=one.turnover_fen + turnover,
    )
