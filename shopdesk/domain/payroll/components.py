"""Further components of a scheme: store sales, pieces, days, hours, a fixed amount, a score; and typed lines."""

from __future__ import annotations

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.commission import paid_by
from shopdesk.domain.payroll.inputs import Figure
from shopdesk.domain.payroll.schemes import Basis, Component
from shopdesk.domain.payroll.slip import Code, Missing, MissingFigures, PayLine
from shopdesk.domain.payroll.trace import Node, Unit, given, nothing
from shopdesk.domain.payroll.words import money, number, percent
from shopdesk.domain.text import Text

FURTHER = (Basis.STORE_SALES, Basis.PIECES, Basis.DAYS, Basis.HOURS, Basis.FIXED, Basis.SCORE)
"""Bases that have no line of their own in the order of the month."""


def component_line(case: Case, component: Component) -> PayLine:
    """What one further component pays.

    Raises:
        MissingFigures: its basis is missing.
    """
    basis = _basis(case, component.basis)
    amount, rate = paid_by(case, component, basis)
    if component.basis is Basis.FIXED:
        explanation = Text("A fixed {amount}.", amount=money(amount))
    elif rate is None:
        explanation = Text("{basis} in slices.", basis=number(basis))
    elif component.basis is Basis.SCORE and component.bands:
        explanation = Text("A score of {basis} pays {amount}.", basis=number(basis), amount=money(amount))
    else:
        shown = percent(rate) if rate.unit is Unit.RATE else money(rate)
        explanation = Text("{basis} × {rate}.", basis=number(basis), rate=shown)
    return PayLine(
        code=Code.COMPONENT,
        trace=amount,
        basis=None if component.basis is Basis.FIXED else basis,
        rate=rate,
        explanation=explanation,
        component=component.name,
    )


def _basis(case: Case, basis: Basis) -> Node:
    inputs = case.person.inputs
    if basis is Basis.FIXED:
        return nothing(Text("no basis"))
    if basis is Basis.DAYS:
        return case.days_node
    if basis is Basis.STORE_SALES:
        paid = case.store.paid
        if paid is None:
            raise MissingFigures(Missing(Code.COMPONENT.value, Text("paid amount of the store")))
        return given(paid.value, Unit.FEN, Text("paid amount of the store"), paid.sources)
    if basis is Basis.PIECES:
        return case.need(Code.COMPONENT, inputs.pieces, Unit.COUNT, Text("pieces"))
    if basis is Basis.HOURS:
        return case.need(Code.COMPONENT, inputs.hours, Unit.HOURS, Text("hours worked"))
    return case.need(Code.COMPONENT, inputs.score, Unit.COUNT, Text("score"))


def typed_lines(case: Case) -> list[PayLine]:
    """Award, other allowance and year-end bonus: only those that are there."""
    inputs = case.person.inputs
    lines = [
        _typed(Code.AWARD, inputs.award, inputs.award_reason),
        _typed(Code.ALLOWANCE_OTHER, inputs.allowance_other, inputs.allowance_reason),
        _typed(Code.YEAR_END_BONUS, inputs.year_end_bonus, ""),
    ]
    return [line for line in lines if line is not None]


def _typed(code: Code, figure: Figure, reason: str) -> PayLine | None:
    if not figure.value:
        return None
    words = reason or figure.reason
    return PayLine(
        code=code,
        trace=given(figure.value, Unit.FEN, Text("amount as typed"), figure.sources),
        explanation=Text("{reason}", reason=words) if words else Text("Entered by hand, without a reason."),
    )
