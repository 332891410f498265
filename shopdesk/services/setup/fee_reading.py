"""What the fees of a store are, as the page, the paper and the budget read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.rights import if_seen
from shopdesk.domain.setup.break_even import BreakEven, break_even
from shopdesk.domain.setup.budget import BudgetPlan
from shopdesk.domain.setup.fee_history import FeeChange, changes
from shopdesk.domain.setup.fees import FeeEstimate, FeeInputs, FeeRuleSet, OwnFee, choose_rule_set, estimate, standing
from shopdesk.domain.setup.records import SetupPlan
from shopdesk.infra.i18n import pick
from shopdesk.services.setup.templates import category_titles, offered_categories, rule_sets
from shopdesk.storage.repositories.budgets import BudgetPlans
from shopdesk.storage.repositories.setup import OwnFees, SetupPlans
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FeeView:
    """The estimate with its inputs. ``categories``: code and title; ``break_even`` uses the budget's shares.

    ``day`` is the day whose rules are asked for; the rule set may not reach back to it. ``own_day`` is the one on which
    the own figures hold: today where nobody asked for a day and the store opened before. ``changes`` are all that the
    rules know of, the oldest first.
    """

    plan: SetupPlan
    day: date
    own_day: date
    rule_set: FeeRuleSet
    categories: tuple[tuple[str, str], ...]
    estimate: FeeEstimate
    versions: tuple[OwnFee, ...]
    break_even: BreakEven | None
    changes: tuple[FeeChange, ...] = ()

    def later(self) -> list[FeeChange]:
        """What becomes another figure after the day that was asked for."""
        return [change for change in self.changes if change.day > self.own_day]


def read_fees(uow: UnitOfWork, store_id: int, today: date, asked: date | None = None) -> FeeView | None:
    """The estimate of a store by the rules of the day that is ``asked`` for, else of its opening day, else of today.

    ``None`` while its plan is not started. The budget reads it too, so that both speak of one break-even.
    """
    plan = uow.repository(SetupPlans).of(store_id)
    if plan is None:
        return None
    store = uow.repository(Stores).get(store_id)
    own = uow.repository(OwnFees).of(store_id)
    # With shares that are closed to whoever asks there is no break-even; with the shipped ones it would be a wrong one.
    budget = if_seen(lambda: uow.repository(BudgetPlans).of(store_id) or BudgetPlan(store_id=store_id), None)
    day = asked or store.opened_on or plan.opening_on or today
    own_day = asked or max(day, today)
    rules = choose_rule_set(rule_sets(), store.platform, day)
    inputs = FeeInputs(store.platform, store.store_type, plan.trademark, plan.category, plan.expected_year_fen)
    result = estimate(inputs, rules, own, own_day)
    even = None if budget is None else break_even(budget, result)
    found = tuple(changes(inputs, rule_sets(), own))
    return FeeView(
        plan, day, own_day, rules, tuple(categories_of(own, plan.category).items()), result, tuple(own), even, found
    )


def categories_of(own: Iterable[OwnFee], chosen: str) -> dict[str, str]:
    """The categories to choose from, by code: the shipped ones, then those that own figures name; with the chosen."""
    found = {code: pick(title.zh, title.en) for code, title in offered_categories(chosen).items()}
    known = {name.casefold() for code, title in category_titles().items() for name in (code, title.zh, title.en)}
    found |= {one.category: one.category for one in standing(own) if one.category.casefold() not in known | {""}}
    return found
