"""The commission rate that an order was to be charged: the store's own figure, else the shipped rule of that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from shopdesk.domain.setup.fees import FeeInputs, FeeItem, FeeRuleSet, OwnFee, choose_rule_set, own_in_force

_PARTS = str.maketrans(dict.fromkeys(">＞、,，;；|", "/"))


@dataclass(frozen=True, slots=True)
class ItemShare:
    """A part of an order: the category of its product, where the product is known, and its weight in the amount."""

    category: str | None
    weight: int


class CommissionRates:
    """Answers the rate of a day and a category; answers are kept, for orders by the thousand ask for few of them."""

    def __init__(self, inputs: FeeInputs, rule_sets: Sequence[FeeRuleSet], own: Sequence[OwnFee]) -> None:
        """Use the store's ``own`` figures before the shipped ``rule_sets``; ``inputs`` describe the store."""
        self._inputs = inputs
        self._rule_sets = rule_sets
        self._own = [figure for figure in own if figure.item is FeeItem.COMMISSION and figure.fits(inputs)]
        self._known: dict[tuple[date, str | None], Decimal | None] = {}
        self._plain: dict[date, Fraction | None] = {}

    def rate(self, day: date, category: str | None = None) -> Decimal | None:
        """The rate of a day for a product's category (``None``: not known); ``None`` where no rule says one."""
        key = (day, category)
        if key not in self._known:
            self._known[key] = self._find(day, category)
        return self._known[key]

    def of_order(self, day: date, shares: Sequence[ItemShare]) -> Fraction | None:
        """The rate of an order of several products: the mean of their rates, weighed by their amounts.

        Products that are not known, and orders without items, take the store's general rate. ``None`` where a rate is
        not known.
        """
        if not shares:
            return self._general(day)
        rates = {share.category: self.rate(day, share.category) for share in shares}
        if len(set(rates.values())) > 1:
            total = sum(share.weight for share in shares)
            weights = [share.weight for share in shares] if total else [1] * len(shares)
            found = [rates[share.category] for share in shares]
            if None in found:
                return None
            weighed = (Fraction(rate or 0) * weight for rate, weight in zip(found, weights, strict=True))
            return sum(weighed, Fraction(0)) / sum(weights)
        one = rates[shares[0].category]
        return None if one is None else Fraction(one)

    def _general(self, day: date) -> Fraction | None:
        """The rate of the store, kept as a fraction: making one takes longer than the rest of an order."""
        if day not in self._plain:
            rate = self.rate(day)
            self._plain[day] = None if rate is None else Fraction(rate)
        return self._plain[day]

    def _find(self, day: date, category: str | None) -> Decimal | None:
        names = category_names(category)
        mine = own_in_force(self._own, FeeItem.COMMISSION, day, names)
        if mine is not None:
            return mine.rate
        rules = choose_rule_set(self._rule_sets, self._inputs.platform, day)
        inputs = replace(self._inputs, category=_code(rules, names) or self._inputs.category)
        rule = next((rule for rule in rules.rules if rule.item is FeeItem.COMMISSION and rule.fits(inputs)), None)
        return None if rule is None else rule.rate


def category_names(category: str | None) -> tuple[str, ...]:
    """A product's category as it is compared: the whole of it, then its parts, the most exact first."""
    if category is None or not category.strip():
        return ()
    whole = category.strip().casefold()
    parts = [part.strip() for part in whole.translate(_PARTS).split("/")]
    return tuple(dict.fromkeys([whole, *reversed([part for part in parts if part])]))


def _code(rules: FeeRuleSet, names: Iterable[str]) -> str | None:
    """The shipped category that a product's category names, by its code or title."""
    titles: Mapping[str, str] = {
        name.casefold(): code for code, title in rules.categories for name in (code, title.zh, title.en)
    }
    return next((titles[name] for name in names if name in titles), None)
