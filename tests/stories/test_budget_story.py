"""An owner starts from a published plan, pastes lines, enters what was paid, watches the cash and takes it along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.setup.budget import MoneyKind, Outlook
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.budget_dialogs import PresetDialog
from shopdesk.gui.pages.setup.budget_payments import PaymentForm, PaymentsDialog, PickDialog
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.pages.setup.print_dialog import SetupPrintDialog
from shopdesk.infra.i18n import set_language
from tests.gui.hands import choose_data, click, write
from tests.stories.money_shop import statement_file

Settle = Callable[[], None]


@pytest.fixture(params=["en", "zh_CN"])
def page(request: pytest.FixtureRequest, qtbot: QtBot, page_context: PageContext, wait: Settle) -> SetupPage:
    set_language(request.param)
    page_context.services.stores.update(replace(page_context.store, opened_on=None))
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    wait()
    page.tabs.open("budget")
    return page


def dialog(page: SetupPage, kind: type) -> Any:
    found = [one for one in page.context.window.findChildren(kind) if one.isVisible()]
    found += [one for one in page.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def told(page: SetupPage, name: str) -> str:
    label = page.budget.findChild(QLabel, name)
    assert label is not None
    return label.text().replace("\u200b", "")


def said(page: SetupPage, english: str, chinese: str) -> str:
    return chinese if page.follow.text().startswith("查看") else english


def take_over(page: SetupPage, place: int, day: str, wait: Settle) -> str:
    """Take a plan over for a day; what the form said of it."""
    page.budget.tabs.open("phases")
    if page.budget.empty.isVisible():
        click(page.budget.empty, "emptyState.action")
    else:
        click(page.budget, "setup.budget.preset")
    form = dialog(page, PresetDialog)
    form["choice"].setCurrentIndex(place)
    field = form.editors["start"]
    field.set_value(date.fromisoformat(day))
    words = " ".join(one.text() for one in form.findChildren(QLabel))
    form.ok.click()
    wait()
    return words


def test_plan_b_is_laid_out_from_an_own_day_and_its_total_is_explained(page: SetupPage, wait: Settle) -> None:
    assert page.budget.empty.isVisible()
    words = take_over(page, 1, "2026-02-01", wait)
    cause = said(page, "The total leaves out: Campaign money (400,000.00).", "合计漏掉了：活动资金（400,000.00）。")
    assert cause in words, "it is said before anything is kept"
    assert cause in told(page, "setup.budget.verdict")
    view = page.budget_view
    assert view is not None
    assert [money.phase.starts_on.isoformat() for money in view.phases] == ["2026-02-01", "2026-04-01", "2026-09-01"]
    assert view.lines[0].on_day == date(2026, 3, 1), "the deposit is paid in month 2"
    assert said(page, "No target is known yet", "还不知道目标") in told(page, "setup.budget.findings")
    # Plan A says more than its phases, and no line explains that; what its own list says differs in one part.
    words = take_over(page, 0, "2026-03-10", wait)
    assert said(page, "its lines come to 85,000.00", "它的各行相加为 85,000.00") in words
    assert said(page, "No line, kind or phase explains the difference.", "没有哪一行") in told(
        page, "setup.budget.verdict"
    )
    # Plan C says no amounts: they are not known, and are no 0.
    take_over(page, 2, "2026-03-10", wait)
    assert said(page, "5 lines have no amount yet", "5 行还没有金额") in told(page, "setup.budget.findings")
    amounts = {line.amount_fen for line in page.budget_view.lines}  # type: ignore[union-attr]
    assert amounts == {None}


def paste(page: SetupPage, rows: list[list[str]], wait: Settle) -> Any:
    """Paste rows into the list of lines; the preview."""
    part = page.budget.tabs.open("lines")
    wait()
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    click(part, "setup.budget.lines.paste")
    wait()
    return part.panel.dialog


def test_lines_are_pasted_paid_and_followed_to_the_lowest_day(
    page: SetupPage, wait: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    budget, store_id = page.context.services.setup.budget, page.context.store_id
    take_over(page, 3, "2026-02-01", wait)
    part = page.budget.tabs.open("lines")
    wait()
    first, second = (money.phase for money in page.budget_view.phases[:2])  # type: ignore[union-attr]
    headings = said(page, "Phase|Kind|What for|Planned|Paid on|Colour", "阶段|类型|用途|计划|付款日|颜色").split("|")
    kinds = said(page, "Deposit|Ads|Goods", "保证金|推广|货款").split("|")
    long = "长" * 60
    preview = paste(
        page,
        [
            headings,
            [first.title, kinds[0], "", "600", "2026-02-02", "red"],
            [first.title, kinds[1], long, "150", "", ""],
            [second.title, kinds[2], "Spring", "1" * 20, "", ""],
            [second.title, kinds[2], "Summer", "700", "1900-01-01", ""],
            ["Nowhere", kinds[2], "Autumn", "700", "", ""],
            [second.title, kinds[2], "长" * 61, "700", "", ""],
        ],
        wait,
    )
    verdicts = [preview._verdict(row) for row in preview.table.records_model.records]
    assert [bool(row.problems) for row in preview.table.records_model.records] == [False, False, True, True, True, True]
    assert all(verdicts), "each row says what happens to it"
    next(one for one in preview.findChildren(QPushButton) if one.isDefault()).click()
    wait()
    lines = budget.view(store_id).lines
    assert (MoneyKind.DEPOSIT, 600_00) in [(line.kind, line.amount_fen) for line in lines]
    assert (long, 150_00) in [(line.name, line.amount_fen) for line in lines]

    # The statement of February is there: the deposit is picked from it, ads are found by a rule, once each.
    page.context.services.imports.run([statement_file(tmp_path)], page.context.store)
    wait()
    ads = next(line for line in lines if line.name == long)
    deposit = next(line for line in lines if line.kind is MoneyKind.DEPOSIT)
    assert part.table.select(lambda one: one.id == ads.id)
    click(part, "setup.budget.lines.edit")
    choose_data(part.dialog["statement_kind"], "ads_topup")
    part.dialog.ok.click()
    wait()
    part.table.select(lambda one: one.id == deposit.id)
    click(part, "setup.budget.lines.payments")
    wait()
    payments = dialog(page, PaymentsDialog)
    click(payments, "setup.budget.payments.pick")
    wait()
    picking = payments.findChild(PickDialog)
    assert picking.table.select(lambda one: one.amount == -500_00)
    click(picking, "setup.budget.payments.picking.keep")
    wait()
    click(payments, "setup.budget.payments.type")
    typed = payments.findChild(PaymentForm)
    typed["amount_fen"].setText("40")
    typed.ok.click()
    wait()
    assert payments.table.records_model.rowCount() == 2
    payments.reject()
    cells = {line.id: (line.actual_fen, line.over_fen) for line in budget.paid.view(store_id).lines}
    assert cells[deposit.id] == (540_00, -60_00)
    assert cells[ads.id] == (100_00, -50_00)
    assert said(page, "paid 640.00", "实付 640.00") in part.said.text()
    picked = page.context.services.setup.budget.paid.offered(store_id, deposit)
    assert not {-500_00, -100_00} & {one.amount for one in picked}, "what counts is not offered again"
    # One undo takes the typed payment back.
    page.context.services.history.undo()
    wait()
    assert said(page, "paid 600.00", "实付 600.00") in part.said.text()

    # The cash: money at the start, the lowest day in words, read by the arrow keys, in three outlooks.
    page.budget.tabs.open("cash")
    field = page.budget.cash.box["start_money_fen"]
    field.setFocus()
    write("1000", field)
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait()
    lowest = page.budget_view.curves[Outlook.EXPECTED].lowest  # type: ignore[union-attr]
    assert (lowest.day, lowest.cash_fen) == (date(2026, 2, 2), 250_00)
    assert said(
        page, "The cash is lowest on 2026-02-02: 250.00 are left.", "2026-02-02 现金最低：还剩 250.00。"
    ) == told(page, "setup.budget.lowest")
    chart = page.budget.cash.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reader_points()[chart.point].startswith("2026-02-02 · ")
    assert said(page, "(lowest)", "(最低)") in chart.reader_points()[chart.point]
    factor = page.budget.cash.box["bold_sales"]
    factor.setFocus()
    factor.selectAll()
    write("50%", factor)
    QTest.keyClick(factor, Qt.Key.Key_Return)
    wait()
    assert factor.accessibleDescription(), "a bold outlook that sells less is refused in a sentence"
    assert said(page, "no phase has a target yet", "各阶段尚未填写销售目标") == told(page, "setup.budget.expected.back")

    # On paper and as a workbook that reckons.
    click(page.budget, "setup.budget.print")
    wait()
    printing = dialog(page, SetupPrintDialog)
    assert printing.chosen.name == "budget"
    assert printing.chosen.pages()
    target = tmp_path / "budget.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    click(printing, "setupPrint.budgetExcel")
    wait()
    book = load_workbook(target)
    assert len(book.sheetnames) == 6
    formulas = [cell.value for sheet in book for row in sheet for cell in row if str(cell.value).startswith("=")]
    assert any("SUMPRODUCT" in one for one in formulas)
    assert any(one.startswith("=MIN(") for one in formulas)
