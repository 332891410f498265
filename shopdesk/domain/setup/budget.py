"""The money of the plan: phases, lines, what becomes of each yuan, and the factors of the three outlooks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

K = TypeVar("K", bound=Hashable)


class MoneyKind(StrEnum):
    """What the money is for."""

    DEPOSIT = "deposit"
    CAMPAIGN_DEPOSIT = "campaign_deposit"
    GOODS = "goods"
    DECORATION = "decoration"
    ADS = "ads"
    SOFTWARE = "software"
    HARDWARE_WAGES = "hardware_wages"
    HARDWARE = "hardware"
    WAGES = "wages"
    PACKAGING = "packaging"
    OTHER = "other"


class Tie(StrEnum):
    """What becomes of money: it comes back, it lies in the warehouse, or it is gone."""

    RETURNABLE = "returnable"
    STOCK = "stock"
    SPENT = "spent"


TIE_NAMES: dict[Tie, Text] = {
    Tie.RETURNABLE: Text("comes back"),
    Tie.STOCK: Text("is bound"),
    Tie.SPENT: Text("is spent"),
}


class BudgetFee(StrEnum):
    """A fee of the platform that a line can stand for: a deposit is known by its kind, a share of sales has no line."""

    YEARLY_FEE = "yearly_fee"


BUDGET_FEE_NAMES: dict[BudgetFee, Text] = {BudgetFee.YEARLY_FEE: Text("Yearly service fee")}


class Outlook(StrEnum):
    """How things may go, from the worst to the best."""

    CAREFUL = "careful"
    EXPECTED = "expected"
    BOLD = "bold"


OUTLOOK_NAMES: dict[Outlook, Text] = {
    Outlook.CAREFUL: Text("Careful"),
    Outlook.EXPECTED: Text("Expected"),
    Outlook.BOLD: Text("Bold"),
}


@dataclass(frozen=True, slots=True)
class Factors:
    """By what an outlook multiplies the plan's turnover, and what is spent and the fixed costs."""

    sales: Decimal = Decimal(1)
    costs: Decimal = Decimal(1)


KIND_NAMES: dict[MoneyKind, Text] = {
    MoneyKind.DEPOSIT: Text("Deposit"),
    MoneyKind.CAMPAIGN_DEPOSIT: Text("Campaign deposit"),
    MoneyKind.GOODS: Text("Goods"),
    MoneyKind.DECORATION: Text("Store decoration"),
    MoneyKind.ADS: Text("Ads"),
    MoneyKind.SOFTWARE: Text("Software"),
    MoneyKind.HARDWARE_WAGES: Text("Equipment and first wages"),
    MoneyKind.HARDWARE: Text("Equipment"),
    MoneyKind.WAGES: Text("Wages"),
    MoneyKind.PACKAGING: Text("Packaging"),
    MoneyKind.OTHER: Text("Other costs"),
}


def tie_of(kind: MoneyKind) -> Tie:
    """Deposits come back, goods become stock, the rest is spent."""
    if kind in (MoneyKind.DEPOSIT, MoneyKind.CAMPAIGN_DEPOSIT):
        return Tie.RETURNABLE
    return Tie.STOCK if kind is MoneyKind.GOODS else Tie.SPENT


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPlan(Kept):
    """One store's budget inputs; shares are of turnover. ``stated_total_fen``: what the plan claims to need in all.

    ``start_money_fen`` is what there is before the first day of the plan, ``None`` while nobody said. The factors are
    those of the careful and the bold outlook; the expected one takes the plan as it is.
    """

    store_id: int
    stated_total_fen: int | None = None
    fixed_month_fen: int = 0
    gross_margin: Decimal = Decimal("0.40")
    ads: Decimal = Decimal("0.10")
    people: Decimal = Decimal("0.06")
    commission: Decimal = Decimal("0.05")
    shipping: Decimal = Decimal("0.05")
    tax: Decimal = Decimal("0.045")
    other: Decimal = Decimal("0.02")
    start_money_fen: int | None = None
    careful_sales: Decimal = Decimal("0.8")
    careful_costs: Decimal = Decimal("1.1")
    bold_sales: Decimal = Decimal("1.2")
    bold_costs: Decimal = Decimal("0.95")

    def factors(self, outlook: Outlook) -> Factors:
        """What an outlook multiplies with."""
        if outlook is Outlook.CAREFUL:
            return Factors(self.careful_sales, self.careful_costs)
        return Factors(self.bold_sales, self.bold_costs) if outlook is Outlook.BOLD else Factors()

    @property
    def net_share(self) -> Decimal:
        """What is left of a yuan of turnover after the costs that move with it."""
        return self.gross_margin - self.ads - self.people - self.commission - self.shipping - self.tax - self.other


FACTOR_NAMES: dict[str, Text] = {
    "careful_sales": Text("Careful: turnover"),
    "careful_costs": Text("Careful: money spent"),
    "bold_sales": Text("Bold: turnover"),
    "bold_costs": Text("Bold: money spent"),
}


SHARE_NAMES: dict[str, Text] = {
    "gross_margin": Text("Gross margin"),
    "ads": Text("Ads"),
    "people": Text("People"),
    "commission": Text("Commission"),
    "shipping": Text("Shipping and packaging"),
    "tax": Text("Tax"),
    "other": Text("Rent, software, welfare"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPhase(Kept):
    """A phase of the plan with the monthly turnover it aims at (0: not selling yet, ``None``: not known)."""

    store_id: int
    position: int
    title: str
    starts_on: date
    ends_on: date
    month_target_fen: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Kept):
    """Money that a phase needs; ``amount_fen`` is ``None`` while it is not known.

    It goes out on ``on_day``, or on the first day of its phase where none is said. ``becomes`` is what becomes of it
    where that is not what its kind says; what comes back does so on ``returns_on``, not within the plan where none is
    said. Lines of the statements of the kind ``statement_kind``, with ``statement_words`` in them, count as what was
    paid of it within the days of its phase. ``fee_item`` is the fee of the platform that it stands for: fees taken over
    into the budget set its amount, whatever it is called. A deposit needs none, as its kind says it.
    """

    store_id: int
    phase_id: int
    kind: MoneyKind
    amount_fen: int | None
    note: str = ""
    name: str = ""
    on_day: date | None = None
    becomes: Tie | None = None
    returns_on: date | None = None
    statement_kind: LineKind | None = None
    statement_words: str = ""
    fee_item: BudgetFee | None = None

    @property
    def tie(self) -> Tie:
        """What becomes of it."""
        return self.becomes or tie_of(self.kind)


def days_of(phases: Iterable[BudgetPhase], lines: Iterable[BudgetLine]) -> dict[int, date]:
    """The day on which each line's money goes out, by the place of the line; lines of no phase are left out."""
    starts = {phase.id: phase.starts_on for phase in phases}
    return {place: line.on_day or starts[line.phase_id] for place, line in enumerate(lines) if line.phase_id in starts}


def sum_by(lines: Iterable[BudgetLine], key: Callable[[BudgetLine], K]) -> dict[K, int]:
    """Fen of the lines whose amount is known, by what ``key`` says of each; what comes to nothing is left out."""
    result: dict[K, int] = {}
    for line in lines:
        result[key(line)] = result.get(key(line), 0) + (line.amount_fen or 0)
    return {one: fen for one, fen in result.items() if fen}


def sum_by_kind(lines: Iterable[BudgetLine]) -> dict[MoneyKind, int]:
    """Fen per kind of money, kinds without any left out."""
    return sum_by(lines, lambda line: line.kind)


def sum_by_tie(lines: Iterable[BudgetLine]) -> Mapping[Tie, int]:
    """Fen that come back, are bound, and are spent."""
    return dict.fromkeys(Tie, 0) | sum_by(lines, lambda line: line.tie)


def unknown_in(lines: Iterable[BudgetLine]) -> int:
    """How many lines have no amount yet."""
    return sum(1 for line in lines if line.amount_fen is None)
