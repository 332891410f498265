"""Commission on own sales after refunds; what would lie below zero is carried to the next month."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.commission import net_sales, paid_by
from shopdesk.domain.payroll.schemes import Basis
from shopdesk.domain.payroll.slip import Code, PayLine
from shopdesk.domain.payroll.team_commission import leads
from shopdesk.domain.payroll.trace import Node, Unit, at_least, at_most, nothing, total
from shopdesk.domain.payroll.words import money, percent
from shopdesk.domain.text import Text


def own_commission(case: Case) -> tuple[PayLine, ...]:
    """The line of the commission, and one of what is carried; none for those who get no such commission.

    A leaver's rest below zero is not carried: it is shown as not taken.

    Raises:
        MissingFigures: sales, refunds or last month's rest are missing.
    """
    component = case.scheme.component(Basis.OWN_SALES)
    if leads(case) and not case.scheme.own_and_team:
        component = None
    carried = case.need(
        Code.OWN_COMMISSION, case.person.inputs.carried, Unit.FEN, Text("commission carried from last month")
    )
    absent = not case.days and case.person.inputs.own_sales is None
    if (component is None or absent) and not carried.value:
        return ()
    basis: Node | None = None
    rate: Node | None = None
    earned = nothing(Text("no own sales that count"))
    if component is not None and not absent:
        basis = net_sales(case.person, component.sales, Code.OWN_COMMISSION)
        earned, rate = paid_by(case, component, basis)
    both = total(Text("earned and carried"), earned, carried)
    paid = at_least(Text("commission, not below zero"), both, nothing())
    rest = at_most(Text("what lies below zero"), both, nothing())
    line = PayLine(
        code=Code.OWN_COMMISSION,
        trace=paid,
        basis=basis,
        rate=rate,
        not_taken_fen=-rest.fen if case.leaves else 0,
        explanation=_explain(basis, rate, earned, carried),
    )
    if case.leaves or not rest.value:
        return (line,)
    return (
        line,
        PayLine(
            code=Code.OWN_COMMISSION_CARRIED,
            trace=rest,
            explanation=Text("{amount} will be set against the commission of the next month.", amount=money(rest)),
        ),
    )


def _explain(basis: Node | None, rate: Node | None, earned: Node, carried: Node) -> Text:
    if basis is None:
        return Text("Nothing earned; {carried} carried from last month.", carried=money(carried))
    if rate is None:
        first = Text("{basis} in slices brings {earned}", basis=money(basis), earned=money(earned))
    else:
        first = Text("{basis} × {rate} = {earned}", basis=money(basis), rate=percent(rate), earned=money(earned))
    if not carried.value:
        return Text("{formula}.", formula=first)
    return Text("{formula}; {carried} carried from last month.", formula=first, carried=money(carried))
