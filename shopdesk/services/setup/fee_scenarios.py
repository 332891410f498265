"""What other stores would cost, two of them side by side, and the chosen one taken over into plan and budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound
from shopdesk.domain.rights import if_seen
from shopdesk.domain.setup.break_even import BreakEven, break_even
from shopdesk.domain.setup.budget import BUDGET_FEE_NAMES, BudgetFee, BudgetLine, BudgetPhase, BudgetPlan, MoneyKind
from shopdesk.domain.setup.fee_history import FeeChange, changes, estimate_on
from shopdesk.domain.setup.fee_scenario import FeeScenario
from shopdesk.domain.setup.fees import FeeEstimate, FeeItem, FeeRuleSet, OwnFee, choose_rule_set
from shopdesk.domain.setup.records import SetupPlan
from shopdesk.domain.stores import Platform, Store, StoreType
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.reading import one_read
from shopdesk.services.setup.fee_reading import categories_of
from shopdesk.services.setup.questions import followed
from shopdesk.services.setup.templates import rule_sets
from shopdesk.storage.repositories.budgets import BudgetLines, BudgetPhases, BudgetPlans
from shopdesk.storage.repositories.setup import OwnFees, SetupPlans
from shopdesk.storage.repositories.stores import Stores

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FeeAnswer:
    """What a store would cost: by which rules, what becomes another figure later, and what pays for it."""

    scenario: FeeScenario
    rule_set: FeeRuleSet
    estimate: FeeEstimate
    later: tuple[FeeChange, ...]
    break_even: BreakEven | None


@dataclass(frozen=True, slots=True)
class FeeDesk:
    """All that stores can be reckoned from. ``start`` is the store as it stands; no budget where it is closed."""

    store: Store
    start: FeeScenario
    own: tuple[OwnFee, ...]
    budget: BudgetPlan | None
    categories: dict[str, str]

    def answer(self, scenario: FeeScenario) -> FeeAnswer:
        """What a store would cost."""
        inputs, day = scenario.inputs, scenario.day
        found = estimate_on(inputs, rule_sets(), self.own, day)
        return FeeAnswer(
            scenario=scenario,
            rule_set=choose_rule_set(rule_sets(), scenario.platform, day),
            estimate=found,
            later=tuple(one for one in changes(inputs, rule_sets(), self.own) if one.day > day),
            break_even=None if self.budget is None else break_even(self.budget, found),
        )


@dataclass(frozen=True, slots=True)
class FeesTaken:
    """What came of taking a store over: the phase with its deposit, and what else the budget holds of deposits."""

    phase: str
    deposit_fen: int | None
    other_deposits: int


class FeeScenarios:
    """Reads what stores are reckoned from, and takes one over."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def desk(self, store_id: int) -> FeeDesk:
        """Everything to reckon with.

        Raises:
            NotFound: the plan of the store is not started.
        """
        with self._ctx.read() as uow:
            plan = _plan_of(uow, store_id)
            store = uow.repository(Stores).get(store_id)
            own = uow.repository(OwnFees).of(store_id)
            kept = if_seen(lambda: uow.repository(BudgetPlans).of(store_id) or BudgetPlan(store_id=store_id), None)
        day = store.opened_on or plan.opening_on or self._ctx.clock.today()
        start = FeeScenario(
            Platform(store.platform),
            StoreType(store.store_type),
            plan.trademark,
            plan.category,
            day,
            plan.expected_year_fen,
        )
        return FeeDesk(store, start, tuple(own), kept, categories_of(own, plan.category))

    def take_over(self, answer: FeeAnswer, store_id: int) -> FeesTaken:
        """Put a store's trademark, category and sales into the plan, and its fees into the budget, in one step to undo.

        The deposit goes into the budget's line for it, the yearly fee into one of its own; both stand in the phase of
        the opening day, or the first. What the platform takes of sales becomes the budget's share for it. What is not
        known is left as it stands.

        Raises:
            NotFound: the plan of the store is not started.
            NotYours: the budget is closed to whoever asks.
        """
        scenario, found = answer.scenario, answer.estimate
        with self._ctx.open_uow(Text("Fees taken over into the budget")) as uow:
            plan = _plan_of(uow, store_id)
            taken = replace(
                plan,
                trademark=scenario.trademark,
                category=scenario.category,
                expected_year_fen=scenario.expected_year_fen,
            )
            uow.repository(SetupPlans).update(followed(plan, taken))
            if found.share_of_sales is not None:
                _set_share(uow, store_id, answer)
            phases = uow.repository(BudgetPhases).of(store_id)
            phase = _phase_of(phases, scenario.day) or _new_phase(uow, store_id, scenario.day)
            others = _put_deposit(uow, phase, found.tied_up_fen)
            _put_yearly(uow, phase, found.line(FeeItem.YEARLY_FEE).amount_fen)
            uow.commit()
        return FeesTaken(phase.title, found.tied_up_fen, others)


def _plan_of(uow: UnitOfWork, store_id: int) -> SetupPlan:
    plan = uow.repository(SetupPlans).of(store_id)
    if plan is None:
        raise NotFound(Text("The setup of this store is not started yet."))
    return plan


def _set_share(uow: UnitOfWork, store_id: int, answer: FeeAnswer) -> None:
    budgets, share = uow.repository(BudgetPlans), answer.estimate.share_of_sales
    known = budgets.of(store_id)
    assert share is not None
    if known is None:
        budgets.add(BudgetPlan(store_id=store_id, commission=share))
    else:
        budgets.update(replace(known, commission=share))


def _phase_of(phases: Sequence[BudgetPhase], day: date) -> BudgetPhase | None:
    return next((one for one in phases if one.starts_on <= day <= one.ends_on), phases[0] if phases else None)


def _new_phase(uow: UnitOfWork, store_id: int, day: date) -> BudgetPhase:
    phase = BudgetPhase(store_id=store_id, position=10, title=tr("Opening"), starts_on=day, ends_on=day)
    return uow.repository(BudgetPhases).add(phase)


def _put_deposit(uow: UnitOfWork, phase: BudgetPhase, deposit_fen: int | None) -> int:
    """Put the deposit into its line, and say how many more lines there are for one."""
    lines = uow.repository(BudgetLines)
    known = [one for one in lines.of(phase.store_id) if one.kind is MoneyKind.DEPOSIT]
    if deposit_fen is not None:
        mine = next((one for one in known if one.phase_id == phase.id), known[0] if known else None)
        _put(uow, phase, mine, MoneyKind.DEPOSIT, deposit_fen, None)
    return max(0, len(known) - 1)


def _put_yearly(uow: UnitOfWork, phase: BudgetPhase, yearly_fen: int | None) -> None:
    """The yearly fee goes into the line that stands for it, whatever that is called; one of nothing goes."""
    item = BudgetFee.YEARLY_FEE
    if yearly_fen is None:
        return
    lines = uow.repository(BudgetLines)
    mine = next((one for one in lines.of(phase.store_id) if one.fee_item is item), None)
    if yearly_fen:
        _put(uow, phase, mine, MoneyKind.OTHER, yearly_fen, item)
    elif mine is not None:
        lines.remove(mine)


def _put(
    uow: UnitOfWork, phase: BudgetPhase, known: BudgetLine | None, kind: MoneyKind, fen: int, item: BudgetFee | None
) -> None:
    lines = uow.repository(BudgetLines)
    if known is not None:
        lines.update(replace(known, amount_fen=fen))
    elif fen:
        note = "" if item is None else tr(BUDGET_FEE_NAMES[item])
        new = BudgetLine(store_id=phase.store_id, phase_id=phase.id or 0, kind=kind, amount_fen=fen, note=note)
        lines.add(replace(new, fee_item=item))
