"""The owner pastes the plan of the range from a spreadsheet, sees what does not agree, and lets the targets follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Hero
from shopdesk.domain.products import Product
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.assortment_dialog import AssortmentDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.infra import i18n
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog
from tests.kpi_data import add_product_days

Settle = Callable[[], None]
NAME = "promotions.assortment"
ROWS = {
    "zh_CN": (
        "年\t季度\t商品分组\t规划角色\t计划款数\t计划件数\t计划单价\t计划金额\t目标占比",
        "2026\t1\t羽绒服\t爆款\t2\t100\t300\t30000\t60%",
        "2026\t1\t围巾\t常规款\t5\t200\t100\t30000\t30%",
    ),
    "en": (
        "Year\tQuarter\tProduct group\tRole in the plan\tPlanned products\tPlanned pieces\t"
        "Planned price\tPlanned amount\tWanted share",
        "2026\t1\t羽绒服\tHeroes\t2\t100\t300\t30000\t60%",
        "2026\t1\t围巾\tThe rest\t5\t200\t100\t30000\t30%",
    ),
}


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def opened(qtbot: QtBot, context: PageContext, settle: Settle) -> AssortmentDialog:
    page = PromotionsPage(context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    settle()
    # What Ctrl+K offers is what the page offers.
    next(one for one in page.actions_offered() if one.text() == i18n.tr("Assortment plan…")).trigger()
    settle()
    dialog = open_dialog(page, AssortmentDialog)
    assert isinstance(dialog, AssortmentDialog)
    return dialog


def test_a_pasted_plan_is_checked_and_the_targets_follow(
    qtbot: QtBot, page_context: PageContext, settle: Settle, language: str
) -> None:
    store_id, services = page_context.store_id, page_context.services
    day = {"day": date(2026, 3, 1), "product_id": "1", "title": "羽绒服 A"}
    add_product_days(services.ctx, store_id, [{**day, "category": "羽绒服", "paid_pieces": 4, "paid_fen": 120_000}])
    services.campaigns.heroes.save(Hero(store_id=store_id, product_id="1"))
    services.products.keep(Product(store_id=store_id, product_id="2", product_group="围巾"))
    services.targets.set_year(store_id, 2026, 24_000_000)
    services.targets.set_month(store_id, date(2026, 2, 1), 2_500_000)
    before = services.targets.year(store_id, 2026)
    part = opened(qtbot, page_context, settle).part
    assert not part.remove.isEnabled(), "nothing is planned of what is only there"
    QGuiApplication.clipboard().setText("\n".join(ROWS[language]))
    click(part, f"{NAME}.paste")
    settle()
    assert part.panel.dialog is not None
    part.panel.dialog.ok.click()
    settle()
    text = part.table.records_model.as_text().splitlines()
    coat = next(line.split("\t") for line in text if "羽绒服" in line and "60%" in line)
    # Shares of products, pieces and amount; products now and sold, pieces and amount sold, price.
    assert coat[-8:] == ["28.6%", "33.3%", "50.0%", "1", "1", "4", "1,200.00", "300.00"]
    scarf = next(line.split("\t") for line in text if "围巾" in line and "30%" in line)
    assert scarf[-8:] == ["71.4%", "66.7%", "50.0%", "1", "0", "0", "0.00", "—"]
    told = {
        "zh_CN": [
            "第 1 季度 围巾 常规款：200 件 × 100.00 元是 20,000.00 元，计划金额却是 30,000.00 元",
            "第 1 季度：目标占比合计 90.0%，不是 100%。",
            "第 1 季度 羽绒服 爆款：30,000.00 元占该季度的 50.0%，目标占比是 60.0%。",
            "第 1 季度：计划 60,000.00 元，各月目标合计 ",
        ],
        "en": [
            "Quarter 1, 围巾, The rest: 200 pieces at 100.00 yuan are 20,000.00 yuan, planned are 30,000.00 yuan",
            "Quarter 1: the wanted shares come to 90.0%, not 100%.",
            "Quarter 1, 羽绒服, Heroes: 30,000.00 yuan are 50.0% of the quarter, wanted are 60.0%.",
            "Quarter 1: 60,000.00 yuan are planned, the targets of its months come to ",
        ],
    }[language]
    for words in told:
        assert words in part.follow.text.text()

    click(part, f"{NAME}.follow")
    shown = part.follow.text.text()
    assert {"zh_CN": "2026-02 固定为 25,000.00 元，不变。", "en": "2026-02 stays at 25,000.00 yuan."}[language] in shown
    assert services.targets.year(store_id, 2026) == before, "looking changes nothing"
    click(part, f"{NAME}.no")
    click(part, f"{NAME}.follow")
    click(part, f"{NAME}.yes")
    settle()
    after = services.targets.year(store_id, 2026)
    assert sum(value for month, value in after.items() if month.month <= 3) == 6_000_000
    assert after[date(2026, 2, 1)] == 2_500_000 and after[date(2026, 4, 1)] == before[date(2026, 4, 1)]
    assert services.targets.year_total(store_id, 2026) == sum(after.values())
    assert told[-1] not in part.follow.text.text(), "plan and targets agree"
    click(part, f"{NAME}.undo")
    settle()
    assert services.targets.year(store_id, 2026) == before
    assert told[-1] in part.follow.text.text()


def test_a_row_that_sold_is_planned_with_a_form(
    qtbot: QtBot, page_context: PageContext, settle: Settle, language: str
) -> None:
    store_id, services = page_context.store_id, page_context.services
    services.products.keep(Product(store_id=store_id, product_id="2", product_group="围巾"))
    part = opened(qtbot, page_context, settle).part
    assert not part.follow.follow.isEnabled()
    unplanned = {"zh_CN": "2026 年还没有规划。", "en": "Nothing is planned for 2026 yet."}[language]
    assert part.follow.text.text().startswith(unplanned), "a button that is grey has its reason beside it"
    part.table.selectRow(0)
    click(part, f"{NAME}.edit")
    assert part.dialog is not None
    qtbot.keyClicks(part.dialog["amount_fen"], "1234.50")
    part.dialog.ok.click()
    settle()
    (line,) = [one for one in services.assortment.board(store_id, 2026).lines if one.row.id is not None]
    assert (line.row.product_group, line.row.amount_fen, line.now) == ("围巾", 123_450, 1)
    assert "1,234.50" in part.sums.text()
    agreed = {"zh_CN": "这份规划没有互相矛盾之处。", "en": "Nothing contradicts itself in this plan."}[language]
    assert part.follow.text.text() == agreed
    services.assortment.keep(replace(line.row, amount_fen=None))
    settle()
    lacking = {"zh_CN": "每一行都有计划金额后", "en": "as soon as every row of a quarter has an amount"}[language]
    assert lacking in part.follow.text.text() and not part.follow.follow.isEnabled()
    click(part, f"{NAME}.remove")
    settle()
    assert not [one for one in services.assortment.board(store_id, 2026).lines if one.row.id is not None]
