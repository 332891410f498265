"""What profit is reckoned from: paid orders with their items and charges, lines, spend, campaigns and costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.ledger.parts import Amount, Part
from shopdesk.domain.periods import Period

if TYPE_CHECKING:
    from shopdesk.domain.ledger.costs import CostBook

NO_PRODUCT = ""


@dataclass(frozen=True, slots=True)
class SoldItem:
    """One product of an order; money in fen, ``None`` where no file says it.

    ``key`` names the product in tables: its number, else its merchant code, else nothing.
    """

    product_id: str = ""
    variant: str = ""
    merchant_code: str = ""
    pieces: int | None = None
    paid_fen: int | None = None
    refund_fen: int | None = None

    @property
    def key(self) -> str:
        """What the product is known by."""
        return self.product_id or self.merchant_code


@dataclass(frozen=True, slots=True)
class SoldOrder:
    """One paid order. ``settled``: money of it came, or nothing is due, so that its fees are those of the statement.

    ``charges`` are the statement's lines that name it, by part, costs positive. ``sent``: it was shipped or confirmed.
    ``freight_fen`` is the part of ``paid_fen`` that the buyer paid for shipping, of which no commission is taken.
    """

    order_no: str
    day: date
    paid_fen: int
    refund_fen: int | None
    settled: bool = False
    sent: bool = True
    province: str | None = None
    items: tuple[SoldItem, ...] = ()
    charges: Mapping[Part, int] = field(default_factory=dict)
    freight_fen: int = 0

    @property
    def due_fen(self) -> int:
        """What has to come for it: what was paid less what went back."""
        return max(0, self.paid_fen - (self.refund_fen or 0))

    @property
    def returned_whole(self) -> bool:
        """Whether all of it was given back."""
        return self.refund_fen is not None and self.refund_fen >= self.paid_fen > 0


@dataclass(frozen=True, slots=True)
class LooseLine:
    """A line of the statement that names no known order: its part, costs positive, refunds and sales positive.

    ``yearly`` marks a fee that is spread over its calendar year.
    """

    day: date
    part: Part
    fen: int
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class UnknownOrder:
    """An order on the statement of a day that is in no order report, and what came less what went back, in fen."""

    day: date
    order_no: str
    fen: int


@dataclass(frozen=True, slots=True)
class Spend:
    """What ads of a day cost, or affiliates where only a report by day says it.

    ``product`` is empty where the report names none; then it is shared over the day's products by sales.
    """

    day: date
    fen: int
    product: str = NO_PRODUCT
    part: Part = Part.ADS


@dataclass(frozen=True, slots=True)
class CampaignSpan:
    """A campaign: its days and products; without products it is for all of them."""

    id: int
    name: str
    period: Period
    products: frozenset[str] = frozenset()


def _no_costs() -> CostBook:
    from shopdesk.domain.ledger.costs import CostBook  # months that are kept are shown without

    return CostBook()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfitFacts:
    """Everything that profit is reckoned from, over ``period``.

    Attributes:
        period: the days.
        orders: the orders paid on these days.
        lines: lines without a known order, of these days; yearly fees of every year that the days touch.
        spends: spend by day; ``no_ads`` says that the store has none at all, which a covering statement without top-ups
            proves.
        covered: the days that statements cover.
        known: the days whose orders are known, also those without any: then nothing was sold.
        ads_known: the days whose ad spend is known, also where there was none.
        costs: unit costs, courier and dated costs.
        people: what people cost by day and where that is from; a day that is not in it is not known.
        expected: what commission and software fee will take of an order whose money is on the way, in fen; ``None``
            where no rule is known.
        campaigns: the campaigns that touch the days.
        titles: names of products.
        no_ads: see ``spends``.
    """

    period: Period
    orders: Sequence[SoldOrder] = ()
    lines: Sequence[LooseLine] = ()
    spends: Sequence[Spend] = ()
    covered: frozenset[date] = frozenset()
    known: frozenset[date] = frozenset()
    ads_known: frozenset[date] = frozenset()
    costs: CostBook = field(default_factory=_no_costs)
    people: Mapping[date, Amount] = field(default_factory=dict)
    expected: Callable[[SoldOrder], int | None] = lambda _order: None
    campaigns: Sequence[CampaignSpan] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    no_ads: bool = False
