"""The four real exports: every daily sum against a count that shares nothing with the program."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.orders import Basis
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import channel_days, product_days
from shopdesk.storage.tables.orders import order_days, orders

FILES = ("tmall_order_report.csv", "taobao_orders_2018.xls", "product_daily_201911.xlsx", "ads_daily_202002.xlsx")


def imported(app: App, store: Store, shared_data: Path, name: str) -> Any:
    """The outcome of importing one of the files."""
    return app.services.imports.run_file(shared_data / "real" / name, store)


def table(app: App, source: Any) -> list[Any]:
    """All rows of a table."""
    with app.services.ctx.read() as uow:
        return list(uow.connection.execute(select(source)))


def fen(yuan: object) -> int:
    return int((Decimal(str(yuan)) * 100).quantize(Decimal(1)))


NAMES = {
    "orders": "orders",
    "paid_orders": "paid_orders",
    "unpaid_orders": "unpaid_orders",
    "effective_orders": "effective_orders",
    "refunded_orders": "refunded_orders",
    "gross_amount": "gross_fen",
    "paid_gross_amount": "paid_fen",
    "net_amount": "net_fen",
    "refund_amount": "refund_fen",
}


@pytest.mark.parametrize(("basis", "part"), [(Basis.CREATED, "by_day_created"), (Basis.PAID, "by_day_paid")])
def test_tmall_days_equal_the_worked_example(
    app: App, store: Store, shared_data: Path, basis: Basis, part: str
) -> None:
    result = imported(app, store, shared_data, "tmall_order_report.csv")
    assert (result.tally.rows, result.tally.new, result.tally.skipped) == (28010, 28010, 0)
    expected = json.loads(
        (shared_data / "real" / "expected" / "tmall_order_report.csv.json").read_text(encoding="utf-8"),
        parse_float=Decimal,
    )["result"][part]
    days = {row.day.isoformat(): row for row in table(app, order_days) if row.basis is basis}
    assert set(days) == set(expected)
    for day, figures in expected.items():
        for name, column in NAMES.items():
            if name in figures:
                wanted = fen(figures[name]) if column.endswith("_fen") else figures[name]
                assert getattr(days[day], column) == wanted, (day, name)
        assert days[day].buyers is None, "the file names no buyers"


def test_taobao_2018_days(app: App, store: Store, shared_data: Path) -> None:
    result = imported(app, store, shared_data, "taobao_orders_2018.xls")
    assert (result.tally.new, result.tally.repeats) == (1783, 100)
    frame = pd.read_excel(shared_data / "real" / "taobao_orders_2018.xls", engine="calamine")
    frame["day"] = frame["订单创建时间"].dt.strftime("%Y-%m-%d")
    frame["fen"] = (frame["买家实际支付金额"] * 100).round().astype("int64")
    expected = frame.groupby("day").agg(orders=("fen", "size"), paid=("订单付款时间", "count"), net=("fen", "sum"))
    days = {row.day.isoformat(): row for row in table(app, order_days) if row.basis is Basis.CREATED}
    assert set(days) == set(expected.index)
    for day, row in expected.iterrows():
        assert (days[day].orders, days[day].paid_orders, days[day].net_fen) == (row.orders, row.paid, row.net)
        assert days[day].gross_fen is None, "the file has no totals"
        assert days[day].refund_fen is None
        assert days[day].refunded_orders is None
    paid = frame[frame["订单付款时间"].notna()].copy()
    paid["paid_day"] = paid["订单付款时间"].dt.strftime("%Y-%m-%d")
    by_paid = paid.groupby("paid_day")["fen"].agg(["size", "sum"])
    days = {row.day.isoformat(): row for row in table(app, order_days) if row.basis is Basis.PAID}
    assert {day: (row.paid_orders, row.net_fen) for day, row in days.items()} == {
        day: (row["size"], row["sum"]) for day, row in by_paid.iterrows()
    }
    assert len(expected) == 365 - 42


def test_taobao_2018_keeps_no_phone_and_no_name(app: App, store: Store, shared_data: Path) -> None:
    imported(app, store, shared_data, "taobao_orders_2018.xls")
    rows = table(app, orders)
    assert not any(row.phone or row.buyer_name or row.address for row in rows)
    assert len({row.buyer_key for row in rows}) == 1783
    assert not any("mrsoft" in (row.buyer_key or "") for row in rows)


def test_products_by_day(app: App, store: Store, shared_data: Path) -> None:
    assert imported(app, store, shared_data, "product_daily_201911.xlsx").tally.new == 990
    frame = pd.read_excel(shared_data / "real" / "product_daily_201911.xlsx", engine="openpyxl")
    frame["list_fen"] = (frame["成交码洋"] * 100).round().astype("int64")
    rows = {(row.product_id, row.day.isoformat()): row for row in table(app, product_days)}
    assert len(rows) == 33 * 30
    for record in frame.to_dict("records"):
        row = rows[str(record["SKU"]), record["时间"].strftime("%Y-%m-%d")]
        assert row.list_fen == record["list_fen"]
        assert (row.visitors, row.page_views) == (record["访客数"], record["浏览量"])
        assert (row.paid_pieces, row.cart_buyers) == (record["成交商品件数"], record["加购人数"])
        assert row.stay_seconds == record["平均停留时长"]
        assert row.category == "/".join((record["一级类目"], record["二级类目"], record["三级类目"]))
        assert row.paid_fen is None, "turnover at list price is not money received"


def test_ads_by_day_are_not_added_twice(app: App, store: Store, shared_data: Path) -> None:
    tally = imported(app, store, shared_data, "ads_daily_202002.xlsx").tally
    assert (tally.rows, tally.new, tally.skipped) == (58, 29, 29)
    assert [str(reason.message) for reason in tally.reasons] == ["Another sheet of this file has the same row"]
    frame = pd.read_excel(shared_data / "real" / "ads_daily_202002.xlsx", engine="openpyxl", sheet_name="Sheet1")
    rows = {row.day.isoformat(): row for row in table(app, channel_days)}
    assert len(rows) == 29
    for record in frame.to_dict("records"):
        row = rows[record["日期"].strftime("%Y-%m-%d")]
        assert (row.impressions, row.clicks, row.cart_adds) == (record["展现量"], record["点击量"], record["加购数"])
        assert (row.new_buyers, row.page_visits) == (record["下单新客数"], record["访问页面数"])
        assert (row.store_visits, row.favourites) == (record["进店数"], record["商品关注数"])
        assert row.sales_fen == fen(record["订单金额"])
        assert row.spend_fen is None


@pytest.mark.parametrize("name", FILES)
def test_a_second_import_changes_nothing_and_undo_leaves_nothing(
    app: App, store: Store, shared_data: Path, name: str
) -> None:
    first = imported(app, store, shared_data, name)
    before = app.services.imports.list()
    again = imported(app, store, shared_data, name)
    assert again.run.id is None
    assert (again.tally.new, again.tally.updated) == (0, 0)
    assert again.tally.unchanged == first.tally.new
    assert app.services.imports.list() == before
    app.services.imports.undo(first.run.id)
    for source in (orders, order_days, product_days, channel_days):
        assert table(app, source) == []


def test_a_gbk_copy_with_seconds_and_spaces_is_the_same_orders(
    app: App, store: Store, shared_data: Path, tmp_path: Path
) -> None:
    imported(app, store, shared_data, "tmall_order_report.csv")
    text = (shared_data / "real" / "tmall_order_report.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    lines[0] = lines[0].replace("收货地址", "收货地址 ").replace("订单付款时间", "订单付款时间 ")
    copy = tmp_path / "copy.csv"
    copy.write_bytes("\r\n".join(lines).encode("gbk"))
    again = app.services.imports.run_file(copy, store)
    assert again.run.encoding == "gb18030"
    assert (again.tally.new, again.tally.updated, again.tally.unchanged) == (0, 0, 28010)
