"""A workbook that people can check: typed cells, formulas with the values they must come to, sheets that print on A4.

Every formula is noted with the value that the program itself computed. It is put beside the formula in the file, and a
test recalculates the file in another program and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from shopdesk.infra import atomic
from shopdesk.reporting.book.packing import packed_with_results
from shopdesk.reporting.book.sheet import Sheet
from shopdesk.reporting.book.styles import Styles


class Book:
    """The workbook with its sheets; ``expected`` holds what each formula must come to, by sheet and place."""

    def __init__(self, title: str) -> None:
        """No sheet yet."""
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.workbook.properties.title = title
        self.workbook.properties.creator = "ShopDesk"
        # Results are put beside the formulas for previews only; whoever opens the file reckons anew.
        self.workbook.calculation.fullCalcOnLoad = True
        self._styles = Styles(self.workbook)
        self.expected: dict[tuple[str, str], Decimal | int] = {}

    def sheet(self, title: str, about: str, widths: Sequence[float], *, landscape: bool = True) -> Sheet:
        """A new sheet with its name as heading and a line about what it shows."""
        worksheet = self.workbook.create_sheet(title)
        return Sheet(worksheet, self._styles, about, widths, self.expected, landscape=landscape)

    def content(self) -> bytes:
        """The content of the file, with the results in it."""
        results: dict[str, dict[str, Decimal | int]] = {}
        for (sheet, place), value in self.expected.items():
            results.setdefault(sheet, {})[place] = value
        return packed_with_results(self.workbook, results)

    def write(self, target: Path) -> None:
        """Write the file to ``target``, wholly or not at all.

        Raises:
            EnvironmentFault: the file is open in another program or cannot be written.
        """
        atomic.write_kind(target, self.content(), ".xlsx")
