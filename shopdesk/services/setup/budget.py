"""The budget of the plan: phases with their money, the check of the total, break-even and payback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.joining import onto
from shopdesk.domain.money import round_half_up
from shopdesk.domain.setup.break_even import BreakEven, break_even
from shopdesk.domain.setup.budget import (
    BudgetLine,
    BudgetPhase,
    BudgetPlan,
    MoneyKind,
    Outlook,
    Tie,
    sum_by_kind,
    sum_by_tie,
)
from shopdesk.domain.setup.budget_nouns import BUDGET_LINE, BUDGET_PHASE, BUDGET_PLAN
from shopdesk.domain.setup.cash import CashCurve, curves
from shopdesk.domain.setup.payback import Payback, payback
from shopdesk.domain.setup.plan_templates import LaidOut, lay_out
from shopdesk.domain.setup.total_check import TotalCheck, check_total
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.budget_paid import BudgetPayments
from shopdesk.services.setup.fees import read_fees
from shopdesk.services.setup.templates import budget_presets
from shopdesk.storage.repositories.budgets import BudgetActuals, BudgetLines, BudgetPhases, BudgetPlans

if TYPE_CHECKING:
    from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PhaseMoney:
    """A budget phase with its lines and their sum."""

    phase: BudgetPhase
    lines: tuple[BudgetLine, ...]
    total_fen: int


@dataclass(frozen=True, slots=True)
class OutlookMoney:
    """Break-even and payback as they are in one outlook."""

    break_even: BreakEven
    payback: Payback | None


@dataclass(frozen=True, slots=True)
class BudgetView:
    """Everything of a store's budget; ``curves`` is empty without phases."""

    plan: BudgetPlan
    phases: tuple[PhaseMoney, ...]
    check: TotalCheck
    by_kind: Mapping[MoneyKind, int]
    by_tie: Mapping[Tie, int]
    outlooks: Mapping[Outlook, OutlookMoney]
    curves: Mapping[Outlook, CashCurve]

    @property
    def break_even(self) -> BreakEven:
        """The break-even of the plan as it is."""
        return self.outlooks[Outlook.EXPECTED].break_even

    @property
    def payback(self) -> Payback | None:
        """The payback of the plan as it is."""
        return self.outlooks[Outlook.EXPECTED].payback

    @property
    def lines(self) -> list[BudgetLine]:
        """The lines of all phases."""
        return [line for money in self.phases for line in money.lines]


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
        self.paid = BudgetPayments(ctx)

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
            money.append(PhaseMoney(phase, mine, sum(line.amount_fen or 0 for line in mine)))
        estimate = fees.estimate if fees else None
        outlooks = {}
        for outlook in Outlook:
            factors = plan.factors(outlook)
            dearer = replace(plan, fixed_month_fen=round_half_up(plan.fixed_month_fen * factors.costs))
            outlooks[outlook] = OutlookMoney(break_even(dearer, estimate), payback(plan, phases, lines, factors))
        return BudgetView(
            plan=plan,
            phases=tuple(money),
            check=check_total(plan.stated_total_fen, lines, phases),
            by_kind=sum_by_kind(lines),
            by_tie=sum_by_tie(lines),
            outlooks=outlooks,
            curves=curves(plan, phases, lines),
        )

    def save(self, plan: BudgetPlan, was: BudgetPlan | None = None) -> BudgetPlan:
        """Keep the inputs.

        Args:
            plan: as they shall be.
            was: as they were shown when the editing began; what equals them is not touched, so that a change made
                meanwhile stays, that of a field left a moment ago too.

        Raises:
            ChangedMeanwhile: the same input was changed meanwhile.
            UserError: an amount is negative or a share is not between 0 and 100%.
        """
        plan = BUDGET_PLAN.tidy(plan)
        with self._ctx.open_uow(Text("Budget edited")) as uow:
            plans = uow.repository(BudgetPlans)
            known = plans.of(plan.store_id)
            if known is None:
                plan = plans.add(plan)
            elif was is not None:
                plan = plans.update(onto(replace(was, id=known.id), replace(plan, id=known.id), known))
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
            for line in uow.repository(BudgetLines).of(phase.store_id):
                if line.phase_id == phase_id:
                    _remove_line(uow, line)
            uow.repository(BudgetPhases).remove(phase_id)
            uow.commit()

    def save_line(self, line: BudgetLine) -> BudgetLine:
        """Keep new or edited money of a phase.

        Raises:
            UserError: the amount is negative, it comes back before it is paid or without being what comes back, or
                another line stands for the same fee of the platform.
        """
        line = BUDGET_LINE.tidy(line)
        if line.returns_on is not None:
            field = BUDGET_LINE.field("returns_on")
            if line.tie is not Tie.RETURNABLE:
                raise FieldError(field, Text("Only what comes back has a day on which it does. Leave the day empty."))
            if line.on_day is not None and line.returns_on < line.on_day:
                raise FieldError(field, Text("It comes back before it is paid. Check both days."))
        with self._ctx.open_uow(Text("Budget edited")) as uow:
            lines = uow.repository(BudgetLines)
            if line.fee_item is not None and any(
                one.fee_item is line.fee_item and one.id != line.id for one in lines.of(line.store_id)
            ):
                taken = Text("Another line of this budget stands for this fee already. Take it away there first.")
                raise FieldError(BUDGET_LINE.field("fee_item"), taken)
            line = lines.add(line) if line.id is None else lines.update(line)
            uow.commit()
        return line

    def remove_line(self, line_id: int) -> None:
        """Remove money from a phase."""
        with self._ctx.open_uow(Text("Budget line removed")) as uow:
            _remove_line(uow, uow.repository(BudgetLines).get(line_id))
            uow.commit()

    def presets(self) -> list[Preset]:
        """The example budgets that ship."""
        return [
            Preset(row["code"], pick(row["zh"], row["en"]), pick(row["source_zh"], row["source_en"]))
            for row in budget_presets()
        ]

    def laid_out(self, store_id: int, code: str, start: date) -> LaidOut:
        """A shipped plan for a day on which to start, before it is taken over.

        Raises:
            UserError: the calendar ends before the plan does.
        """
        row = next(row for row in budget_presets() if row["code"] == code)
        try:
            laid = lay_out(row, store_id, start, pick)
        except OverflowError:
            raise UserError(Text("The plan would end after the last day there is. Choose an earlier day.")) from None
        for phase, _lines in laid.phases:
            BUDGET_PHASE.tidy(phase)
        return laid

    def apply_preset(self, store_id: int, code: str, start: date) -> None:
        """Put a shipped plan that starts on a day in place of the phases and the stated total.

        Raises:
            UserError: the plan would lie outside of the days that can be kept.
        """
        laid = self.laid_out(store_id, code, start)
        with self._ctx.open_uow(Text("Example budget taken over")) as uow:
            plans, phases, lines = (
                uow.repository(BudgetPlans),
                uow.repository(BudgetPhases),
                uow.repository(BudgetLines),
            )
            for line in lines.of(store_id):
                _remove_line(uow, line)
            for phase in phases.of(store_id):
                phases.remove(phase.id or 0)
            known = plans.of(store_id)
            if known is None:
                plans.add(BudgetPlan(store_id=store_id, stated_total_fen=laid.stated_fen))
            else:
                plans.update(replace(known, stated_total_fen=laid.stated_fen))
            for phase, mine in laid.phases:
                kept = phases.add(replace(phase, id=None))
                for line in mine:
                    lines.add(replace(line, phase_id=kept.id or 0))
            uow.commit()


def _remove_line(uow: UnitOfWork, line: BudgetLine) -> None:
    """Remove money of a phase with what was paid of it, each by itself, so that an undo brings all of it back."""
    actuals = uow.repository(BudgetActuals)
    for actual in actuals.of(line.store_id):
        if actual.line_id == line.id:
            actuals.remove(actual)
    uow.repository(BudgetLines).remove(line)
