"""Payslips as a workbook: one sheet for each person, whose gross and net wage are formulas over the lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.slip_parts import parts_of, slip_label
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.sheet_names import sheet_names
from shopdesk.reporting.book.table import Column, add_table
from shopdesk.reporting.book.values import yuan

_AMOUNT = 4


def payslip_book(run: KeptRun, slips: Sequence[KeptSlip], store: str) -> Book:
    """The workbook of these slips."""
    book = Book(tr("Payslips of {month}", month=f"{run.month:%Y-%m}"))
    for slip, title in zip(slips, sheet_names(slip_label(slip) for slip in slips), strict=True):
        _slip(book.sheet(title, _about(run, slip, store), (26, 14, 12, 15, 14, 50), landscape=True), slip)
    return book


def write_payslip_book(run: KeptRun, slips: Sequence[KeptSlip], store: str, target: Path) -> None:
    """Write it to ``target``, wholly or not at all.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    payslip_book(run, slips, store).write(target)


def _about(run: KeptRun, slip: KeptSlip, store: str) -> str:
    chinese = current_language().startswith("zh")
    state = tr("draft") if run.state is RunState.DRAFT else tr("locked")
    words = (store, f"{run.month:%Y-%m}", state, word(slip, "department", chinese), word(slip, "role", chinese))
    return " · ".join((*words, tr("{count} calendar days employed", count=slip.days_employed)))


def _slip(sheet: Sheet, slip: KeptSlip) -> None:
    parts = parts_of(slip)
    gross = _lines(sheet, tr("What was earned"), parts.earned)
    _sum(sheet, tr("Gross wage"), f"SUM({gross})" if gross else "0", slip.gross_fen)
    at_gross = sheet.place(_AMOUNT, sheet.row - 1)
    sheet.row += 1
    taken = _lines(sheet, tr("What is taken off"), parts.taken)
    _sum(sheet, tr("Net wage"), f"MAX(0,{at_gross}-SUM({taken}))" if taken else at_gross, slip.net_fen)
    sheet.row += 1
    if parts.carried:
        _lines(sheet, tr("Carried to the next month, no part of this wage"), parts.carried)
        sheet.row += 1
    for entry in slip.missing:
        sheet.note(tr("Missing: {figure}.", figure=entry))
    for entry in slip.notices:
        sheet.note(tr(entry))


def _lines(sheet: Sheet, title: str, lines: Sequence[KeptLine]) -> str:
    """A block of lines; answers the address of their amounts, empty without any."""
    columns: list[Column[KeptLine]] = [
        Column(title=title, value=lambda line: tr(line.name)),
        Column(title=tr("Basis"), kind="middle", value=lambda line: line.basis or ""),
        Column(title=tr("Rate"), kind="middle", value=lambda line: line.rate or ""),
        Column(title=tr("Amount"), kind="money", key="amount", value=lambda line: yuan(line.amount_fen)),
        Column(title=tr("Not taken"), kind="money", gap="", value=lambda line: yuan(line.not_taken_fen or None)),
        Column(title=tr("Explanation"), value=lambda line: tr(line.explanation)),
    ]
    placed = add_table(sheet, columns, lines)
    return placed.span("amount") if lines else ""


def _sum(sheet: Sheet, words: str, formula: str, fen: int | None) -> None:
    row = sheet.row
    for column in range(1, sheet.columns + 1):
        sheet.text(row, column, words if column == 1 else "", kind="strong", total=True)
    sheet.formula(row, _AMOUNT, formula, yuan(fen), "money", total=True)
    sheet.row += 1
