"""The calculation tree: every figure of a payslip is computed by building its tree, so the two cannot differ.

A :class:`Node` is either a leaf (a gathered figure, a rule of law, a term of a scheme, a day count) or an operation
over other nodes. Values are exact fractions; money is in fen and becomes whole only where a rounding node says so.
:data:`OPERATIONS` holds the arithmetic once, for computing and for verifying a stored tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from shopdesk.domain.money import share_out
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text

Number = int | Decimal | Fraction
Bands = tuple[tuple[Fraction | None, Fraction], ...]
"""Pairs of an upper bound (included; ``None``: no bound) and the value that holds up to it, in rising order."""


class Unit(StrEnum):
    """What a value counts."""

    FEN = "fen"
    RATE = "rate"
    DAYS = "days"
    HOURS = "hours"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a gathered figure comes from: ``kind`` and ``id`` of a record, and the amount it brought (fen, days…)."""

    kind: str
    id: str = ""
    amount: int | Decimal | None = None
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RuleRef:
    """A dated rule of law or of the owner: its code, since when it holds, who says so and whether it was verified."""

    code: str
    valid_from: date
    source: Wording
    as_of: date
    verified: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class SchemeRef:
    """The version of a pay scheme that a term belongs to: scheme code and the first day of the version."""

    code: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a calculation.

    ``bands`` is the table of a lookup, ``place`` the position of a share within its pool. ``sources`` belong to a
    gathered figure, ``rule`` to a rule of law, ``scheme`` to a term of a scheme.
    """

    operation: str
    value: Fraction
    unit: Unit
    label: Text
    parts: tuple[Node, ...] = ()
    bands: Bands = ()
    place: int = 0
    sources: tuple[Source, ...] = ()
    rule: RuleRef | None = None
    scheme: SchemeRef | None = None

    @property
    def fen(self) -> int:
        """The value of a rounded amount.

        Raises:
            ValueError: the node was not rounded; a bug of the rules.
        """
        if self.value.denominator != 1:
            raise ValueError(f"{self.label} is not rounded to the fen")
        return self.value.numerator

    def walk(self) -> list[Node]:
        """This node and everything below it, each once, parts before the whole."""
        found: dict[int, Node] = {}

        def visit(node: Node) -> None:
            if id(node) not in found:
                for part in node.parts:
                    visit(part)
                found[id(node)] = node

        visit(self)
        return list(found.values())


def half_away(value: Fraction) -> int:
    """The nearest whole number, a half away from zero."""
    sign = -1 if value < 0 else 1
    return sign * ((abs(value) * 2 + 1) // 2)


def in_slices(value: Fraction, bands: Bands) -> Fraction:
    """The sum over the bands of the part that lies in each times its rate; below zero the first rate goes on."""
    total, start = Fraction(0), Fraction(0)
    for position, (bound, rate) in enumerate(bands):
        top = value if bound is None else min(value, bound)
        if position == 0:
            total += top * rate
        elif value > start:
            total += (top - start) * rate
        start = bound if bound is not None else start
    return total


def in_band(value: Fraction, bands: Bands) -> Fraction:
    """The value of the first band whose upper bound is not below ``value``.

    Raises:
        ValueError: no band reaches so far.
    """
    for bound, result in bands:
        if bound is None or value <= bound:
            return result
    raise ValueError("no band reaches so far")


def _minus(values: Sequence[Fraction]) -> Fraction:
    return values[0] - sum(values[1:], Fraction(0))


def _times(values: Sequence[Fraction]) -> Fraction:
    result = Fraction(1)
    for value in values:
        result *= value
    return result


def _share(values: Sequence[Fraction], place: int) -> Fraction:
    return Fraction(share_out(int(values[0]), values[1:])[place])


Operation = Callable[[Sequence[Fraction], Bands, int], Fraction]
OPERATIONS: dict[str, Operation] = {
    "sum": lambda values, bands, place: sum(values, Fraction(0)),
    "minus": lambda values, bands, place: _minus(values),
    "times": lambda values, bands, place: _times(values),
    "over": lambda values, bands, place: values[0] / values[1],
    "least": lambda values, bands, place: min(values),
    "most": lambda values, bands, place: max(values),
    "round": lambda values, bands, place: Fraction(half_away(values[0])),
    "round_down": lambda values, bands, place: Fraction(values[0].__floor__()),
    "round_yuan": lambda values, bands, place: Fraction(half_away(values[0] / 100) * 100),
    "whole_steps": lambda values, bands, place: Fraction(int(values[0] / values[1])),
    "band": lambda values, bands, place: in_band(values[0], bands),
    "slices": lambda values, bands, place: in_slices(values[0], bands),
    "share": lambda values, bands, place: _share(values, place),
}
"""The arithmetic of the tree. ``least`` and ``most`` are the smallest and the largest of the parts."""

LEAVES = frozenset({"given", "rule", "term", "counted"})
"""Operations without parts: a gathered figure, a rule of law, a term of a scheme, something counted from the dates."""


def given(value: Number, unit: Unit, label: Text, sources: Sequence[Source] = ()) -> Node:
    """A leaf: a gathered or typed figure."""
    return Node("given", Fraction(value), unit, label, sources=tuple(sources))


def counted(value: Number, unit: Unit, label: Text) -> Node:
    """A leaf: something that follows from the dates or is fixed by the formula itself."""
    return Node("counted", Fraction(value), unit, label)


def term(value: Number, unit: Unit, label: Text, scheme: SchemeRef | None) -> Node:
    """A leaf: a term of a pay scheme."""
    return Node("term", Fraction(value), unit, label, scheme=scheme)


def apply(
    operation: str, label: Text, *parts: Node, unit: Unit = Unit.FEN, bands: Bands = (), place: int = 0,
    rule: RuleRef | None = None, scheme: SchemeRef | None = None,
) -> Node:  # fmt: skip
    """An operation over other nodes, computed at once. ``rule`` or ``scheme`` say where a table comes from."""
    value = OPERATIONS[operation]([part.value for part in parts], bands, place)
    return Node(operation, value, unit, label, parts, bands, place, rule=rule, scheme=scheme)


def total(label: Text, *parts: Node, unit: Unit = Unit.FEN) -> Node:
    """The sum of the parts; nothing sums to zero."""
    return apply("sum", label, *parts, unit=unit)


def minus(label: Text, first: Node, *others: Node, unit: Unit = Unit.FEN) -> Node:
    """The first part less all others."""
    return apply("minus", label, first, *others, unit=unit)


def times(label: Text, *parts: Node, unit: Unit = Unit.FEN) -> Node:
    """The product of the parts."""
    return apply("times", label, *parts, unit=unit)


def over(label: Text, dividend: Node, divisor: Node, unit: Unit = Unit.FEN) -> Node:
    """The exact quotient."""
    return apply("over", label, dividend, divisor, unit=unit)


def rounded(label: Text, part: Node) -> Node:
    """The part rounded to the fen, a half away from zero."""
    return apply("round", label, part)


def at_least(label: Text, part: Node, floor: Node, unit: Unit = Unit.FEN) -> Node:
    """The part, but not below ``floor``."""
    return apply("most", label, part, floor, unit=unit)


def at_most(label: Text, part: Node, *ceilings: Node, unit: Unit = Unit.FEN) -> Node:
    """The part, but not above any of the ceilings."""
    return apply("least", label, part, *ceilings, unit=unit)


def nothing(label: Text | None = None, unit: Unit = Unit.FEN) -> Node:
    """Zero, as a bound or as the amount of a line that pays nothing."""
    return counted(0, unit, label if label is not None else Text("nothing"))


def plain(value: Fraction) -> str:
    """A value as exact text: ``0.08``, ``1250``, or ``1/3`` where no decimal is exact."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    scaled = value
    while scaled.denominator != 1:
        scaled *= 10
        places += 1
    digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text
