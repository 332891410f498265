"""What a computed month looks like: lines, payslips, the run, and what is missing or worth a word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.payroll.inputs import YearToDate
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.payroll.trace import Node, Source
from shopdesk.domain.periods import Period
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text


class Code(StrEnum):
    """The lines of a payslip, in their order."""

    BASE = "base"
    ABSENCE = "absence"
    OVERTIME = "overtime"
    OWN_COMMISSION = "own_commission"
    OWN_COMMISSION_CARRIED = "own_commission_carried"
    TEAM_COMMISSION = "team_commission"
    SILENT_POOL = "silent_pool"
    PERFORMANCE = "performance"
    COMPONENT = "component"
    AWARD = "award"
    ALLOWANCE_OTHER = "allowance_other"
    YEAR_END_BONUS = "year_end_bonus"
    ADJUSTMENT = "adjustment"
    COMPENSATION = "compensation"
    SOCIAL_PENSION = "social_pension"
    SOCIAL_MEDICAL = "social_medical"
    SOCIAL_UNEMPLOYMENT = "social_unemployment"
    HOUSING_FUND = "housing_fund"
    INCOME_TAX = "income_tax"
    OTHER_DEDUCTION = "other_deduction"


LINE_NAMES: dict[Code, Text] = {
    Code.BASE: Text("Base pay and post allowance"),
    Code.ABSENCE: Text("Absence"),
    Code.OVERTIME: Text("Overtime"),
    Code.OWN_COMMISSION: Text("Commission on own sales"),
    Code.OWN_COMMISSION_CARRIED: Text("Commission carried to the next month"),
    Code.TEAM_COMMISSION: Text("Commission on team sales"),
    Code.SILENT_POOL: Text("Share of silent orders"),
    Code.PERFORMANCE: Text("Performance bonus"),
    Code.COMPONENT: Text("Further component"),
    Code.AWARD: Text("Award"),
    Code.ALLOWANCE_OTHER: Text("Other allowance"),
    Code.YEAR_END_BONUS: Text("Year-end bonus"),
    Code.ADJUSTMENT: Text("Adjustment of an earlier month"),
    Code.COMPENSATION: Text("Loss compensation"),
    Code.SOCIAL_PENSION: Text("Pension insurance"),
    Code.SOCIAL_MEDICAL: Text("Medical insurance"),
    Code.SOCIAL_UNEMPLOYMENT: Text("Unemployment insurance"),
    Code.HOUSING_FUND: Text("Housing fund"),
    Code.INCOME_TAX: Text("Income tax"),
    Code.OTHER_DEDUCTION: Text("Other deduction"),
}

SOCIAL = (Code.SOCIAL_PENSION, Code.SOCIAL_MEDICAL, Code.SOCIAL_UNEMPLOYMENT)
DEDUCTIONS = frozenset({Code.COMPENSATION, *SOCIAL, Code.HOUSING_FUND, Code.INCOME_TAX, Code.OTHER_DEDUCTION})
"""Lines that are positive and taken off; every other line but the carried commission is part of the gross wage."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure without which a line cannot be computed. ``person_id`` is ``None`` for a figure of the store."""

    code: str
    figure: Text
    person_id: int | None = None


class MissingFigures(Exception):
    """Raised by a rule that cannot go on, caught where the line is put on the slip."""

    def __init__(self, *missing: Missing) -> None:
        """Keep what is missing."""
        self.missing = missing
        super().__init__(", ".join(str(entry.figure) for entry in missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLine:
    """One line of a payslip.

    ``trace`` is its calculation, ``None`` where a figure is missing. ``basis`` and ``rate`` are nodes of it;
    ``not_taken_fen`` is what a limit left out. ``component`` names a further component of the scheme.
    """

    code: Code
    trace: Node | None
    basis: Node | None = None
    rate: Node | None = None
    not_taken_fen: int = 0
    explanation: Text
    component: Wording | None = None

    @property
    def name(self) -> Text:
        """What the line is called."""
        return LINE_NAMES[self.code]

    @property
    def amount_fen(self) -> int | None:
        """The amount, ``None`` where a figure is missing."""
        return None if self.trace is None else self.trace.fen

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the gathered figures of the line come from, each once."""
        if self.trace is None:
            return ()
        return tuple(dict.fromkeys(source for node in self.trace.walk() for source in node.sources))


@dataclass(frozen=True, slots=True)
class BonusComparison:
    """A year-end bonus taxed both ways, in fen.

    ``edge_fen`` is the highest bonus of the bracket below when a bonus cut to it would leave more after tax, with
    ``gain_fen`` as the difference; both ``None`` when it would not. ``apart_fen`` is ``None`` when the rule has ended.
    """

    bonus_fen: int
    apart_fen: int | None
    within_fen: int
    edge_fen: int | None = None
    gain_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payslip:
    """The month of one person. Totals are ``None`` while a figure that they need is missing.

    ``year`` (the tax year with this month), ``carried_fen`` (zero or negative) and ``open_advance_fen`` go on to the
    next month. ``taxable_cumulative`` and ``tax_cumulative`` are the wage's, without a bonus taxed apart.
    """

    person_id: int
    name: str
    mark: str
    department: str
    role: str
    days_employed: int
    lines: tuple[PayLine, ...]
    gross: Node | None
    taxable_cumulative: Node | None
    tax_cumulative: Node | None
    net: Node | None
    employer_cost: Node | None
    employer_parts: tuple[Node, ...] = ()
    year: YearToDate | None = None
    carried_fen: int | None = 0
    open_advance_fen: int | None = 0
    bonus: BonusComparison | None = None
    missing: tuple[Missing, ...] = ()
    notices: tuple[Text, ...] = ()

    @property
    def gross_fen(self) -> int | None:
        """The gross wage."""
        return None if self.gross is None else self.gross.fen

    @property
    def net_fen(self) -> int | None:
        """What is paid out."""
        return None if self.net is None else self.net.fen

    @property
    def cost_fen(self) -> int | None:
        """What the person costs the employer."""
        return None if self.employer_cost is None else self.employer_cost.fen

    def amount(self, *codes: Code) -> int | None:
        """The sum of the lines with these codes; ``None`` when one of them misses a figure."""
        amounts = [line.amount_fen for line in self.lines if line.code in codes]
        return None if None in amounts else sum(amount for amount in amounts if amount is not None)


@dataclass(frozen=True, slots=True)
class RunTotals:
    """Sums over all people, in fen; ``None`` while one of them is not known."""

    gross: int | None
    social: int | None
    housing_fund: int | None
    income_tax: int | None
    net: int | None
    employer_cost: int | None
    silent_pool: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayrollRun:
    """A computed month. ``missing`` holds everything that keeps it from being locked, the people's included."""

    store: str
    month: Period
    state: RunState = RunState.DRAFT
    kind: RunKind = RunKind.MONTHLY
    slips: tuple[Payslip, ...]
    totals: RunTotals
    turnover_fen: int | None
    cost_ratio: Decimal | None
    missing: tuple[Missing, ...] = ()
    notices: tuple[Text, ...] = ()

    @property
    def can_lock(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing
