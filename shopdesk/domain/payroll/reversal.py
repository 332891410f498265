"""The equal and opposite run of a run that was locked by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from shopdesk.domain.payroll.output import kept_run
from shopdesk.domain.payroll.proof import Render
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.payroll.slip import (
    DEDUCTIONS,
    Code,
    PayLine,
    PayrollRun,
    Payslip,
    RunTotals,
)
from shopdesk.domain.payroll.trace import Node, Source, Unit, at_most, given, minus, nothing, total
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text


def reversal_of(
    run: KeptRun, store: str, number: int, reason: str, computed_at: datetime, render: Render = str
) -> KeptRun:
    """Every line of a locked run with the opposite sign, as a run of the same month.

    It hands nothing on: the next month goes on from the month before the reversed one.
    """
    opposite = PayrollRun(
        store=store,
        month=month_of(run.month),
        state=RunState.LOCKED,
        kind=RunKind.REVERSAL,
        slips=tuple(_slip(run, slip, reason) for slip in run.slips),
        totals=RunTotals(None, None, None, None, None, None, None),
        turnover_fen=None,
        cost_ratio=None,
    )
    kept = kept_run(opposite, run.store_id, computed_at, render)
    slips = [
        replace(
            slip,
            person_id=old.person_id,
            words=old.words,
            lines=tuple(replace(line, name=before.name) for line, before in zip(slip.lines, old.lines, strict=True)),
        )
        for slip, old in zip(kept.slips, run.slips, strict=True)
    ]
    return replace(kept, slips=tuple(slips), number=number, reason=reason, reverses=run.number)


def _slip(run: KeptRun, slip: KeptSlip, reason: str) -> Payslip:
    lines = tuple(_line(run, line, reason) for line in slip.lines)
    earned = [line.trace for line in lines if line.code not in DEDUCTIONS and _is_paid(line)]
    taken = [line.trace for line in lines if line.code in DEDUCTIONS]
    gross = total(Text("gross wage"), *_there(earned))
    left = minus(Text("left after compensation, insurance and tax"), gross, *_there(taken))
    return Payslip(
        person_id=slip.person_id or 0,
        name=slip.name,
        mark=slip.mark,
        department=slip.department,
        role=slip.role,
        days_employed=0,
        lines=lines,
        gross=gross,
        taxable_cumulative=None,
        tax_cumulative=None,
        # The wage that is taken back was not below zero, so what is taken back is not above it.
        net=at_most(Text("not above zero"), left, nothing()),
        employer_cost=given(-(slip.cost_fen or 0), Unit.FEN, Text("cost of the employer"), (_source(run, None),)),
        carried_fen=None,
        open_advance_fen=None,
    )


def _is_paid(line: PayLine) -> bool:
    return line.code is not Code.OWN_COMMISSION_CARRIED


def _there(nodes: list[Node | None]) -> list[Node]:
    return [node for node in nodes if node is not None]


def _line(run: KeptRun, line: KeptLine, reason: str) -> PayLine:
    amount = -(line.amount_fen or 0)
    return PayLine(
        code=Code(line.code),
        trace=given(amount, Unit.FEN, Text("the opposite of what was locked"), (_source(run, line.amount_fen),)),
        not_taken_fen=-line.not_taken_fen,
        explanation=Text("Reversal of {month}: {reason}", month=f"{run.month:%Y-%m}", reason=reason),
    )


def _source(run: KeptRun, amount: int | None) -> Source:
    return Source("month", f"{run.month:%Y-%m}", amount, day=run.month)
