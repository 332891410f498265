"""What a buyer pays for a campaign price once every discount has been taken, in every order a platform may take them.

A discount that takes a share takes less when it comes later, and a coupon that asks for an amount may no longer be
reached. Which comes first is the platform's own decision and differs by programme, so all orders are followed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.money import round_half_up
from shopdesk.domain.text import Text


class DiscountKind(StrEnum):
    """Whose rule takes something off."""

    MEMBER = "member"
    ITEM_COUPON = "item"
    STORE_COUPON = "store"
    THRESHOLD = "every"
    PLATFORM_COUPON = "platform"
    COINS = "coins"


DISCOUNT_NAMES = {
    DiscountKind.MEMBER: Text("Member price"),
    DiscountKind.ITEM_COUPON: Text("Item coupon"),
    DiscountKind.STORE_COUPON: Text("Store coupon"),
    DiscountKind.THRESHOLD: Text("Off for every amount"),
    DiscountKind.PLATFORM_COUPON: Text("Platform coupon"),
    DiscountKind.COINS: Text("Coins"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """One discount; either ``off_fen`` or ``off_rate`` says what it takes.

    ``from_fen`` is the amount that has to be left before it, 0 for any; where it ``repeats``, it is taken once for each
    full ``from_fen``. ``store_share`` is the part that the store bears, the platform bears the rest.
    """

    kind: DiscountKind
    off_fen: int = 0
    off_rate: Decimal = Decimal(0)
    from_fen: int = 0
    repeats: bool = False
    store_share: Decimal = Decimal(1)

    def takes(self, left_fen: int) -> int:
        """What it takes off ``left_fen``, never more than that."""
        if left_fen < self.from_fen:
            return 0
        times = left_fen // self.from_fen if self.repeats and self.from_fen else 1
        share = round_half_up(self.off_rate * left_fen) if self.off_rate else 0
        return min(left_fen, self.off_fen * times + share)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One discount in its place: what it took, and how much of that the store bears."""

    discount: Discount
    off_fen: int
    store_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """One way through the till: what the buyer pays and what the store bears, both in fen."""

    paid_fen: int
    store_fen: int
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The ends of all orders: the buyer's lowest and highest price, and what costs the store most and least."""

    lowest: Checkout
    highest: Checkout
    dearest: Checkout
    cheapest: Checkout


_State = tuple[int, int]
"""What is left to pay and what the store bears, in fen."""


def ladder(price_fen: int, discounts: Sequence[Discount]) -> Ladder:
    """Follow every order in which these discounts can be taken off a price.

    Two orders that have taken the same discounts and left the same amounts go on alike, so one of them is followed.
    """
    # By the set of discounts taken, as bits: each state that is reached, with the state and the discount before it.
    found: list[dict[_State, tuple[_State, int] | None]] = [{} for _set in range(1 << len(discounts))]
    found[0][price_fen, 0] = None
    steps = [_step(one) for one in discounts]
    for taken, states in enumerate(found):
        for place, step in enumerate(steps):
            if not taken & 1 << place:
                after = found[taken | 1 << place]
                for state in states:
                    after.setdefault(step(state), (state, place))

    def way(end: _State) -> Checkout:
        backwards, state, taken = [], end, len(found) - 1
        while (before := found[taken][state]) is not None:
            (left, borne), place = before
            one = Taken(discount=discounts[place], off_fen=left - state[0], store_fen=state[1] - borne)
            backwards.append(one)
            state, taken = before[0], taken ^ 1 << place
        return Checkout(paid_fen=end[0], store_fen=end[1], taken=tuple(reversed(backwards)))

    ends = found[-1]
    return Ladder(
        lowest=way(min(ends, key=lambda end: (end[0], -end[1]))),
        highest=way(max(ends, key=lambda end: (end[0], -end[1]))),
        dearest=way(max(ends, key=lambda end: (end[1], -end[0]))),
        cheapest=way(min(ends, key=lambda end: (end[1], end[0]))),
    )


def _step(discount: Discount) -> Callable[[_State], _State]:
    """How a discount changes a state; a share is a whole ratio, because this runs some thousand times for a price."""
    takes = discount.takes
    part, whole = discount.store_share.as_integer_ratio()

    def step(state: _State) -> _State:
        left, borne = state
        off = takes(left)
        return left - off, borne + (2 * part * off + whole) // (2 * whole)

    return step
