"""Unpaid leave and sick leave: negative lines, each rounded once, together at most the month's base."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.slip import Code, PayLine
from shopdesk.domain.payroll.trace import (
    Node,
    Unit,
    at_least,
    at_most,
    counted,
    minus,
    nothing,
    over,
    rounded,
    times,
)
from shopdesk.domain.payroll.words import money, number, percent
from shopdesk.domain.text import Text


def unpaid_leave(case: Case, base: Node | None) -> PayLine | None:
    """Daily wage times days, at most the month's base; ``None`` without such a day.

    Raises:
        MissingFigures: the days, or a figure of the wage, are missing.
    """
    days = case.need(Code.ABSENCE, case.person.inputs.unpaid_days, Unit.DAYS, Text("days of unpaid leave"))
    if not days.value:
        return None
    wage = _daily_wage(case)
    asked = rounded(Text("wage of the days of unpaid leave"), times(Text("wage of the days"), wage, days))
    return _line(case, base, asked, days, wage, Text("unpaid leave"))


def sick_leave(case: Case, base: Node | None, unpaid: PayLine | None) -> PayLine | None:
    """What is not paid of the wage of the sick days; ``None`` without such a day.

    Raises:
        MissingFigures: the days, the local minimum wage, or a figure of the wage are missing.
    """
    days = case.need(Code.ABSENCE, case.person.inputs.sick_days, Unit.DAYS, Text("days of sick leave"))
    if not days.value:
        return None
    wage = _daily_wage(case)
    share = case.rule(Code.ABSENCE, Rule.SICK_RATE)
    floor = over(
        Text("least pay of a sick day"),
        times(
            Text("part of the minimum wage"),
            case.rule(Code.ABSENCE, Rule.MINIMUM_WAGE),
            case.rule(Code.ABSENCE, Rule.SICK_FLOOR),
        ),
        case.rule(Code.ABSENCE, Rule.PAID_DAYS),
    )
    paid = at_least(Text("pay of a sick day"), times(Text("part of the daily wage"), wage, share), floor)
    lost = at_least(Text("wage lost on a sick day"), minus(Text("daily wage less pay"), wage, paid), nothing())
    asked = rounded(Text("wage lost on the sick days"), times(Text("wage lost"), lost, days))
    taken = None if unpaid is None else unpaid.trace
    rest = (
        base if base is None or taken is None else minus(Text("base left after unpaid leave"), base, _positive(taken))
    )
    return _line(case, rest, asked, days, lost, Text("sick leave paid at {share}", share=percent(share)))


def _positive(amount: Node) -> Node:
    return times(Text("as a positive amount"), amount, counted(-1, Unit.COUNT, Text("sign")))


def _daily_wage(case: Case) -> Node:
    return over(Text("daily wage"), case.monthly(Code.ABSENCE), case.rule(Code.ABSENCE, Rule.PAID_DAYS))


def _line(case: Case, most: Node | None, asked: Node, days: Node, rate: Node, kind: Text) -> PayLine:
    if most is None:
        raise case.missing(Code.ABSENCE, Text("base pay of the month"))
    taken = at_most(Text("at most the month's base"), asked, most)
    amount = times(Text("taken off"), taken, counted(-1, Unit.COUNT, Text("sign")))
    return PayLine(
        code=Code.ABSENCE,
        trace=amount,
        basis=days,
        rate=rate,
        not_taken_fen=asked.fen - taken.fen,
        explanation=Text("{kind}: {days} days at {rate}.", kind=kind, days=number(days), rate=money(rate)),
    )
