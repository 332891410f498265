"""A computed month as a workbook: the wages with every line, and the cost by department."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from shopdesk.domain.money import percent_text
from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.slip import LINE_NAMES, Code
from shopdesk.domain.payroll.slip_parts import slip_label
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.table import Column, add_table
from shopdesk.reporting.book.values import Number, yuan


def write_wages(run: KeptRun, store: str, target: Path) -> None:
    """Write the wages of a month to ``target``, wholly or not at all.

    Raises:
        EnvironmentFault: the file cannot be written.
    """
    book = Book(tr("Wages"))
    about = about_run(run, store)
    _wages(book, run, about)
    _lines(book, run, about)
    _departments(book, run, about)
    book.write(target)


def about_run(run: KeptRun, store: str) -> str:
    """Whose month it is, and whether it is locked."""
    state = tr("draft") if run.state is RunState.DRAFT else tr("locked")
    return f"{store} · {run.month:%Y-%m} · {state}"


def _wages(book: Book, run: KeptRun, about: str) -> None:
    present = {line.code for slip in run.slips for line in slip.lines}
    codes = [code for code in LINE_NAMES if code.value in present]

    def amount(code: str) -> Column[KeptSlip]:
        def value(slip: KeptSlip) -> Number:
            found = [line.amount_fen for line in slip.lines if line.code == code]
            return None if not found or None in found else yuan(sum(fen for fen in found if fen is not None))

        return Column(title=tr(LINE_NAMES[_code(code)]), kind="money", value=value, total=True)

    columns: list[Column[KeptSlip]] = [
        Column(title=tr("Name", context="person"), value=slip_label),
        Column(title=tr("Department"), value=lambda slip: _word(slip, "department")),
        Column(title=tr("Role"), value=lambda slip: _word(slip, "role")),
        Column(title=tr("Days employed"), kind="count", value=lambda slip: slip.days_employed),
        *(amount(code.value) for code in codes),
        Column(title=tr("Gross wage"), kind="money", value=lambda slip: yuan(slip.gross_fen), total=True),
        Column(title=tr("Net wage"), kind="money", value=lambda slip: yuan(slip.net_fen), total=True),
        Column(title=tr("Employer's cost"), kind="money", value=lambda slip: yuan(slip.cost_fen), total=True),
    ]
    sheet = book.sheet(tr("Wages"), about, (16, 14, 16, 9, *([12] * (len(columns) - 4))), landscape=True)
    add_table(sheet, columns, run.slips, total=tr("Total"), freeze=True)


def _code(code: str) -> Code:
    return Code(code)


def _word(slip: KeptSlip, what: str) -> str:
    return word(slip, what, current_language().startswith("zh"))


def _lines(book: Book, run: KeptRun, about: str) -> None:
    sheet = book.sheet(tr("Lines"), about, (16, 22, 14, 12, 14, 14, 60), landscape=True)
    pairs = [(slip, line) for slip in run.slips for line in slip.lines]
    columns: list[Column[tuple[KeptSlip, KeptLine]]] = [
        Column(title=tr("Name", context="person"), value=lambda pair: slip_label(pair[0])),
        Column(title=tr("Line"), value=lambda pair: tr(pair[1].name)),
        Column(title=tr("Basis"), value=lambda pair: pair[1].basis or ""),
        Column(title=tr("Rate"), value=lambda pair: pair[1].rate or ""),
        Column(title=tr("Amount"), kind="money", value=lambda pair: yuan(pair[1].amount_fen)),
        Column(title=tr("Not taken"), kind="money", value=lambda pair: yuan(pair[1].not_taken_fen)),
        Column(title=tr("Explanation"), value=lambda pair: tr(pair[1].explanation)),
    ]
    add_table(sheet, columns, pairs, freeze=True)


def _departments(book: Book, run: KeptRun, about: str) -> None:
    sheet = book.sheet(tr("Cost by department"), about, (20, 10, 16, 16), landscape=False)
    groups: dict[str, list[KeptSlip]] = {}
    for slip in run.slips:
        groups.setdefault(slip.department, []).append(slip)

    def total(name: str) -> Column[tuple[str, Sequence[KeptSlip]]]:
        def value(group: tuple[str, Sequence[KeptSlip]]) -> Number:
            amounts = [getattr(slip, name) for slip in group[1]]
            return None if None in amounts else yuan(sum(amounts))

        title = tr("Gross wage") if name == "gross_fen" else tr("Employer's cost")
        return Column(title=title, kind="money", value=value, total=True)

    columns: list[Column[tuple[str, Sequence[KeptSlip]]]] = [
        Column(title=tr("Department"), value=lambda group: _word(group[1][0], "department")),
        Column(title=tr("People"), kind="count", value=lambda group: len(group[1]), total=True),
        total("gross_fen"),
        total("cost_fen"),
    ]
    add_table(sheet, columns, list(groups.items()), total=tr("Total"))
    ratio = percent_text(run.cost_ratio)
    sheet.note(tr("Cost of all people against the paid amount of the store: {ratio}", ratio=ratio))
