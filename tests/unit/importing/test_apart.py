"""A file that ends, hangs or starves its reader is a sentence; the program and what it reads otherwise go on."""

from __future__ import annotations

import datetime
import gc
import io
import pickle
import re
import sys
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from shopdesk.domain.errors import UserError
from shopdesk.importing import apart
from shopdesk.importing.apart import ApartFile
from shopdesk.importing.reader_process import MOST_MEMORY, MOST_SECONDS
from shopdesk.importing.sheets import open_table
from shopdesk.infra import paths
from tests.import_files import SHORT, short_row, write_xlsx

FAR_CELL = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B2"/><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    "</sheetData></worksheet>"
)
REPEATED = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="s"><table:table-row table:number-rows-repeated="1000000">'
    '<table:table-cell table:number-columns-repeated="2000000000" office:value-type="string"><text:p>x</text:p>'
    "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def far_cell(path: Path) -> Path:
    """A workbook that states four cells and has one in the last row and column."""
    whole = io.BytesIO()
    Workbook().save(whole)
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(path, "w") as changed:
        for member in package.namelist():
            changed.writestr(member, FAR_CELL if member == "xl/worksheets/sheet1.xml" else package.read(member))
    return path


def repeated(path: Path) -> Path:
    """A workbook of LibreOffice's kind in which one cell is repeated more often than memory has bytes."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", REPEATED)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


@pytest.mark.parametrize("made", [far_cell, repeated])
def test_a_file_that_ends_its_reader_is_refused_in_words(made: object, tmp_path: Path) -> None:
    path = made(tmp_path / "hostile.xlsx")  # type: ignore[operator]
    with pytest.raises(UserError) as caught:
        list(open_table(path).rows(0))
    assert str(caught.value).startswith("hostile.xlsx ")
    assert "Export it again" in str(caught.value)


def test_a_reader_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "table_reader", lambda: [sys.executable, "-c", "while True: pass"])
    monkeypatch.setattr(apart, "PATIENCE", 0.3)
    path = write_xlsx(tmp_path / "orders.xlsx", {"s": [SHORT]})
    begun = time.monotonic()
    with pytest.raises(UserError, match=r"orders\.xlsx was not read within 0 seconds and was given up"):
        open_table(path)
    # A busy machine takes its time to start a process, but not the usual patience.
    assert time.monotonic() - begun < 30


def test_a_page_of_comments_that_never_end_is_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 20.0)
    path = tmp_path / "page.xls"
    path.write_text("<table><tr><td>订单编号</td></tr></table>" + "<!--" * 500_000, encoding="utf-8")
    assert list(open_table(path).rows(0)) == [["订单编号"]]


def test_cells_come_over_as_they_are(tmp_path: Path) -> None:
    moment = datetime.datetime(2026, 3, 1, 10, 5)
    path = write_xlsx(
        tmp_path / "a.xlsx", {"s": [["订单", 12.5, True, moment, datetime.time(9, 30), None, "👗" * 500]]}
    )
    assert list(open_table(path).rows(0)) == [["订单", 12.5, True, moment, datetime.time(9, 30), "", "👗" * 500]]


def test_a_sheet_left_in_the_middle_is_read_whole_the_next_time(tmp_path: Path) -> None:
    rows = [[str(number)] for number in range(5_000)]
    path = write_xlsx(tmp_path / "a.xlsx", {"first": rows, "second": [["x"]]})
    table = open_table(path)
    for _time in range(3):
        assert next(iter(table.rows(0))) == ["0"]
        assert next(iter(table.rows(1))) == ["x"]
    assert list(table.rows(0)) == rows
    assert table.share_read() == 1.0


def test_an_error_in_a_cell_is_no_blank_where_wages_are_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["A", 3, None])
    book.active["B1"] = "#REF!"
    book.active["B1"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    assert list(ApartFile(tmp_path / "a.xlsx", "office").rows(0)) == [["A", "#REF!"]]


def test_the_reader_ends_with_what_it_read_for(tmp_path: Path) -> None:
    table = open_table(write_xlsx(tmp_path / "a.xlsx", {"s": [SHORT, *(short_row(n) for n in range(2_000))]}))
    assert isinstance(table, ApartFile)
    next(iter(table.rows(0)))
    process = table._process
    assert process.poll() is None
    if sys.platform == "linux":
        # It could not take more memory or time either, whatever is in the file.
        held = Path(f"/proc/{process.pid}/limits").read_text("ascii")
        limits = dict(re.findall(r"^Max (address space|cpu time) +(\d+|unlimited)", held, re.MULTILINE))
        assert limits == {"address space": str(MOST_MEMORY), "cpu time": str(MOST_SECONDS)}
    del table
    gc.collect()
    assert process.poll() is not None


def test_only_plain_values_are_taken_from_the_reader() -> None:
    with pytest.raises(pickle.UnpicklingError, match="Path"):
        apart._Plain(io.BytesIO(pickle.dumps(Path("a")))).load()
