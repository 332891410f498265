"""Costs are typed, changed, removed, read from workbooks wholly or not at all, and shown with what they leave out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from shopdesk.bootstrap import App
from shopdesk.cli.main import run
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.cost_nouns import DATED_COST, UNIT_COST
from shopdesk.domain.ledger.costs import CostBook, CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.couriers import ALWAYS, CourierRate
from shopdesk.domain.ledger.profit_facts import SoldItem
from shopdesk.domain.ledger.tax import parse_quarter
from shopdesk.domain.pasting import read_rows
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.storage.queries import ledger_profit
from shopdesk.storage.queries.product_titles import by_title, product_titles

MARCH = date(2026, 3, 10)
ITEMS = (
    "子订单编号,主订单编号,商品标题,商品价格,购买数量,商品ID,商家编码,商品属性,订单创建时间,订单付款时间,买家应付货款,退款金额\n"
    "9001,2300000000000000001,茶,50,2,600001,T-1,颜色:绿,2026-03-10 10:00,2026-03-10 10:01,100,0\n"
    "9002,2300000000000000002,碗,30,1,600002,B-1,,2026-03-11 10:00,2026-03-11 10:01,30,0\n"
)
ORDERS = (
    "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额\n"
    "2300000000000000001,100,100,2026-03-10 10:00,2026-03-10 10:01,0\n"
    "2300000000000000002,30,30,2026-03-11 10:00,2026-03-11 10:01,0\n"
)


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook as a person makes it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


SHEETS: dict[str, list[list[object]]] = {
    "成本": [
        ["2026 年成本表"],
        [],
        ["商品ID", "SKU规格", "商家编码", "成本价", "生效日期", "备注"],
        [600001, "", "", 20.5, None, "全部颜色"],
        [600001, "颜色:绿", "", "21.00", date(2026, 3, 1), ""],
        [],
        ["", "", "B-1", "¥8", None, ""],
    ],
    "快递": [["省份", "首重价格", "续重价格", "快递公司"], ["", 3.5, 1, "甲"], ["新疆", 12, 8, "甲"]],
    "说明": [["这一页只是说明"]],
    "涉税": [["季度", "收入总额", "退款金额"], ["2026-Q1", 1000, 100]],
}


def test_a_workbook_is_taken_wholly_and_changes_nothing_the_second_time(
    app: App, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "costs.xlsx", SHEETS)
    words = ["--data-dir", str(app.paths.database.parent), "--lang", "zh_CN", "costs", "import", str(file), "--json"]
    assert run([*words, "--dry-run"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert app.services.costs.board(store.id or 0).empty
    assert run(words) == 0
    assert json.loads(capsys.readouterr().out) == first
    assert (first["new"], first["updated"], first["unchanged"], first["left_out"]) == (6, 0, 0, ["说明"])
    board = app.services.costs.board(store.id or 0)
    assert [
        (one.product_id, one.variant, one.merchant_code, one.cost_fen, one.valid_from) for one in board.unit_costs
    ] == [
        ("", "", "B-1", 8_00, ALWAYS),
        ("600001", "", "", 20_50, ALWAYS),
        ("600001", "颜色:绿", "", 21_00, date(2026, 3, 1)),
    ]
    assert [(one.province, one.first_fen, one.next_fen) for one in board.courier_rates] == [
        ("", 3_50, 1_00),
        ("新疆", 12_00, 8_00),
    ]
    quarters = app.services.taxes.bridge(store.id or 0, parse_quarter("2026-Q1"))
    assert (quarters.platform.total_fen, quarters.platform.returned_fen) == (1000_00, 100_00)
    assert run(words) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 6)


def test_it_is_one_step_to_undo(app: App, store: Store, tmp_path: Path) -> None:
    read = app.services.costs.read_file(store.id or 0, workbook(tmp_path / "costs.xlsx", SHEETS))
    assert app.services.costs.take(read) == 6
    app.services.history.undo()
    assert app.services.costs.board(store.id or 0).empty


def test_a_row_that_is_refused_keeps_everything_out(
    app: App, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[list[object]] = [
        ["商品ID", "商家编码", "规格", "成本"],
        ["600001", "", "", "12"],
        [],
        ["600002", "", "", "十二"],
        ["", "C-1", "红", "9"],
        ["600001", "", "", "13"],
    ]
    file = workbook(tmp_path / "costs.xlsx", {"成本": rows})
    folder = str(app.paths.database.parent)
    assert run(["--data-dir", folder, "--lang", "en", "costs", "import", str(file), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [error["row"] for error in found["errors"]] == [4, 5, 6]
    assert "A SKU belongs to a product" in found["errors"][1]["message"]
    with pytest.raises(UserError, match="row 4"):
        app.services.costs.take(app.services.costs.read_file(store.id or 0, file))
    assert app.services.costs.board(store.id or 0).empty


@pytest.mark.parametrize(
    "rows",
    [[["名称", "价格"], ["茶", 3]], [[]], [["商品ID", "标题"], ["600001", "茶"]]],
    ids=["other", "empty", "no cost"],
)
def test_a_file_without_costs_is_refused_in_words(
    app: App, store: Store, tmp_path: Path, rows: list[list[object]]
) -> None:
    with pytest.raises(UserError, match=r"costs\.xlsx"):
        app.services.costs.read_file(store.id or 0, workbook(tmp_path / "costs.xlsx", {"一": rows}))


def test_a_cost_finer_than_a_fen_is_refused_with_its_row_and_what_a_spreadsheet_leaves_behind_is_not(
    app: App, store: Store, tmp_path: Path
) -> None:
    heading = ["商品ID", "成本价", "生效日期"]
    noisy = workbook(tmp_path / "a.xlsx", {"成本": [heading, [600001, 12.340000000000002, None]]})
    assert app.services.costs.take(app.services.costs.read_file(store.id or 0, noisy)) == 1
    assert [one.cost_fen for one in app.services.costs.board(store.id or 0).unit_costs] == [1234]
    finer = workbook(tmp_path / "b.xlsx", {"成本": [heading, [600001, 8, None], [600002, 37 / 3, None]]})
    with pytest.raises(UserError, match=r"row 3: “12\.333\d*” is finer than a fen.*enter 12\.33\. Nothing was kept"):
        app.services.costs.take(app.services.costs.read_file(store.id or 0, finer))
    assert [one.cost_fen for one in app.services.costs.board(store.id or 0).unit_costs] == [1234]


def test_costs_can_be_pasted(app: App, store: Store) -> None:
    text = "商家编码\t成本\nT-1\t1.2万\n".replace("成本", "Cost of one piece").replace("商家编码", "Merchant code")
    shown = [UNIT_COST.field("merchant_code"), UNIT_COST.field("cost_fen")]
    pasted = read_rows(text, UNIT_COST, shown, Reader(today=MARCH), [], start={"store_id": store.id})
    for row in pasted.ready:
        app.services.costs.keep(row.record)
    (kept,) = app.services.costs.board(store.id or 0).unit_costs
    assert (kept.merchant_code, kept.cost_fen, kept.valid_from) == ("T-1", 12_000_00, ALWAYS)
    rent = read_rows("rent\tmonthly\t3000\t2026-01-01", DATED_COST, DATED_COST.fields[:4], Reader(today=MARCH), [],
                     start={"store_id": store.id})  # fmt: skip
    assert rent.rows[0].record.kind is CostKind.RENT


def test_the_most_exact_cost_of_the_day_counts() -> None:
    def cost(fen: int, **more: object) -> UnitCost:
        return UnitCost(store_id=1, cost_fen=fen, **more)  # type: ignore[arg-type]

    book = CostBook(
        [
            cost(1, product_id="p"),
            cost(2, product_id="p", valid_from=MARCH),
            cost(3, product_id="p", variant="红", valid_from=MARCH),
            cost(4, merchant_code="m"),
            cost(5, product_id="p", merchant_code="m", valid_from=MARCH),
        ]
    )

    def found(product: str, variant: str, code: str, day: date) -> int | None:
        one = book.unit(product, variant, code, day)
        return None if one is None else one.cost_fen

    before = date(2026, 3, 9)
    assert found("p", "", "", before) == 1
    assert found("p", "", "", MARCH) == 2
    assert found("p", "红", "m", MARCH) == 3
    assert found("p", "红", "m", before) == 4
    assert found("p", "蓝", "m", MARCH) == 5
    assert found("q", "", "m", MARCH) == 4
    assert found("q", "", "", MARCH) is None


@pytest.mark.parametrize(
    ("province", "grams", "fen"),
    [
        ("广东省", None, 3_50), ("广东省", 1000, 3_50), ("广东省", 1001, 4_50), ("新疆", 2500, 12_00 + 2 * 8_00),
        (None, 3000, 5_50),
    ],
)  # fmt: skip
def test_a_parcel_costs_by_province_and_weight(province: str | None, grams: int | None, fen: int) -> None:
    rates = [
        CourierRate(store_id=1, first_fen=3_50, next_fen=1_00),
        CourierRate(store_id=1, province="新疆", first_fen=12_00, next_fen=8_00),
        CourierRate(store_id=1, first_fen=9_00, valid_from=date(2026, 4, 1)),
    ]
    packing = DatedCost(
        store_id=1, kind=CostKind.PACKING, rhythm=Rhythm.PER_PARCEL, amount_fen=80, first_day=date(2026, 1, 1)
    )
    assert CostBook((), rates, [packing]).parcel(province, grams, MARCH) == fen + 80
    assert CostBook((), (), [packing]).parcel(province, grams, MARCH) is None
    spoilt = CourierRate(store_id=1, first_fen=3_50, next_grams=0, next_fen=9)
    assert CostBook((), [spoilt]).parcel(province, grams, MARCH) == 3_50


def test_what_contradicts_itself_is_refused(app: App, store: Store) -> None:
    mine = store.id or 0
    rent = DatedCost(store_id=mine, kind=CostKind.RENT, amount_fen=1, first_day=MARCH)
    for wrong in (
        UnitCost(store_id=mine, cost_fen=1),
        replace(rent, last_day=date(2026, 3, 9)),
        replace(rent, rhythm=Rhythm.PER_PARCEL),
        UnitCost(store_id=mine, product_id="p", cost_fen=-1),
        UnitCost(store_id=mine, product_id="p", cost_fen=1, sellable=Decimal("1.1")),
    ):
        with pytest.raises(UserError):
            app.services.costs.keep(wrong)
    kept = app.services.costs.keep(UnitCost(store_id=mine, product_id="p", cost_fen=1))
    with pytest.raises(UserError, match="already"):
        app.services.costs.keep(UnitCost(store_id=mine, product_id="p", cost_fen=2))
    app.services.costs.keep(replace(kept, cost_fen=3))
    with pytest.raises(UserError):
        app.services.costs.remove(kept)  # somebody changed it since


def test_what_is_sold_without_a_cost_is_listed(app: App, store: Store, tmp_path: Path) -> None:
    for name, text in (("orders.csv", ORDERS), ("items.csv", ITEMS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        app.services.imports.run([tmp_path / name], store)
    mine = store.id or 0
    assert [(one.product_id, one.sales_fen) for one in app.services.costs.board(mine).uncosted] == [
        ("600001", 100_00),
        ("600002", 30_00),
    ]
    app.services.costs.keep(UnitCost(store_id=mine, merchant_code="B-1", cost_fen=8_00))
    (left,) = app.services.costs.board(mine).uncosted
    assert (left.product_id, left.title, left.pieces) == ("600001", "茶", 2)


def test_what_was_sold_lately_is_what_profit_counts_as_sold(app: App, store: Store, tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text(
        "统计日期,商品ID,商品名称,商品访客数,支付金额\n2026-03-10,700001,壶,5,10\n", encoding="utf-8"
    )
    orders = ORDERS.replace("退款金额\n", "退款金额,宝贝标题,宝贝总数量\n", 1).replace(",0\n", ",0,茶,1\n") + "".join(
        f"23000000000000000{number},{gross},{paid},{day} 10:00,{day} 10:01,{back},{title},{pieces}\n"
        for number, gross, paid, day, back, title, pieces in (
            ("10", "80", "70", "2026-03-12", "10", "壶", "3"),
            ("11", "", "70", "2026-03-14", "10", "壶", "0"),
            ("12", "", "45", "2026-03-13", "", "没人认识", "2"),
            ("13", "", "", "2026-03-13", "", "壶", "1"),
            ("14", "66", "66", "2025-01-01", "", "壶", "1"),
        )
    )
    items = ITEMS + "".join(
        f"{key},2300000000000000002,碗,{price},{pieces},600002,B-1,{sku},2026-03-11,2026-03-11 10:01,{paid},{back}\n"
        for key, price, pieces, sku, paid, back in (
            ("9003", "12", "3", "大", "", ""), ("9004", "", "0", "", "", "4"), ("9005", "9", "", "", "", "1")
        )
    )  # fmt: skip
    for name, text in (("orders.csv", orders), ("items.csv", items)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("products.csv", "orders.csv", "items.csv"):
        app.services.imports.run([tmp_path / name], store)
    mine, today = store.id or 0, date(2026, 4, 1)
    with app.services.ctx.read() as uow:
        connection = uow.connection
        numbers = by_title(product_titles(connection, mine))
        wanted: dict[tuple[str, str, str], list[tuple[date, int, int]]] = {}
        days = Period(date(2026, 1, 1), today)
        for order in ledger_profit.sold_orders(connection, mine, days, (), numbers):
            for item in order.items or (SoldItem(paid_fen=order.paid_fen),):
                key = item.product_id, item.variant, item.merchant_code
                wanted.setdefault(key, []).append((order.day, item.pieces or 0, item.paid_fen or 0))
        found = ledger_profit.sold_lately(connection, mine, today)
    assert {(one.product_id, one.variant, one.merchant_code): (one.day, one.pieces, one.fen) for one in found} == {
        key: (
            max(day for day, _, _ in sold),
            sum(pieces for _, pieces, _ in sold) or None,
            sum(fen for *_, fen in sold),
        )
        for key, sold in wanted.items()
    }
    assert {("700001", "", ""), ("", "", ""), ("600002", "大", "B-1")} <= wanted.keys()


def test_the_command_prints_what_is_left(
    app: App, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("orders.csv", ORDERS), ("items.csv", ITEMS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        app.services.imports.run([tmp_path / name], store)
    mine, folder = store.id or 0, str(app.paths.database.parent)
    app.services.costs.keep(UnitCost(store_id=mine, product_id="600001", cost_fen=20_00))
    words = ["--data-dir", folder, "--lang", "en", "profit", "--from", "2026-03-01", "--to", "2026-03-31"]
    assert run([*words, "--by", "product", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    rows = {row["product"]: row for row in found["products"]}
    assert rows["600001"]["cost_of_goods"] == "40.00"
    assert rows["600002"]["cost_of_goods"] is None
    assert rows["600002"]["profit"] is None
    assert rows["600002"]["from"]["cost_of_goods"] == "missing"
    assert found["totals"]["sales"] == "130.00"
    assert found["totals"]["sales_with_unknown_cost"] == "30.00"
    assert found["totals"]["payment_fees"] is None
    assert run([*words, "--by", "day", "--csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("period,sales,refunds,cost_of_goods,platform_fees,payment_fees,affiliate,ads,freight,")
    assert [line.split(",")[0] for line in lines[1:]] == ["2026-03-10", "2026-03-11", "total"]
    assert run([*words, "--by", "month"]) == 0
    assert "Cost unknown: 30.00 of sales, 23.08%" in capsys.readouterr().out
    assert run([*words[:-4], "--from", "2019-01-01", "--to", "2019-01-31", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["periods"] == []


def test_a_hole_in_the_couriers_table_is_named_with_its_parcels(app: App, store: Store, tmp_path: Path) -> None:
    mine, costs = store.id or 0, app.services.costs
    rows = [("广东省", 3), ("四川省", 2), ("新疆维吾尔自治区", 1), ("", 1)]
    numbers = iter(range(1, 99))
    lines = [
        f"230000000000000{next(numbers):04d},30,30,2026-03-11 10:00,2026-03-11 10:01,0,{place}"
        for place, count in rows
        for _ in range(count)
    ]
    heading = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额,收货地址\n"
    file = tmp_path / "orders.csv"
    file.write_text(heading + "\n".join(lines) + "\n", encoding="utf-8")
    app.services.imports.run_file(file, store)
    assert costs.board(mine).unpriced == (), "without a table nothing is expected of it"
    costs.keep(CourierRate(store_id=mine, province="广东", first_fen=350, valid_from=ALWAYS))
    costs.keep(CourierRate(store_id=mine, province="新疆", first_fen=1_200, valid_from=date(2099, 12, 31)))
    found = dict(costs.board(mine).unpriced)
    assert list(found.values()) == sorted(found.values(), reverse=True) and sum(found.values()) == 4
    assert {place[:2] for place in found} == {"四川", "新疆", ""}, "a price that begins in 2099 is none today"
    costs.keep(CourierRate(store_id=mine, province="", first_fen=500, valid_from=ALWAYS))
    assert costs.board(mine).unpriced == ()
