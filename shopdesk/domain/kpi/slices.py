"""Slices that moved against the rest: a channel, product or region that fell while all others together rose, or rose.

After R. Bhagwan et al., "Adtributor: Revenue Debugging in Advertising Systems" (NSDI 2014): a slice is worth a look
where it is large enough and its move is a surprise, that is, far from what the rest would lead one to expect. Expected
is what it was, moved as the rest moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

LEAST_SHARE = Fraction(1, 20)
"""A slice that was in neither span this part of all sales is left out, however much it moved."""
MOST_SHARE = Fraction(1, 2)
"""And so is one that is more than this part in either: the rest is then what moved against it."""
_MOST = 6


class Cut(StrEnum):
    """By what sales are cut into slices."""

    CHANNEL = "channel"
    PRODUCT = "product"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A slice that moved against the rest; fen. ``expected`` is what it had been, moved as the rest moved."""

    cut: Cut
    name: str
    before: int
    after: int
    expected: int

    @property
    def surprise(self) -> int:
        """How far it is from what was expected; below zero where it sold less."""
        return self.after - self.expected


def against_the_rest(cut: Cut, before: Mapping[str, int], after: Mapping[str, int]) -> list[Slice]:
    """The slices of one cut that moved one way while the rest moved the other; a name without sales sold nothing."""
    whole_before, whole_after = sum(before.values()), sum(after.values())
    found = []
    for name in sorted({*before, *after}):
        old, new = before.get(name, 0), after.get(name, 0)
        rest_old, rest_new = whole_before - old, whole_after - new
        if (new - old) * (rest_new - rest_old) >= 0 or rest_old <= 0:
            continue
        shares = [Fraction(part, whole) for part, whole in ((old, whole_before), (new, whole_after)) if whole > 0]
        if not shares or not LEAST_SHARE <= max(shares) <= MOST_SHARE:
            continue
        expected = floor(Fraction(old * rest_new, rest_old) + Fraction(1, 2))
        found.append(Slice(cut=cut, name=name, before=old, after=new, expected=expected))
    return found


def most_surprising(slices: Iterable[Slice], most: int = _MOST) -> tuple[Slice, ...]:
    """The largest surprises of all cuts first; equal ones by cut and name, so that their order is always the same."""
    return tuple(sorted(slices, key=lambda one: (-abs(one.surprise), one.cut.value, one.name))[:most])
