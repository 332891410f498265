"""Files to rows: encodings, separators, HTML named .xls, and which template the headings belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.import_fields import FIELDS, check_mapping
from shopdesk.domain.imports import ImportKind, SavedMapping
from shopdesk.importing.recognise import likely_header_row, opening, recognise
from shopdesk.importing.sheets import open_table
from shopdesk.importing.templates import heading, load, load_columns
from shopdesk.infra import paths
from tests.import_files import LIST_2018, SHORT, list_row, short_row, write_csv, write_xlsx

TEMPLATES = load(paths.resource("import_templates"), paths.resource("import_columns"))
COLUMNS = load_columns(paths.resource("import_columns"))
BY_ID = {template.id: template for template in TEMPLATES}


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, told: str) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1")], encoding=encoding)
    table = open_table(path)
    assert table.encoding == told
    rows = list(table.rows(0))
    assert [heading(cell) for cell in rows[0]] == list(SHORT)
    assert rows[1][3] == "浙江省"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_separators(tmp_path: Path, delimiter: str) -> None:
    path = write_csv(tmp_path / "a.txt", [SHORT, short_row("1")], delimiter=delimiter)
    assert len(next(iter(open_table(path).rows(0)))) == len(SHORT)


def test_html_table_named_xls(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    cells = "".join(f"<th>{name}</th>" for name in SHORT)
    data = "".join(f"<td style='x'>{cell}</td>" for cell in short_row("&#49;2"))
    path.write_bytes(
        f"<html><head><meta charset=gbk><title>t</title></head><body><table><tr>{cells}</tr><tr>{data}</tr></table>"
        f"</body></html>".encode("gbk")
    )
    rows = list(open_table(path).rows(0))
    assert rows == [list(SHORT), short_row("12")]


def test_xml_spreadsheet_named_xls(tmp_path: Path) -> None:
    path = tmp_path / "导出.xls"
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn"><Worksheet>'
        '<Table><Row><Cell><Data>a</Data></Cell><Cell ss:Index="3"><Data>c</Data></Cell></Row></Table></Worksheet>'
        "</Workbook>",
        encoding="utf-8",
    )
    assert list(open_table(path).rows(0)) == [["a", "", "c"]]


def found(path: Path, kind: str | None = None) -> tuple[str, int]:
    """The template and header row of a file's first sheet."""
    table = open_table(path)
    seen = recognise(opening(table, table.sheets[0]), TEMPLATES, kind=kind)
    assert seen is not None
    return seen.template.id, seen.header_row


@pytest.mark.parametrize("template", [template.id for template in TEMPLATES])
def test_a_template_knows_its_own_headings(tmp_path: Path, template: str) -> None:
    known = BY_ID[template]
    names = [group[0] for group in known.required]
    path = write_csv(tmp_path / "a.csv", [names, ["x"] * len(names)])
    assert found(path) == (known.id, 1)


def test_the_header_is_found_below_notes(tmp_path: Path) -> None:
    notes = [["生意参谋"], [""], ["统计日期：2026-03-01"], ["注：仅供参考"]]
    path = write_xlsx(tmp_path / "a.xlsx", {"s": [*notes, ["统计日期", "商品ID", "商品访客数", "支付金额"]]})
    assert found(path) == ("sycm_products", 5)


def test_names_with_spaces_and_full_width_forms(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["日期", "询单人数　", " 最终付款人数", "平均响应（秒）"]])
    assert found(path) == ("service_inquiries", 1)
    assert heading("平均响应（秒）") == "平均响应(秒)"


def test_likeness_is_not_enough(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["订单编号2", "订单创建时间(旧)", "总金额"], ["1", "2", "3"]])
    table = open_table(path)
    start = opening(table, table.sheets[0])
    assert recognise(start, TEMPLATES) is None
    assert likely_header_row(start) == 1


def test_the_long_report_is_not_taken_for_the_short_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [LIST_2018, list_row("1")], quoted=True, encoding="gbk")
    assert found(path)[0] == "order_list_2018"
    assert found(path, kind="orders")[0] == "order_list_2018"


def test_the_order_of_columns_does_not_matter(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [list(reversed(SHORT))])
    assert found(path)[0] == "tmall_orders"


def test_a_template_reads_its_kind() -> None:
    for template in TEMPLATES:
        assert template.kind in FIELDS, template.id
    for kind, columns in COLUMNS.items():
        needed = [field.name for field in FIELDS[kind].fields if field.required]
        assert set(needed) <= set(columns.fields), kind


def test_no_heading_is_both_known_and_only_likely() -> None:
    for kind, columns in COLUMNS.items():
        likely = {shown for names in columns.likely.values() for shown in names}
        assert not likely & columns.known(), kind


def mapping(kind: ImportKind, fields: dict[str, tuple[str, ...]]) -> SavedMapping:
    """What a user might have said."""
    return SavedMapping(headings=(), kind=kind, fields=fields)


def test_a_mapping_must_make_sense() -> None:
    check_mapping(mapping(ImportKind.ORDERS, {"时间": ("created_at",), "钱": ("gross_fen",)}))
    check_mapping(mapping(ImportKind.ORDERS, {"付款": ("paid_at",), "钱": ("gross_fen",)}))
    check_mapping(mapping(ImportKind.ORDERS, {"付款": ("paid_at", "created_at"), "钱": ("gross_fen",)}))
    check_mapping(mapping(ImportKind.STORE_DAYS, {"日": ("day",), "甲": ("ads_fen",), "乙": ("ads_fen",)}))
    with pytest.raises(UserError, match="Placed at"):
        check_mapping(mapping(ImportKind.ORDERS, {"钱": ("gross_fen",)}))
    with pytest.raises(UserError, match="Two columns"):
        check_mapping(mapping(ImportKind.ORDERS, {"时间": ("created_at",), "钱": ("gross_fen",), "款": ("gross_fen",)}))
    with pytest.raises(UserError, match="at least one"):
        check_mapping(mapping(ImportKind.STORE_DAYS, {"时间": ("day",)}))
    with pytest.raises(UserError, match="no field “nonsense”"):
        check_mapping(mapping(ImportKind.STORE_DAYS, {"时间": ("day",), "x": ("nonsense",)}))
