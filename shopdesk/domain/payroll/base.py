"""Base pay with post allowance: the monthly amount for each stretch of days on which it held."""

from __future__ import annotations

from datetime import date, timedelta

from shopdesk.domain.payroll.case import Case, monthly_pay
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.schemes import Proration
from shopdesk.domain.payroll.slip import Code, PayLine
from shopdesk.domain.payroll.trace import Node, Unit, at_most, counted, over, rounded, times, total
from shopdesk.domain.payroll.words import money, number
from shopdesk.domain.text import Text


def stretches(case: Case) -> list[tuple[date, date]]:
    """Runs of consecutive days employed at one monthly amount and one way of proration, first and last day."""
    found: list[tuple[date, date]] = []
    for day in case.days:
        if found and found[-1][1] + timedelta(days=1) == day and _rate(case, found[-1][1]) == _rate(case, day):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _rate(case: Case, day: date) -> tuple[int | None, Proration]:
    terms = case.person.terms_on(day)
    return terms.monthly_fen, terms.scheme.proration


def base_line(case: Case) -> PayLine:
    """The sum of the stretches, each rounded; an unbroken month at one amount is that amount.

    Raises:
        MissingFigures: no base pay is known on a day, or the due workdays are asked for and not known.
    """
    runs = stretches(case)
    parts = [_stretch(case, first, last, whole=case.unbroken and len(runs) == 1) for first, last in runs]
    trace = total(Text("base pay of the month"), *parts)
    if len(runs) == 1:
        monthly = monthly_pay(case, runs[0][0], Code.BASE)
        if case.unbroken:
            explanation = Text("A full month at {amount}.", amount=money(monthly))
        else:
            explanation = _part_of_month(case, *runs[0], money(monthly))
        return PayLine(code=Code.BASE, trace=trace, basis=monthly, explanation=explanation)
    if not runs:
        return PayLine(code=Code.BASE, trace=trace, explanation=Text("Not employed on any day of the month."))
    return PayLine(
        code=Code.BASE,
        trace=trace,
        explanation=Text(
            "{count} stretches at different pay or with a gap between them, each rounded.", count=len(runs)
        ),
    )


def _part_of_month(case: Case, first: date, last: date, amount: str) -> Text:
    """How much of a month's pay a part of it is, by what the scheme counts."""
    due = case.inputs.workdays
    proration = case.person.terms_on(first).scheme.proration
    if proration is Proration.CALENDAR_DAYS or due is None:
        return Text(
            "{amount} a month for {days} of {all} calendar days.",
            amount=amount,
            days=len(case.days),
            all=case.inputs.month.length,
        )
    held = sum(first <= day <= last for day in due)
    if proration is Proration.WORKDAYS:
        return Text("{amount} a month for {days} of {all} due workdays.", amount=amount, days=held, all=len(due))
    paid = number(case.rule(Code.BASE, Rule.PAID_DAYS))
    return Text("{amount} a month for {days} of {all} paid workdays.", amount=amount, days=held, all=paid)


def _stretch(case: Case, first: date, last: date, *, whole: bool) -> Node:
    monthly = monthly_pay(case, first, Code.BASE)
    label = Text("{first} to {last}", first=first.isoformat(), last=last.isoformat())
    if whole:
        return rounded(label, monthly)
    proration = case.person.terms_on(first).scheme.proration
    if proration is Proration.CALENDAR_DAYS:
        held = counted((last - first).days + 1, Unit.DAYS, Text("calendar days it held"))
        return rounded(label, over(label, times(label, monthly, held), case.month_days_node))
    due = case.inputs.workdays
    if due is None:
        raise case.missing(Code.BASE, Text("due workdays of the month"))
    held = counted(sum(first <= day <= last for day in due), Unit.DAYS, Text("due workdays it held"))
    if proration is Proration.WORKDAYS:
        if not due:
            raise case.missing(Code.BASE, Text("due workdays of the month"))
        all_due = counted(len(due), Unit.DAYS, Text("due workdays of the month"))
        return rounded(label, over(label, times(label, monthly, held), all_due))
    paid = over(label, times(label, monthly, held), case.rule(Code.BASE, Rule.PAID_DAYS))
    return rounded(label, at_most(Text("not more than the whole month"), paid, monthly))
