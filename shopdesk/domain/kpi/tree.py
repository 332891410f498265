"""The metric tree (指标树): what drives sales, what drives that, and what each of them did to sales, to the fen.

A tree is a declaration (:mod:`shopdesk.domain.kpi.sales_tree`): a driver has a figure and, below it, groups of drivers
that make it, by multiplication or by addition. Of several groups the first is taken whose figures are known.

What a driver did to sales is its mean effect over all orders in which the drivers could have moved one after the other,
those of one group following each other (the Owen value, which for one group is the Shapley value; G. Owen, "Values of
games with a priori unions", 1977). A product is linear in each of its factors, so the effect is the driver's own move
times a weight: the weight of what it makes, times the mean of its fellow factors over those orders. So every level adds
up to the one above by itself, however deep the tree; whole fen are dealt out by largest remainder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import prod

from shopdesk.domain.kpi.bases import base
from shopdesk.domain.kpi.decompose import chain_levels, mean_fellows, round_to_sum
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.kpi.kinds import SOURCE_NAMES, Source, Unit
from shopdesk.domain.kpi.rows import label_of
from shopdesk.domain.kpi.wholeness import NEARLY_WHOLE
from shopdesk.domain.text import Text

DAYS = ""
"""The figure of a driver that is the number of days on which its group is known."""


class Join(StrEnum):
    """How the drivers of a group make the driver above them."""

    TIMES = "times"
    PLUS = "plus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One driver, declared once.

    In a product its level is ``figure`` divided by the figure of the driver before it; in a sum it is the figure
    itself, taken away where ``minus``. ``code`` is the KPI whose rows are behind it, empty where there is none.
    A ``quiet`` one is named only where it moved. ``note`` says what no source can say about it.
    """

    name: Text
    figure: str
    unit: Unit
    code: str = ""
    minus: bool = False
    quiet: bool = False
    note: Text | None = None
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Drivers that together make the one above.

    A product begins at the figure ``start`` where it has one, is reckoned from the days that have all of its figures,
    and taken where these are at least the part ``least`` of the days of the driver above, and where the figure
    ``above_zero`` is that in both spans.
    """

    of: tuple[Driver, ...]
    join: Join = Join.TIMES
    start: str = ""
    least: Decimal = NEARLY_WHOLE
    above_zero: str = ""

    @property
    def figures(self) -> tuple[str, ...]:
        """The base figures that it needs, in their order."""
        return tuple(name for name in (self.start, *(one.figure for one in self.of)) if name)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A base figure that is known on ``known`` of ``days`` days only, of the span compared with where ``before``."""

    figure: str
    before: bool
    known: int
    days: int

    @property
    def source(self) -> Source:
        """The import that carries it."""
        return base(self.figure).source

    @property
    def sentence(self) -> Text:
        """What is missing, when, and where it comes from."""
        figure, source = label_of(base(self.figure)), SOURCE_NAMES[self.source]
        if self.before:
            return Text(
                "“{figure}” is known on {known} of {days} days of the earlier span; it comes from {source}.",
                figure=figure, known=self.known, days=self.days, source=source,
            )  # fmt: skip
        return Text(
            "“{figure}” is known on {known} of {days} days of this span; it comes from {source}.",
            figure=figure, known=self.known, days=self.days, source=source,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A driver in two spans: its levels, what its move did to sales in fen, and the drivers below it.

    ``effect`` is ``None`` where it is not known. ``lacking`` says which figures it, or a better group below it, would
    need. ``rest`` marks what the drivers beside it leave of the one above.
    """

    driver: Driver
    before: Fraction | None
    after: Fraction | None
    effect: int | None
    children: tuple[Node, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    rest: bool = False

    def walk(self) -> Iterator[Node]:
        """The node and all below it, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class _Move:
    """A driver with its levels and what one unit of it is worth in sales."""

    driver: Driver
    before: Fraction | None
    after: Fraction | None
    weight: Fraction
    rest: bool = False

    @property
    def effect(self) -> Fraction | None:
        return None if self.before is None or self.after is None else self.weight * (self.after - self.before)


_REST = Driver(name=Text("Days without these figures"), figure="", unit=Unit.MONEY)


def grow(root: Driver, before: Figures, after: Figures) -> Node:
    """The tree of two spans; ``root`` is money, and the effects are those on it."""
    spans = before, after
    move = _alone(root, spans, Fraction(1))
    return _node(move, None if move.effect is None else round(move.effect), spans)


def _node(move: _Move, effect: int | None, spans: tuple[Figures, Figures]) -> Node:
    driver = move.driver
    found = Node(driver=driver, before=move.before, after=move.after, effect=effect, rest=move.rest)
    missing = [one for one in _lacking((driver.figure,), spans) if move.before is None or move.after is None]
    for group in driver.groups:
        if group.join is Join.PLUS:
            return replace(found, lacking=tuple(missing), children=_children(_sum(group, move, spans), effect, spans))
        lacking = _lacking_of(group, driver, spans)
        if not lacking:
            return replace(
                found, lacking=tuple(missing), children=_children(_product(group, move, spans), effect, spans)
            )
        missing += [one for one in lacking if one not in missing]
    if driver.groups:
        # What cannot be taken apart says of each part what is missing, rather than nothing.
        children = tuple(
            Node(
                driver=one,
                before=None,
                after=None,
                effect=None,
                lacking=_lacking((one.figure,), spans) or tuple(missing),
            )
            for one in driver.groups[0].of
            if not one.quiet
        )
        return replace(found, lacking=tuple(missing), children=children)
    return replace(found, lacking=tuple(missing))


def _children(moves: Sequence[_Move], whole: int | None, spans: tuple[Figures, Figures]) -> tuple[Node, ...]:
    """The nodes of a group; their whole fen add up to ``whole`` where that and all of them are known."""
    exact = [move.effect for move in moves]
    known = [one for one in exact if one is not None]
    dealt = iter(round_to_sum(known, whole if len(known) == len(exact) else None))
    return tuple(
        _node(move, None if one is None else next(dealt), spans) for move, one in zip(moves, exact, strict=True)
    )


def _product(group: Group, parent: _Move, spans: tuple[Figures, Figures]) -> list[_Move]:
    old, new = (_chain(group, figures) for figures in spans)
    levels = chain_levels(old, new)[1 if group.start else 0 :]
    fellows = mean_fellows(levels)
    found = [
        _Move(one, *level, parent.weight * others)
        for one, level, others in zip(group.of, levels, fellows, strict=True)
        if not (one.quiet and level[0] == level[1])
    ]
    made = [prod((level[side] for level in levels), start=Fraction(1)) for side in (0, 1)]
    return found + _rest(parent, made)


def _sum(group: Group, parent: _Move, spans: tuple[Figures, Figures]) -> list[_Move]:
    found = [_alone(one, spans, -parent.weight if one.minus else parent.weight) for one in group.of]
    return found + _rest(
        parent,
        [
            _added([one.driver.minus for one in found], side)
            for side in ([one.before for one in found], [one.after for one in found])
        ],
    )


def _added(minus: Sequence[bool], levels: Sequence[Fraction | None]) -> Fraction:
    known = [-level if less else level for less, level in zip(minus, levels, strict=True) if level is not None]
    return sum(known, Fraction(0))


def _rest(parent: _Move, made: Sequence[Fraction]) -> list[_Move]:
    """What the drivers do not make of the one above; nothing where they make all of it, or where that is not known."""
    if parent.before is None or parent.after is None:
        return []
    levels = parent.before - made[0], parent.after - made[1]
    return [_Move(replace(_REST, unit=parent.driver.unit), *levels, parent.weight, rest=True)] if any(levels) else []


def _alone(driver: Driver, spans: tuple[Figures, Figures], weight: Fraction) -> _Move:
    old, new = (figures.base_sum(driver.figure) for figures in spans)
    return _Move(driver, None if old is None else Fraction(old), None if new is None else Fraction(new), weight)


def _chain(group: Group, figures: Figures) -> list[int]:
    """The sums of a product's figures on the days that have all of them, in their order, and the number of days."""
    sums = dict(zip(group.figures, figures.base_sums(group.figures) or (), strict=True))
    names = ([group.start] if group.start else []) + [one.figure for one in group.of]
    return [figures.days_having(group.figures) if name == DAYS else sums[name] for name in names]


def _lacking_of(group: Group, parent: Driver, spans: tuple[Figures, Figures]) -> list[Lacking]:
    """Which figures keep a product from being taken; none where it can be."""
    found = []
    for figures, before in zip(spans, (True, False), strict=True):
        days = figures.days_having((parent.figure,))
        sums = figures.base_sums(group.figures)
        low = group.above_zero and sums and not sums[group.figures.index(group.above_zero)]
        if low:
            found.append(Lacking(group.above_zero, before, 0, figures.period.length))
        elif sums is None or figures.days_having(group.figures) < group.least * days:
            counts = {name: figures.days_having((name,)) for name in group.figures}
            least = min(counts, key=counts.__getitem__)
            found.append(Lacking(least, before, counts[least], figures.period.length))
    return found


def _lacking(names: Sequence[str], spans: tuple[Figures, Figures]) -> tuple[Lacking, ...]:
    """Which of these base figures are not known at all in one of the spans."""
    return tuple(
        Lacking(name, before, 0, figures.period.length)
        for name in names
        if name
        for figures, before in zip(spans, (True, False), strict=True)
        if figures.base_sum(name) is None
    )
