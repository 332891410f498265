"""Is a campaign price safe: what is left of it after coupons, cost, commission, shipping and advertising."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from fractions import Fraction

from shopdesk.domain.campaigns.discounts import Discount, Ladder, ladder
from shopdesk.domain.campaigns.records import CampaignKind
from shopdesk.domain.money import format_yuan, percent_text, ratio, round_half_up, round_up
from shopdesk.domain.text import Text

LOWEST_DISCOUNT = Decimal("0.70")
"""The lowest share of the list price the plans allow, except for coins and Double 11."""


_TRIES = 60
"""How often a price is raised by what it lacks before no price is advised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCase:
    """One product's price in a campaign. Amounts in fen per piece; ``None`` means nobody said.

    ``discounts`` are taken off an order of so many ``pieces``. Until they are said one by one, ``stacked_fen`` is what
    the store's coupons and subsidies take off on top of the campaign price. ``commission_rate`` is the platform's share
    of what the store receives; ``lowest_30_fen`` and ``lowest_60_fen`` are the lowest prices of so many days;
    ``budget_fen`` is what the campaign costs, however much is sold.
    """

    kind: CampaignKind = CampaignKind.DISCOUNT
    price_fen: int | None
    list_fen: int | None = None
    stacked_fen: int = 0
    discounts: tuple[Discount, ...] = ()
    pieces: int = 1
    cost_fen: int | None = None
    commission_rate: Decimal = Decimal(0)
    shipping_fen: int = 0
    ads_fen: int = 0
    lowest_30_fen: int | None = None
    lowest_60_fen: int | None = None
    budget_fen: int | None = None
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


def fact_fen(text: str | None) -> int | None:
    """An amount in yuan kept as text, in fen; one that no form would take is as good as none."""
    amount = read_amount(text)
    return round_half_up(amount * 100) if amount is not None and 0 <= amount <= MOST_YUAN else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAnswer:
    """What a price comes to, in fen per piece.

    ``paid_fen`` is the least that a buyer may pay, which is never below 0, and ``highest_fen`` the most; ``discount``
    is the least by the list price. ``profit_fen`` is what is left in the order of discounts that costs the store most,
    ``best_fen`` in the one that costs it least; both, and ``break_even_fen``, a campaign price that loses nothing, are
    ``None`` where the unit cost is unknown. ``break_even_pieces`` is how many have to be sold until the campaign's
    budget is earned; ``None`` where nothing is earned or no budget is known. ``advice_fen`` is a higher price against
    which nothing speaks.
    """

    paid_fen: int | None
    highest_fen: int | None = None
    profit_fen: int | None
    best_fen: int | None = None
    break_even_fen: int | None
    break_even_pieces: int | None = None
    advice_fen: int | None = None
    discount: Decimal | None
    ladder: Ladder | None = None
    warnings: tuple[Text, ...]
    unknown: tuple[Text, ...]

    @property
    def safe(self) -> bool | None:
        """Whether nothing speaks against it; ``None`` where a figure is missing and nothing else does."""
        if self.warnings:
            return False
        return None if self.unknown else True


@dataclass(frozen=True, slots=True)
class _Sums:
    """What one price comes to, per piece: what buyers pay at least and at most, what is left at worst and at best."""

    ladder: Ladder | None
    paid: int
    highest: int
    profit: int | None
    best: int | None
    beyond: int = 0
    """How much more the coupons take off than there is to pay."""


def check_price(case: PriceCase) -> PriceAnswer:
    """What is left of the price, and every reason to think again.

    What a buyer pays is the price after coupons, so both the share of the list price and the lowest prices are held
    against it, in the order of discounts that makes it lowest.
    Profit = price - discounts that the store bears - commission on what it receives - unit cost - shipping -
    advertising, in the order of discounts that costs the store most.
    """
    if case.price_fen is None:
        return PriceAnswer(
            paid_fen=None, profit_fen=None, break_even_fen=None, discount=None, warnings=(),
            unknown=(Text("The campaign price is missing."),),
        )  # fmt: skip
    sums = _sums(case, case.price_fen)
    unknown: list[Text] = []
    if case.cost_fen is None:
        unknown.append(Text("The unit cost is missing, so the profit is not known."))
    discount = ratio(sums.paid, case.list_fen)
    if discount is None:
        unknown.append(Text("The list price is missing, so the discount is not known."))
    break_even = None if case.cost_fen is None else _break_even(case, case.cost_fen)
    warnings = tuple(text for text, _lacks in _warnings(case, sums, break_even))
    return PriceAnswer(
        paid_fen=sums.paid,
        highest_fen=sums.highest,
        profit_fen=sums.profit,
        best_fen=sums.best,
        break_even_fen=break_even,
        break_even_pieces=_pieces_for(case.budget_fen, sums.profit),
        advice_fen=_advice(case) if warnings else None,
        discount=discount,
        ladder=sums.ladder,
        warnings=warnings,
        unknown=tuple(unknown),
    )


def _pieces_for(budget_fen: int | None, profit_fen: int | None) -> int | None:
    """How many pieces earn a budget, rounded up; ``None`` where nothing is earned or there is none."""
    return (
        round_up(Fraction(budget_fen, profit_fen)) if budget_fen and profit_fen is not None and profit_fen > 0 else None
    )


def _sums(case: PriceCase, price_fen: int) -> _Sums:
    if not case.discounts:
        paid = max(price_fen - case.stacked_fen, 0)
        profit = left_of(case, paid)
        return _Sums(None, paid, paid, profit, profit, max(case.stacked_fen - price_fen, 0))
    whole = price_fen * case.pieces
    ways = ladder(whole, case.discounts)
    # Parts of a fen go against the store, so that no figure promises more than there is.
    return _Sums(
        ways,
        ways.lowest.paid_fen // case.pieces,
        round_up(Fraction(ways.highest.paid_fen, case.pieces)),
        left_of(case, (whole - ways.dearest.store_fen) // case.pieces),
        left_of(case, (whole - ways.cheapest.store_fen) // case.pieces),
    )


def left_of(case: PriceCase, received_fen: int) -> int | None:
    """What is left of a piece for which the store receives so much, in fen; ``None`` where its cost is unknown."""
    if case.cost_fen is None:
        return None
    commission = round_half_up(case.commission_rate * received_fen)
    return received_fen - commission - case.cost_fen - case.shipping_fen - case.ads_fen


def _warnings(case: PriceCase, sums: _Sums, break_even: int | None) -> Iterator[tuple[Text, int]]:
    """Every reason to think again, with how many fen what it looks at lacks."""
    if sums.profit is not None and sums.profit < 0:
        loss = format_yuan(-sums.profit)
        if break_even is None:
            yield Text("Every piece loses {loss} yuan.", loss=loss), -sums.profit
        else:
            text = Text(
                "Every piece loses {loss} yuan. From {price} yuan on nothing is lost."
                if not case.discounts
                else "Every piece loses {loss} yuan. At {price} yuan nothing is lost.",
                loss=loss,
                price=format_yuan(break_even),
            )
            yield text, -sums.profit
    if sums.beyond:
        yield Text("The coupons take off more than the price."), sums.beyond
    if case.list_fen and case.kind is not CampaignKind.COINS and not case.major_sale:
        lacks = int((LOWEST_DISCOUNT * case.list_fen).to_integral_value(ROUND_CEILING)) - sums.paid
        if lacks > 0:
            text = Text(
                "What buyers pay after coupons ({paid} yuan) is {share} of the list price; the store's own limit is "
                "{limit}.",
                paid=format_yuan(sums.paid),
                share=percent_text(ratio(sums.paid, case.list_fen), 0),
                limit=percent_text(LOWEST_DISCOUNT, 0),
            )
            yield text, lacks
    paid = format_yuan(sums.paid)
    if case.lowest_30_fen is not None and sums.paid < case.lowest_30_fen:
        text = Text(
            "What buyers pay after coupons ({paid} yuan) is lower than the lowest of the last 30 days "
            "({lowest} yuan): earlier buyers may ask for the difference, and the new lowest price binds the next "
            "application.",
            paid=paid,
            lowest=format_yuan(case.lowest_30_fen),
        )
        yield text, case.lowest_30_fen - sums.paid
    if case.lowest_60_fen is not None and sums.paid < case.lowest_60_fen:
        text = Text(
            "What buyers pay after coupons ({paid} yuan) is lower than the lowest of the last 60 days ({lowest} yuan), "
            "which some programmes ask about.",
            paid=paid,
            lowest=format_yuan(case.lowest_60_fen),
        )
        yield text, case.lowest_60_fen - sums.paid


def _break_even(case: PriceCase, cost_fen: int) -> int | None:
    """A campaign price in fen at which the profit is not negative; without discounts of shares the lowest."""
    if case.discounts:
        return _raised(replace(case, list_fen=None, lowest_30_fen=None, lowest_60_fen=None), 0)
    needed = Decimal(cost_fen + case.shipping_fen + case.ads_fen)
    share = 1 - case.commission_rate
    if share <= 0:
        raise ValueError("a commission of 100 % or more leaves nothing")
    return int((needed / share).to_integral_value(ROUND_CEILING)) + case.stacked_fen if needed else 0


def _advice(case: PriceCase) -> int | None:
    """A higher price, up to the list price, against which nothing speaks; tried before it is said."""
    found = _raised(case, case.price_fen or 0)
    return None if found is None or (case.list_fen and found > case.list_fen) else found


def _raised(case: PriceCase, price_fen: int) -> int | None:
    """The price raised by what it lacks until it lacks nothing."""
    for _try in range(_TRIES):
        lacks = max((lacks for _text, lacks in _warnings(case, _sums(case, price_fen), None)), default=0)
        if not lacks:
            return price_fen
        price_fen += lacks
        if price_fen > MOST_YUAN * 100:
            break
    return None
