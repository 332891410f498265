"""The owner takes in an ads report, sets a budget, sees that it runs out early, looks behind it, and enters plans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.ads.records import AdsChannel, AffiliateKind
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.ads_dialog import AdsDialog
from shopdesk.gui.pages.promotions.ads_start_form import AdsStartForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.infra import i18n
from tests.gui.hands import choose_data, click, edit_cell
from tests.gui.promotions.helpers import open_dialog
from tests.import_files import write_csv

Settle = Callable[[], None]
MARCH = 2
"""Its row."""
HEADING = ["日期", "计划ID", "主体ID", "展现量", "点击量", "花费", "总成交金额"]
SAID = {
    "zh_CN": {
        "menu": "推广与淘宝客…",
        "budget": "全站推广：预算",
        "spent": "全站推广：已花",
        "rest": "全站推广（其余）：已花",
        "early": "全站推广：按目前的花费，2026-03 的预算只够到 2026-03-24，提前 7 天用完。",
        "none": "2026 年的推广报表没有淘宝客数据。",
    },
    "en": {
        "menu": "Ads and affiliates…",
        "budget": "Whole-site ads: budget",
        "spent": "Whole-site ads: spent",
        "rest": "Whole-site ads, the rest: spent",
        "early": "Whole-site ads: at the spend so far the budget of 2026-03 lasts to 2026-03-24, 7 days too short.",
        "none": "The ads reports of 2026 say nothing of affiliates.",
    },
}


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def shown(qtbot: QtBot, page_context: PageContext, settle: Settle) -> PromotionsPage:
    page = PromotionsPage(page_context)
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    qtbot.waitExposed(page)
    settle()
    return page


def text(table: Any, header: str, row: int = MARCH) -> str:
    model = table.records_model
    return next(one for one in model.columns if one.header == header).shown(model.record(row))


def point(table: Any, header: str, row: int = MARCH) -> None:
    model = table.records_model
    place = next(place for place, one in enumerate(model.columns) if one.header == header)
    table.setFocus()
    table.setCurrentIndex(model.index(row, place))


def test_a_budget_of_ads_from_the_report_to_the_plan_of_affiliates(
    qtbot: QtBot, page_context: PageContext, settle: Settle, language: str, tmp_path: Path
) -> None:
    say, services, store = SAID[language], page_context.services, page_context.store
    # Ten days at 100 yuan: 60 for one plan and product, 40 for another.
    days = [f"2026-03-{day:02}" for day in range(1, 11)]
    report = [[day, *row] for day in days for row in (["7701", "600001", "900", "30", "60.00", "240"],
                                                      ["7702", "600002", "600", "20", "40.00", "80"])]  # fmt: skip
    services.imports.run_file(write_csv(tmp_path / "商品报表_20260311.csv", [HEADING, *report]), store)

    page = shown(qtbot, page_context, settle)
    next(one for one in page.actions_offered() if one.text() == say["menu"]).trigger()
    settle()
    dialog = open_dialog(page, AdsDialog)
    assert isinstance(dialog, AdsDialog)
    qtbot.waitExposed(dialog)
    assert text(dialog.months.table, say["spent"]) == "1,000.00"

    # What published plans begin with is looked at, and taken for this month and the two after it.
    click(dialog.months, "promotions.ads.months.start")
    settle()
    form = dialog.months.findChildren(AdsStartForm)[-1]
    choose_data(form["channel"], AdsChannel.SITE_ADS)
    choose_data(form["plan"], "flat")
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert text(dialog.months.table, say["budget"]) == "3,000.00"
    assert text(dialog.months.table, say["budget"], MARCH + 2) == "3,000.00"
    assert "2026-03-30" in dialog.months.warnings.text(), "100 a day reach for thirty of 31 days"

    # The owner has less: the budget is typed over in its cell, and the window says when it is used up.
    point(dialog.months.table, say["budget"])
    edit_cell(dialog.months.table, "2400")
    settle()
    assert dialog.months.warnings.text() == say["early"]

    # Enter on what was spent shows the rows of the file.
    point(dialog.months.table, say["spent"])
    QTest.keyClick(dialog.months.table, Qt.Key.Key_Return)
    settle()
    (rows,) = [one for one in dialog.findChildren(QDialog) if one.objectName() == "kpi.rows" and one.isVisible()]
    assert "1,000.00" in rows.foot.text() and rows.panel.table.records_model.rowCount() == 20
    rows.reject()
    settle()

    # One plan gets a budget of its own: its rows leave the rest of the programme.
    click(dialog.months, "promotions.ads.months.new")
    settle()
    entry = dialog.budgets.dialog
    choose_data(entry["channel"], AdsChannel.SITE_ADS)
    entry.editors["plan"].set_value("春季 7701")
    entry.editors["amount_fen"].set_value(150_000)
    QTest.mouseClick(entry.ok, Qt.MouseButton.LeftButton)
    settle()
    dialog.tabs.setCurrentWidget(dialog.months)
    settle()
    own = {"zh_CN": "春季 7701：已花", "en": "春季 7701: spent"}[language]
    assert (text(dialog.months.table, own), text(dialog.months.table, say["rest"])) == ("600.00", "400.00")

    # By product, together again what the month cost.
    dialog.tabs.setCurrentWidget(dialog.products)
    settle()
    lines = dialog.products.table.records_model.records
    assert sum(one.cell.spent_fen for one in lines) == 100_000

    # A plan of affiliates is entered; no report speaks of affiliates, and that is said.
    dialog.tabs.setCurrentWidget(dialog.affiliates)
    settle()
    click(dialog.affiliates, "promotions.ads.affiliates.new")
    plan = dialog.affiliates.dialog
    plan.editors["name"].set_value("定向")
    choose_data(plan["kind"], AffiliateKind.TARGETED)
    plan.editors["rate"].set_value(Decimal("0.1"))
    plan.editors["who"].set_value("家居博主")
    QTest.mouseClick(plan.ok, Qt.MouseButton.LeftButton)
    settle()
    (kept,) = dialog.affiliates.table.records_model.records
    assert (kept.kind, kept.rate, kept.who, kept.start) == (
        AffiliateKind.TARGETED, Decimal("0.1"), "家居博主", date(2026, 3, 16),
    )  # fmt: skip
    assert say["none"] in dialog.affiliates.said.text()
    click(dialog, "promotions.ads.close")
    settle()
