"""The year-end bonus: taxed apart by its own table or within the wages, and where one yuan more costs thousands."""

from __future__ import annotations

from fractions import Fraction

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.income_tax import Withholding, table, withhold
from shopdesk.domain.payroll.inputs import BonusTax
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.slip import BonusComparison, Code, PayLine
from shopdesk.domain.payroll.trace import (
    Node,
    Unit,
    at_least,
    counted,
    given,
    half_away,
    in_band,
    minus,
    nothing,
    over,
    rounded,
    times,
    total,
)
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.text import Text


def apart(case: Case) -> bool:
    """Whether a bonus of the month is taxed by its own table: chosen so, and the rule still holds."""
    chosen = case.person.inputs.bonus_tax is BonusTax.APART
    return bool(case.person.inputs.year_end_bonus.value) and chosen and case.found(Rule.BONUS_RATE) is not None


def bonus_tax_line(case: Case, bonus: Node) -> PayLine:
    """The tax of a bonus taxed apart: the rate of a twelfth of it, on the whole of it, less the quick deduction."""
    twelfth = over(Text("a twelfth of the bonus"), bonus, counted(12, Unit.COUNT, Text("months of a year")))
    rate = table(case, Rule.BONUS_RATE, twelfth, Unit.RATE)
    quick = table(case, Rule.BONUS_QUICK, twelfth, Unit.FEN)
    exact = minus(Text("tax of the bonus"), times(Text("bonus times rate"), bonus, rate), quick)
    tax = rounded(Text("tax of the year-end bonus"), at_least(Text("not below zero"), exact, nothing()))
    return PayLine(
        code=Code.INCOME_TAX,
        trace=tax,
        basis=bonus,
        rate=rate,
        explanation=Text(
            "Year-end bonus taxed apart: {bonus} × {rate} − {quick}.",
            bonus=money(bonus),
            rate=percent(rate),
            quick=money(quick),
        ),
    )


def compare(case: Case, wage: Node, insurance: Node) -> BonusComparison | None:
    """The bonus taxed both ways; ``wage`` is the month's income without it. ``None`` without a bonus.

    Raises:
        MissingFigures: the year so far is not known.
    """
    bonus_fen = int(case.person.inputs.year_end_bonus.value)
    if not bonus_fen:
        return None
    bonus = given(bonus_fen, Unit.FEN, Text("year-end bonus"))
    alone: Withholding = withhold(case, wage, insurance)
    both = withhold(case, total(Text("wage and bonus"), wage, bonus), insurance)
    within = both.tax.fen - alone.tax.fen
    if case.found(Rule.BONUS_RATE) is None:
        return BonusComparison(bonus_fen, None, within)
    edge = _edge(case, bonus_fen)
    return BonusComparison(bonus_fen, _apart_fen(case, bonus_fen), within, *edge)


def _apart_fen(case: Case, bonus_fen: int) -> int:
    rates, quicks = case.found(Rule.BONUS_RATE), case.found(Rule.BONUS_QUICK)
    assert rates is not None
    assert quicks is not None
    twelfth = Fraction(bonus_fen, 12)
    return half_away(bonus_fen * in_band(twelfth, rates.bands) - in_band(twelfth, quicks.bands))


def _edge(case: Case, bonus_fen: int) -> tuple[int | None, int | None]:
    rates = case.found(Rule.BONUS_RATE)
    assert rates is not None
    below = [int(bound * 12) for bound, _ in rates.bands if bound is not None and bound * 12 < bonus_fen]
    if not below:
        return None, None
    gain = (below[-1] - _apart_fen(case, below[-1])) - (bonus_fen - _apart_fen(case, bonus_fen))
    return (below[-1], gain) if gain > 0 else (None, None)
