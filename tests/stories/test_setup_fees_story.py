"""An owner asks what a store costs on a day, compares two, plans with one, and keeps own figures with their source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from shopdesk.domain.setup.fees import FeeItem
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.fee_compare import FeeCompareDialog
from shopdesk.gui.pages.setup.fee_form import FeeForm
from shopdesk.gui.pages.setup.fee_rules import FeeRulesDialog
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.print_dialog import PrintDialog
from shopdesk.infra.i18n import set_language
from tests.gui.hands import choose_data, click, write

Settle = Callable[[], None]
LANGUAGES = ("en", "zh_CN")
MAY = date(2026, 5, 1)


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, qtbot: QtBot, page_context: PageContext, wait: Settle) -> SetupPage:
    set_language(request.param)
    page_context.services.stores.update(replace(page_context.store, opened_on=None))
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    wait()
    page.tabs.open("fees")
    return page


def dialog(page: SetupPage, kind: type) -> Any:
    found = [one for one in page.findChildren(kind) + page.context.window.findChildren(kind) if one.isVisible()]
    assert len({id(one) for one in found}) == 1
    return found[0]


def said(page: SetupPage, english: str, chinese: str) -> str:
    return chinese if page.follow.text().startswith("查看") else english


def label(page: SetupPage, name: str) -> str:
    found = page.fees.findChild(QLabel, f"setup.fees.{name}")
    assert found is not None
    # Long words may break anywhere on screen; what is read is the same.
    return found.text().replace("\u200b", "")


def texts(page: SetupPage, item: FeeItem) -> str:
    row = page.fees.findChild(object, f"setup.fees.line.{item.value}")
    return " ".join(one.text().replace("\u200b", "") for one in row.findChildren(QLabel))


def type_in(qtbot: QtBot, field: QLineEdit, text: str, wait: Settle) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    wait()


def test_what_a_store_costs_on_a_day_with_rule_source_and_what_comes_later(
    qtbot: QtBot, page: SetupPage, wait: Settle
) -> None:
    choose_data(page.fees.box["trademark"], "tm")
    wait()
    choose_data(page.fees.box["category"], "womens_wear")
    wait()
    assert said(page, "Enter the expected sales.", "请填写预计销售额。") in label(page, "doubt.cash")
    type_in(qtbot, page.fees.sales, "360000", wait)
    # Today: 100,000 with a TM mark, no yearly fee, 0.6 % and 5 % of 360,000.
    assert [label(page, name) for name in ("tied", "year", "cash")] == ["100,000.00", "20,160.00", "120,160.00"]
    assert label(page, "doubt.cash") == "", "sources agree on every figure"

    # By the rules of the last day of August 2024 half of 60,000 comes back from 360,000 of sales on.
    type_in(qtbot, page.fees.day, "2024-08-31", wait)
    assert [label(page, name) for name in ("year", "cash")] == ["48,000.00", "178,000.00"]
    assert said(page, "after 30,000.00 back", "返还 30,000.00") in texts(page, FeeItem.YEARLY_FEE)
    changes = label(page, "changes")
    assert said(page, "Later: From 2024-09-01: Yearly service fee 0.00, before 60,000.00",
                "之后：2024-09-01 起：年费 0.00，之前为 60,000.00") in changes  # fmt: skip
    assert said(page, "Transition of 2024", "2024 年过渡") in label(page, "note.2")
    click(page, "setup.fees.noteLink.2")
    assert QGuiApplication.clipboard().text() == "http://m.fenjinzi.com/16402.html"
    type_in(qtbot, page.fees.day, "2011-01-01", wait)
    assert said(page, "No rules of 2011-01-01 are known.", "没有 2011-01-01 当时的规则") in label(page, "rules")
    click(page, "setup.fees.atOpening")
    wait()
    assert label(page, "year") == "20,160.00"

    # Where it is from is copied; no page is opened.
    click(page, "setup.fees.link.commission")
    assert QGuiApplication.clipboard().text().startswith("https://")

    # A category nobody confirmed says so at every figure that it goes into.
    choose_data(page.fees.box["category"], "phones")
    wait()
    doubt = said(page, "! Not confirmed: Commission", "! 未证实：佣金（扣点）")
    assert [doubt in label(page, f"doubt.{name}") for name in ("tied", "year", "cash", "break_even")] == [
        False, True, True, True,
    ]  # fmt: skip


def test_a_category_of_ones_own_has_own_figures_with_their_source(qtbot: QtBot, page: SetupPage, wait: Settle) -> None:
    name = "手工皂" * 20
    click(page, "setup.fees.ownCategory")
    form = dialog(page, FeeForm)
    write(name, form["category"].lineEdit())
    form["rate"].setText("3%")
    form.ok.click()
    wait()
    assert said(page, "“Source” is empty", "“来源”") in form.said()
    write("商家后台", form["source"])
    form["rate"].setText("300%")
    form.ok.click()
    wait()
    assert form.isVisible() and form.said()
    form["rate"].setText("3%")
    form.ok.click()
    wait()
    assert page.fees.box["category"].currentText() == name
    row = texts(page, FeeItem.COMMISSION)
    assert "3.00%" in row and said(page, "Own figure, not confirmed", "自填，未核实") in row
    assert said(page, "shipped: 5.00%", "内置：5.00%") in row
    page.context.services.history.undo()
    page.context.services.history.undo()
    wait()
    assert page.context.services.setup.fees.versions.of(page.context.store_id).own == ()
    assert page.fees.box["category"].currentData() == "other"


def test_rules_are_read_overridden_from_a_day_on_and_restored(qtbot: QtBot, page: SetupPage, wait: Settle) -> None:
    fees, store_id = page.context.services.setup.fees, page.context.store_id
    click(page, "setup.fees.editRules")
    rules = dialog(page, FeeRulesDialog)
    wait()
    part = rules.part
    assert part.shipped.records_model.rowCount() > 50
    assert said(page, "JD, Pinduoduo, Douyin", "京东、拼多多、抖音") in part.unsourced.text()
    assert part.shipped.select(
        lambda one: (
            one.figure.item is FeeItem.DEPOSIT
            and one.figure.store_type == "flagship"
            and one.figure.trademark == "r"
            and one.valid_to is None
        )
    )
    click(part, "setup.feeRules.shippedLink")
    assert QGuiApplication.clipboard().text() == "https://www.maijiaw.com/article/550609"
    click(part, "setup.feeRules.fromShipped")
    form = dialog(page, FeeForm)
    assert form["amount_fen"].text() == "50,000.00"
    form["amount_fen"].setText("9" * 20)
    form["valid_from"].set_day(MAY)
    write("商家后台公告", form["source"])
    write("https://example.com/fees", form["link"])
    form["verified"].setChecked(True)
    form.ok.click()
    wait()
    assert form.isVisible() and form.said(), "twenty figures are no deposit"
    form["amount_fen"].setText("3万")
    form.ok.click()
    wait()
    (kept,) = fees.versions.of(store_id).own
    assert (kept.amount_fen, kept.valid_from, kept.verified, kept.store_type) == (30_000_00, MAY, True, "flagship")
    click(part, "setup.feeRules.link")
    assert QGuiApplication.clipboard().text() == "https://example.com/fees"

    # What begins later is named; by the rules of its day it holds.
    assert said(page, "Later: From 2026-05-01: Deposit 30,000.00, before 50,000.00",
                "之后：2026-05-01 起：保证金 30,000.00，之前为 50,000.00") in label(page, "changes")  # fmt: skip
    assert label(page, "tied") == "50,000.00"
    assert fees.view(store_id, MAY).estimate.tied_up_fen == 30_000_00

    # A second one from the same day is refused in words; changed by two at once, the later is told.
    click(part, "setup.feeRules.edit")
    form = dialog(page, FeeForm)
    fees.versions.keep(replace(kept, note="电话确认"))
    form["amount_fen"].setText("3.1万")
    form.ok.click()
    wait()
    (kept,) = fees.versions.of(store_id).own
    assert (kept.amount_fen, kept.note) == (31_000_00, "电话确认"), "both edits are kept"
    click(part, "setup.feeRules.allShipped")
    wait()
    assert fees.versions.of(store_id).own == ()
    page.context.services.history.undo()
    wait()
    assert len(fees.versions.of(store_id).own) == 1
    click(part, "setup.feeRules.remove")
    wait()
    assert fees.versions.of(store_id).own == ()
    click(rules, "setup.feeRules.close")


def test_two_stores_are_compared_printed_and_the_chosen_one_planned_with(
    qtbot: QtBot, page: SetupPage, wait: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup, store_id = page.context.services.setup, page.context.store_id
    click(page, "setup.fees.compare")
    compare = dialog(page, FeeCompareDialog)
    wait()
    for box in compare.boxes:
        choose_data(box["category"], "shoes")
        type_in(qtbot, box["expected_year_fen"], "1000000", wait)
    choose_data(compare.boxes[1]["store_type"], "multi_brand")
    choose_data(compare.boxes[1]["trademark"], "tm")

    def row(code: str) -> list[str]:
        place = next(number for number, one in enumerate(compare.rows()) if one.code == code)
        return [str(compare.table.records_model.index(place, column).data()) for column in range(1, 5)]

    assert row("deposit") == ["50,000.00", "150,000.00", "▲ +100,000.00", ""]
    assert row("commission") == ["5.00%", "5.00%", "=", ""]
    assert row("cash")[:3] == ["106,000.00", "206,000.00", "▲ +100,000.00"]

    # Another platform has its own types; what nobody knows is said and is not nought.
    choose_data(compare.boxes[1]["platform"], "douyin")
    wait()
    assert compare.boxes[1].record.store_type == "general"
    assert row("deposit")[1:3] == ["—", said(page, "≠ not known", "≠ 未知")]
    assert said(page, "B: Not known: Deposit", "B: 未知：保证金") in row("deposit")[3]
    choose_data(compare.boxes[1]["platform"], "tmall")
    choose_data(compare.boxes[1]["trademark"], "tm")
    type_in(qtbot, compare.boxes[1]["day"], "2024-08-31", wait)
    assert said(page, "Later: From 2024-09-01", "之后：2024-09-01 起") in compare.said[1].text().replace("\u200b", "")
    assert row("yearly_fee")[1] == "60,000.00"

    click(compare, "setup.feeCompare.print")
    paper = dialog(page, PrintDialog)
    assert paper.chosen.pages()
    paper.reject()
    target = tmp_path / "two.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    click(compare, "setup.feeCompare.excel")
    wait()
    book = load_workbook(target)
    assert len(book.sheetnames) == 1, "there is no budget in it"
    cells = [[cell.value for cell in line] for line in book.active.iter_rows()]
    (deposit,) = [line for line in cells if line[0] == said(page, "Deposit", "保证金")]
    assert [Decimal(str(value)) for value in deposit[1:4]] == [50_000, 100_000, 50_000]

    click(compare, "setup.feeCompare.takeB")
    wait()
    assert not isValid(compare), "it closed"
    plan = setup.fees.view(store_id).plan
    assert (plan.trademark, plan.category, plan.expected_year_fen) == ("tm", "shoes", 1_000_000_00)
    money = setup.budget.view(store_id)
    assert [line.amount_fen for line in money.phases[0].lines] == [100_000_00, 60_000_00]
    assert money.plan.commission == Decimal("0.05")
    assert label(page, "tied") == "100,000.00"
    page.context.services.history.undo()
    wait()
    assert setup.budget.view(store_id).phases == ()
