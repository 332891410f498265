"""What profit is made of: its parts, where each comes from, and how they add up without losing what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.money import ratio
from shopdesk.domain.text import Text


class Part(StrEnum):
    """One line between sales and profit, in the order of the reckoning."""

    SALES = "sales"
    REFUNDS = "refunds"
    COST_OF_GOODS = "cost_of_goods"
    PLATFORM_FEES = "platform_fees"
    PAYMENT_FEES = "payment_fees"
    AFFILIATE = "affiliate"
    ADS = "ads"
    FREIGHT = "freight"
    INSURANCE = "insurance"
    COMPENSATION = "compensation"
    PEOPLE = "people"
    RENT_AND_OTHER = "rent_and_other"


class Origin(StrEnum):
    """Where a figure comes from.

    ``STATEMENT``: a file of the platform says it (account statement, order report, ads report). ``TYPED``: the owner
    entered it (costs, locked wages). ``RULE``: it is an estimate by a rule (the fee rate of an order whose money is on
    its way, recorded base pay). ``MISSING``: nobody knows.
    """

    STATEMENT = "statement"
    TYPED = "typed"
    RULE = "rule"
    MISSING = "missing"


PART_NAMES: dict[Part, Text] = {
    Part.SALES: Text("Sales"),
    Part.REFUNDS: Text("Refunds"),
    Part.COST_OF_GOODS: Text("Cost of goods"),
    Part.PLATFORM_FEES: Text("Platform fees"),
    Part.PAYMENT_FEES: Text("Payment fees"),
    Part.AFFILIATE: Text("Affiliate commission"),
    Part.ADS: Text("Ads"),
    Part.FREIGHT: Text("Freight and packing"),
    Part.INSURANCE: Text("Return-freight insurance"),
    Part.COMPENSATION: Text("Compensation", context="profit"),
    Part.PEOPLE: Text("People"),
    Part.RENT_AND_OTHER: Text("Rent, software, other"),
}

ORIGIN_NAMES: dict[Origin, Text] = {
    Origin.STATEMENT: Text("from the platform's files"),
    Origin.TYPED: Text("typed in", context="origin"),
    Origin.RULE: Text("estimated by a rule"),
    Origin.MISSING: Text("missing", context="origin"),
}

COSTS_OF_A_SALE = tuple(Part)[1:10]
"""What is taken off sales to get the contribution."""
RUNNING_COSTS = (Part.PEOPLE, Part.RENT_AND_OTHER)
"""What is taken off the contribution to get the profit."""
OPEN_ENDED = frozenset({Part.SALES, Part.PAYMENT_FEES, Part.AFFILIATE, Part.ADS, Part.INSURANCE, Part.COMPENSATION})
"""Parts of which a span counts what is known of its days, because a file that ends earlier leaves the later days open.
Of the other parts a single unknown figure makes the whole unknown: a sum without it would be too good."""

_WEIGHT = {Origin.STATEMENT: 0, Origin.TYPED: 1, Origin.RULE: 2, Origin.MISSING: 3}


@dataclass(frozen=True, slots=True)
class Amount:
    """A part's amount in fen, costs positive, with where it comes from; ``None`` where it is not known.

    ``filler`` marks the nought of a line that has no share in a part; it says nothing about where the part comes from.
    """

    fen: int | None
    origin: Origin
    filler: bool = False


MISSING = Amount(None, Origin.MISSING)
NO_SHARE = Amount(0, Origin.RULE, filler=True)
"""What belongs to no product is nothing for each of them, by that rule."""
NOTHING = Amount(0, Origin.STATEMENT, filler=True)
"""A day whose files are known and say nothing of a part."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one product did on one day; ``product`` is empty for what belongs to none.

    ``campaign`` is the campaign's id that the day's sales of the product belong to. ``unknown_sales`` are sales without
    a unit cost. ``sent_fen`` is what all pieces that left the warehouse cost, ``sellable_fen`` the part of it that
    would be good again if everything came back.
    """

    day: date
    product: str
    amounts: Mapping[Part, Amount]
    campaign: int | None = None
    unknown_sales: int = 0
    pieces: int = 0
    parcels: int = 0
    sent_fen: int = 0
    sellable_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfitRow:
    """The parts of a span, product or campaign.

    ``key`` is the period's label, the product's number or the campaign's id as text; empty for what belongs to none.
    """

    key: str
    title: str = ""
    parts: Mapping[Part, int | None]
    origins: Mapping[Part, Origin]
    unknown_sales: int = 0
    pieces: int = 0
    parcels: int = 0
    sent_fen: int = 0
    sellable_fen: int = 0
    known: Mapping[Part, int] = field(default_factory=dict)

    def __getitem__(self, part: Part) -> int | None:
        """A part in fen, costs positive."""
        return self.parts[part]

    @property
    def contribution(self) -> int | None:
        """Sales less everything that a sale costs; ``None`` where one of these is missing."""
        return self._less(self.parts[Part.SALES], COSTS_OF_A_SALE)

    @property
    def profit(self) -> int | None:
        """The contribution less people, rent, software and other."""
        return self._less(self.contribution, RUNNING_COSTS)

    @property
    def margin(self) -> Decimal | None:
        """Contribution by sales less refunds, that is after ads and refunds."""
        return ratio(self.contribution, self.net_sales)

    @property
    def net_sales(self) -> int | None:
        """Sales less refunds."""
        return self._less(self.parts[Part.SALES], (Part.REFUNDS,))

    @property
    def unknown_share(self) -> Decimal | None:
        """The share of sales whose goods have no known cost."""
        return ratio(self.unknown_sales, self.parts[Part.SALES])

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that are not known."""
        return tuple(part for part in Part if self.parts[part] is None)

    def share(self, part: Part) -> Decimal | None:
        """A part by net sales."""
        return ratio(self.parts[part], self.net_sales)

    @property
    def break_even_refunds(self) -> Decimal | None:
        """The share of sales given back at which the contribution becomes 0; see :func:`break_even`."""
        return break_even(self)

    def _less(self, start: int | None, parts: Iterable[Part]) -> int | None:
        for part in parts:
            taken = self.parts[part]
            if start is None or taken is None:
                return None
            start -= taken
        return start


class Tally:
    """What cells come to, put together cell by cell."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._sums: dict[Part, int] = {}
        self._origins: dict[Part, Origin] = {}
        self._fillers: dict[Part, Origin] = {}
        self._lost: set[Part] = set()
        self._unknown = self._pieces = self._parcels = self._sent = self._sellable = 0

    def add(self, cell: Cell) -> None:
        """Take a cell in."""
        self._unknown += cell.unknown_sales
        self._pieces += cell.pieces
        self._parcels += cell.parcels
        self._sent += cell.sent_fen
        self._sellable += cell.sellable_fen
        sums, origins = self._sums, self._origins
        for part, amount in cell.amounts.items():
            if amount.fen is None:
                self._lost.add(part)
                continue
            sums[part] = sums.get(part, 0) + amount.fen
            if amount.filler:
                self._fillers.setdefault(part, amount.origin)
                continue
            before = origins.get(part)
            if before is None or _WEIGHT[amount.origin] > _WEIGHT[before]:
                origins[part] = amount.origin

    def row(self, key: str, title: str = "") -> ProfitRow:
        """The row of all that was taken in."""
        parts: dict[Part, int | None] = {}
        origins = dict(self._origins)
        for part in Part:
            known = part in origins or (part in self._fillers and part not in self._lost)
            if part not in self._sums or not known or (part in self._lost and part not in OPEN_ENDED):
                parts[part] = None
                origins[part] = Origin.MISSING
            else:
                parts[part] = self._sums[part]
                origins.setdefault(part, self._fillers.get(part, Origin.STATEMENT))
        return ProfitRow(
            key=key,
            title=title,
            parts=parts,
            origins=origins,
            unknown_sales=self._unknown,
            pieces=self._pieces,
            parcels=self._parcels,
            sent_fen=self._sent,
            sellable_fen=self._sellable,
            known=self._sums,
        )

    def cells(self, day: date, product: str, campaign: int | None) -> list[Cell]:
        """One or two cells that come to the same, whatever they are put together with: a second for what is missing."""
        amounts = {
            part: Amount(fen, self._origins[part])
            if part in self._origins
            else Amount(fen, self._fillers[part], filler=True)
            for part, fen in self._sums.items()
        }
        whole = Cell(
            day=day,
            product=product,
            amounts=amounts,
            campaign=campaign,
            unknown_sales=self._unknown,
            pieces=self._pieces,
            parcels=self._parcels,
            sent_fen=self._sent,
            sellable_fen=self._sellable,
        )
        if not self._lost:
            return [whole]
        return [whole, Cell(day, product, {part: MISSING for part in Part if part in self._lost}, campaign)]


def add_up(key: str, cells: Iterable[Cell], title: str = "") -> ProfitRow:
    """The row of some cells. Whatever way the cells are split, the rows add up to the row of all of them."""
    tally = Tally()
    for cell in cells:
        tally.add(cell)
    return tally.row(key, title)


def condensed(cells: Iterable[Cell], by: Callable[[Cell], tuple[date, str, int | None]]) -> list[Cell]:
    """Fewer cells that add up to the same: those alike in day, product and campaign by ``by`` become one or two."""
    groups: dict[tuple[date, str, int | None], Tally] = defaultdict(Tally)
    for cell in cells:
        groups[by(cell)].add(cell)
    return [one for key, tally in groups.items() for one in tally.cells(*key)]


def break_even(row: ProfitRow) -> Decimal | None:
    """The share of sales given back at which the contribution of a row becomes 0.

    With sales S, goods sent G (of which s come back good), fees that follow what stays sold at the rate f that they
    had, and F for what is spent whether or not the goods come back (ads, freight, insurance, compensation):
    S(1-r)(1-f) - (G - s r) - F = 0, so r = (S(1-f) - G - F) / (S(1-f) - s).

    ``None`` where a part is missing, nothing was sold, or even everything coming back loses nothing; 0 where it loses
    without a single return.
    """
    sales, net = row[Part.SALES], row.net_sales
    if row.contribution is None or not sales or not net or net < 0:
        return None
    fees = sum(row[part] or 0 for part in (Part.PLATFORM_FEES, Part.PAYMENT_FEES, Part.AFFILIATE))
    fixed = sum(row[part] or 0 for part in (Part.ADS, Part.FREIGHT, Part.INSURANCE, Part.COMPENSATION))
    kept = Decimal(sales) * (1 - Decimal(fees) / net)
    left, slope = kept - row.sent_fen - fixed, kept - row.sellable_fen
    if left <= 0:
        return Decimal("0.000000")
    if slope <= 0 or left > slope:
        return None
    return ratio(left, slope)
