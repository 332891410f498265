"""A list of records as a workbook: names of the columns on top, figures as figures, texts as texts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from shopdesk.domain.fields import Kind
from shopdesk.domain.money import format_yuan
from shopdesk.infra import atomic

_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "#,##0",
    Kind.RATE: "0.00%",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MONTH: "yyyy-mm",
    Kind.TIME: "hh:mm",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}
_WIDTHS = {Kind.MONEY: 16.0, Kind.DAY: 12.0, Kind.MONTH: 12.0, Kind.MOMENT: 18.0, Kind.LINE: 20.0, Kind.WORDS: 40.0}
_SHEET_FORBIDS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_records(
    target: Path, title: str, headings: Sequence[str], kinds: Sequence[Kind | None], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows of values below their headings, wholly or not at all.

    Args:
        target: the file.
        title: the sheet's name.
        headings: the columns' names.
        kinds: what each column holds; ``None`` for text. Money is fen here and yuan in the workbook.
        rows: the values; ``None`` leaves a cell empty. A text is never taken for a formula.

    Raises:
        UserError: the name ends as another kind of file does.
        EnvironmentFault: the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    from shopdesk.reporting.book.packing import packed, setting_aside

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(_SHEET_FORBIDS)[:31] or "ShopDesk")
    sheet.freeze_panes = "A2"
    for number, kind in enumerate(kinds, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(kind, 14.0) if kind else 18.0

    def cell(value: Any, kind: Kind | None) -> Any:
        if kind is Kind.MONEY and value is not None:
            value = Decimal(value) / 100
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"
        if kind in _FORMATS and value is not None:
            made.number_format = _FORMATS[kind]
        return made

    head = []
    for heading in headings:
        made = cell(heading, None)
        made.font, made.alignment = Font(bold=True), Alignment(vertical="center")
        head.append(made)
    with setting_aside():
        sheet.append(head)
        for row in rows:
            sheet.append([cell(value, kind) for value, kind in zip(row, kinds, strict=True)])
    atomic.write_kind(target, packed(book), ".xlsx")


def write_csv(
    target: Path, headings: Sequence[str], kinds: Sequence[Kind | None], rows: Iterable[Sequence[Any]]
) -> None:
    """The same rows as CSV that a spreadsheet opens by a double click, wholly or not at all.

    Money is written in yuan with two decimals, days and moments as ISO text, what is not known as nothing.

    Raises:
        UserError: the name ends as another kind of file does.
        EnvironmentFault: the file cannot be written.
    """
    with atomic.replacing(target) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        for row in rows:
            writer.writerow([_plain(value, kind) for value, kind in zip(row, kinds, strict=True)])


def _plain(value: Any, kind: Kind | None) -> Any:
    if value is None:
        return ""
    if kind is Kind.MONEY:
        return format_yuan(int(value), grouped=False)
    if kind is Kind.MONTH:
        return f"{value:%Y-%m}"
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value
