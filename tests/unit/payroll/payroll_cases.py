"""A month told in plain words and numbers, as the inputs that the rules take. Money in fen, rates in text."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from shopdesk.domain.payroll.inputs import (
    BonusTax,
    Figure,
    MonthInputs,
    PayData,
    PayrollInputs,
    PayTerms,
    PersonMonth,
    SpecialDeduction,
    StoreMonth,
    YearToDate,
)
from shopdesk.domain.payroll.rules import Rule, Rulebook, own_value
from shopdesk.domain.payroll.schemes import Performance
from shopdesk.domain.payroll.shipped import shipped_for
from shopdesk.domain.payroll.trace import Source
from shopdesk.domain.people import Level
from shopdesk.domain.periods import Period
from shopdesk.domain.setup.template import Wording
from shopdesk.services.payroll.rulebook import shipped_rules, shipped_schemes

TYPED = Source("workbook")
RULES: dict[str, str | int] = {
    "minimum_wage": 2490_00,
    "sick_rate": "0.6",
    "pension": "0.08",
    "medical": "0.02",
    "unemployment": "0.005",
    "social_floor": 4812_00,
    "social_ceiling": 24930_00,
    "fund_floor": 2490_00,
    "fund_ceiling": 39530_00,
    "fund_whole_yuan": 1,
    "employer_pension": "0.16",
    "employer_medical": "0.095",
    "employer_unemployment": "0.005",
    "employer_injury": "0.002",
}
"""The local rules of the sample months."""


@dataclass
class Someone:
    """One person of a month. ``terms``: from day, monthly base, allowance."""

    id: int
    name: str
    department: str
    level: str = "staff"
    start: date = date(2024, 1, 1)
    end: date | None = None
    terms: list[tuple[date, int, int]] = field(default_factory=lambda: [(date(2024, 1, 1), 3000_00, 0)])
    social_base: int = 5000_00
    fund_base: int = 5000_00
    fund_rate: str = "0.05"
    insured: bool = True
    special: int = 0
    first_wage: bool = False
    low_wage: bool = False
    figures: dict[str, Any] = field(default_factory=dict)
    months: int = 0
    income: int = 0
    insurance: int = 0
    special_past: int = 0
    withheld: int = 0
    carried: int = 0
    advance: int = 0
    bonus_within: bool = False
    rating_bonus: int = 300_00

    def figure(self, name: str) -> Any:
        """A typed figure, zero where nothing was typed."""
        return self.figures.get(name, 0)


@dataclass
class Month:
    """A month of a store."""

    year: int
    month: int
    people: list[Someone]
    paid: int = 300_000_00
    service_sales: int | None = None
    silent: int | None = None
    before: str = "4.8"
    now: str = "4.8"
    rules: dict[str, str | int] = field(default_factory=lambda: dict(RULES))

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])


def inputs_of(month: Month) -> PayrollInputs:
    """The month as the rules take it."""
    source = Wording("测试", "test")
    own = [own_value(Rule(code), Decimal(value), date(2000, 1, 1), source) for code, value in month.rules.items()]
    return PayrollInputs(
        store="Store",
        month=Period(month.first, month.last),
        people=tuple(_person(month, someone) for someone in month.people),
        figures=StoreMonth(
            paid=Figure(month.paid, (TYPED,)),
            service_sales=None if month.service_sales is None else Figure(month.service_sales, (TYPED,)),
            silent_orders=None if month.silent is None else Figure(month.silent, (TYPED,)),
            rating_before=Figure(Decimal(month.before), (TYPED,)),
            rating_now=Figure(Decimal(month.now), (TYPED,)),
        ),
        rules=Rulebook((*own, *shipped_rules().values)),
    )


def _person(month: Month, someone: Someone) -> PersonMonth:
    level = Level(someone.level)
    scheme = shipped_for(shipped_schemes(), someone.department, level)
    scheme = replace(scheme, performance=Performance(rating_bonus_fen=someone.rating_bonus))

    def typed(name: str) -> Figure:
        value = someone.figure(name)
        return Figure(Decimal(value) if isinstance(value, str) else value, (TYPED,))

    sells = someone.department == "service"
    return PersonMonth(
        id=someone.id,
        name=someone.name,
        department=someone.department,
        role=someone.level,
        level=level,
        terms=tuple(
            PayTerms(valid_from=day, scheme=scheme, base_fen=base, allowance_fen=allowance)
            for day, base, allowance in someone.terms
        ),
        employments=((someone.start, someone.end),),
        pay=PayData(
            social_base_fen=someone.social_base,
            fund_base_fen=someone.fund_base,
            fund_rate=Decimal(someone.fund_rate),
            special=(SpecialDeduction(date(2000, 1, 1), someone.special),),
            first_wage_years=frozenset({month.year}) if someone.first_wage else frozenset(),
            low_wage_years=frozenset({month.year}) if someone.low_wage else frozenset(),
        ),
        inputs=MonthInputs(
            own_sales=typed("sales") if sells else None,
            own_refunds=typed("refunds") if sells else None,
            goodwill_refunds=typed("goodwill"),
            unpaid_days=typed("unpaid"),
            sick_days=typed("sick"),
            overtime_workday=typed("hours_workday"),
            overtime_rest_day=typed("hours_rest"),
            overtime_holiday=typed("hours_holiday"),
            neutral_reviews=typed("neutral"),
            bad_reviews=typed("bad"),
            award=typed("award"),
            allowance_other=typed("allowance_other"),
            compensation=typed("loss"),
            other_deduction=typed("other"),
            year_end_bonus=typed("bonus"),
            bonus_tax=BonusTax.WITHIN if someone.bonus_within else BonusTax.APART,
            insured=someone.insured,
            carried=Figure(someone.carried),
            open_advance=Figure(someone.advance),
            year=YearToDate(
                months=someone.months,
                income_fen=someone.income,
                insurance_fen=someone.insurance,
                special_fen=someone.special_past,
                withheld_fen=someone.withheld,
            ),
        ),
    )
