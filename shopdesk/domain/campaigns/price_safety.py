"""Is a campaign price safe: what is left of it after coupons, cost, commission, shipping and advertising."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from shopdesk.domain.campaigns.records import CampaignKind
from shopdesk.domain.money import format_yuan, percent_text, ratio, round_half_up
from shopdesk.domain.text import Text

LOWEST_DISCOUNT = Decimal("0.70")
"""The lowest share of the list price the plans allow, except for coins and Double 11."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCase:
    """One product's price in a campaign. Amounts in fen per piece; ``None`` means nobody said.

    ``stacked_fen`` is what coupons and platform subsidies of the store take off on top of the campaign price;
    ``commission_rate`` is the platform's share of what is paid; ``lowest_30_fen`` the lowest price of the last 30 days.
    """

    kind: CampaignKind = CampaignKind.DISCOUNT
    price_fen: int | None
    list_fen: int | None = None
    stacked_fen: int = 0
    cost_fen: int | None = None
    commission_rate: Decimal = Decimal(0)
    shipping_fen: int = 0
    ads_fen: int = 0
    lowest_30_fen: int | None = None
    major_sale: bool = False


COSTS: dict[str, Text] = {
    "shipping": Text("Shipping per piece"),
    "ads": Text("Advertising per piece"),
    "lowest_30": Text("Lowest price of 30 days"),
}
"""What a product's facts say about amounts in yuan per piece, by the code of the fact."""

MOST_YUAN = Decimal(10_000_000)
"""More than a piece of anything costs; beyond it somebody's finger slipped."""

_PLACES = 15  # digits before and after the point


def read_amount(text: str | None) -> Decimal | None:
    """A figure kept as text; ``None`` where there is none, it cannot be read, or nobody can have meant it."""
    try:
        value = Decimal(text) if text is not None and text.strip() else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and -_PLACES <= value.adjusted() < _PLACES else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAnswer:
    """What a price comes to.

    ``discount`` is what buyers pay by the list price. ``profit_fen`` and ``break_even_fen`` are ``None`` where the unit
    cost is unknown; ``break_even_fen`` is the lowest campaign price that loses nothing.
    """

    paid_fen: int | None
    profit_fen: int | None
    break_even_fen: int | None
    discount: Decimal | None
    warnings: tuple[Text, ...]
    unknown: tuple[Text, ...]

    @property
    def safe(self) -> bool | None:
        """Whether nothing speaks against it; ``None`` where a figure is missing and nothing else does."""
        if self.warnings:
            return False
        return None if self.unknown else True


def check_price(case: PriceCase) -> PriceAnswer:
    """What is left of the price, and every reason to think again.

    What a buyer pays is the price after coupons, so both the share of the list price and the lowest price of 30 days
    are held against it.
    Profit = price - stacked discounts - commission on what is paid - unit cost - shipping - advertising.
    """
    if case.price_fen is None:
        return PriceAnswer(
            paid_fen=None, profit_fen=None, break_even_fen=None, discount=None, warnings=(),
            unknown=(Text("The campaign price is missing."),),
        )  # fmt: skip
    warnings: list[Text] = []
    unknown: list[Text] = []
    paid = case.price_fen - case.stacked_fen
    profit, break_even = None, None
    if case.cost_fen is None:
        unknown.append(Text("The unit cost is missing, so the profit is not known."))
    else:
        profit = paid - round_half_up(case.commission_rate * paid) - case.cost_fen - case.shipping_fen - case.ads_fen
        break_even = _break_even(case, case.cost_fen)
        if profit < 0:
            warnings.append(
                Text(
                    "Every piece loses {loss} yuan. From {price} yuan on nothing is lost.",
                    loss=format_yuan(-profit),
                    price=format_yuan(break_even),
                )
            )
    if paid < 0:
        warnings.append(Text("The coupons take off more than the price."))
    discount = ratio(paid, case.list_fen)
    if discount is None:
        unknown.append(Text("The list price is missing, so the discount is not known."))
    elif discount < LOWEST_DISCOUNT and case.kind is not CampaignKind.COINS and not case.major_sale:
        warnings.append(
            Text(
                "What buyers pay after coupons ({paid} yuan) is {share} of the list price; the store's own limit is "
                "{limit}.",
                paid=format_yuan(paid),
                share=percent_text(discount, 0),
                limit=percent_text(LOWEST_DISCOUNT, 0),
            )
        )
    if case.lowest_30_fen is not None and paid < case.lowest_30_fen:
        warnings.append(
            Text(
                "What buyers pay after coupons ({paid} yuan) is lower than the lowest of the last 30 days "
                "({lowest} yuan): earlier buyers may ask for the difference, and the new lowest price binds the next "
                "application.",
                paid=format_yuan(paid),
                lowest=format_yuan(case.lowest_30_fen),
            )
        )
    return PriceAnswer(
        paid_fen=paid,
        profit_fen=profit,
        break_even_fen=break_even,
        discount=discount,
        warnings=tuple(warnings),
        unknown=tuple(unknown),
    )


def _break_even(case: PriceCase, cost_fen: int) -> int:
    """The lowest price in fen at which the profit is not negative."""
    needed = Decimal(cost_fen + case.shipping_fen + case.ads_fen)
    share = 1 - case.commission_rate
    if share <= 0:
        raise ValueError("a commission of 100 % or more leaves nothing")
    return int((needed / share).to_integral_value(ROUND_CEILING)) + case.stacked_fen
