"""Writing the workbook of people and pay, in Chinese as offices keep it, so that it can be filled in and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shopdesk.domain.payroll.sheets import COLUMNS, FIGURE, ITEM, SHEET_NAMES, SINGLE, Column, Kind, Sheet, Value
from shopdesk.infra import atomic
from shopdesk.reporting.book.packing import packed

Cells = Mapping[str, Value | None]
_HEAD = PatternFill("solid", fgColor="E8EEF7")
_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.SIGNED_MONEY: "#,##0.00",
    Kind.PERCENT: "0.0###%",
    Kind.DAY: "yyyy-mm-dd",
    Kind.WORDS: "@",
}
_HINTS = {
    (Sheet.PEOPLE, "special_fen"): "专项附加扣除(每月)",
    (Sheet.PEOPLE, "insured"): "参保(是/否)",
    (Sheet.PEOPLE, "first_wage"): "首次取得工资(是/否)",
    (Sheet.PEOPLE, "low_wage"): "上年低收入(是/否)",
    (Sheet.MONTH, "year_end_bonus"): "年终奖(单独计税)",
    (Sheet.RULES, "fund_whole_yuan"): "公积金取整(是/否)",
}
"""Headings that say how to fill them in."""


def write_pay_workbook(sheets: Mapping[Sheet, Iterable[Cells]], target: Path) -> None:
    """Write the sheets to ``target``, wholly or not at all; those of single figures take one row of cells.

    Raises:
        UserError: the name ends as another kind of file does.
        EnvironmentFault: the file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for code in sheets:
        sheet = book.create_sheet(SHEET_NAMES[code][0])
        rows = list(sheets[code])
        if code in SINGLE:
            _single(sheet, code, rows[0] if rows else {})
        else:
            _table(sheet, code, rows)
    atomic.write_kind(target, packed(book), ".xlsx")


def _table(sheet: Worksheet, code: Sheet, rows: Iterable[Cells]) -> None:
    columns = COLUMNS[code]
    for place, column in enumerate(columns, 1):
        heading = _HINTS.get((code, column.code), column.zh)
        sheet.cell(1, place, heading)
        sheet.column_dimensions[get_column_letter(place)].width = max(10, 2.2 * len(heading))
    for number, cells in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            _put(sheet, number, place, column, cells.get(column.code))
    _finish(sheet, "C2")


def _single(sheet: Worksheet, code: Sheet, cells: Cells) -> None:
    sheet.append([ITEM[0], FIGURE[0]])
    for number, column in enumerate(COLUMNS[code], 2):
        sheet.cell(number, 1, _HINTS.get((code, column.code), column.zh))
        _put(sheet, number, 2, column, cells.get(column.code))
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 18
    _finish(sheet, "B2")


def _finish(sheet: Worksheet, corner: str) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = _HEAD
        cell.alignment = Alignment(horizontal="center")
    sheet.freeze_panes = corner


def _put(sheet: Worksheet, row: int, place: int, column: Column, value: Value | None) -> None:
    cell = sheet.cell(row, place)
    cell.number_format = _FORMATS.get(column.kind, "General")
    if value is not None:
        cell.value = _plain(column.kind, value)
        # What people type must never be taken for a formula.
        if column.kind is Kind.WORDS:
            cell.data_type = "s"


def _plain(kind: Kind, value: Value) -> str | date | int | float | Decimal:
    if kind in (Kind.MONEY, Kind.SIGNED_MONEY):
        return Decimal(str(value)) / 100
    if kind is Kind.YES_NO:
        return "是" if value else "否"
    return value
