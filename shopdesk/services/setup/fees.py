"""The fee estimate of a store: shipped dated rules, and the user's own figures in their place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.setup.budget import BudgetPlan
from shopdesk.domain.setup.fees import (
    RATE_ITEMS,
    FeeEstimate,
    FeeInputs,
    FeeItem,
    FeeRuleSet,
    OwnFee,
    break_even_year,
    choose_rule_set,
    estimate,
)
from shopdesk.domain.setup.records import SetupPlan
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.setup.templates import rule_sets, worded
from shopdesk.storage.repositories.setup import BudgetPlans, OwnFees, SetupPlans
from shopdesk.storage.repositories.stores import Stores


@dataclass(frozen=True, slots=True)
class FeeView:
    """The estimate with its inputs. ``categories``: code and title. Break-even uses the budget's shares."""

    plan: SetupPlan
    rule_set: FeeRuleSet
    categories: tuple[tuple[str, str], ...]
    estimate: FeeEstimate
    versions: tuple[OwnFee, ...]
    break_even_year_fen: int | None


class SetupFees:
    """Estimates fees and keeps own figures."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def view(self, store_id: int) -> FeeView:
        """The estimate by the rules valid today, or on the opening day where that lies in the past.

        Break-even sales = (yearly fee net of its refund + twelve months of the budget's fixed costs) / net share, the
        commission of the estimate taken in place of the budget's.

        Raises:
            NotFound: the plan of the store is not started.
        """
        with self._ctx.read() as uow:
            store = uow.repository(Stores).get(store_id)
            plan = uow.repository(SetupPlans).of(store_id)
            own = uow.repository(OwnFees).of(store_id)
            budget = uow.repository(BudgetPlans).of(store_id) or BudgetPlan(store_id=store_id)
        if plan is None:
            raise NotFound(Text("The setup of this store is not started yet."))
        today = self._ctx.clock.today()
        day = min(today, store.opened_on or plan.opening_on or today)
        rules = choose_rule_set(rule_sets(), store.platform, day)
        inputs = FeeInputs(store.platform, store.store_type, plan.trademark, plan.category, plan.expected_year_fen)
        result = estimate(inputs, rules, own)
        margin = None
        if result.share_of_sales is not None:
            margin = budget.net_share + budget.commission - result.share_of_sales
        yearly = result.line(FeeItem.YEARLY_FEE).year_fen
        fixed = None if yearly is None else yearly + budget.fixed_month_fen * 12
        categories = tuple((code, worded(title)) for code, title in rules.categories)
        return FeeView(plan, rules, categories, result, tuple(own), break_even_year(fixed, margin))

    def set_own(
        self, store_id: int, item: FeeItem, *, amount_fen: int | None = None, rate: Decimal | None = None, source: str
    ) -> None:
        """Put an own figure in place of the shipped one, as a new version dated today.

        Raises:
            UserError: neither amount nor rate as the item asks for, or out of range.
        """
        if item in RATE_ITEMS:
            if rate is None or not 0 <= rate < 1:
                raise UserError(Text("Enter the rate as a share of sales between 0% and 100%."))
            amount_fen = None
        else:
            if amount_fen is None or amount_fen < 0:
                raise UserError(Text("Enter the amount in yuan, 0 or more."))
            rate = None
        self._add(
            OwnFee(
                store_id=store_id,
                item=item,
                amount_fen=amount_fen,
                rate=rate,
                source=source.strip(),
                as_of=self._ctx.clock.today(),
            ),
            Text("Own fee figure entered"),
        )

    def withdraw_own(self, store_id: int, item: FeeItem) -> None:
        """Return to the shipped figure; the own versions stay in the record."""
        figure = OwnFee(store_id=store_id, item=item, as_of=self._ctx.clock.today(), withdrawn=True)
        self._add(figure, Text("Shipped fee figure restored"))

    def _add(self, figure: OwnFee, reason: Text) -> None:
        with self._ctx.open_uow(reason) as uow:
            uow.repository(OwnFees).add(figure)
            uow.commit()
