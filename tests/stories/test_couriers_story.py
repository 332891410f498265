"""Story: two couriers' price lists are pasted, compared and chosen; costs, price checks and forecasts follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.costs_part import CostsPart
from shopdesk.gui.pages.promotions.price_form import PriceForm
from shopdesk.gui.pages.setup.couriers.view import CouriersPart
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.infra import i18n
from tests.gui.hands import click, write

FIRST = (
    "省份\t1kg以内\t2kg\t续重\n江浙沪\t3\t4\t1\n内蒙古自治区\t8\t14\t6\n新疆维吾尔自治区\t15\t27\t12\n火星\t1\t2\t3\n"
    "其他\t5\t6\t1\n"
)
SECOND = "目的地\t重量(kg)\t运费\n浙江\t1\t2.6\n浙江\t2\t4.2\n新疆\t1\t不送\n其他\t1\t4.5\n其他\t续重\t2\n"
ORDERS = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额,收货地址\n" + "".join(
    f"23000000000000000{at:02d},50,50,2026-03-11 10:00,2026-03-11 10:01,0,{place}\n"
    for at, place in enumerate(["浙江省"] * 3 + ["新疆维吾尔自治区"])
)
SAID = {
    "zh_CN": {
        "refused": "“火星”不是省份",
        "head": "新增 6 行",
        "all": "其余各省",
        "away": "不送达",
        "goes": "没有单独选用的省份都发甲快递。",
        "own": "乙快递（单独选用）",
        "hole": "所选快递不送达：新疆。",
        "shipping": "按快递价格算的运费",
        "mean": "800 g 的包裹按 2026-04-01 的快递价格为 6.00 元",
        "dearest": "近 90 天 4 个订单的平均；最贵的是新疆",
    },
    "en": {
        "refused": "“火星” is no province",
        "head": "6 new",
        "all": "all others",
        "away": "not served",
        "goes": "Parcels go with 甲快递 where no other is chosen.",
        "own": "乙快递 (own choice)",
        "hole": "Not served by the courier chosen for it: 新疆.",
        "shipping": "Shipping by the couriers' prices",
        "mean": "A parcel of 800 g costs 6.00 yuan by the couriers' prices of 2026-04-01",
        "dearest": "over 4 orders of the last 90 days; dearest: 新疆",
    },
}


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def lines(part: CouriersPart) -> dict[str, list[str]]:
    """The cells of each province as they are read."""
    assert part.table is not None
    model = part.table.records_model
    return {row.place: [column.shown(row) for column in model.columns] for row in model.records}


def go_to(part: CouriersPart, place: str, column: str) -> None:
    """Put the cursor into a cell, as a click does."""
    table = part.table
    assert table is not None
    model = table.records_model
    row = model.row_of(lambda one: one.place == place)
    at = next(number for number, one in enumerate(model.columns) if one.name == column)
    table.setFocus()
    table.setCurrentIndex(model.index(row, at))
    table.selectRow(row)
    table.setCurrentIndex(model.index(row, at))


def test_two_couriers_are_compared_and_one_is_chosen(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], language: str, tmp_path: Path
) -> None:
    say, services, store = SAID[language], page_context.services, page_context.store
    mine = store.id or 0
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    services.imports.run_file(file, store)
    services.costs.keep(UnitCost(store_id=mine, product_id="600001", cost_fen=20_00, weight_grams=800))
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    with qtbot.waitExposed(page):
        page.show()
    settle()

    # From the preparation the prices of couriers are one click away; there are none yet.
    preparation = page.tabs.open("preparation")
    settle()
    click(preparation, "setup.preparation.couriers")
    settle()
    part: Any = page.tabs.part("couriers")
    assert part.isVisible() and part.stack.currentIndex() == 1

    # A pasted list: the row that is no province is named with its number; put right, all are kept.
    QGuiApplication.clipboard().setText(FIRST)
    click(part, "setup.couriers.paste")
    settle()
    dialog = part.dialog
    write("甲快递", dialog.courier.lineEdit())
    assert dialog.courier.currentText() == "甲快递"
    rows = dialog.table.records_model
    (wrong,) = [row for row in rows.records if row.problem is not None]
    assert wrong.row == 5 and say["refused"] in rows.columns[2].shown(wrong)
    assert say["head"] in dialog.head.text() and dialog.ok.isEnabled()
    dialog.cells.setPlainText(FIRST.replace("火星\t1\t2\t3\n", ""))
    assert all(row.problem is None for row in rows.records)
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settle()
    assert lines(part)["内蒙古"][2:] == ["甲快递", "8.00", "8.00", "14.00", "20.00", "32.00"]

    # A second one of another shape: the cheapest of each weight has a sign, what is not served says so.
    QGuiApplication.clipboard().setText(SECOND)
    click(part, "setup.couriers.paste")
    settle()
    part.dialog.courier.setEditText("乙快递")
    QTest.mouseClick(part.dialog.ok, Qt.MouseButton.LeftButton)
    settle()
    found = lines(part)
    assert found[""][0] == say["all"]
    assert found["浙江"][3:9] == ["3.00", "✓ 2.60", "3.00", "✓ 2.60", "✓ 4.00", "4.20"]
    assert found["新疆"][3:5] == ["✓ 15.00", say["away"]]
    assert found["浙江"][9:11] == ["✓ 5.00", "—"], "beyond the end of its list the second one has no price"
    # With the first one parcels go on as they did.
    assert found["浙江"][1:3] == ["3", "甲快递"] and say["goes"] in part.said.text()

    # One province goes with the other courier from today; then one that it does not serve is told.
    go_to(part, "浙江", "1000.乙快递")
    click(part, "setup.couriers.choose")
    settle()
    part.dialog["valid_from"].setText("2026-03-16")
    QTest.mouseClick(part.dialog.ok, Qt.MouseButton.LeftButton)
    settle()
    assert lines(part)["浙江"][2] == say["own"]
    today = page_context.clock.today()
    book = services.couriers.board(mine).book
    assert [book.freight("浙江省", 800, day) for day in (date(2026, 3, 15), today)] == [300, 260]
    services.couriers.choose(mine, ["新疆"], "乙快递", today)
    part.refresh()
    settle()
    assert say["hole"] in part.said.text()
    go_to(part, "新疆", "chosen")
    click(part, "setup.couriers.default")
    settle()
    assert say["hole"] not in part.said.text()

    # Other weights are typed; what is none leaves the columns and says so.
    part.weights.setFocus()
    part.weights.selectAll()
    write("800g 1.5kg", part.weights)
    QTest.keyClick(part.weights, Qt.Key.Key_Return)
    assert lines(part)["新疆"][3:] == ["✓ 15.00", say["away"], "✓ 27.00", say["away"]]
    part.weights.selectAll()
    write("heavy", part.weights)
    QTest.keyClick(part.weights, Qt.Key.Key_Return)
    assert "heavy" in part.refused.text() and len(lines(part)["新疆"]) == 7

    # The costs of the KPIs show the same lines.
    costs = CostsPart(page_context)
    qtbot.addWidget(costs)
    costs.show()
    settle()
    assert len(costs.lists["couriers"].table.records_model.records) == len(services.couriers.board(mine).rates) == 9

    # A campaign price counts the shipping that nobody typed: (3 x 3.00 + 15.00) / 4 before the choice, by hand
    # (3 x 2.60 + 15.00) / 4 = 5.70 with it; the product weighs 800 g.
    services.couriers.as_all_others(mine, ["浙江"])
    campaign = services.campaigns.create(
        Campaign(store_id=mine, name="sale", start=date(2026, 4, 1), end=date(2026, 4, 3))
    )
    offer = CampaignProduct(
        store_id=mine, campaign_id=campaign.id or 0, product_id="600001", title="Lamp", price_fen=30_00, cost_fen=20_00
    )
    grounds = services.couriers.grounds(mine, campaign.start)
    form = PriceForm(page_context, campaign, offer, [], [], grounds, page)
    qtbot.addWidget(form)
    told = unescape(form.answered())
    assert say["shipping"] in told and say["mean"] in told and say["dearest"] in told
    form["shipping"].setText("1")
    assert say["shipping"] not in unescape(form.answered()), "what is typed goes before the couriers"
    (kept,) = services.campaigns.products.save(campaign.id or 0, [offer])
    (answer,) = services.campaigns.view(campaign.id or 0).prices
    assert answer.profit_fen == 30_00 - 20_00 - 6_00, "the list of the campaign says what the form says"
    assert services.campaigns.reviews.grounds(campaign.id or 0).parcel_fen == 600
    assert kept.product_id == "600001"
