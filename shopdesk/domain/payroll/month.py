"""The month of a store: everybody's payslip, the sums, and what keeps the month from being locked."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.inputs import PayrollInputs
from shopdesk.domain.payroll.payslip import compute_slip
from shopdesk.domain.payroll.runs import RunKind
from shopdesk.domain.payroll.silent_pool import Pool, own_sales_sum, silent_pool
from shopdesk.domain.payroll.slip import SOCIAL, Code, Missing, MissingFigures, PayrollRun, Payslip, RunTotals
from shopdesk.domain.payroll.words import money
from shopdesk.domain.text import Text


def compute_month(inputs: PayrollInputs) -> PayrollRun:
    """Compute the payslips of all people in the order of their ids.

    Raises:
        UserError: two schemes divide one pool differently, or somebody carries both marks of the tax year.
    """
    pool: Pool | None = None
    pool_missing: MissingFigures | None = None
    try:
        pool = silent_pool(inputs)
    except MissingFigures as error:
        pool_missing = error
    people = sorted(inputs.people, key=lambda person: person.id)
    slips = tuple(compute_slip(Case(inputs, person), pool, pool_missing) for person in people)
    missing = list(dict.fromkeys(entry for slip in slips for entry in slip.missing))
    if inputs.figures.paid is None and not inputs.off_cycle:
        needed = Missing("cost_ratio", Text("paid amount of the store"))
        if all(entry.figure != needed.figure for entry in missing):
            missing.append(needed)
    totals = _totals(slips, pool)
    turnover = None if inputs.figures.paid is None else int(inputs.figures.paid.value)
    return PayrollRun(
        store=inputs.store,
        month=inputs.month,
        kind=RunKind.OFF_CYCLE if inputs.off_cycle else RunKind.MONTHLY,
        slips=slips,
        totals=totals,
        turnover_fen=turnover,
        cost_ratio=cost_ratio(totals.employer_cost, turnover),
        missing=tuple(missing),
        notices=tuple(_notices(inputs)),
    )


def cost_ratio(cost_fen: int | None, turnover_fen: int | None) -> Decimal | None:
    """Cost of all people divided by what the store was paid, six decimals; ``None`` without either."""
    if cost_fen is None or not turnover_fen:
        return None
    return (Decimal(cost_fen) / Decimal(turnover_fen)).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def _totals(slips: tuple[Payslip, ...], pool: Pool | None) -> RunTotals:
    return RunTotals(
        gross=_sum(slip.gross_fen for slip in slips),
        social=_sum(slip.amount(*SOCIAL) for slip in slips),
        housing_fund=_sum(slip.amount(Code.HOUSING_FUND) for slip in slips),
        income_tax=_sum(slip.amount(Code.INCOME_TAX) for slip in slips),
        net=_sum(slip.net_fen for slip in slips),
        employer_cost=_sum(slip.cost_fen for slip in slips),
        silent_pool=_sum(slip.amount(Code.SILENT_POOL) for slip in slips) if pool is None else pool.amount.fen,
    )


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = list(amounts)
    return None if None in known else sum(amount for amount in known if amount is not None)


def _notices(inputs: PayrollInputs) -> Iterable[Text]:
    typed = inputs.figures.service_sales
    if typed is None:
        return
    try:
        summed = own_sales_sum(inputs)
    except MissingFigures:
        return
    if summed.value != typed.value:
        yield Text(
            "Customer service sold {typed} as entered; the own sales of its people add up to {summed}. One of them is "
            "wrong, or somebody's sales are not attributed.",
            typed=money(int(typed.value)),
            summed=money(summed),
        )
