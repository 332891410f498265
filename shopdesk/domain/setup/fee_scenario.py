"""A store that might be opened: what it would cost, and two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.setup.break_even import BreakEven
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, FeeEstimate, FeeInputs, FeeItem
from shopdesk.domain.setup.records import TRADEMARK_NAMES, Trademark
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES, Platform, StoreType
from shopdesk.domain.text import Text

SHARES = (FeeItem.SERVICE_FEE, FeeItem.COMMISSION)
OF_THE_YEAR = (FeeItem.YEARLY_FEE, *SHARES)
EVERYTHING = (FeeItem.DEPOSIT, *OF_THE_YEAR)

TOTAL_NAMES: dict[str, Text] = {
    "tied": Text("Tied up as deposit (comes back)"),
    "year": Text("Fees in the first year"),
    "cash": Text("Cash needed for fees in the first year"),
    "break_even": Text("Break-even sales a year"),
}
TOTAL_OF: dict[str, tuple[FeeItem, ...]] = {
    "tied": (FeeItem.DEPOSIT,),
    "year": OF_THE_YEAR,
    "cash": EVERYTHING,
    "break_even": OF_THE_YEAR,
}
"""Which figures each total is reckoned from: it is no surer than they are."""


@dataclass(frozen=True, slots=True)
class FeeScenario:
    """A store that might be opened on ``day``. ``expected_year_fen``: yearly sales without shipping."""

    platform: Platform
    store_type: StoreType
    trademark: Trademark
    category: str
    day: date
    expected_year_fen: int | None = None

    @property
    def inputs(self) -> FeeInputs:
        """What the estimate depends on."""
        return FeeInputs(self.platform, self.store_type, self.trademark, self.category, self.expected_year_fen)


FEE_SCENARIO = Noun(
    "fee_scenarios",
    FeeScenario,
    Text("Store to compare"),
    (
        Field("platform", Kind.CHOICE, Text("Platform"), choices=PLATFORM_NAMES, required=True),
        Field("store_type", Kind.CHOICE, Text("Store type"), choices=TYPE_NAMES, required=True),
        Field("trademark", Kind.CHOICE, Text("Trademark"), choices=TRADEMARK_NAMES, required=True),
        Field("category", Kind.REFERENCE, Text("Category"), required=True),
        Field("expected_year_fen", Kind.MONEY, Text("Expected yearly sales (yuan)")),
        Field("day", Kind.DAY, Text("Opening day"), required=True, ahead=True),
    ),
)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A figure of two stores, in fen or as a share. ``items`` are the fees that it is made of."""

    code: str
    name: Text
    values: tuple[int | Decimal | None, int | Decimal | None]
    rate: bool
    items: tuple[FeeItem, ...]

    @property
    def difference(self) -> int | Decimal | None:
        """The second less the first; ``None`` where one of them is not known."""
        first, second = self.values
        if first is None or second is None:
            return None
        return Decimal(second) - Decimal(first) if self.rate else int(second) - int(first)

    @property
    def differs(self) -> bool:
        """Whether the two say something else, also where one says nothing."""
        return self.values[0] != self.values[1]


def compared(estimates: Sequence[FeeEstimate], evens: Sequence[BreakEven | None]) -> list[ComparedRow]:
    """The figures of two estimates in their order: each fee, then what they come to."""
    first, second = estimates
    rows = []
    for item in EVERYTHING:
        one, other = first.line(item), second.line(item)
        rate = item in SHARES
        values = (one.rate, other.rate) if rate else (one.amount_fen, other.amount_fen)
        rows.append(ComparedRow(item.value, FEE_ITEM_NAMES[item], values, rate, (item,)))
        if item is FeeItem.YEARLY_FEE:
            back = (one.refund_fen, other.refund_fen)
            name = Text("{fee}, comes back", fee=FEE_ITEM_NAMES[item])
            rows.append(ComparedRow("refund", name, back, False, (item,)))
        if rate:
            year = (one.year_fen, other.year_fen)
            name = Text("{fee}, in a year", fee=FEE_ITEM_NAMES[item])
            rows.append(ComparedRow(f"{item.value}_year", name, year, False, (item,)))
    totals = {
        "tied": (first.tied_up_fen, second.tied_up_fen),
        "year": (first.year_cost_fen, second.year_cost_fen),
        "cash": (first.first_year_cash_fen, second.first_year_cash_fen),
        "break_even": (_year(evens[0]), _year(evens[1])),
    }
    return rows + [
        ComparedRow(code, TOTAL_NAMES[code], values, False, TOTAL_OF[code]) for code, values in totals.items()
    ]


def _year(even: BreakEven | None) -> int | None:
    return None if even is None else even.year_fen
