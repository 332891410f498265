"""A workbook that people can check: typed cells, formulas with the values they must come to, sheets that print on A4.

Every formula is noted with the value that the program itself computed, so that a test can recalculate the file in
another program and compare. Text never becomes a formula, whatever it begins with.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.properties import PageSetupProperties

from shopdesk.domain.kpi import Kpi, Unit, Value
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

NONE = "—"
Number = int | Decimal | None
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_LINE = Side(style="thin", color="FFC9D1DD")
_HEAD_FILL = PatternFill("solid", fgColor="FFE3ECFC")
_TOTAL_FILL = PatternFill("solid", fgColor="FFF1F4F9")
_FONT = "Microsoft YaHei"
_SHORT = 5  # letters that fit any column
_WRAP: dict[str, Any] = {"vertical": "center", "wrap_text": True}
_FORMATS = {
    "money": "#,##0.00",
    "count": "#,##0",
    "number": "#,##0.0",
    "seconds": "#,##0.0",
    "score": "0.00",
    "multiple": "#,##0.00",
    "rate": "0.00%",
    "change": "+0.0%;-0.0%;0.0%",
    "step": "+0.00;-0.00;0.00",
    "move": "+#,##0.00;-#,##0.00;0.00",
    "date": "yyyy-mm-dd",
    "index": "0",
}
KIND_OF_UNIT = {
    Unit.MONEY: "money",
    Unit.COUNT: "count",
    Unit.NUMBER: "number",
    Unit.RATE: "rate",
    Unit.SECONDS: "seconds",
    Unit.SCORE: "score",
    Unit.MULTIPLE: "multiple",
}


def yuan(fen: Number) -> Decimal | None:
    """Fen as exact yuan; no data stays ``None``."""
    return None if fen is None else Decimal(fen) / 100


def of_kpi(item: Kpi, value: Value) -> Decimal | int | None:
    """A KPI's value as a cell holds it: money in yuan, everything else as it is."""
    return yuan(value) if item.unit is Unit.MONEY else value


class Book:
    """The workbook with its sheets; ``expected`` holds what each formula must come to."""

    def __init__(self, title: str) -> None:
        """No sheet yet."""
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.workbook.properties.title = title
        self.workbook.properties.creator = "ShopDesk"
        # Results are put beside the formulas for previews only; whoever opens the file reckons anew.
        self.workbook.calculation.fullCalcOnLoad = True
        self.expected: dict[tuple[str, str], Decimal | int] = {}
        self._styles: dict[tuple[str, bool], Any] = {}
        self._quoted: dict[tuple[str, bool], Any] = {}

    def packed(self) -> bytes:
        """The workbook's file. It is packed in memory: on a full disk a half-written package could not be closed."""
        content = io.BytesIO()
        self.workbook.save(content)
        return content.getvalue()

    def sheet(self, title: str, about: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """A new sheet with its name as heading and a line about what it shows."""
        worksheet = self.workbook.create_sheet(title)
        return Sheet(self, worksheet, about, widths, landscape=landscape)

    def style(self, kind: str, total: bool, *, quoted: bool = False) -> Any:
        """The style of a kind of cell, made once."""
        known = self._quoted if quoted else self._styles
        if (kind, total) not in known:
            cell: Any = self.workbook.worksheets[0].cell(1, 1)
            before = cell._style
            # Dressing changes the style in place, and other cells may wear the same one.
            cell._style = copy(before)
            _dress(cell, kind, total)
            cell.quotePrefix = quoted
            known[kind, total] = copy(cell._style)
            cell._style = before
        return known[kind, total]


def _dress(cell: Cell, kind: str, total: bool) -> None:
    edge = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
    if kind == "title":
        cell.font, cell.alignment = Font(name=_FONT, size=15, bold=True), Alignment(vertical="center")
    elif kind == "about":
        cell.font, cell.alignment = Font(name=_FONT, size=9, color="FF586474"), Alignment(vertical="center")
    elif kind == "section":
        cell.font, cell.alignment = Font(name=_FONT, size=11, bold=True), Alignment(vertical="bottom")
    elif kind == "note":
        cell.font = Font(name=_FONT, size=9, color="FF586474")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    elif kind == "head":
        cell.font, cell.fill, cell.border = Font(name=_FONT, size=9, bold=True), _HEAD_FILL, edge
        cell.alignment = Alignment(horizontal="center", **_WRAP)
    else:
        cell.font, cell.border = Font(name=_FONT, size=10, bold=total or kind == "strong"), edge
        if total:
            cell.fill = _TOTAL_FILL
        side = {"text": "left", "strong": "left", "middle": "center", "date": "center", "index": "center"}
        place = side.get(kind, "right")
        cell.alignment = Alignment(horizontal=place, indent=1 if place == "left" else 0, **_WRAP)
        cell.number_format = _FORMATS.get(kind, "General")


class Sheet:
    """One sheet, written from top to bottom; ``row`` is the next free row."""

    def __init__(
        self, book: Book, worksheet: Worksheet, about: str, widths: Sequence[float], *, landscape: bool
    ) -> None:
        """The sheet with its heading."""
        self.book = book
        self.worksheet = worksheet
        self.title = worksheet.title
        self.columns = len(widths)
        for index, width in enumerate(widths, start=1):
            worksheet.column_dimensions[get_column_letter(index)].width = width
        self._set_up_page(landscape)
        self.row = 1
        self._plain(1, 1, self.title, "title")
        worksheet.row_dimensions[1].height = 24
        self._plain(2, 1, about, "about")
        self.row = 4

    def _set_up_page(self, landscape: bool) -> None:
        worksheet = self.worksheet
        worksheet.sheet_view.showGridLines = False
        worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
        worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
        worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
        worksheet.print_options.horizontalCentered = True
        margins = worksheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.footer = 0.5, 0.8, 0.4
        footer: Any = worksheet.oddFooter
        footer.left.text, footer.center.text, footer.right.text = "ShopDesk", "&A", "&P / &N"

    # --- cells -----------------------------------------------------------------------------------------------------

    def _plain(self, row: int, column: int, value: str, kind: str, *, total: bool = False) -> None:
        cell: Any = self.worksheet.cell(row, column)
        text = _ILLEGAL.sub("", value)
        risky = text.startswith(_FORMULA_SIGNS)
        cell.value = text
        # A name or title that begins like a formula stays the text it is, here and when somebody edits the cell.
        cell.data_type = "s"
        cell._style = self.book.style(kind, total, quoted=risky)

    def text(self, row: int, column: int, value: str, *, kind: str = "text", total: bool = False) -> None:
        """Text, never a formula; the row grows with it."""
        self._plain(row, column, value, kind, total=total)
        if len(value) > _SHORT:
            self._grow(row, _lines(value, self._width(column, column)))

    def _width(self, first: int, last: int) -> float:
        """The room of columns in letters, less what the edges take."""
        dimensions = self.worksheet.column_dimensions
        return sum(dimensions[get_column_letter(column)].width for column in range(first, last + 1)) - 2

    def _grow(self, row: int, lines: int) -> None:
        """Give a row room for so many lines: programs do not do that by themselves for files written by others."""
        dimension = self.worksheet.row_dimensions[row]
        dimension.height = max(dimension.height or 0, 15 * lines + 2)

    def across(self, row: int, first: int, last: int, value: str, kind: str = "text") -> None:
        """Text over several neighbouring cells."""
        self._plain(row, first, value, kind)
        self.worksheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        self._grow(row, _lines(value, self._width(first, last)))

    def day(self, row: int, column: int, value: date | None) -> None:
        """A date that sorts and reckons as one."""
        if value is None:
            self.text(row, column, NONE, kind="middle")
            return
        cell: Any = self.worksheet.cell(row, column)
        # Setting a date sets a format of its own, which must not reach the other cells of that style.
        cell.value = value
        cell._style = self.book.style("date", False)

    def number(self, row: int, column: int, value: Number, kind: str, *, total: bool = False, gap: str = NONE) -> None:
        """A number; no data is a dash, or an empty cell where a chart reads the column (``gap``)."""
        if value is None:
            self._plain(row, column, gap, kind, total=total)
            if not gap:
                self.worksheet.cell(row, column).value = None
            return
        cell: Any = self.worksheet.cell(row, column)
        cell.value = value
        cell._style = self.book.style(kind, total)

    def formula(self, row: int, column: int, formula: str, expected: Number, kind: str, *, total: bool = False) -> None:
        """A formula with the value it must come to; where that is unknown, a dash instead of the formula."""
        if expected is None:
            self.number(row, column, None, kind, total=total)
            return
        cell: Any = self.worksheet.cell(row, column)
        cell.value = f"={formula}"
        cell._style = self.book.style(kind, total)
        self.book.expected[self.title, cell.coordinate] = expected

    # --- blocks ----------------------------------------------------------------------------------------------------

    def section(self, title: str) -> None:
        """The heading of a part of the sheet."""
        self._plain(self.row, 1, title, "section")
        self.worksheet.row_dimensions[self.row].height = 20
        self.row += 1

    def note(self, text: str, *, columns: int | None = None) -> None:
        """A remark across the sheet."""
        last = columns or self.columns
        self.across(self.row, 1, last, text, "note")
        self.row += 1

    def head(self, titles: Sequence[str], *, repeat: bool = False) -> int:
        """The heading of a table; returns the first row below it. ``repeat`` prints it again on every page."""
        for column, title in enumerate(titles, start=1):
            self._plain(self.row, column, title, "head")
        self.worksheet.row_dimensions[self.row].height = 30
        if repeat:
            self.worksheet.print_title_rows = f"{self.row}:{self.row}"
        self.row += 1
        return self.row

    def nothing(self, text: str) -> None:
        """Says that a part is empty, and why that may be."""
        self.note(text)
        self.row += 1

    def place(self, column: int, row: int, *, absolute: bool = False, sheet: bool = False) -> str:
        """The address of a cell, as a formula writes it."""
        sign = "$" if absolute else ""
        address = f"{sign}{get_column_letter(column)}{sign}{row}"
        return f"{quote_sheetname(self.title)}!{address}" if sheet else address

    def span(self, column: int, first: int, last: int) -> str:
        """The address of cells one under the other."""
        return f"{self.place(column, first)}:{self.place(column, last)}"


def _lines(text: str, room: float) -> int:
    """How many lines a text takes; a Chinese character is as wide as two letters."""
    letters = sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
    return max(1, -(-letters // max(1, int(room))))


def sum_of(values: Sequence[Number]) -> Number:
    """The sum of what is known; ``None`` where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def pair_formula(top: str, bottom: str, places: int) -> str:
    """The quotient of two columns' sums over the rows that have both numbers, rounded like the program rounds."""
    both = f"ISNUMBER({top})*ISNUMBER({bottom})"
    return f"ROUND(SUMPRODUCT({both},{top})/SUMPRODUCT({both},{bottom}),{places})"


def change_formula(now: str, before: str) -> str:
    """How much of the value before a value moved."""
    return f"ROUND(({now}-{before})/ABS({before}),6)"


def weekday(day: date) -> str:
    """The weekday in words."""
    from shopdesk.reporting.daily_sheet import WEEKDAYS

    return tr(WEEKDAYS[day.weekday()])
