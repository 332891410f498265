"""Compensation of a loss: what the law lets an employer take of one month's wage, and what it does not."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.slip import Code, PayLine
from shopdesk.domain.payroll.trace import (
    Node,
    Unit,
    apply,
    at_least,
    at_most,
    given,
    minus,
    nothing,
    over,
    rounded,
    times,
)
from shopdesk.domain.payroll.words import money
from shopdesk.domain.text import NO_DATA, Text


def compensation_line(case: Case, gross: Node) -> PayLine | None:
    """At most a fifth of the gross wage, and the minimum wage stays; ``None`` where nothing is asked for.

    Raises:
        MissingFigures: the local minimum wage is not known.
    """
    figure = case.person.inputs.compensation
    if not figure.value:
        return None
    asked = given(figure.value, Unit.FEN, Text("loss as entered"), figure.sources)
    share = times(Text("part of the gross wage"), gross, case.rule(Code.COMPENSATION, Rule.COMPENSATION_CAP))
    cap = apply("round_down", Text("largest part of the gross wage, rounded down"), share)
    above = minus(Text("gross wage above the minimum wage"), gross, least_wage(case, Code.COMPENSATION))
    taken = at_least(
        Text("taken, not below zero"), at_most(Text("not above either limit"), asked, cap, above), nothing()
    )
    inputs = case.person.inputs
    words = [
        word for word in (inputs.compensation_reason, inputs.compensation_evidence, inputs.contract_clause) if word
    ]
    return PayLine(
        code=Code.COMPENSATION,
        trace=taken,
        basis=gross,
        not_taken_fen=asked.fen - taken.fen,
        explanation=Text(
            "{asked} asked for ({reason}); at most {cap}, and the minimum wage stays.",
            asked=money(asked),
            reason="; ".join(words) or NO_DATA,
            cap=money(max(0, cap.fen)),
        ),
    )


def least_wage(case: Case, code: Code) -> Node:
    """The local minimum wage, for a joiner or leaver by the calendar days employed.

    Raises:
        MissingFigures: it is not known.
    """
    wage = case.rule(code, Rule.MINIMUM_WAGE)
    if case.unbroken or not case.days:
        return wage
    part = over(
        Text("for the days employed"),
        times(Text("minimum wage times days"), wage, case.days_node),
        case.month_days_node,
    )
    return rounded(Text("minimum wage for the days employed"), part)


def below_least(case: Case, gross: Node) -> Text | None:
    """A warning where the gross wage does not reach the minimum wage of the days employed."""
    if not case.days or case.inputs.rules.find(Rule.MINIMUM_WAGE, case.inputs.month.end, case.person.pay.city) is None:
        return None
    least = least_wage(case, Code.BASE)
    if gross.value >= least.value:
        return None
    return Text(
        "The gross wage {gross} lies below the minimum wage {least} of the days employed. You may top it up.",
        gross=money(gross),
        least=money(least),
    )
