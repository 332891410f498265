"""Story: before the Monday meeting the owner writes last week's report and prints the day's form from the menu."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.worksheet import Result
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.views import NewProblem
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import Start, make_store, trigger


def test_report_and_worksheet_for_the_meeting(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Lamp House")
    services = desktop.app.services
    store = services.stores.all()[0].id or 0

    def fill_in() -> None:
        """On Thursday a check fails and leaves a problem that nobody closes."""
        clock.set(datetime(2026, 3, 12, 9, 0))
        sheet = services.daily.sheet(store, date(2026, 3, 12))
        code = sheet.lines[6].item.code
        problem = NewProblem(title="Notice is out of date", owner="Lin", due=date(2026, 3, 13))
        services.daily.answer(sheet, code, Result.FAIL, who="Zhou", problem=problem)
        clock.set(datetime(2026, 3, 16, 9, 0))

    desktop.tasks.database(fill_in)
    settle(qtbot, desktop)

    report = tmp_path / "last week.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(report), ""))
    trigger(desktop, "file.weeklyReport")
    settle(qtbot, desktop)
    asking = dialog(desktop, "reports.week")
    weeks = asking.findChild(QComboBox, "reports.week.choice")
    assert weeks.currentText() == "2026-W11 (03-09 to 03-15)"  # no figures are known yet: the week that is over
    qtbot.mouseClick(asking.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert "last week.xlsx" in desktop.window.messages.text
    words = [str(cell.value) for row in load_workbook(report)["Daily checks"] for cell in row if cell.value is not None]
    assert "Notice is out of date" in words
    assert "1 opened, 0 closed, 1 open, 1 of them overdue" in [
        str(cell.value) for row in load_workbook(report)["Next week and agenda"] for cell in row
    ]

    worksheet = tmp_path / "today.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(worksheet), ""))
    trigger(desktop, "file.printDaily")
    settle(qtbot, desktop)
    printing = dialog(desktop, "dailyPrint")
    qtbot.mouseClick(printing.findChild(QRadioButton, "dailyPrint.blank"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert printing.findChild(QLabel, "dailyPrint.count").text() == "2 pages"
    qtbot.mouseClick(printing.findChild(QPushButton, "dailyPrint.pdf"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert worksheet.read_bytes().startswith(b"%PDF")
    assert "today.pdf" in desktop.window.messages.text
