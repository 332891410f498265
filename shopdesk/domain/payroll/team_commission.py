"""Commission on the sales of the whole service team, from lead level on."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.commission import net_sales, paid_by
from shopdesk.domain.payroll.schemes import Basis
from shopdesk.domain.payroll.slip import Code, Missing, MissingFigures, PayLine
from shopdesk.domain.payroll.trace import Node, total
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.people import Level
from shopdesk.domain.text import Text


def leads(case: Case) -> bool:
    """Whether the person is of lead level and the scheme pays on team sales."""
    return case.person.level is not Level.STAFF and case.scheme.component(Basis.TEAM_SALES) is not None


def team_commission(case: Case) -> PayLine | None:
    """Rate times the team's sales after refunds, the lead's own included, below zero too.

    ``None`` for those who do not lead or were not there.

    Raises:
        MissingFigures: with everybody of the team whose figures are missing.
    """
    component = case.scheme.component(Basis.TEAM_SALES)
    if component is None or not leads(case) or not case.days:
        return None
    parts: list[Node] = []
    lacking: list[Missing] = []
    for member in case.inputs.team():
        if not Case(case.inputs, member).days and member.inputs.own_sales is None:
            continue
        try:
            parts.append(net_sales(member, component.sales, Code.TEAM_COMMISSION))
        except MissingFigures as error:
            lacking.extend(error.missing)
    if lacking:
        raise MissingFigures(*lacking)
    basis = total(Text("sales of the team"), *parts)
    amount, rate = paid_by(case, component, basis)
    if rate is None:
        explanation = Text("{basis} of the team in slices.", basis=money(basis))
    else:
        explanation = Text("{basis} of the team × {rate}.", basis=money(basis), rate=percent(rate))
    return PayLine(code=Code.TEAM_COMMISSION, trace=amount, basis=basis, rate=rate, explanation=explanation)
