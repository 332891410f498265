"""Dated rules of law and city: each value with its unit, its first day, its source and whether it was verified.

A :class:`Rulebook` answers which value holds on a day. The owner's own values go before the shipped ones, those of a
city before those of the country, later before earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.trace import Bands, Node, RuleRef, Unit
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Names, Text


class Rule(StrEnum):
    """Every rule that the payroll reads; the code stands in the rule files."""

    PAID_DAYS = "paid_days"
    HOURS_A_DAY = "hours_a_day"
    OVERTIME_WORKDAY = "overtime_workday"
    OVERTIME_REST_DAY = "overtime_rest_day"
    OVERTIME_HOLIDAY = "overtime_holiday"
    SICK_RATE = "sick_rate"
    SICK_FLOOR = "sick_floor"
    MINIMUM_WAGE = "minimum_wage"
    COMPENSATION_CAP = "compensation_cap"
    TAX_FREE_MONTH = "tax_free_month"
    TAX_FREE_YEAR = "tax_free_year"
    TAX_RATE = "tax_rate"
    TAX_QUICK = "tax_quick"
    BONUS_RATE = "bonus_rate"
    BONUS_QUICK = "bonus_quick"
    PENSION = "pension"
    MEDICAL = "medical"
    UNEMPLOYMENT = "unemployment"
    EMPLOYER_PENSION = "employer_pension"
    EMPLOYER_MEDICAL = "employer_medical"
    EMPLOYER_UNEMPLOYMENT = "employer_unemployment"
    EMPLOYER_INJURY = "employer_injury"
    EMPLOYER_FUND = "employer_fund"
    SOCIAL_FLOOR = "social_floor"
    SOCIAL_CEILING = "social_ceiling"
    FUND_FLOOR = "fund_floor"
    FUND_CEILING = "fund_ceiling"
    FUND_WHOLE_YUAN = "fund_whole_yuan"


RULE_NAMES: dict[Rule, Text] = {
    Rule.PAID_DAYS: Text("paid days of a month"),
    Rule.HOURS_A_DAY: Text("working hours of a day"),
    Rule.OVERTIME_WORKDAY: Text("overtime rate on workdays"),
    Rule.OVERTIME_REST_DAY: Text("overtime rate on rest days"),
    Rule.OVERTIME_HOLIDAY: Text("overtime rate on statutory holidays"),
    Rule.SICK_RATE: Text("share of the wage paid on sick days"),
    Rule.SICK_FLOOR: Text("share of the minimum wage that a sick day brings at least"),
    Rule.MINIMUM_WAGE: Text("local minimum wage"),
    Rule.COMPENSATION_CAP: Text("largest share of the gross wage taken for a loss"),
    Rule.TAX_FREE_MONTH: Text("tax-free amount of a month"),
    Rule.TAX_FREE_YEAR: Text("tax-free amount of a year"),
    Rule.TAX_RATE: Text("tax rate"),
    Rule.TAX_QUICK: Text("quick deduction"),
    Rule.BONUS_RATE: Text("tax rate of the year-end bonus"),
    Rule.BONUS_QUICK: Text("quick deduction of the year-end bonus"),
    Rule.PENSION: Text("pension rate of the person"),
    Rule.MEDICAL: Text("medical insurance rate of the person"),
    Rule.UNEMPLOYMENT: Text("unemployment insurance rate of the person"),
    Rule.EMPLOYER_PENSION: Text("pension rate of the employer"),
    Rule.EMPLOYER_MEDICAL: Text("medical insurance rate of the employer"),
    Rule.EMPLOYER_UNEMPLOYMENT: Text("unemployment insurance rate of the employer"),
    Rule.EMPLOYER_INJURY: Text("work injury insurance rate of the employer"),
    Rule.EMPLOYER_FUND: Text("housing fund rate of the employer"),
    Rule.SOCIAL_FLOOR: Text("lowest insurance base"),
    Rule.SOCIAL_CEILING: Text("highest insurance base"),
    Rule.FUND_FLOOR: Text("lowest housing fund base"),
    Rule.FUND_CEILING: Text("highest housing fund base"),
    Rule.FUND_WHOLE_YUAN: Text("housing fund in whole yuan"),
}

_UNITS = {unit.value for unit in Unit} | {"yes_no"}


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One rule as it holds from ``ref.valid_from`` to ``valid_to`` (included; ``None``: as far as known).

    ``value`` is in ``unit`` (fen, a rate, days…), or ``bands`` hold a table. ``city`` is empty for the whole country.
    """

    rule: Rule
    unit: Unit
    ref: RuleRef
    value: Fraction | None = None
    bands: Bands = ()
    city: str = ""
    valid_to: date | None = None

    def holds(self, city: str, day: date) -> bool:
        """Whether the rule speaks of a city on a day."""
        return (
            self.city in ("", city) and self.ref.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        )

    def node(self) -> Node:
        """The value as a leaf of a calculation.

        Raises:
            ValueError: the rule is a table.
        """
        if self.value is None:
            raise ValueError(f"{self.rule} is a table")
        return Node("rule", self.value, self.unit, RULE_NAMES[self.rule], rule=self.ref)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules that are known."""

    values: tuple[RuleValue, ...] = ()

    def find(self, rule: Rule, day: date, city: str = "") -> RuleValue | None:
        """The value that holds on a day, or ``None`` where nothing is known."""
        known = [value for value in self.values if value.rule is rule and value.holds(city, day)]
        return max(known, key=lambda value: (value.ref.own, bool(value.city), value.ref.valid_from), default=None)

    def with_values(self, values: Iterable[RuleValue]) -> Rulebook:
        """The book with further values; among equals the later one holds."""
        return Rulebook((*values, *self.values))


def own_value(rule: Rule, value: Decimal | int, valid_from: date, source: Wording, city: str = "") -> RuleValue:
    """A value that the owner typed: money in fen, rates as a share of one, yes as 1."""
    ref = RuleRef(rule.value, valid_from, source, valid_from, verified=False, own=True)
    return RuleValue(rule, _unit_of(rule), ref, Fraction(value), city=city)


_AMOUNTS = frozenset(
    {
        Rule.MINIMUM_WAGE, Rule.TAX_FREE_MONTH, Rule.TAX_FREE_YEAR, Rule.SOCIAL_FLOOR, Rule.SOCIAL_CEILING,
        Rule.FUND_FLOOR, Rule.FUND_CEILING, Rule.TAX_QUICK, Rule.BONUS_QUICK,
    }
)  # fmt: skip


def _unit_of(rule: Rule) -> Unit:
    if rule in _AMOUNTS:
        return Unit.FEN
    return {Rule.PAID_DAYS: Unit.DAYS, Rule.HOURS_A_DAY: Unit.HOURS, Rule.FUND_WHOLE_YUAN: Unit.COUNT}.get(
        rule, Unit.RATE
    )


def parse_rules(document: Mapping[str, Any]) -> tuple[RuleValue, ...]:
    """The rules of one file.

    Raises:
        UserError: a rule lacks its unit, day, source, ``as_of`` or ``verified``, or its value is no number.
    """
    return tuple(_parse(entry) for entry in document.get("rule", ()))


def _parse(entry: Mapping[str, Any]) -> RuleValue:
    code = str(entry.get("code", ""))
    needed = ("code", "unit", "valid_from", "source_zh", "source_en", "as_of", "verified")
    lacking = [name for name in needed if name not in entry]
    if "value" not in entry and "bands" not in entry:
        lacking.append("value")
    if lacking:
        raise UserError(
            Text("The payroll rule {code} lacks {names}. Add it to the rule file.", code=code, names=Names(lacking))
        )
    if code not in {rule.value for rule in Rule} or entry["unit"] not in _UNITS:
        raise UserError(
            Text("The payroll rule {code} or its unit {unit} is unknown. Correct it.", code=code, unit=entry["unit"])
        )
    rule = Rule(code)
    source = Wording(entry["source_zh"], entry["source_en"])
    ref = RuleRef(code, entry["valid_from"], source, entry["as_of"], entry["verified"])
    bands = tuple(
        (None if bound == "" else _number(code, bound) * 100, _number(code, value) * (100 if rule in _AMOUNTS else 1))
        for bound, value in entry.get("bands", ())
    )
    value = None
    if "value" in entry:
        value = _number(code, entry["value"]) * (100 if rule in _AMOUNTS else 1)
    return RuleValue(rule, _unit_of(rule), ref, value, bands, entry.get("city", ""), entry.get("valid_to"))


def _number(code: str, text: Any) -> Fraction:
    try:
        if not isinstance(text, str):
            raise InvalidOperation
        return Fraction(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        raise UserError(
            Text(
                "The payroll rule {code} has the value {text}. Write it as a decimal in quotation marks.",
                code=code,
                text=text,
            )
        ) from None
