"""Which figures of a plan hang together: products (visitors x conversion x order value) and sums of parts.

A relation names figures by their place in the plan and knows no value, so it can be held against changed values, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from shopdesk.domain.campaigns.plan_figures import Figure, Listed, Plan
from shopdesk.domain.campaigns.plan_words import ADDS_UP, What

_ONE = Fraction(1)
SAME_EVERY_DAY = frozenset(
    {What.CONVERSION, What.REFUND_RATE, What.MARGIN, What.SHARE, What.GROWTH, What.ORDER_VALUE, What.PRICE, What.ROI}
    | {What.CLICK_COST}
)
"""What is the same for a day and for the whole time."""
_WHOLE_SHARES = 3


class Sort(StrEnum):
    """How a relation is said."""

    PRODUCT = "product"
    SHARE = "share"
    GROWTH = "growth"
    DAYS = "days"
    MONTH = "month"
    SUM = "sum"
    AT_MOST = "at_most"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures that make another one.

    Attributes:
        sort: how it is said; a sum, or else a product.
        terms: places of the figures that make it.
        made: the place of what they make; ``None`` for shares, which make one.
        factor: what the product is multiplied with besides: the days of a span; of a month between two numbers.
        falling: the growth among the terms goes down.
    """

    sort: Sort
    terms: tuple[int, ...]
    made: int | None
    factor: tuple[Fraction, Fraction] = (_ONE, _ONE)
    falling: bool = False

    @property
    def figures(self) -> tuple[int, ...]:
        """The places of all its figures, what is made last."""
        return self.terms if self.made is None else (*self.terms, self.made)

    @property
    def adds(self) -> bool:
        """Whether it is a sum."""
        return self.sort in (Sort.SUM, Sort.AT_MOST, Sort.SHARES)


Group = tuple[str, str, str]
"""Part, kind of parts, and whether it is earlier."""


class _Known:
    """The figures by part, time and what they say; those in brackets only where nothing else says it."""

    def __init__(self, plan: Plan) -> None:
        self.figures = plan.figures
        self._places: dict[tuple[Group, What, str], int] = {}
        self.groups: dict[Group, None] = {}
        for aside, total in ((False, True), (False, False), (True, False)):
            for place, one in enumerate(plan.figures):
                if (one.aside, one.total and not one.aside) == (aside, total) and one.what is not What.UNCLEAR:
                    group = (one.part, one.kind, one.earlier)
                    self.groups.setdefault(group)
                    per = "" if one.what in SAME_EVERY_DAY else one.per
                    self._places.setdefault((group, one.what, per), place)

    def get(self, group: Group, what: What, per: str = "") -> int | None:
        return self._places.get((group, what, "" if what in SAME_EVERY_DAY else per))


def relations(plan: Plan, days: int | None) -> tuple[Relation, ...]:
    """Every relation between the figures of a plan, each once.

    Args:
        plan: as read.
        days: how long its campaign lasts, where it says so.
    """
    known = _Known(plan)
    found: dict[tuple[frozenset[int], bool], Relation] = {}
    for one in (*_written(plan), *_products(known), *_shares(plan, known), *_growth(plan, known), *_sums(plan)):
        found.setdefault((frozenset(one.figures), one.adds), one)
    for one in _times(known, days):
        found.setdefault((frozenset(one.figures), one.adds), one)
    return tuple(found.values())


def _written(plan: Plan) -> Iterator[Relation]:
    for one in plan.equations:
        yield Relation(Sort.PRODUCT if one.product else Sort.SUM, one.terms, one.made)


PRODUCTS: tuple[tuple[tuple[What, ...], What], ...] = (
    ((What.VISITORS, What.CONVERSION), What.BUYERS),
    ((What.BUYERS, What.ORDER_VALUE), What.SALES),
    ((What.VISITORS, What.CONVERSION), What.ORDERS),
    ((What.ORDERS, What.ORDER_VALUE), What.SALES),
    ((What.VISITORS, What.CONVERSION, What.ORDER_VALUE), What.SALES),
    ((What.ADS, What.ROI), What.SALES),
    ((What.PIECES, What.PRICE), What.SALES),
    ((What.CLICKS, What.CLICK_COST), What.ADS),
    ((What.SALES, What.REFUND_RATE), What.REFUNDS),
    ((What.SALES, What.MARGIN), What.PROFIT),
)
"""What makes what. With buyers said, conversion and order value are of them, and orders are another figure."""


def _products(known: _Known) -> Iterator[Relation]:
    for group in known.groups:
        for per in ("", "day", "month"):
            people = known.get(group, What.BUYERS, per) is not None
            counted = people or known.get(group, What.ORDERS, per) is not None
            for terms, made in PRODUCTS:
                if people and What.ORDERS in (*terms, made):
                    continue
                if counted and len(terms) == len(PRODUCTS[4][0]):
                    continue
                places = [known.get(group, what, per) for what in (*terms, made)]
                if all(place is not None for place in places):
                    *parts, result = [place for place in places if place is not None]
                    yield Relation(Sort.PRODUCT, tuple(parts), result)


def _shares(plan: Plan, known: _Known) -> Iterator[Relation]:
    for place, one in enumerate(plan.figures):
        if one.what is not What.SHARE:
            continue
        group = (one.part, one.kind, one.earlier)
        if one.of is not None and one.of is not (one.base or What.SALES):
            base, made = known.get(group, one.base or What.SALES), known.get(group, one.of)
            if base is not None and made is not None:
                yield Relation(Sort.SHARE, (base, place), made)
        elif one.part:
            for what in ADDS_UP:
                base, made = known.get(("", "", one.earlier), what), known.get(group, what)
                if base is not None and made is not None and one.of in (None, what):
                    yield Relation(Sort.SHARE, (base, place), made)


def _growth(plan: Plan, known: _Known) -> Iterator[Relation]:
    for place, one in enumerate(plan.figures):
        if one.what is not What.GROWTH or one.of is None:
            continue
        after = known.get((one.part, one.kind, ""), one.of)
        for earlier in ("year", "month"):
            before = known.get((one.part, one.kind, earlier), one.of)
            if before is not None and after is not None:
                yield Relation(Sort.GROWTH, (before, place), after, falling=one.falling)
                break


def _sums(plan: Plan) -> Iterator[Relation]:
    lists: dict[tuple[str, What, str, str, bool], list[int]] = {}
    for place, one in enumerate(plan.figures):
        if one.part and not one.aside and (one.what in ADDS_UP or (one.what is What.SHARE and _in_all(one))):
            per = "" if one.what is What.SHARE else one.per
            lists.setdefault((one.kind, one.what, one.earlier, per, one.what is What.SHARE), []).append(place)
    for (kind, what, earlier, per, share), places in lists.items():
        parts = [plan.figures[place] for place in places]
        if len({one.part for one in parts}) != len(parts) or len(parts) < 2:
            continue
        whole = any(one.listed is Listed.WHOLE for one in parts)
        if share:
            many = len(parts) >= _WHOLE_SHARES and all(one.listed is not Listed.AMONG for one in parts)
            if whole or many:
                yield Relation(Sort.SHARES, tuple(places), None)
            continue
        total = _total(plan, what, earlier, per, places[0], listed=kind.startswith("list"))
        if total is not None:
            among = any(one.listed is Listed.AMONG for one in parts)
            exact = whole or (plan.figures[total].total and not among)
            yield Relation(Sort.SUM if exact else Sort.AT_MOST, tuple(places), total)


def _in_all(one: Figure) -> bool:
    """Whether a share of a part is one in the whole, so that all of them make one."""
    return one.of is None or one.base is None


def _total(plan: Plan, what: What, earlier: str, per: str, first: int, *, listed: bool) -> int | None:
    """The whole that parts belong to: what a list follows at once, is said to be a total, or stands nearest before."""
    head = plan.figures[first - 1] if listed and first else None
    if head is not None and (head.what, head.earlier, head.per) == (what, earlier, per):
        return first - 1
    wholes = [
        place
        for place, one in enumerate(plan.figures)
        if not one.part and (one.what, one.earlier, one.per) == (what, earlier, per)
    ]
    said = [place for place in wholes if plan.figures[place].total]
    before = [place for place in wholes if place < first]
    return next(iter([*said, *before[::-1], *wholes]), None)


def _times(known: _Known, days: int | None) -> Iterator[Relation]:
    month = (Fraction(28), Fraction(31))
    for group in known.groups:
        for what in ADDS_UP:
            daily = known.get(group, what, "day")
            whole, monthly = known.get(group, what), known.get(group, what, "month")
            if daily is None:
                continue
            if monthly is not None:
                yield Relation(Sort.MONTH, (daily,), monthly, month)
            if whole is not None and days and group == ("", "", ""):
                yield Relation(Sort.DAYS, (daily,), whole, (Fraction(days), Fraction(days)))
