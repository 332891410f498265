"""The exports for which no real file could be found, written as other people's importers read them."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.figures import Channel
from shopdesk.domain.orders import Basis
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import channel_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_items, orders
from tests.import_files import write_csv, write_xlsx


def load(app: App, store: Store, path: Path) -> Any:
    """Import one file."""
    return app.services.imports.run_file(path, store)


def rows(app: App, table: Any) -> list[Any]:
    """All rows of a table."""
    with app.services.ctx.read() as uow:
        return list(uow.connection.execute(select(table).order_by(table.c.id)))


@pytest.mark.parametrize("name", ["买家实际支付金额", "买家实付金额"])
def test_what_was_paid_and_what_is_left_do_not_depend_on_how_a_file_states_it(
    app: App, tmp_path: Path, name: str
) -> None:
    """Files state 买家实付金额 before or after refunds, and the order total tells which."""
    chance = random.Random(name)
    amounts = [
        (total, chance.choice([0, 1, total // 2, total])) for total in (chance.randint(2, 10**7) for _ in "x" * 40)
    ]
    head = ["订单编号", "总金额", name, "订单状态", "订单创建时间", "订单付款时间", "退款金额"]
    for case in ("before", "after", "mixed"):
        table = [head]
        for number, (total, back) in enumerate(amounts):
            before = case == "before" or (case == "mixed" and chance.random() < 0.5)
            left = total if before else total - back
            cells = [f"{Decimal(fen) / 100:.2f}" for fen in (total, left, back)]
            moment = "2026-03-01 10:00:00"
            table.append([str(10**18 + number), *cells[:2], "交易成功", moment, moment, cells[2]])
        told = app.services.stores.create(case)
        load(app, told, write_csv(tmp_path / f"ExportOrderList{case}.csv", table))
        day = date(2026, 3, 1)
        sums = app.services.kpi.totals(told.id or 0, day, day, Basis.PAID)
        paid, back = (sum(column) for column in zip(*amounts, strict=True))
        assert (sums["paid_amount"], sums["refund_amount"], sums["net_amount"]) == (paid, back, paid - back), case
        assert sums["effective_orders"] == sum(total > back for total, back in amounts), case


@pytest.mark.parametrize("before", [True, False])
def test_what_an_item_brought_does_not_depend_on_how_a_file_states_it(
    app: App, store: Store, tmp_path: Path, before: bool
) -> None:
    chance = random.Random(11)
    head = ["子订单编号", "主订单编号", "商品标题", "购买数量", "买家应付货款", "买家实付金额", "退款状态", "退款金额"]
    table, wanted = [head], []
    for number in range(40):
        payable = chance.randint(2, 10**6)
        back = chance.choice([0, 1, payable // 2, payable])
        cells = [f"{Decimal(fen) / 100:.2f}" for fen in (payable, payable if before else payable - back)]
        told = ["退款成功", f"{Decimal(back) / 100:.2f}"] if back else ["没有申请退款", "无退款申请"]
        table.append([str(10**18 + number), str(2 * 10**18 + number), "衣", "1", *cells, *told])
        wanted.append((payable, payable - back))
    load(app, store, write_csv(tmp_path / "ExportOrderDetailList1.csv", table))
    found = rows(app, order_items)
    assert [(row.payable_fen, row.received_fen) for row in found] == wanted


@pytest.mark.parametrize("with_total", [True, False])
def test_a_later_report_that_does_not_say_what_is_left_leaves_no_old_figure_beside_its_refunds(
    app: App, store: Store, tmp_path: Path, with_total: bool
) -> None:
    """Columns vary by export: one with refunds and without 买家实付金额 comes after one with both, in every state."""
    day, moment = date(2026, 3, 1), "2026-03-01 10:00:00"
    states = [(False, 0), (True, 0), (True, 1), (True, 40_00), (True, 99_99), (True, 100_00)]
    steps = [(before, after) for before in states for after in states if after >= before]
    head = ["订单编号", "总金额", "买家实付金额", "订单状态", "订单创建时间", "订单付款时间", "退款金额"]

    def row(number: int, paid: bool, back: int) -> list[str]:
        left = f"{Decimal(100_00 - back if paid else 0) / 100:.2f}"
        shown = [moment, moment if paid else "", f"{Decimal(back) / 100:.2f}"]
        return [str(10**18 + number), "100.00", left, "交易成功", *shown]

    def sums() -> list[Any]:
        known = app.services.kpi.totals(store.id or 0, day, day, Basis.PAID)
        return [known[code] for code in ("paid_amount", "refund_amount", "net_amount")]

    def of(told: list[tuple[bool, int]]) -> list[int]:
        paid, back = sum(100_00 for is_paid, _ in told if is_paid), sum(back for _, back in told)
        return [paid, back, paid - back]

    first = [row(number, *before) for number, (before, _) in enumerate(steps)]
    load(app, store, write_csv(tmp_path / "ExportOrderList1.csv", [head, *first]))
    assert sums() == of([before for before, _ in steps])
    gone = {2} if with_total else {1, 2}
    later = [head, *(row(number, *after) for number, (_, after) in enumerate(steps))]
    cut = [[cell for place, cell in enumerate(cells) if place not in gone] for cells in later]
    done = load(app, store, write_csv(tmp_path / "ExportOrderList2.csv", cut))
    assert sums() == of([after for _, after in steps])
    assert load(app, store, tmp_path / "ExportOrderList2.csv").tally.unchanged == len(steps)
    app.services.imports.undo(done.run.id)
    assert sums() == of([before for before, _ in steps])


def test_sycm_store_with_old_and_new_names_of_advertising(app: App, store: Store, tmp_path: Path) -> None:
    header = [
        "统计日期",
        "店铺名称",
        "访客数",
        "浏览量",
        "跳失率",
        "支付金额",
        "支付买家数",
        "平均停留时长",
        "描述相符评分",
    ]
    old = [*header, "直通车消耗", "钻石展位消耗"]
    new = [*header, "关键词推广花费", "精准人群推广花费", "全站推广花费"]
    first = [
        "2026-03-01",
        "店",
        "11,269",
        "30,000",
        "78.15%",
        "17,191.00",
        "120",
        "35.60",
        "4.87153",
        "100.00",
        "20.50",
    ]
    second = ["2026-03-02", "店", "-", "1", "-", "0.00", "0", "-", "4.87", "1.10", "-", "2"]
    load(app, store, write_xlsx(tmp_path / "a.xlsx", {"s": [old, first]}))
    load(app, store, write_xlsx(tmp_path / "b.xlsx", {"s": [new, second]}))
    one, two = rows(app, store_days)
    assert (one.visitors, one.page_views, one.bounce_rate, one.paid_fen) == (11269, 30000, Decimal("0.7815"), 1719100)
    assert (one.ads_fen, one.stay_seconds, one.dsr_description) == (12050, 36, Decimal("4.87153"))
    assert (two.visitors, two.bounce_rate, two.stay_seconds) == (None, None, None)
    assert (two.paid_fen, two.buyers, two.ads_fen) == (0, 0, 310)


def test_the_experience_scores_are_kept_beside_the_older_ratings(app: App, store: Store, tmp_path: Path) -> None:
    header = [
        "统计日期",
        "访客数",
        "浏览量",
        "支付金额",
        "综合体验分",
        "商品体验",
        "物流体验",
        "服务体验",
        "描述相符评分",
    ]
    scores = ["4.72", "4.80", "4.65", "4.71", "4.87"]
    known = ["2026-03-01", "100", "300", "50", *scores]
    load(app, store, write_csv(tmp_path / "a.csv", [header, known, ["2026-03-02", "90", "200", "40", *"-----"]]))
    one, two = rows(app, store_days)
    names = ("experience", "experience_goods", "experience_logistics", "experience_service", "dsr_description")
    assert [getattr(one, name) for name in names] == [Decimal(score) for score in scores]
    assert [getattr(two, name) for name in names] == [None] * 5
    totals = app.services.kpi.totals(store.id or 0, date(2026, 3, 1), date(2026, 3, 2))
    assert [totals[name] for name in names] == [Decimal(score) for score in scores]  # the last known day


def test_a_missing_figure_does_not_wipe_out_a_known_one(app: App, store: Store, tmp_path: Path) -> None:
    header = ["统计日期", "访客数", "浏览量", "支付金额"]
    load(app, store, write_csv(tmp_path / "a.csv", [header, ["2026-03-01", "100", "300", "50"]]))
    tally = load(app, store, write_csv(tmp_path / "b.csv", [header, ["2026-03-01", "-", "310", "50"]])).tally
    assert tally.updated == 1
    (day,) = rows(app, store_days)
    assert (day.visitors, day.page_views) == (100, 310)


def test_sycm_products_below_four_lines_of_notes(app: App, store: Store, tmp_path: Path) -> None:
    header = ["统计日期", "商品ID", "商品名称", "商品访客数", "商品浏览量", "支付金额", "支付件数", "成功退款金额"]
    notes: list[list[str]] = [["商品"], [], ["说明"], []]
    data = ["2026-03-01", "654321098765", "裙", "1,200", "3,000", "1,234.50", "12", "-"]
    path = write_xlsx(tmp_path / "【生意参谋平台】商品_全部_2026-03-01_2026-03-01.xlsx", {"s": [*notes, header, data]})
    result = load(app, store, path)
    assert (result.run.template, result.run.header_row) == ("sycm_products", 5)
    (row,) = rows(app, product_days)
    assert (row.product_id, row.visitors, row.paid_fen, row.refund_fen) == ("654321098765", 1200, 123450, None)


def test_wanxiangtai_with_plans(app: App, store: Store, tmp_path: Path) -> None:
    header = ["日期", "计划ID", "计划名字", "主体ID", "展现量", "点击量", "花费", "总成交金额", "点击率", "投入产出比"]
    data = [
        ["2026-03-01", "9", "甲", "77", "1000", "10", "12.34", "100", "0.0100", "8.10"],
        ["2026-03-01", "8", "乙", "77", "500", "5", "1", "0", "0.0100", "0"],
    ]
    assert load(app, store, write_csv(tmp_path / "a.csv", [header, *data])).tally.new == 2
    first, second = rows(app, channel_days)
    assert (first.channel, first.subject, first.spend_fen) == (Channel.SITE_ADS, "9/77", 1234)
    assert (second.subject, second.sales_fen) == ("8/77", 0)


def test_service_reports_of_the_team_fill_one_row(app: App, store: Store, tmp_path: Path) -> None:
    first = write_xlsx(
        tmp_path / "a.xlsx",
        {
            "业绩询单": [
                ["日期", "询单人数", "最终付款人数", "最终付款金额", "询单最终付款转化率"],
                ["云裳旗舰店", "", "", "", ""],
                ["2026-03-01", "40", "10", "1,000.00", "25.00%"],
                ["汇总", "40", "10", "1,000.00", "25.00%"],
                ["同行均值", "30", "6", "", ""],
            ]
        },
    )
    tally = load(app, store, first).tally
    assert (tally.new, tally.skipped, tally.problems) == (1, 3, ())
    second = [
        ["日期", "咨询人数", "接待人数", "首次响应时长", "旺旺回复率"],
        ["2026-03-01", "60", "55", "00:00:21", "99.10%"],
    ]
    assert load(app, store, write_csv(tmp_path / "b.csv", second)).tally.updated == 1
    (row,) = rows(app, service_days)
    assert (row.agent, row.inquiries, row.paid_inquiries, row.sales_fen) == ("", 40, 10, 100000)
    assert (row.received, row.first_reply_seconds, row.reply_rate) == (55, 21, Decimal("0.991"))


def test_chitu_takes_its_day_from_the_file_name(app: App, store: Store, tmp_path: Path) -> None:
    table = [
        ["旺旺", "接待人数", "平均响应(秒)", "客户满意比"],
        ["店:小美", "50", "22.4", "98%"],
        ["汇总", "50", "22", "98%"],
    ]
    tally = load(app, store, write_csv(tmp_path / "客服绩效_2026-03-15.csv", table)).tally
    assert (tally.new, tally.skipped) == (1, 1)
    (row,) = rows(app, service_days)
    assert (row.agent, str(row.day), row.received) == ("店:小美", "2026-03-15", 50)
    with pytest.raises(UserError, match="no column with the day"):
        load(app, store, write_csv(tmp_path / "客服绩效.csv", table))


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("word", ["汇总", "全店", "同行", "同行均值", "同行平均值", "全店均值", "汇总（全店）", "均值"])
def test_a_row_about_everybody_is_no_service_person_wherever_the_column_stands(
    app: App, store: Store, tmp_path: Path, word: str, place: int
) -> None:
    def table(name: str, first: str, other: str) -> list[list[str]]:
        columns = [["店铺", "甲店", "甲店"], ["分组", "早班", "早班"]]
        columns.insert(place, [name, first, other])
        columns.append(["接待人数", "50", "90"])
        columns.append(["平均响应(秒)", "22", "30"] if name == "旺旺" else ["咨询人数", "60", "99"])
        return [list(row) for row in zip(*columns, strict=True)]

    chitu = write_csv(tmp_path / "客服绩效_2026-03-15.csv", table("旺旺", "店:小美", word))
    team = write_csv(tmp_path / "咨询接待.csv", table("日期", "2026-03-16", word))
    for path in (chitu, team):
        tally = load(app, store, path).tally
        assert (tally.new, tally.skipped, tally.problems) == (1, 1, ())
    assert [(row.agent, row.received) for row in rows(app, service_days)] == [("店:小美", 50), ("", 50)]


def test_sub_orders(app: App, store: Store, tmp_path: Path) -> None:
    header = ["子订单编号", "主订单编号", "标题", "价格", "购买数量", "退款状态", "退款金额", "商品ID", "订单创建时间"]
    data = [
        "2000000000000000002",
        "2000000000000000001",
        "裙",
        "99",
        "2",
        "没有申请退款",
        "无退款申请",
        "5",
        "2026-03-01 1:02",
    ]
    result = load(app, store, write_csv(tmp_path / "a.csv", [header, data]))
    assert result.run.kind == "order_items"
    (item,) = rows(app, order_items)
    assert (item.item_key, item.order_no) == (data[0], data[1])
    assert (item.price_fen, item.pieces, item.refund_fen) == (9900, 2, 0)
    assert rows(app, orders) == [], "a sub-order is no order"


def test_orders_of_2026_with_what_was_renamed(app: App, store: Store, tmp_path: Path) -> None:
    header = ["订单编号", "支付单号", "买家应付货款", "总金额", "买家实付金额", "订单状态", "订单创建时间",
              "订单付款时间", "商品标题", "宝贝总数量", "发货时间", "确认收货时间", "退款金额",
              "总金额(旧版)"]  # fmt: skip
    data = ["3000000000000000001\t", "2" * 28, "90", "100.00", "90.00", "交易成功", "2026-03-01 10:00:00",
            "2026-03-01 10:01:00", "裙", "1", "2026-03-02 08:00:00", "2026-03-05 08:00:00", "10.00", "999"]  # fmt: skip
    result = load(app, store, write_xlsx(tmp_path / "ExportOrderList12345678901.xlsx", {"export": [header, data]}))
    assert result.run.template == "order_list_2025"
    (order,) = rows(app, orders)
    assert (order.order_no, order.gross_fen, order.received_fen) == ("3000000000000000001", 10000, 9000)
    assert (str(order.shipped_at), str(order.finished_at)) == ("2026-03-02 08:00:00", "2026-03-05 08:00:00")


def test_order_numbers_kept_as_numbers_are_refused(app: App, store: Store, tmp_path: Path) -> None:
    header = ["订单编号", "总金额", "买家实付金额", "订单创建时间"]
    path = write_xlsx(tmp_path / "a.xlsx", {"s": [header, [3000000000000000001, 1, 1, "2026-03-01 10:00:00"]]})
    with pytest.raises(UserError, match=r"Row 2, 订单编号: .* has lost digits"):
        load(app, store, path)
