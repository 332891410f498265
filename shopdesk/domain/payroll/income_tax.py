"""Income tax: withheld cumulatively through the tax year, by one of three rules on the tax-free amount.

Sources: SAT announcements 2018 no. 61, 2020 no. 13 (first wage of the year) and 2020 no. 19 (low wage all last year).
"""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.inputs import YearToDate
from shopdesk.domain.payroll.rules import RULE_NAMES, Rule
from shopdesk.domain.payroll.slip import Code, PayLine
from shopdesk.domain.payroll.trace import (
    Node,
    Unit,
    apply,
    at_least,
    counted,
    given,
    minus,
    nothing,
    rounded,
    times,
    total,
)
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Withholding:
    """The tax of a month and what it was reckoned from; ``cumulative`` is what has been withheld with this month."""

    tax: Node
    taxable: Node
    rate: Node
    cumulative: Node
    year: YearToDate


def withhold(case: Case, income: Node, insurance: Node) -> Withholding:
    """The tax due on the year's income so far, less what was withheld, not below zero.

    ``income`` is the gross wage of the month without a bonus that is taxed apart.

    Raises:
        MissingFigures: the year so far is not known.
        UserError: the person has both marks for the year.
    """
    year = case.person.inputs.year
    if year is None:
        raise case.missing(Code.INCOME_TAX, Text("income and tax of the year so far"))
    special_fen = case.person.pay.special_fen(case.inputs.month.start) if case.days else 0
    income_sum = total(Text("income of the year"), _past(year.income_fen), income)
    insurance_sum = total(Text("own insurance and fund of the year"), _past(year.insurance_fen), insurance)
    special = given(special_fen, Unit.FEN, Text("special additional deductions of the month"))
    special_sum = total(Text("special additional deductions of the year"), _past(year.special_fen), special)
    exact = minus(Text("income less deductions"), income_sum, _tax_free(case, year), insurance_sum, special_sum)
    taxable = at_least(Text("taxable income of the year"), exact, nothing())
    rate = table(case, Rule.TAX_RATE, taxable, Unit.RATE)
    quick = table(case, Rule.TAX_QUICK, taxable, Unit.FEN)
    due = minus(Text("tax of the year"), times(Text("taxable income times rate"), taxable, rate), quick)
    withheld = given(year.withheld_fen, Unit.FEN, Text("tax withheld before"))
    open_tax = at_least(Text("not below zero"), minus(Text("tax still to be withheld"), due, withheld), nothing())
    tax = rounded(Text("income tax of the month"), open_tax)
    cumulative = total(Text("tax withheld this year"), withheld, tax)
    after = YearToDate(
        months=year.months + bool(case.days),
        income_fen=income_sum.fen,
        insurance_fen=insurance_sum.fen,
        special_fen=special_sum.fen,
        withheld_fen=cumulative.fen,
        bonus_apart_fen=year.bonus_apart_fen,
    )
    return Withholding(tax, taxable, rate, cumulative, after)


def tax_line(withholding: Withholding) -> PayLine:
    """The line of the wage's tax."""
    return PayLine(
        code=Code.INCOME_TAX,
        trace=withholding.tax,
        basis=withholding.taxable,
        rate=withholding.rate,
        explanation=Text(
            "{taxable} taxable this year at {rate}; {withheld} withheld with this month.",
            taxable=money(withholding.taxable),
            rate=percent(withholding.rate),
            withheld=money(withholding.cumulative),
        ),
    )


def table(case: Case, rule: Rule, value: Node, unit: Unit) -> Node:
    """What a table of the law says for a value.

    Raises:
        MissingFigures: the table is not known on the last day of the month.
    """
    found = case.found(rule)
    if found is None or not found.bands:
        raise case.missing(Code.INCOME_TAX, RULE_NAMES[rule])
    return apply("band", RULE_NAMES[rule], value, unit=unit, bands=found.bands, rule=found.ref)


def _past(fen: int) -> Node:
    return given(fen, Unit.FEN, Text("months before"))


def _tax_free(case: Case, year: YearToDate) -> Node:
    tax_year = case.inputs.month.start.year
    first, low = tax_year in case.person.pay.first_wage_years, tax_year in case.person.pay.low_wage_years
    if first and low:
        raise both_marks(case.person.name, tax_year)
    label = Text("tax-free amount of the year so far")
    if low:
        return case.rule(Code.INCOME_TAX, Rule.TAX_FREE_YEAR)
    month = case.rule(Code.INCOME_TAX, Rule.TAX_FREE_MONTH)
    if first:
        return times(label, month, counted(case.inputs.month.start.month, Unit.COUNT, Text("months of the year")))
    count = counted(year.months + bool(case.days), Unit.COUNT, Text("months employed in the year"))
    return times(label, month, count)


def both_marks(name: str, year: int) -> UserError:
    """The sentence that one person cannot carry both marks."""
    return UserError(
        Text(
            "{name} is marked for {year} both as having the first wage of the year here and as having had a low wage "
            "here all last year. Only one of them can be true: take one off.",
            name=name,
            year=year,
        )
    )
