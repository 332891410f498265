"""Story: what the owner hands out once wages are made: slips on paper and in chats, bank list, cost, tax year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.payroll.proof import verify
from shopdesk.gui.desktop import Desktop
from shopdesk.importing.payslip_proof import read_proofs
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click
from tests.gui.sample_store import NOW
from tests.gui.shell.support import dialog, on_sample, settle

SLIPS, CHAT, BANK, YEAR = (
    "people.pay.payslipsDialog", "people.pay.chatText", "people.pay.bankDialog", "people.pay.yearDialog"
)  # fmt: skip


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    with on_sample(qtbot, qapp, tmp_path / "data", "zh_CN", FixedClock(NOW)) as opened:
        yield opened


@pytest.fixture
def pay(qtbot: QtBot, desktop: Desktop) -> Any:
    page: Any = desktop.window.open_page("people")
    page.tabs.open("pay")
    settle(qtbot, desktop)
    click(page.tabs.shown, "people.pay.earlier")
    settle(qtbot, desktop)
    return page.tabs.shown


def saves(monkeypatch: pytest.MonkeyPatch, target: Path) -> Path:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    return target


def inner(parent: QDialog, name: str) -> Any:
    return next(one for one in parent.findChildren(QDialog, name) if one.isVisible())


def test_slips_go_on_paper_into_excel_and_into_a_chat(
    qtbot: QtBot, desktop: Desktop, pay: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(pay, "people.pay.payslips")
    slips: Any = dialog(desktop, SLIPS)
    assert slips.count.text() == "共 6 页"
    click(slips, f"{SLIPS}.halves")
    assert slips.count.text() == "共 3 页"

    # Nobody, then three of them: nothing can be saved of nobody.
    QTest.keyClick(slips.everybody, Qt.Key.Key_Space)
    assert slips.slips == [] and not slips.pdf_button.isEnabled() and "勾选" in slips.problem.text()
    slips.people.setFocus()
    for _ in range(3):
        QTest.keyClick(slips.people, Qt.Key.Key_Space)
        QTest.keyClick(slips.people, Qt.Key.Key_Down)
    assert [slip.name for slip in slips.slips] == ["小满", "谷雨", "芒种"]
    assert slips.count.text() == "共 2 页" and slips.problem.text() == ""

    click(slips, f"{SLIPS}.text")
    chat = inner(slips, CHAT)
    click(chat, f"{CHAT}.copy")
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("小满 · 客服")
    click(chat, f"{CHAT}.next")
    click(chat, f"{CHAT}.en")
    click(chat, f"{CHAT}.copy")
    copied = QGuiApplication.clipboard().text()
    assert "谷雨 · Customer service" in copied and "Net wage: " in copied and "小满" not in copied
    assert "谷雨" in chat.said.text()
    chat.reject()

    target = saves(monkeypatch, tmp_path / "slips.pdf")
    click(slips, f"{SLIPS}.pdf")
    settle(qtbot, desktop)
    proofs = read_proofs(target)
    assert [proof["name"] for proof in proofs] == ["小满", "谷雨", "芒种"]
    assert [wrong for proof in proofs for wrong in verify(proof)] == []

    click(pay, "people.pay.savePayslip")
    one: Any = dialog(desktop, SLIPS)
    assert [slip.name for slip in one.slips] == ["小满"] and one.halves.isChecked()
    target = saves(monkeypatch, tmp_path / "one.xlsx")
    click(one, f"{SLIPS}.book")
    settle(qtbot, desktop)
    assert load_workbook(target).sheetnames == ["小满"]


def test_the_bank_list_keeps_its_columns(
    qtbot: QtBot, desktop: Desktop, pay: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(pay, "people.pay.bank")
    settle(qtbot, desktop)
    bank: Any = dialog(desktop, BANK)
    assert bank.said.text() == "6 笔，合计 13,962.85。"
    # The amount goes to the front, the note away.
    for _ in range(3):
        QTest.keyClick(bank.columns, Qt.Key.Key_Down)
    for _ in range(2):
        QTest.keyClick(bank.columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    click(bank, f"{BANK}.up")
    QTest.keyClick(bank.columns, Qt.Key.Key_Down)
    QTest.keyClick(bank.columns, Qt.Key.Key_Space)
    click(bank, "form.ok")
    assert "姓名" in bank.problem.text() and bank.isVisible()
    QTest.keyClick(bank.columns, Qt.Key.Key_Space)
    QTest.keyClick(bank.columns, Qt.Key.Key_Down)
    QTest.keyClick(bank.columns, Qt.Key.Key_Space)
    bank.purpose.setFocus()
    QTest.keyClicks(bank.purpose, "{month} pay")
    target = saves(monkeypatch, tmp_path / "bank.xlsx")
    click(bank, "form.ok")
    settle(qtbot, desktop)
    rows = list(load_workbook(target).active.iter_rows(min_row=4, values_only=True))  # type: ignore[union-attr]
    assert rows[0] == ("金额", "姓名", "账号", "用途", "开户行")
    assert rows[1][1] == "小满" and rows[1][3] == "2026-01 pay"
    click(pay, "people.pay.bank")
    settle(qtbot, desktop)
    again: Any = dialog(desktop, BANK)
    assert again.columns.ticked() == ("amount", "name", "account", "purpose", "bank")
    again.reject()


def test_cost_and_tax_year_are_written(
    qtbot: QtBot, desktop: Desktop, pay: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = saves(monkeypatch, tmp_path / "cost.xlsx")
    click(pay, "people.pay.cost")
    settle(qtbot, desktop)
    assert load_workbook(target).sheetnames == ["按部门", "按人员"]
    click(pay, "people.pay.year")
    settle(qtbot, desktop)
    year: Any = dialog(desktop, YEAR)
    assert [year.years.itemData(place) for place in range(year.years.count())] == [2026, 2025]
    assert year.count.text() == "共 6 页"
    year.years.setCurrentIndex(1)
    settle(qtbot, desktop)
    assert year.document_title == "2025 年度汇总"
    target = saves(monkeypatch, tmp_path / "year.pdf")
    click(year, f"{YEAR}.pdf")
    settle(qtbot, desktop)
    assert target.read_bytes().startswith(b"%PDF")
