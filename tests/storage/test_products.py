"""The list of products: its figures against counting by hand, what goes before what, and what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Hero
from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.domain.pasting import as_copied, read_rows
from shopdesk.domain.products import PRODUCT, Product, ProductLife
from shopdesk.domain.reorder import Answer
from shopdesk.domain.stores import Store
from tests.kpi_data import add_product_days
from tests.storage.profit_stores import COST, DAYS, LAST, PRODUCTS, world, write

TODAY = date(2026, 3, 16)
YESTERDAY = TODAY - timedelta(days=1)


def days_of(seed: int) -> list[dict[str, Any]]:
    """Ninety days of five products, of which some miss days, pieces, refunds or the amount."""
    rnd = Random(seed)
    return [
        {
            "day": YESTERDAY - timedelta(days=back),
            "product_id": f"6{number}",
            "title": f"Cup {number}",
            "paid_pieces": rnd.choice((None, rnd.randint(0, 40))) if number == 1 else rnd.randint(0, 40 - 7 * number),
            "paid_fen": rnd.choice((None, rnd.randint(0, 90_000))) if number == 2 else rnd.randint(0, 90_000),
            "refund_fen": rnd.choice((None, rnd.randint(0, 9_000))),
            "visitors": rnd.choice((None, rnd.randint(1, 900))) if number != 2 else None,
            "stock_pieces": rnd.randint(0, 500) if number == 3 and back % 9 == 4 else None,
        }
        for back in range(90)
        for number in range(5)
        if not (number == 4 and rnd.random() < 0.3)
    ]


def added(rows: list[dict[str, Any]], name: str) -> int | None:
    """The sum of what is stated; nothing where nothing is."""
    told = [row[name] for row in rows if row[name] is not None]
    return sum(told) if told else None


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_those_counted_by_hand(app: App, store: Store, seed: int) -> None:
    store_id, rows = store.id or 0, days_of(seed)
    add_product_days(app.services.ctx, store_id, rows)
    board = app.services.products.board(store_id)
    assert board.period is not None
    assert (board.period.start, board.period.end) == (YESTERDAY - timedelta(days=29), YESTERDAY)
    sales: dict[str, int] = {}
    visited: dict[str, Decimal] = {}
    for number in range(5):
        mine = [row for row in rows if row["product_id"] == f"6{number}"]
        now = [row for row in mine if row["day"] > YESTERDAY - timedelta(days=30)]
        before = [row for row in mine if YESTERDAY - timedelta(days=60) < row["day"] <= YESTERDAY - timedelta(days=30)]
        both = [row for row in now if row["refund_fen"] is not None and row["paid_fen"] is not None]
        found = board.figures[f"6{number}"]
        assert found.line is not None
        sales[f"6{number}"] = added(now, "paid_fen") or 0
        assert (found.title, found.line.pieces, found.line.sales_fen, found.line.pieces_before) == (
            f"Cup {number}", added(now, "paid_pieces"), added(now, "paid_fen"), added(before, "paid_pieces"),
        )  # fmt: skip
        assert (found.line.refund_fen, found.line.refunded_of_fen) == (
            added(both, "refund_fen"),
            added(both, "paid_fen"),
        )
        seen = [row["visitors"] for row in now if row["visitors"] is not None]
        if seen:
            visited[f"6{number}"] = Decimal(sum(seen)) / len(seen)
        mean = found.line.visitors_a_day
        assert (mean is None) is (not seen), "days that do not state them count neither as 0 nor at all"
        assert not seen or abs((mean or 0) - visited[f"6{number}"]) < Decimal("0.000001")
        stated = [row for row in now if row["stock_pieces"] is not None]
        newest = max(stated, key=lambda row: row["day"], default=None)
        assert (found.stock, found.line.stock_day) == (
            (newest["stock_pieces"], newest["day"]) if newest else (None, None)
        )
    for number, found in board.figures.items():
        more = sum(fen for other, fen in sales.items() if (-fen, other) <= (-sales[number], number))
        assert found.up_to_here is not None
        assert abs(found.up_to_here - Decimal(more) / sum(sales.values())) < Decimal("0.000001")
        if number not in visited:
            assert found.traffic_so_far is None
            continue
        most = sum(mean for other, mean in visited.items() if (-mean, other) <= (-visited[number], number))
        assert found.traffic_so_far is not None
        assert abs(found.traffic_so_far - most / sum(visited.values())) < Decimal("0.000001")
    carry = [one.traffic_so_far for one in board.figures.values() if one.traffic_so_far is not None]
    needed = 1 + sum(share < Decimal("0.8") for share in carry)
    assert any(
        f"{needed} of {len(visited)} products" in str(one) and "visitors a day" in str(one) for one in board.said
    )


def test_weeks_of_the_advice_are_those_counted_by_hand(app: App, store: Store) -> None:
    rows = [
        {"day": YESTERDAY - timedelta(days=back), "product_id": "6", "paid_pieces": 19 if 14 <= back < 21 else 30}
        for back in range(60)
    ]
    add_product_days(app.services.ctx, store.id or 0, rows)
    found = app.services.products.advice(store.id or 0).advice["6"]
    assert found.answer is Answer.FAILS
    assert "sold 133 pieces, 7 fewer than 140" in str(found.reasons[1].text)


def test_a_count_goes_before_an_older_report_and_behind_a_newer_one(app: App, store: Store) -> None:
    store_id, products = store.id or 0, app.services.products
    day = TODAY - timedelta(days=5)
    add_product_days(
        app.services.ctx, store_id,
        [{"day": day, "product_id": "6", "stock_pieces": 80, "paid_pieces": 10},
         {"day": YESTERDAY, "product_id": "6", "paid_pieces": 10}],
    )  # fmt: skip

    def stock() -> tuple[int | None, date | None]:
        found = products.board(store_id).figures["6"]
        assert found.line is not None
        return found.stock, found.line.stock_day

    assert stock() == (80, day)
    kept = products.keep(Product(store_id=store_id, product_id="6", stock_pieces=77, stock_day=day))
    assert stock() == (77, day)  # somebody looked on the day of the report
    kept = products.keep(replace(kept, stock_day=day - timedelta(days=1)))
    assert stock() == (80, day)
    # Counted anew and the day left as it was: it was counted today.
    kept = products.keep(replace(kept, stock_pieces=60, lead_days=8))
    assert (kept.stock_day, stock()) == (TODAY, (60, TODAY))
    found = products.board(store_id).figures["6"]
    assert found.line is not None
    assert (found.line.stock_days, found.spare_days(kept)) == (Decimal(6), Decimal(-2))
    kept = products.keep(replace(kept, stock_pieces=None))
    assert (kept.stock_day, stock()) == (None, (80, day))


def test_costs_heroes_and_names_stand_where_they_were_entered(app: App, store: Store) -> None:
    store_id, services = store.id or 0, app.services
    for start, fen in ((date(2026, 1, 1), 12_00), (date(2026, 3, 10), 12_50), (date(2026, 4, 1), 99_00)):
        services.costs.keep(UnitCost(store_id=store_id, product_id="6", title="Cup", cost_fen=fen, valid_from=start))
    services.campaigns.heroes.save(Hero(store_id=store_id, product_id="6", title="Cup", minimum_pieces=40))
    services.products.keep(
        Product(store_id=store_id, product_id="6", title="Red cup", reserve_pieces=5, life=ProductLife.CLEAR)
    )
    (product,) = services.products.board(store_id).products
    found = services.products.board(store_id).figures["6"]
    assert (found.title, found.cost_fen, found.hero, found.reserve) == ("Red cup", 12_50, True, 40)
    assert (found.line, found.stock, found.trend) == (None, None, None)
    assert product.life is ProductLife.CLEAR
    add_product_days(services.ctx, store_id, [{"day": YESTERDAY, "product_id": "6", "title": "Reported cup"}])
    assert services.products.board(store_id).figures["6"].title == "Reported cup"
    assert [(one.product_id, one.title) for one in services.products.named(store_id)] == [("6", "Reported cup")]


def test_what_is_left_after_ads_is_the_profit_by_product(app: App, store: Store) -> None:
    store_id, services = store.id or 0, app.services
    write(app, store, world(3, PRODUCTS))
    add_product_days(services.ctx, store_id, [
        {"day": day, "product_id": product, "paid_pieces": 2, "paid_fen": 9_900}
        for day in DAYS for product in PRODUCTS
    ])  # fmt: skip
    from shopdesk.domain.ledger.profit_table import Split

    found = services.products.advice(store_id)
    table = services.profit.table(store_id, LAST - timedelta(days=29), LAST, Split.PRODUCT)
    left = {row.key: row.contribution for row in table.rows if row.key}
    assert set(COST) <= {number for number, fen in left.items() if fen is not None}
    assert {number: found.rows[number].contribution for number in left} == left
    # Of the product without a cost nothing is left that anybody knows, and the reason names what is missing.
    assert "Cost of goods" in str(found.advice["600004"].reasons[4].text)


EXPORT = [
    ["宝贝ID", "宝贝标题", "商家编码", "货号", "价格", "库存", "状态"],
    ["601234567890", "马克杯 大号", "MK-01", "zz", "39.90", "126", "出售中"],
    ["601234567891", "汤碗", "WAN", "", "19", "-", "出售中"],
    ["", "没有编号", "X", "", "1", "1", ""],
]


def test_an_export_of_products_is_read_by_the_names_that_platforms_use() -> None:
    reader = Reader(today=TODAY)
    old = Product(id=7, version=2, store_id=1, product_id="601234567890", stock_pieces=3, stock_day=TODAY, lead_days=9)
    text = as_copied(EXPORT, PRODUCT, [], reader)
    first, second, third = read_rows(text, PRODUCT, [], reader, [old], start={"store_id": 1}).rows
    assert first.record == replace(
        old, title="马克杯 大号", merchant_code="MK-01", list_fen=39_90, stock_pieces=126
    )  # the first of two codes, and what the file does not say stays
    assert first.record.counted(old, TODAY + timedelta(days=3)).stock_day == TODAY + timedelta(days=3)
    assert [str(one.field.name) for one in second.problems] == ["stock_pieces"]
    assert [str(one.field.name) for one in third.problems] == ["product_id"]


def test_a_product_export_with_stock_is_taken_from_a_file(app: App, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text("\n".join(",".join(row) for row in EXPORT[:2]) + "\n", encoding="gb18030")
    rows = app.services.imports.rows_of(file)
    text = as_copied(rows, PRODUCT, [], Reader(today=TODAY))
    (row,) = read_rows(text, PRODUCT, [], Reader(today=TODAY), [], start={"store_id": 1}).rows
    assert row.record is not None
    assert (row.record.product_id, row.record.stock_pieces, row.record.list_fen) == ("601234567890", 126, 39_90)


def test_a_product_report_brings_its_stock_by_the_names_that_platforms_use(
    app: App, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "商品.csv"
    file.write_text("统计日期,商品ID,商品名称,支付件数,可售库存\n2026-03-15,6,杯子,3,41\n", encoding="utf-8")
    app.services.imports.run([file], store)
    found = app.services.products.board(store.id or 0).figures["6"]
    assert found.line is not None
    assert (found.title, found.line.pieces, found.stock, found.line.stock_day) == ("杯子", 3, 41, YESTERDAY)
