"""The order of a campaign's products that leaves least of its price, among those which buyers make up for a threshold.

A buyer who wants a coupon puts in what just reaches it. Looked at are the orders of at most ``MOST_PRODUCTS`` different
products and ``MOST_PIECES`` pieces which reach an amount that a discount asks for, and would not without any one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from shopdesk.domain.campaigns.baskets import WHOLE_ORDER, BasketLine, least_left
from shopdesk.domain.campaigns.discounts import Discount
from shopdesk.domain.money import round_up

MOST_PRODUCTS = 3
MOST_PIECES = 12
FURTHER, MOST_TIMES = 2, 10
"""Where a discount is taken for every amount, its multiples count up to twice the highest amount asked, ten at most."""

Pieces = tuple[tuple[int, int], ...]
"""The places of the products in an order, each with its pieces."""


@dataclass(frozen=True)
class WorstBasket:
    """The order that was found: the pieces of each product by its place, and the amount that they reach, in fen."""

    pieces: Pieces
    level_fen: int


def worst_basket(products: Sequence[BasketLine]) -> WorstBasket | None:
    """The order that leaves the smallest share of its price at worst; ``None`` where no order reaches an amount.

    Products without a price or a unit cost are left out: what is left of them is not known. No order is left out that
    could be worse: only those are passed over whose least possible rest is no less than that of one already reckoned.
    """
    search = _Search(products)
    hoped = sorted({(search.hope(pieces), pieces, level) for pieces, level in search.candidates()}, key=_by_hope)
    best: tuple[int, int, Pieces, int] | None = None
    for (least, price), pieces, level in hoped:
        if best is not None and least * best[1] >= best[0] * price:
            continue
        left = least_left([_several(products[place], count) for place, count in pieces])
        if left is not None and (best is None or left * best[1] < best[0] * price):
            best = (left, price, pieces, level)
    return None if best is None else WorstBasket(best[2], best[3])


def _by_hope(found: tuple[tuple[int, int], Pieces, int]) -> tuple[int, int, Pieces, int]:
    (least, price), pieces, level = found
    return least * 1_000_000 // price, price, pieces, level


def _several(line: BasketLine, pieces: int) -> BasketLine:
    return replace(line, case=replace(line.case, pieces=pieces))


class _Search:
    """The orders to look at, and the least that could be left of each."""

    def __init__(self, products: Sequence[BasketLine]) -> None:
        self._products = products
        self._usable = [
            place for place, one in enumerate(products) if one.case.price_fen and one.case.cost_fen is not None
        ]
        self._alone: dict[tuple[int, int], int] = {}

    @cached_property
    def _groups(self) -> dict[Discount, dict[int, Decimal]]:
        """Each discount on the whole order: the products that have it, and the share that the store bears of each."""
        found: dict[Discount, dict[int, Decimal]] = {}
        for place in self._usable:
            for one in self._products[place].discounts:
                if one.kind in WHOLE_ORDER:
                    found.setdefault(replace(one, store_share=Decimal(1)), {})[place] = one.store_share
        return found

    def candidates(self) -> Iterator[tuple[Pieces, int]]:
        """Every order that is looked at, with the amount that it reaches; some come more than once."""
        furthest = FURTHER * max((one.from_fen for one in self._groups), default=0)
        for discount, sharers in self._groups.items():
            first = max(discount.from_fen, 1)
            times = max(1, min(furthest // first, MOST_TIMES)) if discount.repeats else 1
            for level in range(first, first * times + 1, first):
                for size in range(1, MOST_PRODUCTS + 1):
                    for places in combinations(sharers, size):
                        for pieces in self._reaching(places, level, MOST_PIECES):
                            yield pieces, level

    def _reaching(self, places: Sequence[int], level: int, most: int) -> Iterator[Pieces]:
        """Some of each product, so that the level is reached and every piece is needed for it."""
        prices = [self._products[place].case.price_fen or 0 for place in places]
        cheapest = min(prices)

        def fill(at: int, lacks: int, room: int, taken: list[int]) -> Iterator[Pieces]:
            after = len(places) - at - 1
            if not after:
                last = max(1, -(-lacks // prices[at]))
                if last <= room and lacks - prices[at] * last + cheapest > 0:
                    yield tuple(zip(places, [*taken, last], strict=True))
                return
            for count in range(1, room - after + 1):
                if lacks - count * prices[at] + cheapest <= 0:
                    return
                yield from fill(at + 1, lacks - count * prices[at], room - count, [*taken, count])

        yield from fill(0, level, most, [])

    def hope(self, pieces: Pieces) -> tuple[int, int]:
        """No less than this is left of an order, and its price, both in fen.

        No discount takes more than at the full price. Every sharing out and every rounding may cost a fen on top.
        """
        least = sum(self._left_alone(place, count) for place, count in pieces)
        price = 0
        amounts = {}
        for place, count in pieces:
            amounts[place] = (self._products[place].case.price_fen or 0) * count
            price += amounts[place]
        for discount, sharers in self._groups.items():
            shares = [share for place, share in sharers.items() if place in amounts]
            if shares:
                off = discount.takes(sum(amounts[place] for place in sharers if place in amounts))
                least -= round_up(off * max(shares)) + 2 * len(shares)
        return least, price

    def _left_alone(self, place: int, count: int) -> int:
        """No less than this is left of a product before what the whole order takes off."""
        found = self._alone.get((place, count))
        if found is None:
            line = _several(self._products[place], count)
            case, price = line.case, line.price_fen
            own = [one for one in line.discounts if one.kind not in WHOLE_ORDER]
            received = price - sum(round_up(one.takes(price) * one.store_share) for one in own)
            commission = round_up(case.commission_rate * received) if received > 0 else 0
            found = received - commission - count * ((case.cost_fen or 0) + case.shipping_fen + case.ads_fen) - 1
            self._alone[place, count] = found
        return found
