"""A computed month as it is kept, and as the plain document that ``payroll show --json`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.proof import Render, slip_document
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunKind
from shopdesk.domain.payroll.slip import SOCIAL, Code, Missing, PayLine, PayrollRun, Payslip
from shopdesk.domain.payroll.trace import Node, Source, Unit, half_away, plain
from shopdesk.domain.text import Text

Names = Mapping[str, tuple[str, str]]
"""Chinese and English names by code."""


def kept_run(
    run: PayrollRun,
    store_id: int,
    computed_at: datetime,
    render: Render = str,
    *,
    departments: Names | None = None,
    roles: Names | None = None,
) -> KeptRun:
    """The run as it is kept; ``render`` puts the labels of the proofs into a language.

    Departments and roles keep the names that they have now, whatever they are called later.
    """
    names = {slip.person_id: f"{slip.name} ({slip.mark})" if slip.mark else slip.name for slip in run.slips}
    return KeptRun(
        store_id=store_id,
        month=run.month.start,
        state=run.state,
        kind=run.kind,
        computed_at=computed_at,
        turnover_fen=run.turnover_fen,
        cost_ratio=run.cost_ratio,
        silent_pool_fen=run.totals.silent_pool,
        missing=tuple(dict.fromkeys(_missing(entry, names) for entry in run.missing)),
        notices=run.notices,
        slips=tuple(
            _kept_slip(run, slip, names, render, _words(slip, departments or {}, roles or {})) for slip in run.slips
        ),
    )


def _words(slip: Payslip, departments: Names, roles: Names) -> dict[str, Any]:
    return {
        "department": list(departments.get(slip.department, (slip.department, slip.department))),
        "role": list(roles.get(slip.role, (slip.role, slip.role))),
    }


def _kept_slip(
    run: PayrollRun, slip: Payslip, names: Mapping[int, str], render: Render, words: dict[str, Any]
) -> KeptSlip:
    year = slip.year
    return KeptSlip(
        person_id=slip.person_id,
        name=slip.name,
        mark=slip.mark,
        department=slip.department,
        role=slip.role,
        words=words,
        days_employed=slip.days_employed,
        lines=tuple(_kept_line(line) for line in slip.lines),
        gross_fen=slip.gross_fen,
        compensation_fen=slip.amount(Code.COMPENSATION),
        social_fen=slip.amount(*SOCIAL),
        housing_fund_fen=slip.amount(Code.HOUSING_FUND),
        income_tax_fen=slip.amount(Code.INCOME_TAX),
        taxable_fen=None if slip.taxable_cumulative is None else slip.taxable_cumulative.fen,
        withheld_fen=None if slip.tax_cumulative is None else slip.tax_cumulative.fen,
        net_fen=slip.net_fen,
        cost_fen=slip.cost_fen,
        months=None if year is None else year.months,
        income_fen=None if year is None else year.income_fen,
        insurance_fen=None if year is None else year.insurance_fen,
        special_fen=None if year is None else year.special_fen,
        bonus_apart_fen=0 if year is None else year.bonus_apart_fen,
        carried_fen=slip.carried_fen,
        advance_fen=slip.open_advance_fen,
        missing=tuple(
            Text("{code}: {figure}", code=entry.code, figure=_missing(entry, names)) for entry in slip.missing
        ),
        notices=slip.notices,
        proof=slip_document(run, slip, render),
    )


def _kept_line(line: PayLine) -> KeptLine:
    own = line.component
    return KeptLine(
        code=line.code.value,
        name=line.name if own is None else Text("{zh} ({en})", zh=own.zh, en=own.en),
        basis=_amount(line.basis),
        rate=None if line.rate is None else _rate(line.rate),
        amount_fen=line.amount_fen,
        not_taken_fen=line.not_taken_fen,
        explanation=line.explanation,
        sources=tuple(
            {"kind": source.kind, "id": source.id, "amount": _source_amount(source, unit)}
            for source, unit in _sources(line)
        ),
    )


def run_document(run: KeptRun, store: str, *, chinese: bool = False) -> dict[str, Any]:
    """The run with every person and line; sentences are left as :class:`Text` for the reader's language.

    Departments and roles stand there in Chinese or in English.
    """
    cost = total_of(run, "cost_fen")
    return {
        "store": store,
        "month": f"{run.month:%Y-%m}",
        "state": run.state.value,
        **_apart(run),
        "people": [_person(slip, chinese) for slip in run.slips],
        "totals": {
            "gross": yuan(total_of(run, "gross_fen")),
            "social": yuan(total_of(run, "social_fen")),
            "housing_fund": yuan(total_of(run, "housing_fund_fen")),
            "income_tax": yuan(total_of(run, "income_tax_fen")),
            "net": yuan(total_of(run, "net_fen")),
            "employer_cost": yuan(cost),
            "silent_pool": yuan(run.silent_pool_fen),
        },
        "turnover": yuan(run.turnover_fen),
        "cost_ratio": None if run.cost_ratio is None else f"{run.cost_ratio:.6f}",
        "missing": list(run.missing),
        "notices": list(run.notices),
    }


def _apart(run: KeptRun) -> dict[str, Any]:
    """What tells a further run of a month from its wages; nothing for the wages themselves."""
    if run.kind is RunKind.MONTHLY and not run.number:
        return {}
    return {"run": run.number, "kind": run.kind.value, "reason": run.reason, "reverses": run.reverses}


def word(slip: KeptSlip, what: str, chinese: bool) -> str:
    """The name that the slip's ``department`` or ``role`` had when it was computed."""
    zh, en = slip.words[what]
    return str(zh if chinese else en)


def total_of(run: KeptRun, name: str) -> int | None:
    """The sum of a figure over all slips; ``None`` while one of them misses it."""
    amounts: list[int | None] = [getattr(slip, name) for slip in run.slips]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def yuan(fen: int | None) -> str | None:
    """Fen as a string in yuan with two decimals; no data stays ``None``."""
    return None if fen is None else format_yuan(fen, grouped=False)


def _missing(entry: Missing, names: Mapping[int, str]) -> Text:
    """Which figure is missing, and whose."""
    if entry.person_id is None:
        return entry.figure
    return Text("{name}: {figure}", name=names.get(entry.person_id, entry.person_id), figure=entry.figure)


def _person(slip: KeptSlip, chinese: bool) -> dict[str, Any]:
    return {
        "name": slip.name,
        "mark": slip.mark,
        "department": word(slip, "department", chinese),
        "role": word(slip, "role", chinese),
        "days_employed": slip.days_employed,
        "lines": [
            {
                "code": line.code,
                "name": line.name,
                "basis": line.basis,
                "rate": line.rate,
                "amount": yuan(line.amount_fen),
                "not_taken": yuan(line.not_taken_fen),
                "explanation": line.explanation,
                "sources": list(line.sources),
            }
            for line in slip.lines
        ],
        "gross": yuan(slip.gross_fen),
        "compensation": yuan(slip.compensation_fen),
        "social": yuan(slip.social_fen),
        "housing_fund": yuan(slip.housing_fund_fen),
        "taxable_cumulative": yuan(slip.taxable_fen),
        "tax_cumulative": yuan(slip.withheld_fen),
        "income_tax": yuan(slip.income_tax_fen),
        "net": yuan(slip.net_fen),
        "employer_cost": yuan(slip.cost_fen),
        "open_advance": yuan(slip.advance_fen),
        "missing": list(slip.missing),
        "notices": list(slip.notices),
    }


def _sources(line: PayLine) -> list[tuple[Source, Unit]]:
    if line.trace is None:
        return []
    found: dict[Source, Unit] = {}
    for node in line.trace.walk():
        for source in node.sources:
            found.setdefault(source, node.unit)
    return list(found.items())


def _source_amount(source: Source, unit: Unit) -> str | None:
    if source.amount is None:
        return None
    return yuan(int(source.amount)) if unit is Unit.FEN else plain(Fraction(source.amount))


def _amount(node: Node | None) -> str | None:
    """Money with two decimals, days, hours and counts as they are with two decimals too."""
    if node is None:
        return None
    if node.unit is Unit.FEN:
        return yuan(half_away(node.value))
    return str(_rounded(node, "0.01"))


def _rate(node: Node) -> str:
    """A rate or multiple with six decimals; where fen are paid for each day, hour or piece, yuan with two."""
    if node.unit is Unit.FEN:
        return yuan(half_away(node.value)) or ""
    return str(_rounded(node, "0.000001"))


def _rounded(node: Node, step: str) -> Decimal:
    return (Decimal(node.value.numerator) / node.value.denominator).quantize(Decimal(step), ROUND_HALF_UP)
