"""The wages as an owner makes them: compute, look why, be refused, fill in, lock, hand out the slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.payroll.runs import RunState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.gui.pages.people.pay.lock_dialog import LockDialog
from shopdesk.gui.pages.people.pay.part import PayPart
from shopdesk.gui.pages.people.pay.workbook_dialog import WorkbookDialog
from tests.gui.hands import ModelRules, click, click_on
from tests.storage.test_payroll_cli import MONTH, STORE, people, workbook

Settle = Callable[[], None]
FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def pay(qtbot: QtBot, page_context: PageContext, settle: Settle) -> PayPart:
    page = PeoplePage(page_context)
    qtbot.addWidget(page)
    page.resize(1240, 740)
    page.show()
    page.activateWindow()
    settle()
    page.tabs.setFocus()
    QTest.keyClick(page, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    part: PayPart = page.tabs.shown
    assert isinstance(part, PayPart)
    return part


def chooses(monkeypatch: pytest.MonkeyPatch, opened: Path | None = None, saved: Path | None = None) -> None:
    """The system's dialogs answer with these files."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(opened or ""), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(saved or ""), ""))


def book(path: Path, *, without: str = "", **cells: Mapping[str, Any]) -> Path:
    """The four people with their month, perhaps without one column of the month."""
    month = [{name: value for name, value in row.items() if name != without} for row in MONTH]
    return workbook(path, {"人员": people(**cells), "当月": month, "店铺": STORE})


def cell(part: PayPart, name: str, person: str) -> str:
    model = part.table.records_model
    column = [one.name for one in model.columns].index(name)
    return str(model.index(model.row_of(lambda slip: slip.name == person), column).data())


def taken(part: PayPart, settle: Settle, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    chooses(monkeypatch, opened=path)
    click(part, "people.pay.takeWorkbook")
    settle()
    dialog = part.dialog
    assert isinstance(dialog, WorkbookDialog)
    click(dialog, "form.ok")
    settle()


def test_from_nothing_to_locked_payslips(
    pay: PayPart,
    page_context: PageContext,
    settle: Settle,
    rules: ModelRules,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules.watch(pay.table.records_model, pay.slip.lines.records_model, pay.slip.calculation.lines)
    payroll, store_id = page_context.services.payroll, page_context.store_id
    assert pay.head.month == FEBRUARY
    assert pay.head.state.text() == "not computed"
    assert pay.empty.isVisible() and "take a workbook" in pay.empty.hint.text()
    assert not pay.lock.isEnabled() and not pay.payslips.isEnabled()

    chooses(monkeypatch, opened=book(tmp_path / "in.xlsx", without="个人销售额"))
    click(pay.empty, "emptyState.action")
    settle()
    preview = pay.dialog
    assert isinstance(preview, WorkbookDialog)
    assert preview.head.text().startswith("4 new people")
    assert [entry.name for entry in preview.table.records_model.records[:4]] == ["小满", "谷雨", "白露", "霜降"]
    assert page_context.services.people.everyone(store_id) == []
    click(preview, "form.ok")
    settle()
    assert len(page_context.services.people.everyone(store_id)) == 4

    click(pay, "people.pay.compute")
    settle()
    assert pay.head.state.text() == "draft"
    assert cell(pay, "gross_fen", "小满") == "—"
    assert "sales" in cell(pay, "missing", "小满").casefold()
    assert "小满" in pay.head.missing.text()

    click(pay, "people.pay.lock")
    question = pay.dialog
    assert isinstance(question, LockDialog)
    click(question, "form.ok")
    settle()
    assert question.isVisible() and "小满" in question.problem.text()
    assert payroll.run(store_id, FEBRUARY).state is RunState.DRAFT
    click(question, "form.cancel")

    taken(pay, settle, monkeypatch, book(tmp_path / "full.xlsx"))
    click(pay, "people.pay.compute")
    settle()
    assert cell(pay, "missing", "小满") == ""
    assert not pay.head.missing.isVisible()
    assert "turnover 300,000.00" in pay.head.totals.text()
    footer = pay.list.summary(means=False)
    assert "Net wage: sum" in footer and "Employer's cost: sum" in footer

    click_on(pay.table, pay.table.records_model.index(pay.table.records_model.row_of(lambda s: s.name == "小满"), 0))
    lines = pay.slip.lines
    place = lines.records_model.row_of(lambda one: one.line.code == "own_commission")
    click_on(lines, lines.records_model.index(place, 0))
    steps = pay.slip.calculation.texts()
    assert any("98,000.00" in step for step in steps) and any("100,000.00" in step for step in steps)
    assert any(step.startswith("Source: typed") for step in steps)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert pay.window().focusWidget() is pay.slip.calculation
    tax = lines.records_model.row_of(lambda one: one.line.code == "social_pension")
    click_on(lines, lines.records_model.index(tax, 0))
    assert any(step.startswith("Rule from ") for step in pay.slip.calculation.texts())

    click(pay, "people.pay.lock")
    assert isinstance(pay.dialog, LockDialog)
    click(pay.dialog, "form.ok")
    settle()
    assert pay.head.state.text() == "locked"
    assert pay.head.months.currentText() == "2026-02 · locked"
    assert not pay.compute.isEnabled() and not pay.take.isEnabled() and not pay.lock.isEnabled()

    chooses(monkeypatch, saved=tmp_path / "w.xlsx")
    click(pay, "people.pay.export")
    settle()
    assert openpyxl.load_workbook(tmp_path / "w.xlsx").sheetnames[0] == "Wages"


def test_a_fault_in_a_dropped_workbook_is_named_with_its_place_and_nothing_is_kept(
    pay: PayPart, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    path = book(tmp_path / "bad.xlsx", 小满={"底薪": "viel"})
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(pay.rect().center(), action, data, buttons, keys)
    QApplication.sendEvent(pay, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(pay, QDropEvent(QPointF(pay.rect().center()), action, data, buttons, keys))
    settle()
    dialog = pay.dialog
    assert isinstance(dialog, WorkbookDialog)
    first = dialog.table.records_model.records[0]
    assert first.where == "人员 row 2 底薪"
    assert not dialog.ok.isEnabled()
    dialog.reject()
    assert page_context.services.people.everyone(page_context.store_id) == []


def test_a_workbook_that_changes_between_the_look_and_the_word_is_looked_at_again(
    pay: PayPart, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    path = book(tmp_path / "in.xlsx")
    pay.take_workbook(path)
    settle()
    dialog = pay.dialog
    assert isinstance(dialog, WorkbookDialog)
    book(path, 小满={"底薪": 2222})
    click(dialog, "form.ok")
    settle()
    assert dialog.isVisible() and "meanwhile" in dialog.problem.text()
    assert page_context.services.people.everyone(page_context.store_id) == []
    click(dialog, "form.ok")
    settle()
    by_name = {one.name: one for one in page_context.services.people.everyone(page_context.store_id)}
    assert by_name["小满"].base_fen == 222_200


def test_the_workbook_that_is_written_changes_nothing_when_it_is_taken(
    pay: PayPart, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(pay, settle, monkeypatch, book(tmp_path / "in.xlsx"))
    chooses(monkeypatch, saved=tmp_path / "known.xlsx")
    click(pay, "people.pay.fillWorkbook")
    settle()
    pay.take_workbook(tmp_path / "known.xlsx")
    settle()
    dialog = pay.dialog
    assert isinstance(dialog, WorkbookDialog)
    assert "nothing to keep" in dialog.head.text() and not dialog.ok.isEnabled()
    dialog.reject()


def test_months_are_walked_through(pay: PayPart, settle: Settle) -> None:
    click(pay, "people.pay.later")
    settle()
    assert pay.head.month == date(2026, 3, 1)
    click(pay, "people.pay.later")
    assert pay.head.month == date(2026, 3, 1)
    click(pay, "people.pay.earlier")
    click(pay, "people.pay.earlier")
    settle()
    assert pay.head.month == date(2026, 1, 1)
    click(pay, "people.pay.compute")
    settle()
    assert pay.head.state.text() == "not computed"
