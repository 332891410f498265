"""What a month is computed from: people with their pay data, and every gathered or typed figure with its source.

``None`` is a figure that is missing; nothing is ever taken as zero because it is not there. Money in fen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.payroll.rules import Rulebook
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.domain.payroll.trace import Source
from shopdesk.domain.people import Level
from shopdesk.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with where it comes from. ``reason`` says why it was typed over what the program knew.

    ``value``: fen for money, else days, hours, pieces, points or a rating.
    """

    value: int | Decimal
    sources: tuple[Source, ...] = ()
    reason: str = ""


NONE_TYPED = Figure(0)
"""For columns that are zero unless something is typed: leave, overtime, reviews, awards."""


class BonusTax(StrEnum):
    """How a year-end bonus is taxed."""

    APART = "apart"
    WITHIN = "within"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayTerms:
    """What somebody is paid by from a day on. ``None`` takes the scheme's figure."""

    valid_from: date
    scheme: Scheme
    base_fen: int | None = None
    allowance_fen: int | None = None

    @property
    def monthly_fen(self) -> int | None:
        """Base pay and post allowance of a full month together; ``None`` where no base is known."""
        base = self.scheme.base_fen if self.base_fen is None else self.base_fen
        allowance = self.scheme.allowance_fen if self.allowance_fen is None else self.allowance_fen
        return None if base is None else base + (allowance or 0)


@dataclass(frozen=True, slots=True)
class SpecialDeduction:
    """The special additional deductions of a month, from ``month`` (its first day) until the next entry."""

    month: date
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PayData:
    """What insurance and tax office need to know of a person.

    ``first_wage_years``: years in which the first wage of the year was earned here; ``low_wage_years``: years before
    which the person earned at most 60,000 here in all twelve months. Both for one year contradict each other.
    """

    id: int | None = None
    person_id: int | None = None
    city: str = ""
    social_base_fen: int | None = None
    fund_base_fen: int | None = None
    fund_rate: Decimal | None = None
    special: tuple[SpecialDeduction, ...] = ()
    first_wage_years: frozenset[int] = frozenset()
    low_wage_years: frozenset[int] = frozenset()

    def special_fen(self, day: date) -> int:
        """The special additional deductions of the month with ``day`` in it; zero where none were declared."""
        known = [entry for entry in self.special if entry.month <= day]
        return max(known, key=lambda entry: entry.month).fen if known else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearToDate:
    """What was counted for the income tax of a person in this tax year before this month.

    ``months`` are those in which the person was employed here on at least one day.
    """

    months: int = 0
    income_fen: int = 0
    insurance_fen: int = 0
    special_fen: int = 0
    withheld_fen: int = 0
    bonus_apart_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A correction of an earlier month, paid (or taken, negative) in ``month``, naming the line it corrects."""

    id: int | None = None
    person_id: int | None = None
    month: date
    amount_fen: int
    original_month: date
    original_code: str
    reason: str
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthInputs:
    """The figures of one person and month. ``carried`` is last month's commission to make up for (zero or negative)."""

    own_sales: Figure | None = None
    own_refunds: Figure | None = None
    goodwill_refunds: Figure = NONE_TYPED
    goodwill_reason: str = ""
    confirmed_sales: Figure | None = None
    pieces: Figure | None = None
    hours: Figure | None = None
    score: Figure | None = None
    unpaid_days: Figure | None = NONE_TYPED
    sick_days: Figure | None = NONE_TYPED
    overtime_workday: Figure | None = NONE_TYPED
    overtime_rest_day: Figure | None = NONE_TYPED
    overtime_holiday: Figure | None = NONE_TYPED
    neutral_reviews: Figure | None = NONE_TYPED
    bad_reviews: Figure | None = NONE_TYPED
    award: Figure = NONE_TYPED
    award_reason: str = ""
    allowance_other: Figure = NONE_TYPED
    allowance_reason: str = ""
    adjustments: tuple[Adjustment, ...] = ()
    compensation: Figure = NONE_TYPED
    compensation_reason: str = ""
    compensation_evidence: str = ""
    contract_clause: str = ""
    other_deduction: Figure = NONE_TYPED
    deduction_reason: str = ""
    year_end_bonus: Figure = NONE_TYPED
    bonus_tax: BonusTax = BonusTax.APART
    insured: bool = True
    carried: Figure | None = NONE_TYPED
    open_advance: Figure | None = NONE_TYPED
    year: YearToDate | None = field(default_factory=YearToDate)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """One person in one month.

    ``terms`` in any order; the latest that has begun holds on a day, and before the first the first holds.
    ``employments``: first and last day at work (``None``: still there) of every employment that touches the year.
    """

    id: int
    name: str
    mark: str = ""
    department: str
    role: str
    level: Level = Level.STAFF
    terms: tuple[PayTerms, ...]
    employments: tuple[tuple[date, date | None], ...]
    pay: PayData = field(default_factory=PayData)
    inputs: MonthInputs = field(default_factory=MonthInputs)

    def employed_on(self, day: date) -> bool:
        """Whether the day lies in an employment; first and last day at work are days employed."""
        return any(start <= day and (end is None or day <= end) for start, end in self.employments)

    def terms_on(self, day: date) -> PayTerms:
        """The terms that hold on a day."""
        ordered = sorted(self.terms, key=lambda terms: terms.valid_from)
        begun = [terms for terms in ordered if terms.valid_from <= day]
        return begun[-1] if begun else ordered[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreMonth:
    """The figures of the store. ``service_sales`` is what customer service sold, ``silent_orders`` what nobody sold."""

    paid: Figure | None = None
    service_sales: Figure | None = None
    silent_orders: Figure | None = None
    rating_before: Figure | None = None
    rating_now: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayrollInputs:
    """Everything that one month is computed from. ``workdays`` are the due days of the month, for proration by them.

    ``off_cycle``: only adjustments are paid, after the month's wages; nobody's days, sales or insurance count again.
    """

    store: str
    month: Period
    people: tuple[PersonMonth, ...]
    figures: StoreMonth = field(default_factory=StoreMonth)
    rules: Rulebook = field(default_factory=Rulebook)
    workdays: frozenset[date] | None = None
    service_department: str = "service"
    off_cycle: bool = False

    def team(self) -> Iterable[PersonMonth]:
        """The people of the service department, whose sales make the team's."""
        return (person for person in self.people if person.department == self.service_department)
