"""When the plan has earned its money back, and how much of it is bound on the way there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.money import round_half_up
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan, Factors, Tie
from shopdesk.domain.setup.flows import Move, by_month, moves_of, next_month, profit_of, turnover_of

HORIZON_MONTHS = 120
"""How far the payback is followed; beyond ten years it is no plan any more."""


class Verdict(StrEnum):
    """What can be said of money coming back.

    ``NOTHING_PUT_IN``: no phase has any money; ``NO_SALES``: no phase has a target; ``LOSING``: what is sold never pays
    the running costs; ``BEYOND``: it comes back, but not within ten years.
    """

    BACK = "back"
    NOTHING_PUT_IN = "nothing_put_in"
    NO_SALES = "no_sales"
    LOSING = "losing"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Return:
    """Whether money comes back, and after how many months of the plan, the first of which is 1."""

    verdict: Verdict
    after: int | None = None


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """One month of the plan: turnover, profit from it, money put in and come back, and the balances after it.

    ``spent_balance_fen`` counts only money that is gone against the profit; ``cash_balance_fen`` counts all money put
    in, deposits and stock too.
    """

    month: date
    turnover_fen: int
    profit_fen: int
    put_in_fen: int
    spent_balance_fen: int
    cash_balance_fen: int
    back_fen: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of the plan, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Payback:
    """The plan's money month by month.

    ``peak_fen`` is the most cash that is in the plan on any day, as a positive figure, and ``peak_on`` the first day on
    which it is. ``gaps`` are days between phases, for which no sales are planned; ``goes_on_from`` is the day after the
    last phase, from which its monthly target is taken to go on (``None`` where it has none).
    """

    months: tuple[MonthFlow, ...]
    spent_back: Return
    all_back: Return
    peak_fen: int
    peak_on: date | None
    first_year_profit_fen: int
    gaps: tuple[Stretch, ...]
    goes_on_from: date | None


@dataclass(slots=True)
class _Run:
    """What is carried from month to month."""

    spent: int = 0
    cash: int = 0
    peak: int = 0
    peak_on: date | None = None
    flows: list[MonthFlow] = field(default_factory=list)
    spent_back: int | None = None
    all_back: int | None = None

    def move(self, moves: Sequence[Move]) -> tuple[int, int]:
        """Take the money of a month out and in, day by day; gives what went out and what came back."""
        out = back = 0
        for day in sorted({move.day for move in moves}):
            for move in (one for one in moves if one.day == day):
                signed = -move.fen if move.out else move.fen
                self.cash += signed
                self.spent += signed if move.tie is Tie.SPENT else 0
                out += move.fen if move.out else 0
                back += 0 if move.out else move.fen
            self.bound(day)
        return out, back

    def bound(self, day: date) -> None:
        if -self.cash > self.peak:
            self.peak, self.peak_on = -self.cash, day


def payback(
    plan: BudgetPlan, phases: Sequence[BudgetPhase], lines: Sequence[BudgetLine], factors: Factors | None = None
) -> Payback | None:
    """Follow the cash from the first phase on; ``None`` without phases.

    Money goes out on the day of its line, which is the first of its phase unless the line says another, and the profit
    of a month is there at its end: whoever pays on the 15th cannot pay with what the rest of the month will bring.
    Turnover of a month is made of the targets of the phases in it, each by the share of the month's days it covers (a
    month half covered earns half the target); after the last phase its target goes on. Profit = turnover x net share -
    fixed costs, the fixed costs from the first month with turnover on. ``factors`` are those of an outlook.

    Money is back at the end of the first month, with sales behind it and after the last outlay, in which the profit so
    far has covered it.
    """
    if not phases:
        return None
    factors = factors or Factors()
    ordered = sorted(phases, key=lambda phase: (phase.starts_on, phase.position))
    last = max(ordered, key=lambda phase: phase.ends_on)
    moves = moves_of(ordered, lines, factors)
    outlays = [move.day for move in moves if move.out]
    final_outlay = max((*outlays, last.starts_on))
    run, moving = _Run(), by_month(moves)
    month = min((*outlays, ordered[0].starts_on)).replace(day=1)
    selling = False
    for number in range(1, HORIZON_MONTHS + 1):
        after = next_month(month)
        turnover, sells = turnover_of(month, ordered, last, factors)
        selling = selling or sells
        profit = profit_of(plan, turnover, factors, selling=selling)
        out, back = run.move(moving.get(month, ()))
        run.spent += profit
        run.cash += profit
        run.bound(after - timedelta(days=1))
        run.flows.append(MonthFlow(month, turnover, profit, out, run.spent, run.cash, back))
        if selling and after > final_outlay:
            run.spent_back = run.spent_back or (number if run.spent >= 0 else None)
            run.all_back = run.all_back or (number if run.cash >= 0 else None)
        if run.all_back and number >= 12:
            break
        if after.year >= date.max.year:
            break
        month = after
    spent = sum(move.fen for move in moves if move.out and move.tie is Tie.SPENT)
    everything = sum(move.fen for move in moves if move.out)
    monthly = profit_of(plan, round_half_up((last.month_target_fen or 0) * factors.sales), factors, selling=True)
    return Payback(
        months=tuple(run.flows),
        spent_back=_return(spent, run.spent_back, selling, monthly),
        all_back=_return(everything, run.all_back, selling, monthly),
        peak_fen=run.peak,
        peak_on=run.peak_on,
        first_year_profit_fen=sum(flow.profit_fen for flow in run.flows[:12]),
        gaps=_gaps(ordered),
        goes_on_from=last.ends_on + timedelta(days=1) if last.month_target_fen and last.ends_on < date.max else None,
    )


def _return(put_in_fen: int, after: int | None, selling: bool, monthly_fen: int) -> Return:
    if not put_in_fen:
        return Return(Verdict.NOTHING_PUT_IN)
    if not selling:
        return Return(Verdict.NO_SALES)
    if after is not None:
        return Return(Verdict.BACK, after)
    return Return(Verdict.BEYOND if monthly_fen > 0 else Verdict.LOSING)


def _gaps(ordered: Sequence[BudgetPhase]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    covered = ordered[0].ends_on
    for phase in ordered[1:]:
        if (phase.starts_on - covered).days > 1:
            found.append(Stretch(covered + timedelta(days=1), phase.starts_on - timedelta(days=1)))
        covered = max(covered, phase.ends_on)
    return tuple(found)
