"""Why sales moved: the change between two spans, split into its causes so that the parts add up to the fen.

Sales are a product of factors: days with figures × visitors a day × conversion × amount per buyer, or orders × amount
per order where no visitors are known. Visitors of several days are never added up: their daily mean and the number of
days are two causes. Each factor's part is its mean effect over all orders in which the factors could have changed one
after the other (the Shapley value). That is exact, treats the factors alike, and leaves no unexplained rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, floor, lcm, prod

from shopdesk.domain.kpi.figures import Figures

DAYS = "days"
VISITORS = "visitors"
CONVERSION = "conversion"
AOV = "aov"
ORDERS = "paid_orders"
AMOUNT_PER_ORDER = "amount_per_order"
REST = "rest"
OTHER = "other"
_FUNNEL = ("visitors", "day_buyers", "paid_fen")
_ORDERS = ("paid_orders", "paid_fen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One cause: its level before and after, and what it did to sales, in fen.

    Neither ``REST`` (what the named ones leave) nor ``OTHER`` (what the source of the names does not say) has levels.
    The level of ``VISITORS`` is their daily mean.
    """

    factor: str
    before: Fraction | None
    after: Fraction | None
    effect: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The change of the paid amount from one span to another; the effects of ``parts`` add up to ``change``."""

    before: int
    after: int
    parts: tuple[Part, ...]

    @property
    def change(self) -> int:
        """Fen."""
        return self.after - self.before


def split_change(before: Figures, after: Figures) -> Split | None:
    """Split the change of the paid amount between two spans.

    Days without visitors cannot be explained by visitors: their part of the change is named as the rest. ``None``
    where either span has no paid amount, or neither visitors nor orders are known in both.
    """
    sales_before, sales_after = before.base_sum("paid_fen"), after.base_sum("paid_fen")
    if sales_before is None or sales_after is None:
        return None
    funnel = before.base_sums(_FUNNEL), after.base_sums(_FUNNEL)
    if funnel[0] and funnel[1] and funnel[0][0] and funnel[1][0]:
        old, new = (
            (figures.days_having(_FUNNEL), *sums) for figures, sums in ((before, funnel[0]), (after, funnel[1]))
        )
        return _split(sales_before, sales_after, (DAYS, VISITORS, CONVERSION, AOV), old, new)
    orders = before.base_sums(_ORDERS), after.base_sums(_ORDERS)
    if orders[0] and orders[1]:
        return _split(sales_before, sales_after, (ORDERS, AMOUNT_PER_ORDER), orders[0], orders[1])
    return None


def _split(before: int, after: int, names: Sequence[str], old: Sequence[int], new: Sequence[int]) -> Split:
    levels = chain_levels(old, new)
    parts = [
        Part(factor=name, before=level[0], after=level[1], effect=effect)
        for name, level, effect in zip(names, levels, effects(levels), strict=True)
        if name != DAYS or level[0] != level[1]
    ]
    rest = (after - before) - sum(part.effect for part in parts)
    if rest:
        parts.append(Part(factor=REST, before=None, after=None, effect=rest))
    return Split(before=before, after=after, parts=tuple(parts))


def chain_levels(old: Sequence[int], new: Sequence[int]) -> list[tuple[Fraction, Fraction]]:
    """Each step of a chain by the step before it; a step from nothing keeps its level of the other span."""
    levels = [(Fraction(old[0]), Fraction(new[0]))]
    for index in range(1, len(old)):
        one = Fraction(old[index], old[index - 1]) if old[index - 1] else None
        two = Fraction(new[index], new[index - 1]) if new[index - 1] else None
        levels.append((_first(one, two), _first(two, one)))
    return levels


def _first(value: Fraction | None, other: Fraction | None) -> Fraction:
    return value if value is not None else other if other is not None else Fraction(0)


def effects(levels: Sequence[tuple[Fraction, Fraction]]) -> list[int]:
    """What each factor's move did to the product of all, in whole units that add up to the product's change."""
    fellows = mean_fellows(levels)
    return round_to_sum([others * (new - old) for (old, new), others in zip(levels, fellows, strict=True)])


def mean_fellows(levels: Sequence[tuple[Fraction, Fraction]]) -> list[Fraction]:
    """For each factor the mean of the product of the others, over all orders in which they could have moved before it.

    Times the factor's own move that is its Shapley value (L. S. Shapley, "A value for n-person games", 1953): a set of
    others moves before it in as many orders as its members, and those left, can be arranged.

    The products of all sets of one size together are what stands before that power of x in the product of ``old + new
    x`` over the others. That is reckoned in whole numbers, over a denominator for each factor: fractions would be
    shortened at every step.
    """
    below = [lcm(old.denominator, new.denominator) for old, new in levels]
    whole = [(int(old * by), int(new * by)) for (old, new), by in zip(levels, below, strict=True)]
    found = []
    for index in range(len(levels)):
        by_size = [1]
        for old, new in (*whole[:index], *whole[index + 1 :]):
            by_size = [old * stays + new * moves for stays, moves in zip((*by_size, 0), (0, *by_size), strict=True)]
        left = len(levels) - 1
        mean = sum((Fraction(value, len(levels) * comb(left, size)) for size, value in enumerate(by_size)), Fraction(0))
        found.append(mean / prod(below[:index] + below[index + 1 :]))
    return found


def round_to_sum(exact: Sequence[Fraction], total: int | None = None) -> list[int]:
    """Whole numbers near ``exact`` whose sum is ``total``, or the rounded sum (largest remainder; signs may differ).

    ``total`` lies within one of the exact sum.
    """
    parts = [floor(value) for value in exact]
    wanted = floor(sum(exact, Fraction(0)) + Fraction(1, 2)) if total is None else total
    missing = wanted - sum(parts)
    order = sorted(range(len(exact)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[:missing]:
        parts[index] += 1
    return parts


def split_by_name(
    before: Mapping[str, int], after: Mapping[str, int], limit: int = 8, *, change: int | None = None
) -> list[Part]:
    """The change by channel, product or region: each name's own change, the largest first, the others together.

    The effects add up to ``change``: what the names do not account for, because their source says less or counts
    otherwise, stands in a line of its own. Without ``change`` they add up to the change of the sums.
    """
    names = {*before, *after}
    moves = sorted(
        ((after.get(name, 0) - before.get(name, 0), name) for name in names), key=lambda move: (-abs(move[0]), move[1])
    )
    parts = [
        Part(factor=name, before=Fraction(before.get(name, 0)), after=Fraction(after.get(name, 0)), effect=move)
        for move, name in moves[:limit]
        if move
    ]
    rest = sum(move for move, _ in moves[limit:])
    if rest:
        parts.append(Part(factor=REST, before=None, after=None, effect=rest))
    other = 0 if change is None else change - sum(part.effect for part in parts)
    if other:
        parts.append(Part(factor=OTHER, before=None, after=None, effect=other))
    return parts
