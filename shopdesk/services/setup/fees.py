"""The fee estimate of a store: shipped dated rules, and the user's own figures in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.errors import NotFound
from shopdesk.domain.fields import FieldError
from shopdesk.domain.rights import if_seen
from shopdesk.domain.setup.break_even import BreakEven, break_even
from shopdesk.domain.setup.budget import BudgetPlan
from shopdesk.domain.setup.fees import (
    RATE_ITEMS,
    FeeEstimate,
    FeeInputs,
    FeeItem,
    FeeRuleSet,
    OwnFee,
    category_keys,
    choose_rule_set,
    estimate,
    own_in_force,
)
from shopdesk.domain.setup.nouns import OWN_FEE
from shopdesk.domain.setup.records import SetupPlan
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.templates import rule_sets, worded
from shopdesk.storage.repositories.setup import BudgetPlans, OwnFees, SetupPlans
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FeeView:
    """The estimate with its inputs. ``categories``: code and title; ``break_even`` uses the budget's shares.

    ``day`` is the day whose rules are asked for; the rule set may not reach back to it.
    """

    plan: SetupPlan
    day: date
    rule_set: FeeRuleSet
    categories: tuple[tuple[str, str], ...]
    estimate: FeeEstimate
    versions: tuple[OwnFee, ...]
    break_even: BreakEven | None


def read_fees(uow: UnitOfWork, store_id: int, today: date) -> FeeView | None:
    """The estimate of a store by the rules of today or of its opening day, whichever is earlier.

    ``None`` while its plan is not started. The budget reads it too, so that both speak of one break-even.
    """
    plan = uow.repository(SetupPlans).of(store_id)
    if plan is None:
        return None
    store = uow.repository(Stores).get(store_id)
    own = uow.repository(OwnFees).of(store_id)
    # With shares that are closed to whoever asks there is no break-even; with the shipped ones it would be a wrong one.
    budget = if_seen(lambda: uow.repository(BudgetPlans).of(store_id) or BudgetPlan(store_id=store_id), None)
    day = min(today, store.opened_on or plan.opening_on or today)
    rules = choose_rule_set(rule_sets(), store.platform, day)
    inputs = FeeInputs(store.platform, store.store_type, plan.trademark, plan.category, plan.expected_year_fen)
    result = estimate(inputs, rules, own, today)
    categories = tuple((code, worded(title)) for code, title in rules.categories)
    even = None if budget is None else break_even(budget, result)
    return FeeView(plan, day, rules, categories, result, tuple(own), even)


class SetupFees:
    """Estimates fees and keeps own figures."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def view(self, store_id: int) -> FeeView:
        """The estimate by the rules valid today, or on the opening day where that lies in the past.

        Raises:
            NotFound: the plan of the store is not started.
        """
        with self._ctx.read() as uow:
            found = read_fees(uow, store_id, self._ctx.clock.today())
        if found is None:
            raise NotFound(Text("The setup of this store is not started yet."))
        return found

    def set_own(
        self, store_id: int, item: FeeItem, *, amount_fen: int | None = None, rate: Decimal | None = None, source: str
    ) -> None:
        """Put an own figure in place of the one that holds today, as a new version dated today.

        Raises:
            FieldError: neither amount nor rate as the item asks for, out of range, or nobody knows where it is from.
        """
        view = self.view(store_id)
        names = category_keys(view.rule_set, view.plan.category)
        held = own_in_force(view.versions, item, self._ctx.clock.today(), names)
        category, valid_from = (held.category, held.valid_from) if held else ("", None)
        self.add_own(
            store_id, item, amount_fen=amount_fen, rate=rate, source=source, category=category, valid_from=valid_from
        )

    def add_own(
        self,
        store_id: int,
        item: FeeItem,
        *,
        amount_fen: int | None = None,
        rate: Decimal | None = None,
        source: str,
        category: str = "",
        valid_from: date | None = None,
    ) -> OwnFee:
        """Keep an own figure for a category (all products where empty) from a day on (always where ``None``).

        Raises:
            FieldError: neither amount nor rate as the item asks for, out of range, or nobody knows where it is from.
        """
        amount_fen, rate = (None, rate) if item in RATE_ITEMS else (amount_fen, None)
        if amount_fen is None and rate is None:
            wanted = OWN_FEE.field("rate" if item in RATE_ITEMS else "amount_fen")
            raise FieldError(wanted, Text("Enter the figure."))
        figure = OwnFee(
            store_id=store_id,
            item=item,
            amount_fen=amount_fen,
            rate=rate,
            source=source,
            as_of=self._ctx.clock.today(),
            category=category,
            valid_from=valid_from,
        )
        return self._add(OWN_FEE.tidy(figure), Text("Own fee figure entered"))

    def withdraw_own(self, store_id: int, item: FeeItem) -> None:
        """Return to the shipped figure; the own versions stay in the record."""
        figure = OwnFee(store_id=store_id, item=item, as_of=self._ctx.clock.today(), withdrawn=True)
        self._add(figure, Text("Shipped fee figure restored"))

    def _add(self, figure: OwnFee, reason: Text) -> OwnFee:
        with self._ctx.open_uow(reason) as uow:
            kept = uow.repository(OwnFees).add(figure)
            uow.commit()
        return kept
