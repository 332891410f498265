"""Profit put together by day, week, month, product or campaign, and beside the published structure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.ledger.parts import COSTS_OF_A_SALE, PART_NAMES, RUNNING_COSTS, Cell, Part, ProfitRow, add_up
from shopdesk.domain.ledger.profit_facts import NO_PRODUCT
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import By, Period, label, period_of
from shopdesk.domain.text import Text


class Split(StrEnum):
    """By what profit is told apart."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    PRODUCT = "product"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfitTable:
    """Profit of a span, split; the rows add up to ``total``, part by part.

    Attributes:
        store_id: the store.
        asked: the days that were asked for.
        period: those of them that anything is known of; ``None`` where there are none, and then no rows.
        by: the split.
        rows: in order of time; products and campaigns by contribution, the best first, what belongs to none last.
        total: everything.
        covered: the first and last day that statements cover among them; ``None`` without a statement.
        left_out: how many lines no rule knows, and what they come to in fen (out negative): they are not in profit.
        unknown_orders: how many orders on the statements are in no order report, and what stayed of their price: they
            were paid on days that no report covers and are not in profit.
        costed: what the products with a known cost come to by themselves, without people, rent and what belongs to no
            product; the same as the rows of these products.
        waiting: months of the span that are still being reckoned and are not in it, in time order.
    """

    store_id: int
    asked: Period
    period: Period | None
    by: Split
    rows: tuple[ProfitRow, ...]
    total: ProfitRow
    covered: Period | None = None
    left_out: tuple[int, int] = (0, 0)
    unknown_orders: tuple[int, int] = (0, 0)
    costed: ProfitRow | None = None
    waiting: tuple[Period, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is known of the span."""
        return self.period is None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The cells of a span with the names that rows go by; see :class:`ProfitTable` for the rest.

    ``cells`` tell products and campaigns apart, ``days`` days, and both come to the same; a cell may stand for a month
    in the one, for all products in the other.
    """

    period: Period
    cells: Sequence[Cell]
    days: Sequence[Cell]
    titles: Mapping[str, str]
    campaigns: Mapping[str, str]
    covered: Period | None = None
    left_out: tuple[int, int] = (0, 0)
    unknown_orders: tuple[int, int] = (0, 0)


def costed(known: Reckoned) -> ProfitRow:
    """The products whose goods all have a cost, together."""
    lost = {cell.product for cell in known.cells if (part := cell.amounts.get(Part.COST_OF_GOODS)) and part.fen is None}
    return add_up("costed", (cell for cell in known.cells if cell.product and cell.product not in lost))


def put_together(known: Reckoned, by: Split) -> tuple[tuple[ProfitRow, ...], ProfitRow]:
    """The rows of a split and their total."""
    found = known.cells if by in (Split.PRODUCT, Split.CAMPAIGN) else known.days
    total = add_up("total", found)
    if by is Split.PRODUCT:
        return _ranked(_grouped((cell.product, cell) for cell in found), known.titles), total
    if by is Split.CAMPAIGN:
        groups = _grouped(("" if cell.campaign is None else str(cell.campaign), cell) for cell in found)
        return _ranked(groups, known.campaigns), total
    step = By(by.value)
    periods: dict[date, Period] = {}
    for cell in found:
        if cell.day not in periods:
            periods[cell.day] = period_of(cell.day, step)
    groups = _grouped((label(periods[cell.day].start, step), cell) for cell in found)
    return tuple(add_up(key, group) for key, group in sorted(groups.items())), total


def _grouped(pairs: Iterable[tuple[str, Cell]]) -> dict[str, list[Cell]]:
    groups: dict[str, list[Cell]] = defaultdict(list)
    for key, cell in pairs:
        groups[key].append(cell)
    return groups


def _ranked(groups: dict[str, list[Cell]], names: Mapping[str, str]) -> tuple[ProfitRow, ...]:
    rows = [add_up(key, group, names.get(key, key)) for key, group in groups.items()]
    return tuple(sorted(rows, key=_place))


def _place(row: ProfitRow) -> tuple[bool, bool, int, str]:
    return row.key == NO_PRODUCT, row.contribution is None, -(row.contribution or 0), row.key


def loss_makers(rows: Iterable[ProfitRow]) -> tuple[ProfitRow, ...]:
    """The products whose contribution is below 0, the largest loss first; without a known cost there is none."""
    found = [row for row in rows if row.key and row.contribution is not None and row.contribution < 0]
    return tuple(sorted(found, key=lambda row: (row.contribution or 0, row.key)))


class Stage(StrEnum):
    """Where a bar of the way from sales to profit stands."""

    START = "start"
    COST = "cost"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Fall:
    """One bar: its name, amount in fen (costs negative, ``None`` unknown) and what stands after it.

    ``part`` is ``None`` for the sums (contribution, profit).
    """

    name: Text
    fen: int | None
    after: int | None
    stage: Stage
    part: Part | None = None


def waterfall(row: ProfitRow) -> tuple[Fall, ...]:
    """The way from sales over the contribution to the profit; after a missing part nothing is known any more."""
    stand = row[Part.SALES]
    bars = [Fall(PART_NAMES[Part.SALES], stand, stand, Stage.START, Part.SALES)]
    for parts, name in ((COSTS_OF_A_SALE, Text("Contribution")), (RUNNING_COSTS, Text("Profit"))):
        for part in parts:
            cost = row[part]
            stand = None if stand is None or cost is None else stand - cost
            bars.append(Fall(PART_NAMES[part], None if cost is None else -cost, stand, Stage.COST, part))
        bars.append(Fall(name, stand, stand, Stage.SUM))
    return tuple(bars)


@dataclass(frozen=True, slots=True)
class StructureLine:
    """One line of the published cost structure beside the store's own: shares of net sales."""

    name: Text
    published: Decimal
    own: Decimal | None


def structure(row: ProfitRow) -> tuple[StructureLine, ...]:
    """The published structure of a mature store (the shipped budget's shares) beside the store's own shares.

    Gross margin is net sales less goods. Commission here is all platform and payment fees with affiliates; the tax is
    not known, so what is left is compared with the published share before tax.
    """
    from shopdesk.domain.setup.budget import BudgetPlan

    plan = BudgetPlan(store_id=0)

    def own(*parts: Part) -> Decimal | None:
        known = [row[part] for part in parts]
        return None if None in known else ratio(sum(fen for fen in known if fen is not None), row.net_sales)

    goods = own(Part.COST_OF_GOODS)
    return (
        StructureLine(Text("Gross margin"), plan.gross_margin, None if goods is None else 1 - goods),
        StructureLine(Text("Ads"), plan.ads, own(Part.ADS)),
        StructureLine(Text("People"), plan.people, own(Part.PEOPLE)),
        StructureLine(
            Text("Platform fees"), plan.commission, own(Part.PLATFORM_FEES, Part.PAYMENT_FEES, Part.AFFILIATE)
        ),
        StructureLine(Text("Freight and packing"), plan.shipping, own(Part.FREIGHT)),
        StructureLine(Text("Insurance and compensation"), Decimal(0), own(Part.INSURANCE, Part.COMPENSATION)),
        StructureLine(Text("Rent, software, other"), plan.other, own(Part.RENT_AND_OTHER)),
        StructureLine(Text("Left before tax"), plan.net_share + plan.tax, ratio(row.profit, row.net_sales)),
    )
