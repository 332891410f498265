"""The budget of the plan: phases with their money, the check of the total, break-even and payback."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shopdesk.domain.fields import FieldError
from shopdesk.domain.setup.break_even import BreakEven, break_even
from shopdesk.domain.setup.budget import (
    BudgetLine,
    BudgetPhase,
    BudgetPlan,
    MoneyKind,
    Tie,
    TotalCheck,
    check_total,
    sum_by_kind,
    sum_by_tie,
)
from shopdesk.domain.setup.nouns import BUDGET_LINE, BUDGET_PHASE, BUDGET_PLAN
from shopdesk.domain.setup.payback import Payback, payback
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.fees import read_fees
from shopdesk.services.setup.templates import budget_presets
from shopdesk.storage.repositories.setup import BudgetLines, BudgetPhases, BudgetPlans


@dataclass(frozen=True, slots=True)
class PhaseMoney:
    """A budget phase with its lines and their sum."""

    phase: BudgetPhase
    lines: tuple[BudgetLine, ...]
    total_fen: int


@dataclass(frozen=True, slots=True)
class BudgetView:
    """Everything of a store's budget."""

    plan: BudgetPlan
    phases: tuple[PhaseMoney, ...]
    check: TotalCheck
    by_kind: Mapping[MoneyKind, int]
    by_tie: Mapping[Tie, int]
    break_even: BreakEven
    payback: Payback | None


@dataclass(frozen=True, slots=True)
class Preset:
    """An example budget that can be taken over."""

    code: str
    title: str
    source: str


class SetupBudget:
    """Reads and writes the budget."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def view(self, store_id: int) -> BudgetView:
        """The budget with everything that is computed from it; default shares before the first edit."""
        with self._ctx.read() as uow:
            plan = uow.repository(BudgetPlans).of(store_id) or BudgetPlan(store_id=store_id)
            phases = uow.repository(BudgetPhases).of(store_id)
            lines = uow.repository(BudgetLines).of(store_id)
            fees = read_fees(uow, store_id, self._ctx.clock.today())
        money = []
        for phase in phases:
            mine = tuple(line for line in lines if line.phase_id == phase.id)
            money.append(PhaseMoney(phase, mine, sum(line.amount_fen for line in mine)))
        return BudgetView(
            plan=plan,
            phases=tuple(money),
            check=check_total(plan.stated_total_fen, lines),
            by_kind=sum_by_kind(lines),
            by_tie=sum_by_tie(lines),
            break_even=break_even(plan, fees.estimate if fees else None),
            payback=payback(plan, phases, lines),
        )

    def save(self, plan: BudgetPlan) -> BudgetPlan:
        """Keep the inputs.

        Raises:
            UserError: an amount is negative or a share is not between 0 and 100%.
        """
        plan = BUDGET_PLAN.tidy(plan)
        with self._ctx.open_uow(Text("Budget edited")) as uow:
            plans = uow.repository(BudgetPlans)
            known = plans.of(plan.store_id)
            if known is None:
                plan = plans.add(plan)
            else:
                # A plan that was never kept is the first edit of a store; it lays itself over what came meanwhile.
                plan = plans.update(replace(plan, id=known.id, version=plan.version or known.version))
            uow.commit()
        return plan

    def save_phase(self, phase: BudgetPhase) -> BudgetPhase:
        """Keep a new or edited phase; a new one stands last.

        Raises:
            UserError: no title, it ends before it starts, or a negative target.
        """
        phase = BUDGET_PHASE.tidy(phase)
        if phase.ends_on < phase.starts_on:
            raise FieldError(BUDGET_PHASE.field("ends_on"), Text("The phase ends before it starts. Check both days."))
        with self._ctx.open_uow(Text("Budget phase edited") if phase.id else Text("Budget phase added")) as uow:
            phases = uow.repository(BudgetPhases)
            if phase.id is None:
                last = max((other.position for other in phases.of(phase.store_id)), default=0)
                phase = phases.add(replace(phase, position=last + 10))
            else:
                phase = phases.update(phase)
            uow.commit()
        return phase

    def remove_phase(self, phase_id: int) -> None:
        """Remove a phase with its money."""
        with self._ctx.open_uow(Text("Budget phase removed")) as uow:
            phase = uow.repository(BudgetPhases).get(phase_id)
            lines = uow.repository(BudgetLines)
            for line in lines.of(phase.store_id):
                if line.phase_id == phase_id and line.id is not None:
                    lines.remove(line.id)
            uow.repository(BudgetPhases).remove(phase_id)
            uow.commit()

    def save_line(self, line: BudgetLine) -> BudgetLine:
        """Keep new or edited money of a phase.

        Raises:
            UserError: the amount is negative.
        """
        line = BUDGET_LINE.tidy(line)
        with self._ctx.open_uow(Text("Budget edited")) as uow:
            lines = uow.repository(BudgetLines)
            line = lines.add(line) if line.id is None else lines.update(line)
            uow.commit()
        return line

    def remove_line(self, line_id: int) -> None:
        """Remove money from a phase."""
        with self._ctx.open_uow(Text("Budget line removed")) as uow:
            uow.repository(BudgetLines).remove(line_id)
            uow.commit()

    def presets(self) -> list[Preset]:
        """The example budgets that ship."""
        return [
            Preset(row["code"], pick(row["zh"], row["en"]), pick(row["source_zh"], row["source_en"]))
            for row in budget_presets()
        ]

    def apply_preset(self, store_id: int, code: str) -> None:
        """Put an example in place of the phases and the stated total; its first phase begins at the next such day."""
        row = next(row for row in budget_presets() if row["code"] == code)
        with self._ctx.open_uow(Text("Example budget taken over")) as uow:
            plans, phases, lines = (
                uow.repository(BudgetPlans),
                uow.repository(BudgetPhases),
                uow.repository(BudgetLines),
            )
            for line in lines.of(store_id):
                lines.remove(line.id or 0)
            for phase in phases.of(store_id):
                phases.remove(phase.id or 0)
            known = plans.of(store_id)
            stated = row["stated_total"] * 100
            if known is None:
                plans.add(BudgetPlan(store_id=store_id, stated_total_fen=stated))
            else:
                plans.update(replace(known, stated_total_fen=stated))
            after = self._ctx.clock.today()
            for number, part in enumerate(row["phase"], start=1):
                start = _next_day(after, part["start_month"], part["start_day"])
                end = _next_day(start, part["end_month"], part["end_day"])
                after = end
                phase = phases.add(_phase(store_id, number, part, start, end))
                for entry in part["lines"]:
                    lines.add(
                        BudgetLine(
                            store_id=store_id,
                            phase_id=phase.id or 0,
                            kind=MoneyKind(entry["kind"]),
                            amount_fen=entry["amount"] * 100,
                        )
                    )
            uow.commit()


def _phase(store_id: int, number: int, part: Mapping[str, Any], start: date, end: date) -> BudgetPhase:
    return BudgetPhase(
        store_id=store_id,
        position=number * 10,
        title=pick(part["zh"], part["en"]),
        starts_on=start,
        ends_on=end,
        month_target_fen=part["monthly_target"] * 100,
    )


def _next_day(after: date, month: int, day: int) -> date:
    """The first day with this month and day on or after ``after``; 29 February falls back to the 28th."""
    for year in (after.year, after.year + 1):
        candidate = date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if candidate >= after:
            return candidate
    raise ValueError((month, day))
