"""The sales at which nothing is earned and nothing lost: one reckoning for the fees and for the budget."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.money import round_half_up
from shopdesk.domain.setup.budget import BudgetPlan
from shopdesk.domain.setup.fees import FeeEstimate, FeeItem


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Break-even sales of a store.

    ``margin`` is what is left of a yuan of sales after all that moves with it. ``fixed_year_fen`` is what has to be
    paid in a year whatever is sold. ``year_fen`` and ``month_fen`` are ``None`` where nothing is left of a sale.
    ``by_rules`` says that the platform's shares come from the fee rules and not from the budget.
    """

    margin: Decimal
    fixed_year_fen: int
    year_fen: int | None
    month_fen: int | None
    by_rules: bool


def break_even(plan: BudgetPlan, fees: FeeEstimate | None = None) -> BreakEven:
    """Sales = fixed costs / margin, in a year and in a twelfth of it.

    The margin is the budget's net share. Where the fee rules know what the platform takes of sales, that takes the
    place of the budget's commission. Fixed costs are twelve months of the budget's and the yearly fee less its refund,
    where the rules know one.
    """
    margin, by_rules = plan.net_share, False
    fixed = plan.fixed_month_fen * 12
    if fees is not None:
        if fees.share_of_sales is not None:
            margin, by_rules = margin + plan.commission - fees.share_of_sales, True
        fixed += fees.line(FeeItem.YEARLY_FEE).year_fen or 0
    if margin <= 0:
        return BreakEven(margin, fixed, None, None, by_rules)
    year = Decimal(fixed) / margin
    return BreakEven(margin, fixed, round_half_up(year), round_half_up(year / 12), by_rules)
