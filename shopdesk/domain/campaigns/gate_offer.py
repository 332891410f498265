"""The nearest offer that would pass a programme's entry rules: price, quantity and shipping chosen together.

A price that passes its own rule may break the one about quantity times price, so the three are never chosen singly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from shopdesk.domain.campaigns.gate_metrics import METRICS
from shopdesk.domain.campaigns.gate_rules import Facts, GateRule
from shopdesk.domain.text import Text

_MOST_TRIED = 20_000
"""Fen to either side: where quantity times price has to lie between two near amounts, few prices go into them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a store offers to a programme; the price in yuan."""

    price: Decimal
    quantity: int
    free_shipping: bool

    def applied(self, facts: Facts) -> dict[str, Decimal | None]:
        """The figures with this offer in place of the present one."""
        return {
            **facts,
            "price": self.price,
            "quantity": Decimal(self.quantity),
            "free_shipping": Decimal(1) if self.free_shipping else facts.get("free_shipping"),
        }

    def words(self, facts: Facts) -> Text | None:
        """What to change in the present offer, ``None`` where nothing is to be changed."""
        said: list[Text] = []
        price, quantity = facts.get("price"), facts.get("quantity")
        if price is not None and self.price != price:
            shown = f"{self.price:.2f}"
            said.append(
                Text("Lower the price to {price} yuan.", price=shown)
                if self.price < price
                else Text("Raise the price to {price} yuan.", price=shown)
            )
        if self.quantity != quantity:
            said.append(Text("Change the quantity to {quantity}.", quantity=self.quantity))
        if self.free_shipping and facts.get("free_shipping") != 1:
            said.append(Text("Offer free shipping."))
        if not said:
            return None
        whole = said[0]
        for more in said[1:]:
            whole = Text("{first} {second}", first=whole, second=more)
        return whole


class _Range:
    """The whole numbers from ``low`` to ``high``; narrowed by rules."""

    __slots__ = ("high", "low")

    def __init__(self, low: int) -> None:
        self.low = low
        self.high: int | None = None

    def narrow(self, low: Decimal | None, high: Decimal | None, *, strict: bool = False) -> None:
        """Leave only what lies between two values; the values themselves go too where ``strict``."""
        if low is not None:
            self.low = max(self.low, _whole(low, ROUND_FLOOR) + 1 if strict else _whole(low, ROUND_CEILING))
        if high is not None:
            most = _whole(high, ROUND_CEILING) - 1 if strict else _whole(high, ROUND_FLOOR)
            self.high = most if self.high is None else min(self.high, most)

    def within(self, low: Decimal | None, high: Decimal | None) -> _Range:
        """Another range, of what lies between two values as well."""
        narrower = _Range(self.low)
        narrower.high = self.high
        narrower.narrow(low, high)
        return narrower

    def outward(self, begin: int) -> Iterator[int]:
        """``begin`` and the numbers around it, the nearest to the present one first."""
        yield begin
        for step in range(1, _MOST_TRIED):
            if begin - step >= self.low:
                yield begin - step
            if self.high is None or begin + step <= self.high:
                yield begin + step

    def share(self, count: int) -> Decimal | None:
        """The most that each of ``count`` may have; ``None`` without an upper end."""
        return None if self.high is None else Decimal(self.high) / count

    def nearest(self, value: int) -> int | None:
        """The number nearest to ``value``; ``None`` where none is left."""
        if self.high is not None and self.high < self.low:
            return None
        return max(self.low, value if self.high is None else min(value, self.high))


def nearest_offer(rules: Iterable[GateRule], facts: Facts) -> Offer | None:
    """The offer nearest to the present one that the rules about offers leave; ``None`` where there is none.

    The price stays where it can, the quantity follows. A rule that compares with an unknown price is left to the
    caller, who tries every rule with what comes back.
    """
    price, quantity = facts.get("price"), facts.get("quantity")
    if price is None or quantity is None:
        return None
    fen, pieces, worth = _Range(1), _Range(1), _Range(0)
    shipping = False
    for rule in rules:
        shipping = shipping or rule.metric == "free_shipping"
        if rule.metric == "quantity":
            pieces.narrow(*rule.bounds, strict=rule.strict)
        elif rule.metric == "quantity_x_price":
            worth.narrow(*(_fen(bound) for bound in rule.bounds), strict=rule.strict)
        else:
            fen.narrow(*_prices(rule, facts), strict=rule.strict)
    # So many pieces at most, or at least, leave only some prices for the amount that is asked for.
    fen.narrow(Decimal(worth.low) / pieces.high if pieces.high else None, worth.share(pieces.low))
    chosen = fen.nearest(int(price * 100))
    if chosen is None:
        return None
    for tried in fen.outward(chosen):
        count = pieces.within(Decimal(worth.low) / tried, worth.share(tried)).nearest(int(quantity))
        if count is not None:
            return Offer(price=Decimal(tried) / 100, quantity=count, free_shipping=shipping)
    return None


def _whole(value: Decimal, rounding: str) -> int:
    return int(value.to_integral_value(rounding))


def _prices(rule: GateRule, facts: Facts) -> tuple[Decimal | None, Decimal | None]:
    """The bounds in fen that a rule about the price sets; none where it is about something else or not known."""
    factor, shift = _scale(rule.metric, facts) or (None, Decimal(0))
    if factor is None:
        return None, None
    low, high = (None if bound is None else _fen(bound * factor + shift) for bound in rule.bounds)
    return low, high


def _fen(yuan: Decimal | None) -> Decimal | None:
    return None if yuan is None else yuan * 100


def _scale(metric: str, facts: Facts) -> tuple[Decimal, Decimal] | None:
    """How a figure about the price becomes a price: times the first, plus the second; ``None`` where it is none."""
    if metric == "price":
        return Decimal(1), Decimal(0)
    inputs = METRICS[metric].inputs
    if len(inputs) != 2 or inputs[0] != "price":
        return None
    other = facts.get(inputs[1])
    if other is None:
        return None
    return (other, Decimal(0)) if metric == "price_share" else (Decimal(1), other)
