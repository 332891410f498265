"""The month as one plain document: what ``payroll show --json`` prints."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.slip import SOCIAL, Code, Missing, PayLine, PayrollRun, Payslip
from shopdesk.domain.payroll.trace import Node, Source, Unit, half_away, plain
from shopdesk.domain.text import Text


def run_document(run: PayrollRun) -> dict[str, Any]:
    """The run with every person and line; sentences are left as :class:`Text` for the reader's language."""
    totals = run.totals
    return {
        "store": run.store,
        "month": f"{run.month.start:%Y-%m}",
        "state": run.state.value,
        "people": [_person(slip) for slip in run.slips],
        "totals": {
            "gross": yuan(totals.gross),
            "social": yuan(totals.social),
            "housing_fund": yuan(totals.housing_fund),
            "income_tax": yuan(totals.income_tax),
            "net": yuan(totals.net),
            "employer_cost": yuan(totals.employer_cost),
            "silent_pool": yuan(totals.silent_pool),
        },
        "turnover": yuan(run.turnover_fen),
        "cost_ratio": None if run.cost_ratio is None else f"{run.cost_ratio:.6f}",
        "missing": [missing_text(entry) for entry in run.missing],
        "notices": list(run.notices),
    }


def yuan(fen: int | None) -> str | None:
    """Fen as a string in yuan with two decimals; no data stays ``None``."""
    return None if fen is None else format_yuan(fen, grouped=False)


def missing_text(entry: Missing) -> Text:
    """Which figure is missing, with the code of the line that needs it."""
    return Text("{code}: {figure}", code=entry.code, figure=entry.figure)


def _person(slip: Payslip) -> dict[str, Any]:
    return {
        "name": slip.name,
        "mark": slip.mark,
        "department": slip.department,
        "role": slip.role,
        "days_employed": slip.days_employed,
        "lines": [_line(line) for line in slip.lines],
        "gross": yuan(slip.gross_fen),
        "compensation": yuan(slip.amount(Code.COMPENSATION)),
        "social": yuan(slip.amount(*SOCIAL)),
        "housing_fund": yuan(slip.amount(Code.HOUSING_FUND)),
        "taxable_cumulative": _amount(slip.taxable_cumulative),
        "tax_cumulative": _amount(slip.tax_cumulative),
        "income_tax": yuan(slip.amount(Code.INCOME_TAX)),
        "net": yuan(slip.net_fen),
        "employer_cost": yuan(slip.cost_fen),
        "open_advance": yuan(slip.open_advance_fen),
        "missing": [missing_text(entry) for entry in slip.missing],
        "notices": list(slip.notices),
    }


def _line(line: PayLine) -> dict[str, Any]:
    return {
        "code": line.code.value,
        "name": line.name,
        "basis": None if line.basis is None else _amount(line.basis),
        "rate": None if line.rate is None else _rate(line.rate),
        "amount": yuan(line.amount_fen),
        "not_taken": yuan(line.not_taken_fen),
        "explanation": line.explanation,
        "sources": [
            {"kind": source.kind, "id": source.id, "amount": _source_amount(source, unit)}
            for source, unit in _sources(line)
        ],
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
    return str((Decimal(node.value.numerator) / node.value.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP))


def _rate(node: Node) -> str:
    """A rate or multiple with six decimals; where fen are paid for each day, hour or piece, yuan with two."""
    if node.unit is Unit.FEN:
        return yuan(half_away(node.value)) or ""
    return f"{(Decimal(node.value.numerator) / node.value.denominator):.6f}"
