"""A product report by day with a row for each SKU: the product has the sum of its rows, or all of them are refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import product_days
from tests.import_files import write_csv

HEAD = ["统计日期", "商品ID", "商品名称", "SKU ID", "颜色分类", "商品访客数", "支付件数", "支付金额", "库存"]
DAY = "2026-03-01"


def taken(app: App, store: Store, tmp_path: Path, rows: list[list[str]]) -> tuple[Any, dict[tuple[str, str], Any]]:
    """What an import tells, and each product's day that it left."""
    result = app.services.imports.run_file(write_csv(tmp_path / "商品.csv", [HEAD, *rows]), store)
    with app.services.ctx.read() as uow:
        found = uow.connection.execute(select(product_days)).all()
    return result.tally, {(str(row.day), row.product_id): row for row in found}


@pytest.mark.parametrize("seed", range(3))
def test_every_product_and_day_has_the_sum_of_its_rows(app: App, store: Store, tmp_path: Path, seed: int) -> None:
    rnd = Random(seed)
    rows: list[list[str]] = []
    sums: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    people: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        for number in range(12):
            product = f"6012345678{number:02}"
            for sku in range(rnd.randint(1, 4)):
                visitors, pieces, fen, stock = rnd.randint(0, 90), rnd.randint(0, 9), rnd.randint(0, 99_999), number
                sums[day, product].update({"pieces": pieces, "fen": fen, "stock": stock})
                people[day, product].append(visitors)
                rows.append([day, product, f"裙 {number}", f"50{number:02}{sku}", rnd.choice(("红", "蓝")),
                             f"{visitors}", f"{pieces}", f"{fen // 100}.{fen % 100:02}", f"{stock}"])  # fmt: skip
    rnd.shuffle(rows)
    tally, found = taken(app, store, tmp_path, rows)
    assert found.keys() == sums.keys() and not tally.problems
    for key, row in found.items():
        assert (row.paid_pieces, row.paid_fen, row.stock_pieces) == tuple(sums[key][one] for one in
                                                                          ("pieces", "fen", "stock"))  # fmt: skip
        several = [visitors for visitors in people[key] if visitors]
        # Who looked at two SKUs is one visitor: their number is known where one row alone has any.
        assert row.visitors == (None if len(several) > 1 else sum(several))
    assert tally.rows == len(rows) and tally.new == len(sums)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (["", ""], ["5002", "蓝"], "no SKU tells them apart"),
        (["5001", "红"], ["5001", "红"], "Rows 2 and 3 are of the same SKU"),
    ],
)
def test_rows_that_are_no_skus_of_the_product_are_all_refused(
    app: App, store: Store, tmp_path: Path, first: list[str], second: list[str], why: str
) -> None:
    """One of them would pass for the whole product, and a row of the whole beside its SKUs would count twice."""
    rows = [[DAY, "6", "裙", *first, "9", "5", "50.00", "7"], [DAY, "6", "裙", *second, "8", "3", "30.00", "4"],
            [DAY, "7", "裤", "5009", "黑", "3", "1", "9.00", "2"]]  # fmt: skip
    tally, found = taken(app, store, tmp_path, rows)
    assert set(found) == {(DAY, "7")}, "the others are taken all the same"
    assert (tally.rows, tally.new, len(tally.problems)) == (3, 1, 2)
    assert all(why in str(one.message) for one in tally.problems)


def test_a_figure_that_one_sku_lacks_is_not_known_of_the_product(app: App, store: Store, tmp_path: Path) -> None:
    blue = [DAY, "6", "裙", "5002", "蓝", "-", "3", "30.00", "4"]
    rows = [[DAY, "6", "裙", "5001", "红", "9", "5", "50.00", "-"], blue, blue]
    tally, found = taken(app, store, tmp_path, rows)
    row = found[DAY, "6"]
    assert (row.paid_pieces, row.paid_fen, row.stock_pieces, row.visitors) == (8, 80_00, None, 9)
    assert any("“Stock” is missing in some SKU rows" in str(note) for note in tally.notes)
    assert sum(one.count for one in tally.reasons if "same row" in str(one.message)) == 1


def test_a_report_without_skus_keeps_the_first_of_two_rows_as_before(app: App, store: Store, tmp_path: Path) -> None:
    head = ["统计日期", "商品ID", "商品访客数", "支付件数", "支付金额"]
    file = write_csv(tmp_path / "b.csv", [head, [DAY, "6", "9", "5", "50.00"], [DAY, "6", "9", "4", "40.00"]])
    tally = app.services.imports.run_file(file, store).tally
    assert (tally.new, len(tally.problems)) == (1, 1)
