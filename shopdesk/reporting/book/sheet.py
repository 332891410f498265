"""One sheet of a workbook: cells by kind, headings, notes, tables, and how it prints. Text never becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.properties import PageSetupProperties

from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.text import NO_DATA
from shopdesk.reporting.book.styles import Styles, has_edge
from shopdesk.reporting.book.values import Number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_SHORT = 5  # letters that fit any column


class Sheet:
    """One sheet, written from top to bottom; ``row`` is the next free row."""

    def __init__(
        self,
        worksheet: Worksheet,
        styles: Styles,
        about: str,
        widths: Sequence[float],
        expected: dict[tuple[str, str], Decimal | int],
        *,
        landscape: bool,
    ) -> None:
        """The sheet with its heading; what its formulas come to is noted in ``expected``."""
        self.worksheet = worksheet
        self._styles = styles
        self._expected = expected
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
        text = visible(_ILLEGAL.sub("", value))
        risky = text.startswith(_FORMULA_SIGNS)
        cell.value = text
        # A name or title that begins like a formula stays the text it is, here and when somebody edits the cell.
        cell.data_type = "s"
        self._styles.dress(cell, kind, total)
        if risky:
            cell.quotePrefix = True

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
        if has_edge(kind):
            for column in range(first + 1, last + 1):
                self._styles.dress(self.worksheet.cell(row, column), kind)
        # Merging by the worksheet itself would copy borders cell by cell, which takes a fifth of the report's time.
        self.worksheet.merged_cells.add(f"{self.place(first, row)}:{self.place(last, row)}")
        self._grow(row, _lines(value, self._width(first, last)))

    def day(self, row: int, column: int, value: date | None) -> None:
        """A date that sorts and reckons as one."""
        if value is None:
            self.text(row, column, NO_DATA, kind="middle")
            return
        cell: Any = self.worksheet.cell(row, column)
        cell.value = value
        self._styles.dress(cell, "date")

    def number(
        self, row: int, column: int, value: Number, kind: str, *, total: bool = False, gap: str = NO_DATA
    ) -> None:
        """A number; no data is a dash, or an empty cell where a chart reads the column (``gap``)."""
        if value is None:
            self._plain(row, column, gap, kind, total=total)
            if not gap:
                self.worksheet.cell(row, column).value = None
            return
        cell: Any = self.worksheet.cell(row, column)
        cell.value = value
        self._styles.dress(cell, kind, total)

    def formula(self, row: int, column: int, formula: str, expected: Number, kind: str, *, total: bool = False) -> None:
        """A formula with the value it must come to; where that is unknown, a dash instead of the formula."""
        if expected is None:
            self.number(row, column, None, kind, total=total)
            return
        cell: Any = self.worksheet.cell(row, column)
        cell.value = f"={formula}"
        self._styles.dress(cell, kind, total)
        self._expected[self.title, cell.coordinate] = expected

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
