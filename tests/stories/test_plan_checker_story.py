"""The owner pastes a written plan, sees at once what does not agree, cures it with a click, and corrects a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.plan_words import What
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.plan_dialog import PlanCheckDialog
from shopdesk.infra import i18n
from tests.gui.hands import choose_data, click, edit_cell, press, write
from tests.gui.promotions.helpers import open_dialog

PLAN = "活动期 11.1-11.11 预计访客 20 万，转化率 3%，客单价 150 元，销售额 90 万，广告费占 15% 即 15 万"
Settle = Callable[[], None]


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def opened(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> PlanCheckDialog:
    # What Ctrl+K offers is what the page offers.
    next(one for one in page.actions_offered() if one.text() == i18n.tr("Check a written plan…")).trigger()
    settle()
    dialog = open_dialog(page, PlanCheckDialog)
    assert isinstance(dialog, PlanCheckDialog)
    qtbot.waitExposed(dialog)
    return dialog


def shown(qtbot: QtBot, page_context: PageContext, settle: Settle) -> PromotionsPage:
    page = PromotionsPage(page_context)
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    qtbot.waitExposed(page)
    settle()
    return page


def changes(dialog: PlanCheckDialog) -> dict[str, QPushButton]:
    found = [one for one in dialog.view.findChildren(QPushButton) if one.isVisible()]
    return {one.text(): one for one in found}


def put(dialog: PlanCheckDialog, row: int, column: str) -> None:
    """The cursor onto a cell."""
    model = dialog.table.records_model
    dialog.table.setCurrentIndex(model.index(row, [one.name for one in model.columns].index(column)))


def name(qtbot: QtBot, dialog: PlanCheckDialog, row: int, what: What) -> None:
    """Say in the table what a number is."""
    put(dialog, row, "what")
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    (box,) = dialog.table.viewport().findChildren(QComboBox)
    qtbot.waitUntil(box.view().isVisible)  # it opens by itself
    choose_data(box, what)


def test_a_pasted_plan_is_checked_cured_and_kept(
    qtbot: QtBot, page_context: PageContext, settle: Settle, language: str
) -> None:
    page = shown(qtbot, page_context, settle)
    dialog = opened(qtbot, page, settle)
    assert dialog.summary.text() == {"zh_CN": "还没有可核对的内容", "en": "Nothing to check yet"}[language]
    dialog.text.setFocus()
    write(PLAN)
    differs = {"zh_CN": "矛盾 1 处 · 一致 1 处", "en": "Contradictions: 1 · in agreement: 1"}[language]
    qtbot.waitUntil(lambda: dialog.summary.text() == differs)
    said = {
        "zh_CN": "✗ 销售额 90 万 的 15% 是 13.5 万，方案写的却是 15 万（广告费）。",
        "en": "✗ 15% of Sales 90 万 is 13.5 万, but the plan says 15 万 (Ads budget).",
    }[language]
    cures = {
        "zh_CN": ["广告费占比 15% → 16.67%", "广告费 15 万 → 13.5 万", "销售额 90 万 → 100 万（会使另外 1 处不符）"],
        "en": [
            "Share of Ads budget 15% → 16.67%",
            "Ads budget 15 万 → 13.5 万",
            "Sales 90 万 → 100 万 (then 1 more would differ)",
        ],
    }[language]
    qtbot.waitUntil(lambda: list(changes(dialog)) == cures)

    click(dialog, "promotions.plan.copy")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == said
    assert copied[1:4] == [f"    → {one}" for one in cures]

    qtbot.mouseClick(changes(dialog)[cures[1]], Qt.MouseButton.LeftButton)
    agrees = {"zh_CN": "没有矛盾 · 一致 2 处", "en": "Nothing contradicts itself · in agreement: 2"}[language]
    qtbot.waitUntil(lambda: dialog.summary.text() == agrees)
    assert dialog.text.toPlainText() == PLAN.replace("15 万", "13.5 万")
    dialog.text.setFocus()
    press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.summary.text() == differs)
    assert dialog.text.toPlainText() == PLAN

    click(dialog, "promotions.plan.close")
    settle()
    assert opened(qtbot, page, settle).text.toPlainText() == PLAN
    settle()


def test_a_figure_is_corrected_in_the_table_and_shown_in_the_text(
    qtbot: QtBot, page_context: PageContext, settle: Settle
) -> None:
    dialog = opened(qtbot, shown(qtbot, page_context, settle), settle)
    dialog.text.setFocus()
    write("🎉来的人 20万，转化率3%，客单价150元，销售额95万")
    qtbot.waitUntil(lambda: dialog.table.records_model.rowCount() == 4)
    model = dialog.table.records_model
    assert model.record(0).what is What.UNCLEAR
    assert not dialog.summary.text().startswith("Contradictions")

    # The cursor of the table leads to the place in the text, however wide the letters before it are.
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(model.index(3, 0))
    assert dialog.text.textCursor().selectedText() == "95万"

    name(qtbot, dialog, 0, What.ROI)
    settle()
    name(qtbot, dialog, 1, What.SALES)
    settle()
    assert dialog.problem.text() == "“3%” cannot be that: its unit says otherwise."
    name(qtbot, dialog, 0, What.VISITORS)
    qtbot.waitUntil(lambda: "Sales 95万 → 90万" in changes(dialog))

    put(dialog, 3, "written")
    edit_cell(dialog.table, "a lot")
    settle()
    assert dialog.problem.text() == "“a lot” is not a number. Write it like 20万, 3% or 1,500-2,000."
    put(dialog, 3, "written")
    edit_cell(dialog.table, "90万元")
    qtbot.waitUntil(lambda: dialog.summary.text() == "Nothing contradicts itself · in agreement: 1")
    assert dialog.text.toPlainText().endswith("销售额90万元")
    assert model.record(0).what is What.VISITORS
    settle()


def test_every_example_can_be_filled_in_and_taken_back(
    qtbot: QtBot, page_context: PageContext, settle: Settle, language: str
) -> None:
    dialog = opened(qtbot, shown(qtbot, page_context, settle), settle)
    slips = []
    for action in dialog.example.menu().actions():
        action.trigger()
        settle()
        slips.append(dialog.summary.text().startswith(("矛盾", "Contradictions")))
    assert slips == [True, True, False]
    click(dialog, "promotions.plan.clear")
    settle()
    assert dialog.text.toPlainText() == ""
    dialog.text.setFocus()
    press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.table.records_model.rowCount() > 0)
    settle()
