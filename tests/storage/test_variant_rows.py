"""A product export with a row for each SKU: the product has the sum of its rows, or all of them are refused."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.fields import Reader
from shopdesk.domain.pasting import Pasted, as_copied, read_rows
from shopdesk.domain.products import PRODUCT, Product

READER = Reader(today=date(2026, 3, 16))
HEAD = ["宝贝ID", "商家编码", "价格", "SKU ID", "颜色分类", "库存", "库存日期"]


def read(rows: list[list[str]], *old: Product) -> Pasted:
    return read_rows(as_copied(rows, PRODUCT, [], READER), PRODUCT, [], READER, old, start={"store_id": 1})


def problems(found: Pasted) -> list[str]:
    return [str(one.message) for row in found.rows for one in row.problems]


@pytest.mark.parametrize("seed", range(8))
def test_a_shuffled_gbk_export_gives_every_product_the_sum_of_its_rows(app: App, tmp_path: Path, seed: int) -> None:
    rnd = Random(seed)
    rows, stock = [], Counter[str]()
    codes: dict[str, set[str]] = {}
    for number in range(20):
        product = f"6012345678{number:02}"
        for sku in range(rnd.randint(1, 5)):
            pieces, code = rnd.randint(0, 4_000), rnd.choice(("A", "B"))
            stock[product] += pieces
            codes.setdefault(product, set()).add(code)
            rows.append([product, code, "39.90", f"50{number:02}{sku}", rnd.choice(("红", "蓝")), f"{pieces:,}", ""])
    rnd.shuffle(rows)
    file = tmp_path / "宝贝.csv"
    with file.open("w", encoding="gbk", newline="") as target:
        csv.writer(target).writerows([HEAD, *rows])
    found = read(app.services.imports.rows_of(file))
    assert {row.record.product_id: row.record.stock_pieces for row in found.ready} == stock
    assert len(found.rows) == len(stock) and not problems(found)
    counted = Counter(row[0] for row in rows)
    for row in found.rows:
        one = row.record
        assert row.made_of == counted[one.product_id]
        own = codes[one.product_id]
        assert one.merchant_code == (next(iter(own)) if len(own) == 1 else ""), "a code of one SKU is none of all"
        assert one.list_fen == 39_90


def test_what_differs_between_skus_leaves_what_was_kept() -> None:
    old = Product(id=1, store_id=1, product_id="6", merchant_code="OLD", list_fen=10_00)
    found = read([HEAD, ["6", "A", "39", "1", "红", "3", ""], ["6", "B", "49", "2", "红", "4", ""]], old)
    (row,) = found.ready
    assert (row.record.merchant_code, row.record.list_fen, row.record.stock_pieces) == ("OLD", 10_00, 7)
    assert row.changed == ("stock_pieces",)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["6", "A", "", "", "", "3", ""], ["6", "B", "", "", "", "4", ""]], "no SKU tells them apart"),
        ([["6", "", "", "1", "红", "3", ""], ["6", "", "", "", "", "4", ""]], "no SKU tells them apart"),
        ([["6", "", "", "1", "红", "3", ""], ["6", "", "", "1", "红", "4", ""]], "Rows 2 and 3 are of the same SKU"),
        ([["6", "", "", "1", "红", "3", "2026-03-01"], ["6", "", "", "2", "红", "4", "2026-03-02"]], "different days"),
        ([["6", "", "", "1", "红", "3", ""], ["6", "", "", "2", "红", "", ""]], "Row 3 of this one does not say it"),
        ([["6", "", "", "1", "红", "3", ""], ["6", "", "", "2", "红", "many", ""]], "whole number"),
    ],
)
def test_where_the_sum_is_not_known_no_row_is_taken(rows: list[list[str]], reason: str) -> None:
    found = read([HEAD, *rows, ["7", "", "", "9", "红", "5", ""]])
    assert [row.record.product_id for row in found.ready] == ["7"], "the others are taken all the same"
    refused = [row for row in found.rows if row.problems]
    assert [row.number for row in refused] == [2, 3]
    for row in refused:
        assert any(reason in str(one.message) for one in row.problems), problems(found)


def test_a_file_without_a_sku_column_refuses_rows_of_one_product() -> None:
    head = ["宝贝ID", "库存"]
    found = read([head, ["6", "3"], ["6", "4"], ["7", "1"]])
    assert [row.record.product_id for row in found.ready] == ["7"]
    assert len(problems(found)) == 2 and "no SKU" in problems(found)[0]
    # Where no stock is said, the first row is as good as ever and the second is pointed out.
    found = read([["宝贝ID", "价格"], ["6", "3"], ["6", "3"]])
    assert len(found.ready) == 1 and problems(found) == ["Row 2 says the same one already."]
