"""Several products of a campaign in one order: what buyers pay and what is left of each, in every order of discounts.

Member price, item coupon and coins look at one product; the store's and the platform's coupon and what is taken off for
every amount look at all products of the order that have them. What those take is shared out over the products by what
is left to pay for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shopdesk.domain.campaigns.discounts import Discount, DiscountKind
from shopdesk.domain.campaigns.price_safety import PriceCase
from shopdesk.domain.money import ratio, round_half_up, share_out

WHOLE_ORDER = frozenset({DiscountKind.STORE_COUPON, DiscountKind.THRESHOLD, DiscountKind.PLATFORM_COUPON})
"""The kinds that count the order and not the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine:
    """One product of an order, with the price and the pieces of ``case``; its price has to be known."""

    name: str
    case: PriceCase

    @property
    def price_fen(self) -> int:
        """The campaign price of all its pieces."""
        return (self.case.price_fen or 0) * self.case.pieces

    @property
    def discounts(self) -> tuple[Discount, ...]:
        """What is taken off its pieces; until it is said one by one, what was said in one sum is an item's coupon."""
        if self.case.discounts or not self.case.stacked_fen:
            return self.case.discounts
        return (Discount(kind=DiscountKind.ITEM_COUPON, off_fen=self.case.stacked_fen * self.case.pieces),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one kind of discount took off each line, and how much of that the store bears, in fen."""

    kind: DiscountKind
    off_fen: tuple[int, ...]
    store_fen: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketWay:
    """One way of an order through the till: what is paid for each line and what the store bears of it, in fen."""

    paid_fen: tuple[int, ...]
    store_fen: tuple[int, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The ends of one figure over all orders of the discounts, in fen."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketAnswer:
    """What an order comes to, in fen for all pieces of each line.

    ``paid`` and ``left`` are those of the lines in their order; what is left is ``None`` where a unit cost is unknown,
    of the order where any is. ``lowest`` and ``highest`` are the ways in which the buyer pays least and most,
    ``dearest`` the one in which least is left for the store.
    """

    price_fen: int
    lowest: BasketWay
    highest: BasketWay
    dearest: BasketWay
    paid: tuple[Span, ...]
    left: tuple[Span | None, ...]
    order_left: Span | None

    @property
    def margin(self) -> Decimal | None:
        """What is left at worst as a share of the campaign prices."""
        return None if self.order_left is None else ratio(self.order_left.low, self.price_fen)


_State = tuple[tuple[int, ...], tuple[int, ...]]
"""What is left to pay for each line and what the store bears of it, in fen."""
_Step = Callable[[_State], _State]


def check_basket(lines: Sequence[BasketLine]) -> BasketAnswer:
    """Follow an order through every order of the kinds of its discounts; each kind is taken off all lines at once.

    Raises:
        ValueError: there is no line.
    """
    if not lines:
        raise ValueError("an order has at least one product")
    kinds = _kinds(lines)
    found = _states(lines, [_step(lines, kind) for kind in kinds])
    ends = list(found[-1])
    known = all(line.case.cost_fen is not None for line in lines)

    def way(end: _State) -> BasketWay:
        backwards, state, taken = [], end, len(found) - 1
        while (before := found[taken][state]) is not None:
            (left, borne), place = before
            backwards.append(Part(kind=kinds[place], off_fen=_less(left, state[0]), store_fen=_less(state[1], borne)))
            state, taken = before[0], taken ^ 1 << place
        return BasketWay(paid_fen=end[0], store_fen=end[1], parts=tuple(reversed(backwards)))

    def kept(end: _State) -> int:
        return sum(_kept(line, borne) for line, borne in zip(lines, end[1], strict=True))

    left = [sum(_left(line, borne) or 0 for line, borne in zip(lines, end[1], strict=True)) for end in ends]
    return BasketAnswer(
        price_fen=sum(line.price_fen for line in lines),
        lowest=way(min(ends, key=lambda end: (sum(end[0]), -sum(end[1])))),
        highest=way(max(ends, key=lambda end: (sum(end[0]), -sum(end[1])))),
        dearest=way(min(ends, key=lambda end: (kept(end), -sum(end[1]), sum(end[0])))),
        paid=tuple(_span(end[0][place] for end in ends) for place in range(len(lines))),
        left=tuple(_left_span(line, [end[1][place] for end in ends]) for place, line in enumerate(lines)),
        order_left=_span(left) if known else None,
    )


def least_left(lines: Sequence[BasketLine]) -> int | None:
    """What is left of an order at worst, in fen; ``None`` where a unit cost is unknown."""
    if any(line.case.cost_fen is None for line in lines):
        return None
    found = _states(lines, [_step(lines, kind) for kind in _kinds(lines)])
    return min(sum(_left(line, one) or 0 for line, one in zip(lines, borne, strict=True)) for _paid, borne in found[-1])


def _kinds(lines: Sequence[BasketLine]) -> list[DiscountKind]:
    return sorted({one.kind for line in lines for one in line.discounts})


def _states(lines: Sequence[BasketLine], steps: Sequence[_Step]) -> list[dict[_State, tuple[_State, int] | None]]:
    """By the set of kinds taken, as bits: each state that is reached, with the state and the kind before it."""
    found: list[dict[_State, tuple[_State, int] | None]] = [{} for _set in range(1 << len(steps))]
    found[0][tuple(line.price_fen for line in lines), (0,) * len(lines)] = None
    for taken, states in enumerate(found):
        for place, step in enumerate(steps):
            if not taken & 1 << place:
                after = found[taken | 1 << place]
                for state in states:
                    after.setdefault(step(state), (state, place))
    return found


def _step(lines: Sequence[BasketLine], kind: DiscountKind) -> _Step:
    """How a kind changes a state: each discount on its own lines, which no two of one kind share."""
    groups: dict[object, tuple[Discount, list[int], list[tuple[int, int]]]] = {}
    for place, line in enumerate(lines):
        for one in line.discounts:
            if one.kind is kind:
                # Who bears it may differ from product to product; what is taken off is one discount all the same.
                same = replace(one, store_share=Decimal(1)) if kind in WHOLE_ORDER else place
                _one, places, shares = groups.setdefault(same, (one, [], []))
                places.append(place)
                shares.append(one.store_share.as_integer_ratio())

    def step(state: _State) -> _State:
        left, borne = list(state[0]), list(state[1])
        for discount, places, shares in groups.values():
            before = [left[place] for place in places]
            off = discount.takes(sum(before))
            parts = share_out(off, before) if len(places) > 1 else [off]
            for place, part, (share, whole) in zip(places, parts, shares, strict=True):
                left[place] -= part
                borne[place] += (2 * share * part + whole) // (2 * whole)
        return tuple(left), tuple(borne)

    return step


def _kept(line: BasketLine, borne: int) -> int:
    """What the store keeps of a line after its discounts and the commission."""
    received = line.price_fen - borne
    return received - round_half_up(line.case.commission_rate * received)


def _left(line: BasketLine, borne: int) -> int | None:
    case = line.case
    if case.cost_fen is None:
        return None
    return _kept(line, borne) - case.pieces * (case.cost_fen + case.shipping_fen + case.ads_fen)


def _left_span(line: BasketLine, borne: Sequence[int]) -> Span | None:
    left = [found for one in borne if (found := _left(line, one)) is not None]
    return _span(left) if left else None


def _less(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    return tuple(first - second for first, second in zip(one, other, strict=True))


def _span(values: Iterable[int]) -> Span:
    told = list(values)
    return Span(low=min(told), high=max(told))
