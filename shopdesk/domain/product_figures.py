"""What the files and the owner's lists know of a product over thirty days, beside what the owner says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import lcm

from shopdesk.domain.kpi.breakdown import ProductLine
from shopdesk.domain.kpi.product_charts import few_of
from shopdesk.domain.money import percent_text, ratio
from shopdesk.domain.products import Product
from shopdesk.domain.text import Text

SHOWN_DAYS = 30
"""Over how many days a product's figures are added up; the trend is against as many days before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFigures:
    """A product's figures; ``None`` where nothing says one.

    Attributes:
        title: as the newest report words it, else as the owner does, else its number.
        line: what the product reports say of the span and of the one before; ``None`` where they do not know it. Its
            stock is the newer one of report and count.
        cost_fen: what a piece costs today.
        hero: whether it is a hero.
        reserve: the pieces that are to be left, a hero's least stock before the owner's reserve.
        up_to_here: its share of all sales and that of all products that sold more, together.
        traffic_so_far: the same of the visitors a day.
    """

    title: str
    line: ProductLine | None = None
    cost_fen: int | None = None
    hero: bool = False
    reserve: int | None = None
    up_to_here: Decimal | None = None
    traffic_so_far: Decimal | None = None

    @property
    def stock(self) -> int | None:
        """The pieces in stock."""
        return None if self.line is None else self.line.stock_pieces

    @property
    def trend(self) -> Decimal | None:
        """By how much more pieces were sold than in the days before, as a share of those."""
        line = self.line
        if line is None or line.pieces is None or line.pieces_before is None:
            return None
        return ratio(line.pieces - line.pieces_before, line.pieces_before)

    def spare_days(self, product: Product) -> Decimal | None:
        """How many days longer the stock lasts than a delivery takes; below 0 it comes too late even if ordered now."""
        if self.line is None or self.line.stock_days is None or product.lead_days is None:
            return None
        return self.line.stock_days - product.lead_days


def with_stock(line: ProductLine | None, product: Product) -> ProductLine | None:
    """A product's line with the newer one of its report's stock and the owner's count.

    A count of the same day goes before the report, for somebody looked. A product that no report knows has a line of
    its count alone.
    """
    if product.stock_pieces is None or product.stock_day is None:
        return line
    if line is not None and line.stock_day is not None and line.stock_day > product.stock_day:
        return line
    bare = line or ProductLine(product_id=product.product_id, title=product.title or product.product_id)
    return replace(bare, stock_pieces=product.stock_pieces, stock_day=product.stock_day)


def shares_so_far(amounts: Mapping[str, int | None]) -> dict[str, Decimal]:
    """Of each product that has any, its share of all and that of those that have more, together; by product."""
    ranked = [(product, amount) for product, amount in _ranked(amounts) if amount > 0]
    whole, so_far, found = sum(amount for _product, amount in ranked), 0, {}
    for product, amount in ranked:
        so_far += amount
        share = ratio(so_far, whole)
        if share is not None:
            found[product] = share
    return found


def bringing_most(amounts: Mapping[str, int | None]) -> tuple[str, ...]:
    """The products that together bring four fifths of all, the best first."""
    ranked = _ranked(amounts)
    return tuple(product for product, _amount in ranked[: few_of([amount for _product, amount in ranked])])


def _ranked(amounts: Mapping[str, int | None]) -> list[tuple[str, int]]:
    known = [(product, amount) for product, amount in amounts.items() if amount is not None]
    return sorted(known, key=lambda one: (-one[1], one[0]))


def traffic(lines: Sequence[ProductLine]) -> dict[str, int]:
    """What the visitors a day of each product are to each other, exactly; only of those whose reports state them.

    Means of different numbers of days become whole numbers over the days that all of these numbers divide. Of two
    products the same person may be in both, and of several days too: these are no people to be added, but what the
    products' pages are looked at beside each other.
    """
    days = lcm(*(one.visit_days for one in lines if one.visit_days))
    return {
        one.product_id: one.visits * (days // one.visit_days)
        for one in lines
        if one.visits is not None and one.visit_days
    }


def few_visited(visitors: Iterable[int]) -> tuple[Text, ...]:
    """How few products bring four fifths of the visitors a day, in words; nothing where nobody came."""
    ranked = sorted(visitors, reverse=True)
    needed = few_of(ranked)
    if not needed:
        return ()
    return (
        Text(
            "{count} of {all} products ({share}) bring four fifths of the visitors a day.",
            count=needed, all=len(ranked), share=percent_text(ratio(needed, len(ranked)), 0),
        ),
    )  # fmt: skip
