"""Files that are no export, or not all of one: one sentence each."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
from openpyxl import Workbook

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.importing import detect
from shopdesk.importing.sheets import open_table
from tests.import_files import SHORT, short_row, write_csv, write_xlsx


def refusal(path: Path, encoding: str | None = None) -> str:
    """The sentence with which a file is refused; reading to its end may be what it takes."""
    with pytest.raises(UserError) as caught:
        list(open_table(path, encoding).rows(0))
    sentence = str(caught.value)
    assert path.name in sentence
    return sentence


def test_word_document_named_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "订单.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
    assert "Word document" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"  \r\n\r\n"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls"])
def test_empty_file(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert "is empty" in refusal(path)


def test_workbook_with_a_password(tmp_path: Path) -> None:
    plain = write_xlsx(tmp_path / "plain.xlsx", {"s": [SHORT, short_row("1")]})
    locked = io.BytesIO()
    with plain.open("rb") as stream:
        msoffcrypto.format.ooxml.OOXMLFile(stream).encrypt("pw", locked)
    path = tmp_path / "locked.xlsx"
    path.write_bytes(locked.getvalue())
    assert "protected by a password" in refusal(path)


def test_workbook_cut_in_the_middle(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", {"s": [SHORT, *(short_row(str(n)) for n in range(200))]})
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole.read_bytes()[:3000])
    assert "cut off" in refusal(path)


def test_old_workbook_cut_in_the_middle(tmp_path: Path, shared_data: Path) -> None:
    path = tmp_path / "cut.xls"
    path.write_bytes((shared_data / "real" / "taobao_orders_2018.xls").read_bytes()[:200_000])
    assert "cut off" in refusal(path)


def test_text_cut_in_a_row(tmp_path: Path) -> None:
    whole = write_csv(tmp_path / "whole.csv", [SHORT, *(short_row(str(n)) for n in range(9))])
    path = tmp_path / "cut.csv"
    path.write_bytes(whole.read_bytes()[:-30])
    sentence = refusal(path)
    assert "cut off in row 10" in sentence


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_text_cut_in_a_character(tmp_path: Path, encoding: str) -> None:
    content = ",".join(SHORT) + "\r\n1,100.00,100.00,浙江省"
    path = tmp_path / "cut.csv"
    path.write_bytes(content.encode(encoding)[:-1])
    assert "cut off in row 2" in refusal(path)


def test_a_last_line_without_a_line_end_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(SHORT) + "\n" + ",".join(short_row("1")), encoding="utf-8")
    assert len(list(open_table(path).rows(0))) == 2


def test_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(80):
                part.write(b" " * 1024**2)
    assert path.stat().st_size < 1024**2
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    assert "would unpack to 80 MB" in refusal(path)


def test_a_real_workbook_is_far_from_the_limits(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "big.xlsx", {"s": [SHORT, *(short_row("1") for _ in range(20_000))]})
    assert detect.detect(path).form is detect.FileForm.WORKBOOK


def test_sheet_with_thousands_of_columns(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "wide.csv", [[f"c{n}" for n in range(3000)]])
    assert "3000 columns" in refusal(path)


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"\x89PNG\r\n", b"\x00\x01\x02\x03\x00\x00\x01\x02\x05\x06"])
def test_other_formats(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(head * 50)
    assert "is not a table" in refusal(path)


def test_file_that_another_program_keeps_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT])

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentFault, match=r"a\.csv cannot be read: another program keeps it locked"):
        open_table(path)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="is a folder"):
        open_table(tmp_path)
    with pytest.raises(EnvironmentFault, match="is not there"):
        open_table(tmp_path / "none.csv")


def test_characters_of_no_known_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a,é\r\n".encode("latin-1") + b"\xff\xfe\xfa,1\r\n")
    assert "neither UTF-8 nor GBK" in refusal(path)


def test_a_wrong_encoding_chosen_by_hand(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT], encoding="gb18030")
    assert "is not written in utf-8" in refusal(path, "utf-8")
    assert "is not written in klingon" in refusal(path, "klingon")


def test_quotation_mark_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(SHORT) + '\r\n"1,2\r\n' + "x,y\r\n" * 300_000, encoding="utf-8")
    assert "never closed" in refusal(path)


def test_web_page_without_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("<html><body>请登录</body></html>", encoding="utf-8")
    assert "web page without a table" in refusal(path)


def test_one_stray_cell_far_away_does_not_end_the_program(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    book = Workbook()
    book.active["A1"] = "订单编号"
    book.active["XFD1048576"] = 1
    book.save(path)
    assert "reaches to row 1,048,576 and column 16,384" in refusal(path)
    lying = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(lying, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'<dimension ref="A1:XFD1048576" />', b""))
    assert "reaches to row 1,048,576 and column 16,384" in refusal(lying)


def old_workbook(path: Path, shared_data: Path, place: int, value: bytes) -> Path:
    """The real old workbook with some bytes of it changed; its directory lies in sector 782."""
    data = bytearray((shared_data / "real" / "taobao_orders_2018.xls").read_bytes())
    data[place : place + len(value)] = value
    path.write_bytes(bytes(data))
    return path


def test_directory_of_an_old_workbook_that_promises_too_much(tmp_path: Path, shared_data: Path) -> None:
    start = (782 + 1) * 512
    assert "cut off" in refusal(old_workbook(tmp_path / "a.xls", shared_data, start + 124, b"\x01"))


@pytest.mark.parametrize("count", [44, 64, 72], ids=["allocation", "small streams", "list of the allocation"])
def test_old_workbook_with_more_tables_than_it_has_room_for(tmp_path: Path, shared_data: Path, count: int) -> None:
    assert "cut off" in refusal(old_workbook(tmp_path / "a.xls", shared_data, count, b"\xff\xff\xff\x00"))


@pytest.mark.parametrize("what", ["directory", "workbook"])
def test_old_workbook_whose_sectors_go_round_in_a_circle(tmp_path: Path, shared_data: Path, what: str) -> None:
    import olefile

    source = shared_data / "real" / "taobao_orders_2018.xls"
    with olefile.OleFileIO(str(source)) as book:
        entry = next(one for one in book.direntries if one is not None and one.name == "Workbook")
        sector = book.first_dir_sector if what == "directory" else entry.isectStart
        (table,) = struct.unpack_from("<I", source.read_bytes(), 76 + 4 * (sector // 128))
    place = (table + 1) * 512 + 4 * (sector % 128)
    assert "cut off" in refusal(old_workbook(tmp_path / "a.xls", shared_data, place, struct.pack("<I", sector)))


def test_old_workbook_with_a_cell_beyond_its_last_column(tmp_path: Path, shared_data: Path) -> None:
    import olefile

    source = shared_data / "real" / "taobao_orders_2018.xls"
    with olefile.OleFileIO(str(source)) as book:
        records = book.openstream("Workbook").read()
    place = 0
    while struct.unpack_from("<H", records, place)[0] != 0x00FD:
        place += 4 + struct.unpack_from("<H", records, place + 2)[0]
    cell = source.read_bytes().index(records[place : place + 14])
    assert "cut off" in refusal(old_workbook(tmp_path / "a.xls", shared_data, cell + 6, b"\x00\x40"))


def test_damaged_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe" + "订单编号,总金额\r\n".encode("utf-16-le") + b"\x00\xdc\x00\x00" * 3)
    assert "has characters that are not utf-16" in refusal(path)
