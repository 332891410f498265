"""What a month would be with another figure; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from shopdesk.domain.errors import NotFound
from shopdesk.domain.payroll.compare import NET, LineDifference, differences, sums_by_code
from shopdesk.domain.payroll.inputs import Figure, PayrollInputs
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.month_figures import Value, check_figure, declared_figure
from shopdesk.domain.payroll.slip import Payslip
from shopdesk.domain.payroll.trace import Source
from shopdesk.domain.text import Text
from shopdesk.services.payroll.gather import Gathered


@dataclass(frozen=True, slots=True)
class Tried:
    """The person's slip line by line, and below it whoever else is touched, with the net wage at the end of each."""

    lines: tuple[LineDifference, ...]
    net_fen: int | None
    net_before_fen: int | None


class WhatIf:
    """Computes a month with one figure changed."""

    def __init__(self, gather: Callable[[int, date], Gathered]) -> None:
        """Begin from what ``gather`` knows of a store's month."""
        self._gather = gather

    def try_out(self, store_id: int, month: date, person_id: int | None, code: str, value: Value) -> Tried:
        """Compute the month as it is known and with a figure in its place; nothing is written.

        Raises:
            NotFound: the person is not paid in this month.
            UserError: the value is out of bounds, or contradicts another figure.
        """
        inputs = self._gather(store_id, month).inputs
        check_figure(declared_figure(code, of_store=person_id is None), value, None)
        before, after = compute_month(inputs), compute_month(_changed(inputs, person_id, code, value))
        lines: list[LineDifference] = []
        net: tuple[int | None, int | None] = (None, None)
        then = {slip.person_id: slip for slip in after.slips}
        for slip in sorted(before.slips, key=lambda one: one.person_id != person_id):
            other = then[slip.person_id]
            mine = slip.person_id == person_id
            found = differences(slip.person_id, _label(slip), _sums(slip), _sums(other), equal=mine)
            lines += found
            if mine:
                net = (slip.net_fen, other.net_fen)
        return Tried(tuple(lines), net[1], net[0])


def _sums(slip: Payslip) -> dict[str, int | None]:
    return {**sums_by_code(slip.lines), NET: slip.net_fen}


def _label(slip: Payslip) -> str:
    return f"{slip.name} ({slip.mark})" if slip.mark else slip.name


def _changed(inputs: PayrollInputs, person_id: int | None, code: str, value: Value) -> PayrollInputs:
    tried: Figure | bool = value if isinstance(value, bool) else Figure(value, (Source("tried"),))
    if person_id is None:
        return replace(inputs, figures=replace(inputs.figures, **{code: tried}))  # type: ignore[arg-type]
    if all(person.id != person_id for person in inputs.people):
        raise NotFound(Text("This person is not paid in this month. Look at the page anew."))
    return replace(
        inputs,
        people=tuple(
            replace(person, inputs=replace(person.inputs, **{code: tried}))  # type: ignore[arg-type]
            if person.id == person_id
            else person
            for person in inputs.people
        ),
    )
