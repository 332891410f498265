"""The rules of law and city as a page shows them: what holds on a day, how it is typed, and a bonus taxed both ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from shopdesk.domain.fields import Field, Kind, show
from shopdesk.domain.payroll.bonus import compare
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.inputs import Figure, MonthInputs, PayrollInputs, PayTerms, PersonMonth, YearToDate
from shopdesk.domain.payroll.rules import RULE_NAMES, Rule, Rulebook, RuleValue
from shopdesk.domain.payroll.shipped import BEGINNING, UNKNOWN
from shopdesk.domain.payroll.slip import BonusComparison
from shopdesk.domain.payroll.trace import Unit, given, nothing
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import NO_DATA, Text

_FACTORS = frozenset({Rule.OVERTIME_WORKDAY, Rule.OVERTIME_REST_DAY, Rule.OVERTIME_HOLIDAY})
_DECIMALS = _FACTORS | {Rule.PAID_DAYS, Rule.HOURS_A_DAY}
_TABLES = frozenset({Rule.TAX_RATE, Rule.TAX_QUICK, Rule.BONUS_RATE, Rule.BONUS_QUICK})
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class LawRow:
    """A rule on a day: the value that holds, and the shipped one below it; ``None``: none is known."""

    rule: Rule
    holds: RuleValue | None
    shipped: RuleValue | None

    @property
    def id(self) -> str:
        """By which a table finds it again."""
        return self.rule.value

    @property
    def editable(self) -> bool:
        """Whether the owner can put a value of their own in its place; tables cannot be typed."""
        return self.rule not in _TABLES


def law_on(rules: Rulebook, shipped: Rulebook, day: date, city: str) -> tuple[LawRow, ...]:
    """Every rule as it holds on a day in a city; ``rules`` has the owner's values, too."""
    return tuple(LawRow(rule, rules.find(rule, day, city), shipped.find(rule, day, city)) for rule in Rule)


def rule_field(rule: Rule) -> Field:
    """How a value of the rule is typed."""
    label = RULE_NAMES[rule]
    if rule is Rule.FUND_WHOLE_YUAN:
        return Field("value", Kind.FLAG, label)
    if rule in _DECIMALS:
        highest = Decimal(31) if rule is Rule.PAID_DAYS else Decimal(24) if rule is Rule.HOURS_A_DAY else Decimal(10)
        lowest = Decimal(1) if rule in _FACTORS else Decimal("0.5")
        return Field("value", Kind.DECIMAL, label, required=True, lowest=lowest, highest=highest)
    if _unit(rule) is Unit.FEN:
        return Field("value", Kind.MONEY, label, required=True, highest=100_000_000_00)
    return Field("value", Kind.RATE, label, required=True, unit=Text("%"))


def _unit(rule: Rule) -> Unit:
    amounts = (
        Rule.MINIMUM_WAGE,
        Rule.TAX_FREE_MONTH,
        Rule.TAX_FREE_YEAR,
        Rule.SOCIAL_FLOOR,
        Rule.SOCIAL_CEILING,
        Rule.FUND_FLOOR,
        Rule.FUND_CEILING,
    )
    return Unit.FEN if rule in amounts else Unit.RATE


def typed_value(value: RuleValue | None) -> object:
    """The value as its field shows it; ``None`` for a table or where nothing is known."""
    if value is None or value.value is None:
        return None
    kind = rule_field(value.rule).kind
    if kind is Kind.FLAG:
        return bool(value.value)
    exact: Fraction = value.value
    if kind is Kind.MONEY:
        return int(exact)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def shown_value(value: RuleValue | None) -> Text | str:
    """The value in words: yuan, percent, a factor, or the bands of a table."""
    if value is None:
        return NO_DATA
    if not value.bands:
        return show(rule_field(value.rule), typed_value(value))
    amounts = value.rule in (Rule.TAX_QUICK, Rule.BONUS_QUICK)
    parts = [
        f"≤ {money(bound)}: {money(held) if amounts else percent(held)}"
        if bound is not None
        else f"> : {money(held) if amounts else percent(held)}"
        for bound, held in value.bands
    ]
    return " · ".join(parts)


def stored_rule(rule: Rule, value: object) -> str:
    """A typed value as the text that is kept: fen, a decimal, yes or no."""
    if rule is Rule.FUND_WHOLE_YUAN:
        return "yes" if value else "no"
    return str(value)


def bonus_both_ways(rules: Rulebook, day: date, bonus_fen: int, monthly_fen: int = 0) -> BonusComparison | None:
    """A year-end bonus taxed apart and within the wages of a whole year, each month of which was ``monthly_fen``.

    ``monthly_fen`` is what is left of a month's wage after own insurance, fund and special deductions. The bonus is
    paid in December; the answer of :func:`compare` says where one yuan more costs thousands.

    Raises:
        MissingFigures: the tax table of that year is not known.
    """
    month = month_of(date(day.year, _LAST_MONTH, 1))
    year = YearToDate(months=_LAST_MONTH - 1, income_fen=monthly_fen * (_LAST_MONTH - 1))
    person = PersonMonth(
        id=1,
        name="",
        department="",
        role="",
        terms=(PayTerms(valid_from=BEGINNING, scheme=UNKNOWN),),
        employments=((month.start - timedelta(days=400), None),),
        inputs=MonthInputs(year_end_bonus=Figure(bonus_fen), year=year),
    )
    case = Case(PayrollInputs(store="", month=month, people=(person,), rules=rules), person)
    return compare(case, given(monthly_fen, Unit.FEN, Text("wage of the month")), nothing())
