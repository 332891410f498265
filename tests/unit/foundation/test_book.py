"""The book builder: results stand beside formulas, tables add up, and no cell wears another kind's style."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from shopdesk.reporting.book.book import Book
from shopdesk.reporting.book.results import with_results
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


def test_results_are_found_whatever_the_parts_of_the_package_are_called() -> None:
    """Another program may number its sheets in another order than it names them."""
    book = Book("t")
    for title in ("first", "second"):
        sheet = book.sheet(title, "about", (10,))
        sheet.formula(sheet.row, 1, "1+1", 2, "count")
    content = io.BytesIO()
    swap = {"sheet1.xml": "sheet2.xml", "sheet2.xml": "sheet1.xml"}
    with zipfile.ZipFile(io.BytesIO(book.content())) as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            folder, _, file = name.rpartition("/")
            part = source.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                part = part.replace(b"sheet1.xml", b"sheetX").replace(b"sheet2.xml", b"sheet1.xml")
                part = part.replace(b"sheetX", b"sheet2.xml")
            known = folder == "xl/worksheets" and file in swap
            target.writestr(f"{folder}/{swap[file]}" if known else name, part)
    found = load_workbook(io.BytesIO(with_results(content.getvalue(), {("second", "A4"): 7})), data_only=True)
    assert (found["first"]["A4"].value, found["second"]["A4"].value) == (2, 7)


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
from shopdesk.importing.office_workbook import OfficeWorkbook
{use}
import openpyxl
assert openpyxl.load_workbook(sys.argv[1])["s"]["A4"].value == 1.5
print("openpyxl" in sys.modules, "numpy" in sys.modules)"""
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.xlsx")], capture_output=True, text=True, check=False
    )
    assert told.stdout.split() == ["True", "False"], told.stderr
