"""One line of a payslip at a time: a month with one person, changed as a test wants it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from shopdesk.domain.payroll.inputs import PayrollInputs, PersonMonth
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.schemes import Basis, Component
from shopdesk.domain.payroll.slip import Code, PayLine, Payslip
from shopdesk.domain.setup.template import Wording
from tests.unit.payroll.payroll_cases import Month, Someone, inputs_of

LONG_AGO = date(2020, 1, 1)
Change = Callable[[PersonMonth], PersonMonth]


def month_with(someone: Someone, change: Change | None = None, **more: Any) -> PayrollInputs:
    """March 2026 with one person, changed."""
    inputs = inputs_of(Month(2026, 3, [someone], **more))
    return inputs if change is None else replace(inputs, people=(change(inputs.people[0]),))


def slip_of(someone: Someone, change: Change | None = None, **more: Any) -> Payslip:
    """The slip of that person."""
    (slip,) = compute_month(month_with(someone, change, **more)).slips
    return slip


def line(slip: Payslip, code: Code) -> PayLine:
    """The only line of a code."""
    (found,) = [one for one in slip.lines if one.code is code]
    return found


def figures(**given: Any) -> Change:
    """The person with other figures of the month."""
    return lambda person: replace(person, inputs=replace(person.inputs, **given))


def paid_for(*components: Component, **more: Any) -> Change:
    """The person in a scheme of these components."""

    def change(person: PersonMonth) -> PersonMonth:
        (terms,) = person.terms
        return replace(person, terms=(replace(terms, scheme=replace(terms.scheme, components=components, **more)),))

    return change


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(person: PersonMonth) -> PersonMonth:
        for one in changes:
            person = one(person)
        return person

    return change


def part(basis: Basis, rate: str | None = "0.01", **more: Any) -> Component:
    """A component of a scheme."""
    return Component(
        code="x", name=Wording("部分", "Part"), basis=basis, rate=None if rate is None else Decimal(rate), **more
    )


def missing(slip: Payslip) -> list[str]:
    """The figures that a slip waits for."""
    return [str(entry.figure) for entry in slip.missing]
