"""Story: after the month's end the owner writes the monthly report, and prints its main page for the meeting."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import Start, make_store, trigger


def test_the_months_report_as_workbook_and_page(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(datetime(2026, 3, 2, 9, 0))
    desktop = start()
    make_store(qtbot, desktop, "Lamp House")
    services = desktop.app.services
    store = services.stores.all()[0].id or 0

    def chosen(target: Path, month: int = 0, *, page: bool = False) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        trigger(desktop, "file.monthlyReport")
        settle(qtbot, desktop)
        asking = dialog(desktop, "reports.month")
        asking.findChild(QComboBox, "reports.month.choice").setCurrentIndex(month)
        asking.findChild(QComboBox, "reports.month.file").setCurrentIndex(int(page))
        qtbot.mouseClick(asking.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
        settle(qtbot, desktop)

    # Nothing is known yet: a sentence and no file, as workbook and as page.
    for nothing in (tmp_path / "nothing.xlsx", tmp_path / "nothing.pdf"):
        chosen(nothing, page=nothing.suffix == ".pdf")
        assert "nothing to report on 2026-02" in desktop.window.messages.text
        assert not nothing.exists()

    problem = Problem(store_id=store, title="Late parcels", opened_on=date(2026, 2, 10), due=date(2026, 2, 12))
    desktop.tasks.database(lambda: services.problems.create(problem))
    desktop.tasks.database(lambda: services.targets.set_month(store, date(2026, 3, 1), 3_100_000))
    settle(qtbot, desktop)

    chosen(tmp_path / "february.xlsx")
    assert "february.xlsx" in desktop.window.messages.text
    words = [str(cell.value) for sheet in load_workbook(tmp_path / "february.xlsx") for row in sheet for cell in row]
    assert "• Close the overdue problems, 1 of them, beginning with “Late parcels”." in words
    assert "Target 31,000.00" in words

    # From the list of its figures to where the target is set.
    trigger(desktop, "file.monthlyReport")
    settle(qtbot, desktop)
    asking = dialog(desktop, "reports.month")
    click(asking, "reports.month.figures")
    settle(qtbot, desktop)
    figures = dialog(desktop, "reports.figures")
    assert figures.table.select(lambda one: one.place == ("kpi", "targets"))
    click(figures, "reports.figures.rows")
    settle(qtbot, desktop)
    page = desktop.window.pages.current
    assert page.tabs.current == "targets"
    assert page.tabs.part("targets").wanted.month == date(2026, 3, 1)
    settle(qtbot, desktop)

    chosen(tmp_path / "february.pdf", page=True)
    assert "february.pdf" in desktop.window.messages.text
    assert (tmp_path / "february.pdf").read_bytes().startswith(b"%PDF")
