"""Product exports as they come: any columns in any order, any encoding, what spreadsheets did to them. Nothing is lost.

Every row of a file is new, changed, as it is, or refused; a refusal names its row and column and says what to do; and
what is taken says what the file said, to the fen and the digit.
"""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.pasting import MOST_LINES, MOST_ROWS, Pasted, PastedRow, read_file
from shopdesk.domain.products import PRODUCT, Product
from shopdesk.domain.stores import Store
from shopdesk.reporting.record_sheet import write_records
from tests.conftest import MONDAY

READER = Reader(today=MONDAY.date())
HEADINGS = {
    "product_id": ("商品ID", "宝贝id", "数字ID", "商品编码", "Product ID"),
    "title": ("宝贝标题", "商品名称", "宝贝名称"),
    "merchant_code": ("商家编码", "外部编码", "货号"),
    "list_fen": ("价格", "售价", "原价"),
    "stock_pieces": ("库存", "宝贝数量", "可售库存"),
    "reviews": ("评论数", "累计评价"),
}
UNKNOWN = ("类目", "上架时间", "橱窗推荐", "备注")
ENCODINGS = ("gb18030", "utf-8", "utf-8-sig", "utf-16")
NAMES = st.one_of(
    st.sampled_from(("羽绒服", "=1+1", "=SUM(A1:A9)", "+86", "-", "@shop", "'quoted", '"引号"', "a,b;c", "L" * 60)),
    st.text("灯光温暖，。abcXYZ 0123456789", min_size=60, max_size=200).map(str.strip).filter(bool),
)


@dataclass(frozen=True)
class Wanted:
    """A product as the file means it; ``None`` where its cell is empty."""

    product_id: str
    title: str
    merchant_code: str
    list_fen: int | None
    stock_pieces: int | None
    reviews: int | None


products = st.lists(
    st.builds(
        Wanted,
        product_id=st.integers(10**8, 10**13).map(str),
        title=NAMES,
        merchant_code=st.sampled_from(("", "A-1", "0012", "款 7", "=2+2")),
        list_fen=st.one_of(st.none(), st.integers(0, 10**9)),
        stock_pieces=st.one_of(st.none(), st.integers(0, 10**6)),
        reviews=st.one_of(st.none(), st.integers(0, 10**6)),
    ),
    min_size=1, max_size=12, unique_by=lambda one: one.product_id,
)  # fmt: skip


def money(fen: int, rnd: Random) -> str:
    """An amount in one of the ways in which exports write it."""
    plain, grouped = f"{fen / 100:.2f}", f"{fen / 100:,.2f}"
    return rnd.choice((plain, grouped, f"¥{grouped}", f"￥{plain}", f"¥ {grouped}", f"{plain}元"))


def cells_of(one: Wanted, rnd: Random, columns: list[str], *, workbook: bool) -> list[Any]:
    number: Any = one.product_id
    said: dict[str, Any] = {
        "product_id": rnd.choice((number, float(number), int(number))) if workbook else
        rnd.choice((number, f'="{number}"', f"'{number}", f"{number}.0", f"{int(number):,}", f"\t{number}")),
        "title": one.title,
        "merchant_code": one.merchant_code,
        "list_fen": "" if one.list_fen is None else money(one.list_fen, rnd),
        "stock_pieces": "" if one.stock_pieces is None else f"{one.stock_pieces:,}",
        "reviews": "" if one.reviews is None else one.reviews,
    }  # fmt: skip
    if workbook and one.list_fen is not None and rnd.random() < 0.5:
        said["list_fen"] = one.list_fen / 100
    return [said.get(column, "随便") for column in columns]


def write(folder: Path, rows: list[list[Any]], rnd: Random, *, workbook: bool) -> Path:
    if workbook:
        book = openpyxl.Workbook()
        sheet = book.active
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place)
                cell.value = value if value != "" else None
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
        book.save(folder / "宝贝.xlsx")
        return folder / "宝贝.xlsx"
    encoding = rnd.choice(ENCODINGS)
    with (folder / "宝贝.csv").open("w", encoding=encoding, newline="") as target:
        csv.writer(target, delimiter=rnd.choice((",", "\t") if encoding == "utf-16" else (",",))).writerows(rows)
    return folder / "宝贝.csv"


def taken(app: App, file: Path, *old: Product) -> Pasted:
    return read_file(app.services.imports.rows_of(file), PRODUCT, READER, old, start={"store_id": 1})


def why(row: PastedRow) -> str:
    return "; ".join(str(one.message) for one in row.problems)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(wanted=products, seed=st.integers(0, 2**32), workbook=st.booleans())
def test_whatever_the_columns_and_the_cells_look_like_each_product_is_as_the_file_means_it(
    app: App, wanted: list[Wanted], seed: int, workbook: bool
) -> None:
    rnd = Random(seed)
    shown = ["product_id", *rnd.sample(list(HEADINGS)[1:], rnd.randint(1, 5))]
    columns = [*shown, *rnd.sample(UNKNOWN, rnd.randint(0, 3))]
    rnd.shuffle(columns)
    heading = [rnd.choice(HEADINGS.get(column, (column,))) for column in columns]
    rows: list[list[Any]] = [cells_of(one, rnd, columns, workbook=workbook) for one in wanted]
    if rnd.random() < 0.4:
        # A second column of the same heading, that says something else.
        double = rnd.choice(shown)
        heading.append(heading[columns.index(double)])
        rows = [[*row, rnd.choice(("", "1", "7"))] for row in rows]
    above = [[["商品导出", *[""] * (len(heading) - 1)]], [], [["店铺:灯", "导出时间：2026-03-16"], [""]]][
        rnd.randint(0, 2)
    ]
    below = [["合计", *["99"] * (len(heading) - 1)]] if columns[0] == "product_id" and rnd.random() < 0.5 else []
    with tempfile.TemporaryDirectory() as folder:
        file = write(Path(folder), [*above, heading, *rows, *below], rnd, workbook=workbook)
        found = taken(app, file)
    assert sum(row.made_of for row in found.rows) == len(rows) + len(below), "every row is accounted for"
    refused = [row for row in found.rows if row.problems]
    assert [row.problems[0].field.name for row in refused] == ["product_id"] * len(below)
    assert all("sum of others" in why(row) for row in refused)
    by_number = {row.record.product_id: row.record for row in found.ready}
    assert set(by_number) == {one.product_id for one in wanted}
    for one in wanted:
        record = by_number[one.product_id]
        for column in shown[1:]:
            said = getattr(one, column)
            expected = " ".join(said.split()) if isinstance(said, str) else said
            if column in ("title", "merchant_code"):
                # What a spreadsheet writes before a text is none of it, and a dash is nothing.
                expected = "" if expected == "-" else expected.removeprefix("'")
            assert getattr(record, column) == expected, column


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_a_product_whose_cells_are_merged_over_its_skus_has_the_sum_of_all_of_them(app: App, seed: int) -> None:
    rnd = Random(seed)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["商品ID", "商品名称", "SKU编码", "库存"])
    stock: dict[str, int] = {}
    for number in range(rnd.randint(1, 6)):
        product, first = f"60123456{number:03}", sheet.max_row + 1
        for sku in range(rnd.randint(1, 5)):
            pieces = rnd.randint(0, 500)
            stock[product] = stock.get(product, 0) + pieces
            sheet.append([product, f"灯 {number}", f"s{number}-{sku}", pieces])
        for column in "AB":
            if sheet.max_row > first:
                sheet.merge_cells(f"{column}{first}:{column}{sheet.max_row}")
    with tempfile.TemporaryDirectory() as folder:
        book.save(Path(folder) / "merged.xlsx")
        found = taken(app, Path(folder) / "merged.xlsx")
    assert {row.record.product_id: row.record.stock_pieces for row in found.ready} == stock
    assert not [why(row) for row in found.rows if row.problems]


@pytest.mark.parametrize(
    ("heading", "cell", "column", "said"),
    [
        ("商品ID", 1.2345678901234568e19, "product_id", "Format its column as text"),
        ("商品ID", "1.23E+17", "product_id", "Format its column as text"),
        ("商品ID", 123456789012345678, "product_id", "Format its column as text"),
        ("商品ID", "合计", "product_id", "sum of others"),
        ("商品ID", "", "product_id", "Fill it in"),
        ("商家编码", "6.90123E+12", "merchant_code", "Format its column as text"),
        ("库存", "-3", "stock_pieces", "At least 0"),
        ("库存", -3.0, "stock_pieces", "At least 0"),
        ("库存", "3件", "stock_pieces", "Enter one like 12"),
        ("库存", "99999999999999999999", "stock_pieces", "At most"),
        ("价格", "12.9-19.9", "list_fen", "Enter it like 1234.50"),
        ("价格", "1,5", "list_fen", "Enter it like 1234.50"),
        ("价格", -1, "list_fen", "At least 0"),
        ("价格", 12.345, "list_fen", "fen"),
        ("宝贝标题", "长" * 201, "title", "200"),
    ],
)
def test_a_refusal_says_which_column_and_what_to_do_and_the_other_rows_are_taken(
    app: App, tmp_path: Path, heading: str, cell: Any, column: str, said: str
) -> None:
    headings = ["商品ID", *([heading] if heading != "商品ID" else []), "评论数"]
    wrong = [cell, 5] if heading == "商品ID" else ["600", cell, 5]
    right = ["601", *([""] if heading != "商品ID" else []), 6]
    file = write(tmp_path, [headings, wrong, right], Random(1), workbook=True)
    found = taken(app, file)
    bad, good = found.rows
    assert bad.number == 2 and bad.record is None
    assert [one.field.name for one in bad.problems] == [column] and said in why(bad)
    assert good.record.product_id == "601" and good.record.reviews == 6


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "no rows"),
        ([["", ""], ["", ""]], "no rows"),
        ([["商品ID", "库存"]], "headings and no row"),
        ([["甲", "乙"], ["1", "2"]], "begins with “甲 | 乙”"),
    ],
)
def test_a_file_that_holds_no_products_says_so(app: App, tmp_path: Path, rows: list[list[Any]], said: str) -> None:
    file = write(tmp_path, rows, Random(1), workbook=True)
    with pytest.raises(UserError, match=said.replace("|", r"\|")):
        taken(app, file)


def test_fifty_thousand_rows_of_skus_are_taken_and_as_many_products_are_told_how(app: App, tmp_path: Path) -> None:
    heading = ["商品ID", "SKU编码", "库存"]
    skus = [[f"60{number // 25:08}", f"s{number}", "2"] for number in range(50_000)]
    found = taken(app, write(tmp_path, [heading, *skus], Random(1), workbook=False))
    assert len(found.ready) == 2_000 and {row.record.stock_pieces for row in found.ready} == {50}
    assert sum(row.made_of for row in found.rows) == 50_000
    alone = [[f"60{number:08}", "", "2"] for number in range(50_000)]
    with pytest.raises(UserError, match=f"50,000 rows are too many at once.*at most {MOST_ROWS:,}"):
        taken(app, write(tmp_path, [heading, *alone], Random(1), workbook=False))
    more = [[f"{number}", "", "2"] for number in range(MOST_LINES + 10)]
    with pytest.raises(UserError, match="> 100,000 rows are too many"):
        taken(app, write(tmp_path, [heading, *more], Random(1), workbook=False))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(wanted=products)
def test_what_is_kept_comes_back_from_the_workbook_that_the_list_writes(
    app: App, store: Store, wanted: list[Wanted]
) -> None:
    service, store_id = app.services.products, store.id or 0
    for old in service.board(store_id).products:
        service.remove(old)
    kept = [
        service.keep(
            Product(store_id=store_id, product_id=one.product_id, title=one.title, merchant_code=one.merchant_code,
                    list_fen=one.list_fen, stock_pieces=one.stock_pieces, reviews=one.reviews)
        )
        for one in wanted
    ]  # fmt: skip
    fields = [one for one in PRODUCT.fields if one.label is not None]
    rows = [[getattr(one, field.name) for field in fields] for one in kept]
    rows = [[value if not hasattr(value, "value") else str(value) for value in row] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "out.xlsx"
        write_records(file, "Products", [str(field.label) for field in fields], [field.kind for field in fields], rows)
        cells = openpyxl.load_workbook(file).active
        assert not [cell.value for row in cells.iter_rows() for cell in row if cell.data_type == "f"], "no formula"
        found = taken(app, file, *kept)
    assert not [why(row) for row in found.rows if row.problems]
    changed = {row.record.product_id: row.changed for row in found.ready}
    # A cell that is only a quotation mark of a spreadsheet, or a dash, says nothing in a file.
    assert set(changed) <= {one.product_id for one in wanted if one.title[:1] in "'-"}
    assert all(replace(row.record, title=row.old.title) == row.old for row in found.ready)


def test_a_stock_of_a_file_has_the_day_that_it_was_taken_on(app: App, store: Store, tmp_path: Path) -> None:
    file = write(tmp_path, [["商品ID", "库存"], ["600", "3"]], Random(1), workbook=False)
    (row,) = taken(app, file).ready
    kept = app.services.products.keep(replace(row.record, store_id=store.id or 0))
    assert (kept.stock_pieces, kept.stock_day) == (3, date(2026, 3, 16))
