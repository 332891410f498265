"""Whether a relation holds for some values, and which value of one figure would make it hold.

Rounding is allowed for honestly. A product holds if one of its figures, reckoned from the others as they are
written, rounds to what is written; at least two digits of it count. A sum holds within the roundings of all its
figures, of which at least three digits count, for adding up loses nothing. Where both sides are ranges, their ends are
compared; where one is, the other has to lie within.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod

from shopdesk.domain.campaigns.plan_numbers import Written
from shopdesk.domain.campaigns.plan_sums import Relation, Sort

_ONE = Fraction(1)
_SUM_DIGITS = 3
_USUAL_MONTH = Fraction(30)


class Holding:
    """One relation with the values of its figures."""

    def __init__(self, relation: Relation, numbers: Mapping[int, Written] | Sequence[Written]) -> None:
        """Take the numbers by the places of the figures."""
        self.relation, self.numbers = relation, numbers
        self._terms = [numbers[place] for place in relation.terms]
        self._made = numbers[relation.made] if relation.made is not None else None

    # --- what is made ----------------------------------------------------------------------------------------------

    def makes(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest that the terms make."""
        low, high = self._ends()
        return min(low, high), max(low, high)

    def _ends(self) -> tuple[Fraction, Fraction]:
        ends = []
        for end, factor in zip(("low", "high"), self.relation.factor, strict=True):
            values = [self._value(place, getattr(term, end)) for place, term in enumerate(self._terms)]
            ends.append(sum(values, Fraction(0)) if self.relation.adds else prod(values, start=factor))
        return ends[0], ends[1]

    def _value(self, place: int, value: Fraction) -> Fraction:
        """What a term counts: of a growth, what it makes of one."""
        if self.relation.sort is Sort.GROWTH and place == 1:
            return _ONE - value if self.relation.falling else _ONE + value
        return value

    def _unvalue(self, place: int, value: Fraction) -> Fraction:
        if self.relation.sort is Sort.GROWTH and place == 1:
            return _ONE - value if self.relation.falling else value - _ONE
        return value

    # --- whether it holds ------------------------------------------------------------------------------------------

    def holds(self) -> bool:
        """Whether what is made is what is said, within their roundings."""
        low, high = self.makes()
        said = (self._made.low, self._made.high) if self._made is not None else (_ONE, _ONE)
        if self.relation.adds:
            return self._sum_holds(low, high, said)
        if self.relation.sort is Sort.MONTH:
            made, term = self._made, self._terms[0]
            assert made is not None
            first, last = self.relation.factor
            return (
                made.low + made.slack(made.low) >= low - term.slack(term.low) * first
                and made.high - made.slack(made.high) <= high + term.slack(term.high) * last
            )
        ranges = low != high, said[0] != said[1]
        if all(ranges) or not any(ranges):
            return all(self._end_holds(end) for end in ("low", "high"))
        if ranges[0]:
            spare = self._made.slack(said[0]) if self._made is not None else Fraction(0)
            return low - spare <= said[0] <= high + spare
        return said[0] <= low <= said[1] or any(self._end_holds(end) for end in ("low", "high"))

    def _end_holds(self, end: str) -> bool:
        for place, number in enumerate([*self._terms, *([self._made] if self._made is not None else [])]):
            value, wanted = getattr(number, end), self.solved(place, end)
            if wanted is not None and abs(wanted - value) <= number.slack(value):
                return True
        return False

    def _sum_holds(self, low: Fraction, high: Fraction, said: tuple[Fraction, Fraction]) -> bool:
        digits = 1 if self.relation.sort is Sort.SHARES else _SUM_DIGITS
        spare = [
            sum((term.slack(getattr(term, end), digits) for term in self._terms), Fraction(0))
            for end in ("low", "high")
        ]
        if self._made is not None:
            spare = [spare[0] + self._made.slack(said[0], digits), spare[1] + self._made.slack(said[1], digits)]
        if self.relation.sort is Sort.AT_MOST:
            return low <= said[1] + spare[1]
        if low != high and said[0] == said[1]:
            return low - spare[0] <= said[0] <= high + spare[1]
        return abs(low - said[0]) <= spare[0] and abs(high - said[1]) <= spare[1]

    # --- what would make it hold -----------------------------------------------------------------------------------

    def solved(self, place: int, end: str) -> Fraction | None:
        """The value of one figure (what is made comes last) that makes one end of the relation exact.

        ``None`` where none does: the others make nothing.
        """
        said = getattr(self._made, end) if self._made is not None else _ONE
        values = [self._value(number, getattr(term, end)) for number, term in enumerate(self._terms)]
        factor = _USUAL_MONTH if self.relation.sort is Sort.MONTH else self.relation.factor[0]
        if place == len(values):
            return sum(values, Fraction(0)) if self.relation.adds else prod(values, start=factor)
        others = values[:place] + values[place + 1 :]
        if self.relation.adds:
            return said - sum(others, Fraction(0))
        made = prod(others, start=factor)
        return self._unvalue(place, said / made) if made else None
