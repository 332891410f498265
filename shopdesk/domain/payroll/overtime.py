"""Overtime: the hourly wage times hours times the legal multiple, one line for each kind."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.inputs import Figure
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.slip import Code, PayLine
from shopdesk.domain.payroll.trace import Unit, over, plain, rounded, times
from shopdesk.domain.payroll.words import money, number
from shopdesk.domain.text import Text

KINDS: tuple[tuple[str, Rule, Text], ...] = (
    ("overtime_workday", Rule.OVERTIME_WORKDAY, Text("overtime hours on workdays")),
    ("overtime_rest_day", Rule.OVERTIME_REST_DAY, Text("overtime hours on rest days")),
    ("overtime_holiday", Rule.OVERTIME_HOLIDAY, Text("overtime hours on statutory holidays")),
)
"""Field of the inputs, rule and words of each kind."""


def overtime_line(case: Case, field: str, rule: Rule, words: Text) -> PayLine | None:
    """Wage ÷ 21.75 ÷ 8 × hours × multiple, rounded once; ``None`` without such an hour.

    Raises:
        MissingFigures: the hours, or a figure of the wage, are missing.
    """
    figure: Figure | None = getattr(case.person.inputs, field)
    hours = case.need(Code.OVERTIME, figure, Unit.HOURS, words)
    if not hours.value:
        return None
    daily = over(Text("daily wage"), case.monthly(Code.OVERTIME), case.rule(Code.OVERTIME, Rule.PAID_DAYS))
    hourly = over(Text("hourly wage"), daily, case.rule(Code.OVERTIME, Rule.HOURS_A_DAY))
    multiple = case.rule(Code.OVERTIME, rule)
    return PayLine(
        code=Code.OVERTIME,
        trace=rounded(words, times(Text("pay of the hours"), hourly, hours, multiple)),
        basis=hours,
        rate=multiple,
        explanation=Text(
            "{kind}: {hours} × {multiple} × {wage} an hour.",
            kind=words,
            hours=number(hours),
            multiple=plain(multiple.value),
            wage=money(hourly),
        ),
    )
