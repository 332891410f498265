"""The figures that entry rules ask for: names, units, and how the compound ones are put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from shopdesk.domain.text import Text

Values = Mapping[str, Decimal | None]


PLACES = 2
"""Decimals of a figure, unless it would look like another one then."""
_MOST_PLACES = 10


class Unit(StrEnum):
    """How a figure is written."""

    COUNT = "count"
    YUAN = "yuan"
    SHARE = "share"
    SCORE = "score"
    DAYS = "days"
    CREDIT = "credit"
    YES_NO = "yes_no"


class Scope(StrEnum):
    """What a figure belongs to: it is asked for once for the store, or for each product."""

    STORE = "store"
    PRODUCT = "product"
    OFFER = "offer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure; a compound one is computed from ``inputs`` by ``formula``."""

    code: str
    name: Text
    unit: Unit = Unit.COUNT
    scope: Scope = Scope.STORE
    inputs: tuple[str, ...] = ()
    formula: Callable[[list[Decimal]], Decimal | None] | None = None

    def value(self, facts: Values) -> Decimal | None:
        """The figure from the facts; ``None`` where a part is unknown."""
        if self.formula is None:
            return facts.get(self.code)
        parts = [facts.get(code) for code in self.inputs]
        known = [part for part in parts if part is not None]
        return self.formula(known) if len(known) == len(parts) else None

    def missing(self, facts: Values) -> str:
        """The code of the first figure that is not known."""
        return next((code for code in self.inputs if facts.get(code) is None), self.code)


# Credit points at which each grade begins: hearts, diamonds, crowns, gold crowns, five of each.
GRADES: tuple[tuple[int, Text], ...] = (
    (4, Text("{grade} heart(s)", grade=1)), (11, Text("{grade} heart(s)", grade=2)),
    (41, Text("{grade} heart(s)", grade=3)), (91, Text("{grade} heart(s)", grade=4)),
    (151, Text("{grade} heart(s)", grade=5)),
    (251, Text("{grade} diamond(s)", grade=1)), (501, Text("{grade} diamond(s)", grade=2)),
    (1_001, Text("{grade} diamond(s)", grade=3)), (2_001, Text("{grade} diamond(s)", grade=4)),
    (5_001, Text("{grade} diamond(s)", grade=5)),
    (10_001, Text("{grade} crown(s)", grade=1)), (20_001, Text("{grade} crown(s)", grade=2)),
    (50_001, Text("{grade} crown(s)", grade=3)), (100_001, Text("{grade} crown(s)", grade=4)),
    (200_001, Text("{grade} crown(s)", grade=5)),
    (500_001, Text("{grade} gold crown(s)", grade=1)), (1_000_001, Text("{grade} gold crown(s)", grade=2)),
    (2_000_001, Text("{grade} gold crown(s)", grade=3)), (5_000_001, Text("{grade} gold crown(s)", grade=4)),
    (10_000_001, Text("{grade} gold crown(s)", grade=5)),
)  # fmt: skip


def grade_of(points: int) -> Text:
    """The grade on the credit ladder for so many points (good ratings minus bad ones)."""
    found = Text("no grade yet")
    for least, name in GRADES:
        if points >= least:
            found = name
    return found


def show(metric: Metric, value: Decimal, places: int = PLACES) -> Text:
    """A figure as it is written; ``places`` are the decimals that one with decimals has at most."""
    if metric.unit is Unit.SHARE:
        return Text("{value} %", value=_short(value * 100, places))
    if metric.unit is Unit.YUAN:
        return Text("{value} yuan", value=f"{value:,.2f}")
    if metric.unit is Unit.DAYS:
        return Text("{value} days", value=f"{int(value):,}")
    if metric.unit is Unit.CREDIT:
        return Text("{points} points ({grade})", points=f"{int(value):,}", grade=grade_of(int(value)))
    if metric.unit is Unit.SCORE:
        return Text("{value}", value=_short(value, places))
    return Text("{value}", value=f"{int(value):,}" if value == value.to_integral_value() else _short(value, places))


def telling_places(metric: Metric, gap: Decimal) -> int:
    """So many decimals that two figures that differ by ``gap`` are written differently."""
    shown = abs(gap) * 100 if metric.unit is Unit.SHARE else abs(gap)
    places = PLACES
    while places < _MOST_PLACES and shown < Decimal(1).scaleb(-places):
        places += 1
    return places


def show_whole(metric: Metric, value: Decimal) -> Text:
    """A figure with all of its decimals: what a rule asks for is never rounded."""
    written = (value * 100 if metric.unit is Unit.SHARE else value).normalize()
    exponent = written.as_tuple().exponent
    places = max(-exponent, PLACES) if isinstance(exponent, int) else PLACES
    return show(metric, value, min(places, _MOST_PLACES))


def show_gap(metric: Metric, gap: Decimal, places: int = PLACES) -> Text:
    """How much is missing or too much: credit is a number of points then, not a grade; shares differ by points."""
    if metric.unit is Unit.SHARE:
        return Text("{value} percentage points", value=_short(gap * 100, places))
    if metric.unit is Unit.CREDIT:
        return Text("{points} points", points=f"{int(gap):,}")
    return show(metric, gap, places)


def _short(value: Decimal, places: int) -> str:
    """At most so many decimals, no trailing zeros."""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize():f}"


def _product(parts: list[Decimal]) -> Decimal | None:
    return parts[0] * parts[1]


def _quotient(parts: list[Decimal]) -> Decimal | None:
    return parts[0] / parts[1] if parts[1] else None


def _difference(parts: list[Decimal]) -> Decimal | None:
    return parts[0] - parts[1]


_O, _P = Scope.OFFER, Scope.PRODUCT
_ALL = (
    Metric(code="credit", name=Text("Store credit"), unit=Unit.CREDIT),
    Metric(code="praise_rate", name=Text("Share of good ratings"), unit=Unit.SHARE),
    Metric(code="consumer_protection", name=Text("Consumer protection plan"), unit=Unit.YES_NO),
    Metric(code="fake_one_pay_three", name=Text("Pledge: three times the price for a fake"), unit=Unit.YES_NO),
    Metric(code="store_page", name=Text("Decorated store page"), unit=Unit.YES_NO),
    Metric(code="no_violations", name=Text("No serious violation"), unit=Unit.YES_NO),
    Metric(code="open_days", name=Text("Time open"), unit=Unit.DAYS),
    Metric(code="lowest_rating", name=Text("Lowest of the three store ratings"), unit=Unit.SCORE),
    Metric(code="mean_rating", name=Text("Mean of the three store ratings"), unit=Unit.SCORE),
    Metric(code="real_goods_share", name=Text("Share of real goods"), unit=Unit.SHARE),
    Metric(code="dispute_rate", name=Text("Dispute rate"), unit=Unit.SHARE),
    Metric(code="dispute_multiple", name=Text("Dispute refunds, times the category's mean"), unit=Unit.SCORE),
    Metric(code="intervened_refunds", name=Text("Refunds decided by the platform")),
    Metric(code="reviews_half_year", name=Text("Ratings in half a year")),
    Metric(code="sold", name=Text("Pieces sold"), scope=_P),
    Metric(code="sold_30", name=Text("Pieces sold in 30 days"), scope=_P),
    Metric(code="reviews", name=Text("Reviews of the product"), scope=_P),
    Metric(code="list_price", name=Text("List price"), unit=Unit.YUAN, scope=_P),
    Metric(code="lowest_30", name=Text("Lowest price of 30 days"), unit=Unit.YUAN, scope=_P),
    Metric(code="lowest_60", name=Text("Lowest price of 60 days"), unit=Unit.YUAN, scope=_P),
    Metric(code="lowest_net", name=Text("Lowest price on the net"), unit=Unit.YUAN, scope=_P),
    Metric(code="tested_product", name=Text("Tested product"), unit=Unit.YES_NO, scope=_P),
    Metric(code="new_in_date", name=Text("New goods within their date"), unit=Unit.YES_NO, scope=_P),
    Metric(code="quality_papers", name=Text("Quality papers"), unit=Unit.YES_NO, scope=_P),
    Metric(code="quantity", name=Text("Quantity offered"), scope=_O),
    Metric(code="price", name=Text("Campaign price"), unit=Unit.YUAN, scope=_O),
    Metric(code="free_shipping", name=Text("Free shipping"), unit=Unit.YES_NO, scope=_O),
    Metric(code="quantity_x_price", name=Text("Quantity times price"), unit=Unit.YUAN, scope=_O,
           inputs=("quantity", "price"), formula=_product),
    Metric(code="price_share", name=Text("Campaign price as share of the list price"), unit=Unit.SHARE, scope=_O,
           inputs=("price", "list_price"), formula=_quotient),
    Metric(code="price_vs_lowest_30", name=Text("Difference to the lowest price of 30 days"), unit=Unit.YUAN, scope=_O,
           inputs=("price", "lowest_30"), formula=_difference),
    Metric(code="price_vs_lowest_60", name=Text("Difference to the lowest price of 60 days"), unit=Unit.YUAN, scope=_O,
           inputs=("price", "lowest_60"), formula=_difference),
    Metric(code="price_vs_lowest_net", name=Text("Difference to the lowest price on the net"), unit=Unit.YUAN, scope=_O,
           inputs=("price", "lowest_net"), formula=_difference),
)  # fmt: skip

METRICS: dict[str, Metric] = {metric.code: metric for metric in _ALL}
