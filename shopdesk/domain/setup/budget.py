"""The money of the plan: phases, the check of the stated total, cash tied up apart from cash spent, payback."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from shopdesk.domain.money import round_half_up
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

HORIZON_MONTHS = 120
"""How far the payback is followed; beyond ten years it is no plan any more."""


class MoneyKind(StrEnum):
    """What the money is for."""

    DEPOSIT = "deposit"
    CAMPAIGN_DEPOSIT = "campaign_deposit"
    GOODS = "goods"
    DECORATION = "decoration"
    ADS = "ads"
    SOFTWARE = "software"
    HARDWARE_WAGES = "hardware_wages"
    HARDWARE = "hardware"
    WAGES = "wages"
    PACKAGING = "packaging"
    OTHER = "other"


class Tie(StrEnum):
    """What becomes of money: it comes back, it lies in the warehouse, or it is gone."""

    RETURNABLE = "returnable"
    STOCK = "stock"
    SPENT = "spent"


KIND_NAMES: dict[MoneyKind, Text] = {
    MoneyKind.DEPOSIT: Text("Deposit"),
    MoneyKind.CAMPAIGN_DEPOSIT: Text("Campaign deposit"),
    MoneyKind.GOODS: Text("Goods"),
    MoneyKind.DECORATION: Text("Store decoration"),
    MoneyKind.ADS: Text("Ads"),
    MoneyKind.SOFTWARE: Text("Software"),
    MoneyKind.HARDWARE_WAGES: Text("Equipment and first wages"),
    MoneyKind.HARDWARE: Text("Equipment"),
    MoneyKind.WAGES: Text("Wages"),
    MoneyKind.PACKAGING: Text("Packaging"),
    MoneyKind.OTHER: Text("Other costs"),
}


def tie_of(kind: MoneyKind) -> Tie:
    """Deposits come back, goods become stock, the rest is spent."""
    if kind in (MoneyKind.DEPOSIT, MoneyKind.CAMPAIGN_DEPOSIT):
        return Tie.RETURNABLE
    return Tie.STOCK if kind is MoneyKind.GOODS else Tie.SPENT


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPlan(Kept):
    """One store's budget inputs; shares are of turnover. ``stated_total_fen``: what the plan claims to need in all."""

    store_id: int
    stated_total_fen: int | None = None
    fixed_month_fen: int = 0
    gross_margin: Decimal = Decimal("0.40")
    ads: Decimal = Decimal("0.10")
    people: Decimal = Decimal("0.06")
    commission: Decimal = Decimal("0.05")
    shipping: Decimal = Decimal("0.05")
    tax: Decimal = Decimal("0.045")
    other: Decimal = Decimal("0.02")

    @property
    def net_share(self) -> Decimal:
        """What is left of a yuan of turnover after the costs that move with it."""
        return self.gross_margin - self.ads - self.people - self.commission - self.shipping - self.tax - self.other


SHARE_NAMES: dict[str, Text] = {
    "gross_margin": Text("Gross margin"),
    "ads": Text("Ads"),
    "people": Text("People"),
    "commission": Text("Commission"),
    "shipping": Text("Shipping and packaging"),
    "tax": Text("Tax"),
    "other": Text("Rent, software, welfare"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPhase(Kept):
    """A phase of the plan with the monthly turnover it aims at (0: not selling yet)."""

    store_id: int
    position: int
    title: str
    starts_on: date
    ends_on: date
    month_target_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Kept):
    """Money that a phase needs."""

    store_id: int
    phase_id: int
    kind: MoneyKind
    amount_fen: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """The stated total against the sum of the phases.

    ``left_out`` names what the total seems to leave out, where exactly one answer fits.
    """

    stated_fen: int | None
    sum_fen: int
    difference_fen: int
    left_out: tuple[MoneyKind, ...]

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to complain of."""
        return self.stated_fen is None or self.difference_fen == 0


def check_total(stated_fen: int | None, lines: Sequence[BudgetLine]) -> TotalCheck:
    """Compare the stated total with the sum; where it is short by exactly one or two kinds of money, name them."""
    total = sum(line.amount_fen for line in lines)
    difference = 0 if stated_fen is None else stated_fen - total
    left_out: tuple[MoneyKind, ...] = ()
    if difference < 0:
        by_kind = sum_by_kind(lines)
        for size in (1, 2):
            fits = [
                kinds for kinds in combinations(by_kind, size) if sum(by_kind[kind] for kind in kinds) == -difference
            ]
            if len(fits) == 1:
                left_out = fits[0]
                break
    return TotalCheck(stated_fen, total, difference, left_out)


def sum_by_kind(lines: Iterable[BudgetLine]) -> dict[MoneyKind, int]:
    """Fen per kind of money, kinds without any left out."""
    result: dict[MoneyKind, int] = {}
    for line in lines:
        result[line.kind] = result.get(line.kind, 0) + line.amount_fen
    return {kind: fen for kind, fen in result.items() if fen}


def sum_by_tie(lines: Iterable[BudgetLine]) -> dict[Tie, int]:
    """Fen that come back, lie in stock, and are spent."""
    result = dict.fromkeys(Tie, 0)
    for line in lines:
        result[tie_of(line.kind)] += line.amount_fen
    return result


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """One month of the plan: turnover, profit from it, money put in, and the balances after it.

    ``spent_balance_fen`` counts only money that is gone against the profit; ``cash_balance_fen`` counts all money put
    in, deposits and stock too.
    """

    month: date
    turnover_fen: int
    profit_fen: int
    put_in_fen: int
    spent_balance_fen: int
    cash_balance_fen: int


@dataclass(frozen=True, slots=True)
class Payback:
    """When the plan has earned its money back. Month numbers count from 1; ``None`` means not within ten years.

    ``peak_fen`` is the most cash that is in the plan at any month's end, as a positive figure.
    """

    months: tuple[MonthFlow, ...]
    spent_back_after: int | None
    all_back_after: int | None
    peak_fen: int
    first_year_profit_fen: int


def break_even_month(plan: BudgetPlan) -> int | None:
    """Monthly turnover at which the fixed costs are paid: fixed costs / net share. ``None`` if nothing is left."""
    if plan.net_share <= 0:
        return None
    return round_half_up(Decimal(plan.fixed_month_fen) / plan.net_share)


def payback(plan: BudgetPlan, phases: Sequence[BudgetPhase], lines: Sequence[BudgetLine]) -> Payback | None:
    """Follow the cash month by month from the first phase on.

    Money of a phase goes out in the month the phase starts. Turnover of a month is made of the targets of the phases in
    it, each by the share of the month's days it covers (a month half covered earns half the target); after the last
    phase its target goes on. Profit = turnover x net share - fixed costs, the fixed costs from the first month with
    turnover on. ``None`` without phases.
    """
    if not phases:
        return None
    ordered = sorted(phases, key=lambda phase: (phase.starts_on, phase.position))
    last = max(ordered, key=lambda phase: phase.ends_on)
    put_in: dict[date, dict[Tie, int]] = {}
    by_id = {phase.id: phase for phase in ordered}
    for line in lines:
        phase = by_id.get(line.phase_id)
        if phase is not None:
            month = phase.starts_on.replace(day=1)
            ties = put_in.setdefault(month, dict.fromkeys(Tie, 0))
            ties[tie_of(line.kind)] += line.amount_fen
    flows: list[MonthFlow] = []
    month = ordered[0].starts_on.replace(day=1)
    spent_balance = cash_balance = 0
    peak = 0
    selling = False
    spent_back = all_back = None
    for number in range(1, HORIZON_MONTHS + 1):
        turnover = _turnover(month, ordered, last)
        selling = selling or turnover > 0
        profit = round_half_up(turnover * plan.net_share) - (plan.fixed_month_fen if selling else 0)
        ties = put_in.get(month, dict.fromkeys(Tie, 0))
        spent_balance += profit - ties[Tie.SPENT]
        cash_balance += profit - sum(ties.values())
        peak = max(peak, -cash_balance)
        flows.append(MonthFlow(month, turnover, profit, sum(ties.values()), spent_balance, cash_balance))
        done = month >= last.starts_on.replace(day=1)
        if done and selling:
            spent_back = spent_back or (number if spent_balance >= 0 else None)
            all_back = all_back or (number if cash_balance >= 0 else None)
        if all_back and number >= 12:
            break
        month = _next_month(month)
    return Payback(tuple(flows), spent_back, all_back, peak, sum(flow.profit_fen for flow in flows[:12]))


def _turnover(month: date, phases: Sequence[BudgetPhase], last: BudgetPhase) -> int:
    end = _next_month(month)
    days = (end - month).days
    exact = Decimal(0)
    for phase in phases:
        stop = date.max if phase is last else phase.ends_on
        first = max(month, phase.starts_on)
        final = min(end.toordinal() - 1, stop.toordinal())
        covered = final - first.toordinal() + 1
        if covered > 0:
            exact += Decimal(phase.month_target_fen) * covered / days
    return round_half_up(exact)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
