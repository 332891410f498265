"""The book builder: results stand beside formulas, tables add up, and no cell wears another kind's style."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.packing import packed
from shopdesk.reporting.book.table import Column, Total, add_table
from shopdesk.reporting.book.values import quotient

_TITLES = st.text(st.characters(exclude_characters="\\/*?:[]'", exclude_categories=("C", "Z")), min_size=1, max_size=20)
_NUMBERS = st.none() | st.decimals(-(10**9), 10**9, places=2)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(_TITLES, min_size=1, max_size=3, unique_by=str.casefold),
    st.lists(st.tuples(st.text(max_size=8), _NUMBERS, st.integers(1, 9)), min_size=1, max_size=5),
)
def test_two_programs_read_the_results_that_stand_beside_the_formulas(
    titles: list[str], lines: list[tuple[str, Decimal | None, int]]
) -> None:
    book = Book("t")
    for title in titles:
        sheet = book.sheet(title, "about", (20, 12, 12, 12))
        columns: list[Column[tuple[str, Decimal | None, int]]] = [
            Column(title="Name", value=lambda one: one[0]),
            Column(title="Sales", kind="money", key="sales", value=lambda one: one[1], total=True),
            Column(title="Count", kind="count", key="count", value=lambda one: one[2], total=True),
            Column(
                title="Each",
                kind="number",
                value=lambda one: None if one[1] is None else round(one[1] / one[2], 2),
                formula=quotient("sales", "count", 2),
                total=Total(formula=lambda span: f"COUNT({span('count')})", expected=len(lines)),
            ),
        ]
        add_table(sheet, columns, lines, total="All")
    content = book.content()
    one = load_workbook(io.BytesIO(content), data_only=True)
    formulas = load_workbook(io.BytesIO(content))
    other = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.expected
    assert [sheet.title for sheet in one] == [sheet.title for sheet in book.workbook]
    for (title, place), expected in book.expected.items():
        cell = one[title][place]
        assert float(cell.value) == float(expected)
        rows = other.get_sheet_by_name(title).to_python(skip_empty_area=False)
        assert rows[cell.row - 1][cell.column - 1] == float(expected)
        assert formulas[title][place].data_type == "f"
    for sheet in one:
        known = [line[1] for line in lines if line[1] is not None]
        total = sheet.cell(len(lines) + 5, 2).value
        assert total == (float(sum(known)) if known else "—")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=12) | st.sampled_from(["", " a ", "a\nb", "<&>\"'", "]]>", "=1+1", "名\u202e字", "𠮷 "]),
            st.none() | st.decimals(-(10**20), 10**20, places=2) | st.integers(-(10**19), 10**19),
            st.none() | st.dates(date(1900, 3, 1), date(9999, 12, 31)),
        ),
        max_size=6,
    )
)
def test_rows_are_written_as_the_library_writes_them(
    lines: list[tuple[str, Decimal | int | None, date | None]],
) -> None:
    """The library is the second program: but for the results, its file says the same of every cell and row."""
    book = Book("t")
    sheet = book.sheet("s <&>", "about", (4, 12, 12, 12, 12))
    for words, number, day in lines:
        sheet.text(sheet.row, 1, words)
        sheet.number(sheet.row, 2, number, "money", gap="")
        sheet.day(sheet.row, 3, day)
        sheet.formula(sheet.row, 4, f'IF(B{sheet.row}<1,"&",B{sheet.row})', number, "money", total=True)
        sheet.row += 1
    sheet.note("over all of them")
    ours, theirs = (load_workbook(io.BytesIO(content)) for content in (book.content(), packed(book.workbook)))
    assert [[_told(cell) for cell in row] for row in ours["s <&>"]] == [
        [_told(cell) for cell in row] for row in theirs["s <&>"]
    ]
    assert _heights(ours["s <&>"]) == _heights(theirs["s <&>"])
    assert ours["s <&>"].merged_cells.ranges == theirs["s <&>"].merged_cells.ranges


def _told(cell: Any) -> tuple[object, ...]:
    kind = cell.data_type if cell.value is not None else ""  # an empty cell is of no kind
    return cell.coordinate, cell.value, kind, cell.style, cell.number_format, cell.quotePrefix


def _heights(sheet: Any) -> dict[int, float | None]:
    return {number: look.height for number, look in sheet.row_dimensions.items()}


def test_a_cell_that_rows_cannot_hold_is_refused_and_not_written_as_something_else() -> None:
    book = Book("t")
    sheet = book.sheet("s", "about", (10,))
    sheet.worksheet.cell(5, 1).value = True
    with pytest.raises(TypeError, match="A5"):
        book.content()


def test_each_kind_of_cell_keeps_its_own_looks(tmp_path: Path) -> None:
    book = Book("t")
    sheet = book.sheet("s", "about", (20, 20, 20))
    sheet.text(5, 1, "=1+1")
    sheet.text(5, 2, "plain")
    sheet.day(5, 3, date(2026, 3, 1))
    sheet.number(6, 1, Decimal("1.5"), "money")
    sheet.number(6, 2, Decimal("0.5"), "rate", total=True)
    sheet.number(6, 3, None, "money")
    book.write(tmp_path / "a.xlsx")
    found = load_workbook(tmp_path / "a.xlsx")["s"]
    assert (found["A5"].data_type, found["A5"].quotePrefix, found["B5"].quotePrefix) == ("s", True, False)
    assert [found[place].number_format for place in ("C5", "A6", "B6")] == ["yyyy-mm-dd", "#,##0.00", "0.00%"]
    assert [found[place].font.bold for place in ("A6", "B6")] == [False, True]
    assert found["C6"].value == "—"
    assert found["A6"].style == "ShopDesk money"


@pytest.mark.parametrize(
    "use", ["import shopdesk.reporting.period_workbook", "OfficeWorkbook(Path(sys.argv[1])).sheets"]
)
def test_workbooks_are_written_and_read_without_numpy(use: str, tmp_path: Path) -> None:
    """It takes longer to import than openpyxl itself, for numbers that no workbook of ours holds."""
    book = Book("t")
    book.sheet("s", "about", (20,)).number(4, 1, Decimal("1.5"), "money")
    book.write(tmp_path / "a.xlsx")
    code = f"""import sys
from pathlib import Path
from typing import Any
from shopdesk.importing.office_workbook import OfficeWorkbook
{use}
import openpyxl
assert openpyxl.load_workbook(sys.argv[1])["s"]["A4"].value == 1.5
print("openpyxl" in sys.modules, "numpy" in sys.modules)"""
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.xlsx")], capture_output=True, text=True, check=False
    )
    assert told.stdout.split() == ["True", "False"], told.stderr
