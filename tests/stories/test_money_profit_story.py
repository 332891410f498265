"""Story: costs are typed, pasted and taken from a workbook; profit follows; the quarter goes to the accountant."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState
from shopdesk.domain.ledger.couriers import ALWAYS, CourierRate
from shopdesk.domain.ledger.parts import Part
from shopdesk.gui.pages.kpi.order_dialog import OrderDialog
from tests.gui.hands import choose_data, click
from tests.import_files import write_csv, write_xlsx
from tests.stories.money_shop import FINE, SHORT
from tests.stories.shop import Shop
from tests.stories.test_money_orders_story import with_february


def test_costs_come_in_and_profit_follows(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    money = with_february(shop, tmp_path)
    costs = money.tabs.open("costs")
    shop.wait()

    # Typed: rent of every month.
    click(costs, "kpi.money.costs.show.dated")
    click(costs, "kpi.money.costs.new")
    form = costs.dialog
    choose_data(form["kind"], "rent")
    choose_data(form["rhythm"], "monthly")
    form.editors["amount_fen"].set_value(280_000)
    form.editors["first_day"].set_value(shop.clock.today().replace(month=1, day=1))
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    assert [one.amount_fen for one in costs.lists["dated"].table.records_model.records] == [280_000]

    # Pasted: what one piece costs.
    click(costs, "kpi.money.costs.show.units")
    QGuiApplication.clipboard().setText("Merchant code\tCost of one piece\nLAMP-1\t42.50\n")
    click(costs, "kpi.money.costs.paste")
    shop.wait()
    paste = costs.shown.panel.dialog
    QTest.mouseClick(next(one for one in paste.findChildren(QPushButton) if one.isDefault()), Qt.MouseButton.LeftButton)
    shop.wait()
    assert [one.cost_fen for one in costs.lists["units"].table.records_model.records] == [4_250]

    # From a workbook: told what it would change before anything is kept, and one step to undo.
    book = write_xlsx(tmp_path / "成本.xlsx", {"成本": [["商家编码", "成本"], ["LAMP-1", 41], ["LAMP-2", 30]]})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(book), ""))
    click(costs, "kpi.money.costs.take")
    shop.wait()
    assert "成本.xlsx" in costs.question_box.text()
    click(costs.question_box, "kpi.money.costs.takeThem")
    shop.wait()
    assert sorted(one.cost_fen for one in costs.lists["units"].table.records_model.records)[-1] >= 4_100

    # A courier's table that says nothing of some parcels is told, for they would have no freight and so no profit.
    hole = CourierRate(store_id=shop.store_id, province="新疆", first_fen=1_200, valid_from=ALWAYS)
    shop.desktop.tasks.database(lambda: shop.services.costs.keep(hole))
    shop.wait()
    assert "no price for orders without a province: 5 parcels" in costs.said.text()

    # Profit by month: each part with where it comes from; what is missing leads back to the costs.
    profit = money.tabs.open("profit")
    shop.wait()
    choose_data(profit.split, "month")
    shop.wait()
    assert profit.rows.select(lambda line: line.row.key == "2026-02")
    row = profit.rows.current().row
    assert row[Part.RENT_AND_OTHER] == 280_000 and row[Part.COST_OF_GOODS] is None
    assert "Cost unknown" in profit.lacking.text()
    # A step opens to the lines of the orders of this row, though a part of it is still estimated.
    assert profit.way.select(lambda step: step.what is Part.PLATFORM_FEES)
    click(profit, "kpi.money.profit.lines")
    shop.wait()
    assert [one.line.amount for one in money.dialog.table.records_model.records] == [-500, -950, -750]
    assert "of orders paid 2026-02-01" in money.dialog.said.text()
    money.dialog.reject()
    assert profit.way.select(lambda step: step.what is Part.COST_OF_GOODS)
    profit.way.setFocus()
    QTest.keyClick(profit.way, Qt.Key.Key_Return)
    assert money.tabs.current == "costs"


def test_the_quarter_goes_to_the_accountant(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    money = with_february(shop, tmp_path)
    tax = money.tabs.open("tax")
    shop.wait()
    assert "no tax advice" in tax.only.text()
    choose_data(tax.quarters, "2026-01-01")
    shop.wait()
    click(tax, "kpi.money.tax.edit")
    form = tax.dialog
    for name, fen in (("income_fen", 59_000), ("returned_fen", 3_000), ("declared_fen", 50_000)):
        form.editors[name].set_value(fen)
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    assert "60.00 above" in tax.said.text() and tax.found.difference_fen == 6_000

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "q1.xlsx"), ""))
    click(tax, "kpi.money.tax.book")
    shop.wait()
    assert (tmp_path / "q1.xlsx").read_bytes().startswith(b"PK")
    click(tax, "kpi.money.tax.print")
    shop.wait()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "q1.pdf"), ""))
    click(tax.dialog, "kpi.money.tax.printing.pdf")
    shop.wait()
    assert (tmp_path / "q1.pdf").read_bytes().startswith(b"%PDF")


def test_the_platforms_figures_come_as_a_table(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    money = with_february(shop, tmp_path)
    tax = money.tabs.open("tax")
    shop.wait()
    choose_data(tax.quarters, "2026-01-01")
    shop.wait()
    report = tmp_path / "平台涉税信息.csv"
    report.write_bytes(
        "店铺,所属期,收入总额（元）,退货退款额,技术服务费\n"
        "本店,2026年第一季度,590.00,-30.00,22.00\n分店,2026年第一季度,70.00,0,1.00\n合计,,660.00,-30.00,23.00\n".encode(
            "gb18030"
        )
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(report), ""))
    click(tax, "kpi.money.tax.take")
    shop.wait()
    form = tax.dialog
    # Two shops: nothing is added up, and nothing can be kept, before somebody says whose figures count.
    assert not form.ok.isEnabled() and "2 shops" in form.said.text() and form.rows.records_model.records == []
    choose_data(form.shops, "one 本店")
    shop.wait()
    (row,) = form.rows.records_model.records
    assert (row.new.income_fen, row.new.returned_fen, row.fees_fen, row.charged_fen) == (59_000, 3_000, 2_200, 2_200)
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    assert tax.found.figures.platform_net == 56_000

    QGuiApplication.clipboard().setText("季度\t收入总额（万元）\n2026-Q1\t0.0662\n2026-Q9\t1")
    click(tax, "kpi.money.tax.paste")
    shop.wait()
    assert "590.00 → 662.00" in form_text(tax.dialog) and "2026-Q9" in tax.dialog.problems.text()
    QTest.mouseClick(tax.dialog.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    assert tax.found.figures.income_fen == 66_200

    # One step to undo, and a file that is something else is refused in a sentence.
    shop.desktop.tasks.database(shop.services.history.undo)
    shop.wait()
    assert tax.found.figures.income_fen == 59_000
    QGuiApplication.clipboard().setText("订单编号\t金额\n1\t2")
    click(tax, "kpi.money.tax.paste")
    assert "no table of quarters" in shop.desktop.window.messages.text


def form_text(form: Any) -> str:
    """What the preview says of each quarter."""
    return " ".join(str(form.rows.records_model.columns[1].shown(row)) for row in form.rows.records_model.records)


def test_the_profit_of_a_campaign_opens_to_its_orders_and_their_lines(shop: Shop, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    sale = Campaign(
        store_id=shop.store_id, name="开学季", start=date(2026, 2, 3), end=date(2026, 2, 5), state=CampaignState.RUNNING
    )
    items = write_csv(
        tmp_path / "ExportOrderDetailList_02.csv",
        [
            ["子订单编号", "主订单编号", "商品ID", "标题", "购买数量", "买家应付货款", "订单创建时间"],
            [FINE, FINE, "71", "台灯", "1", "70.00", "2026-02-03 10:00:00"],
            [f"{FINE}1", FINE, "72", "灯泡", "1", "30.00", "2026-02-03 10:00:00"],
            [SHORT, SHORT, "71", "台灯", "1", "200.00", "2026-02-04 10:00:00"],
        ],
    )
    services = shop.services
    shop.desktop.tasks.database(
        lambda: (
            services.imports.run_file(items, services.stores.get(shop.store_id)),
            services.campaigns.create(sale, [CampaignProduct(store_id=shop.store_id, campaign_id=0, product_id="71")]),
        )
    )
    shop.wait()
    profit = money.tabs.open("profit")
    shop.wait()
    choose_data(profit.split, "campaign")
    shop.wait()
    assert profit.rows.select(lambda line: line.title == "开学季")
    row = profit.rows.current().row
    assert row[Part.PLATFORM_FEES] == 950 + 350

    # Of the order with two products the campaign has only what its product has; the foot is the figure.
    assert profit.way.select(lambda step: step.what is Part.PLATFORM_FEES)
    profit.way.setFocus()
    QTest.keyClick(profit.way, Qt.Key.Key_Return)
    shop.wait()
    made = money.shares
    assert [(line.share.order_no, line.share.fen, line.share.whole) for line in made.table.records_model.records] == [
        (FINE, 350, 500), (SHORT, 950, 950)
    ]  # fmt: skip
    assert made.foot.text() == "2 rows, together 13.00"

    # From the order to its lines.
    made.table.selectRow(0)
    click(made, "kpi.money.shares.order")
    shop.wait()
    order = made.findChild(OrderDialog)
    assert [one.line.amount for one in order.lines.records_model.records] == [10_000, -500]
    order.reject()

    # What is not known says which orders lack it.
    assert profit.way.select(lambda step: step.what is Part.COST_OF_GOODS)
    made.reject()
    click(profit, "kpi.money.profit.rows")
    shop.wait()
    assert money.shares.foot.text() == "2 rows, together 0.00 · of 2 nobody knows the amount"
    money.shares.reject()
