"""The list for the bank as a workbook, with the columns that the owner chose."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.payroll.bank_list import COLUMN_NAMES, BankColumn, BankRow
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.infra.i18n import tr
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.table import Column, add_table
from shopdesk.reporting.book.values import yuan
from shopdesk.reporting.payroll_books import about_run

_WIDTHS = {BankColumn.ACCOUNT: 30, BankColumn.BANK: 24, BankColumn.PURPOSE: 24}


def bank_book(run: KeptRun, rows: Sequence[BankRow], columns: Sequence[BankColumn], purpose: str, store: str) -> Book:
    """One row for each payment and their sum. Account numbers are text, so that no digit of them is lost."""
    book = Book(tr("Bank list"))
    widths = [_WIDTHS.get(column, 16) for column in columns]
    sheet = book.sheet(tr("Bank list"), about_run(run, store), widths, landscape=sum(widths) > 110)
    month = f"{run.month:%Y-%m}"
    words = purpose.replace("{month}", month) or tr("Wages of {month}", month=month)

    def made(column: BankColumn) -> Column[BankRow]:
        title = tr(COLUMN_NAMES[column])
        if column is BankColumn.AMOUNT:
            return Column(title=title, kind="money", value=lambda row: yuan(row.amount_fen), total=True)
        return Column(title=title, value=lambda row: _text(column, row, month, words))

    add_table(sheet, [made(column) for column in columns], rows, total=tr("Total"), freeze=True)
    return book


def _text(column: BankColumn, row: BankRow, month: str, purpose: str) -> str:
    return {
        BankColumn.NAME: row.name,
        BankColumn.NOTE: row.note,
        BankColumn.ACCOUNT: row.account.number,
        BankColumn.BANK: row.account.bank,
        BankColumn.DEPARTMENT: row.department,
        BankColumn.MONTH: month,
        BankColumn.PURPOSE: purpose,
    }[column]
