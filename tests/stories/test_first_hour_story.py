"""Story: a newcomer's first hour, from an empty folder to the first figure, the first form and the first report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from tests.gui.hands import click, press, settle

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Newcomer:
    """Acts in the window, and counts every click, key and chosen file."""

    def __init__(self, qtbot: QtBot, desktop: Desktop) -> None:
        self.qtbot, self.desktop = qtbot, desktop
        self.begin()

    def begin(self) -> None:
        self.actions, self.started = 0, perf_counter()

    def click(self, name: str) -> None:
        click(self.root, name)
        self._acted()

    def key(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if self.root is self.desktop.window:  # without a window manager nobody gives the keyboard back to it
            self.desktop.window.activateWindow()
            settle(self.qtbot, self.desktop.tasks)
        press(key, modifier=modifier)
        self._acted()

    def _acted(self) -> None:
        self.actions += 1
        settle(self.qtbot, self.desktop.tasks)

    @property
    def root(self) -> QWidget:
        return QApplication.activeModalWidget() or self.desktop.window

    @property
    def page(self) -> Any:
        assert self.desktop.window.pages is not None
        return self.desktop.window.pages.current

    def within(self, actions: int, seconds: int) -> None:
        """What a person takes for reading and moving the hand, two seconds an action, is added to the machine's."""
        took = perf_counter() - self.started + 2 * self.actions
        assert self.actions <= actions, f"{self.actions} actions"
        assert took <= seconds, f"{took:.0f} s"


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Newcomer, str], Path]:
    """What the system's dialogs answer: the folder stays, Enter takes the name that is offered."""

    def offer(who: Newcomer, ending: str) -> Path:
        target = tmp_path / f"first{ending}"

        def ask(*_args: object) -> tuple[str, str]:
            who.actions += 1
            return str(target), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return target

    return offer


def test_first_figure_first_form_first_report(
    qtbot: QtBot,
    start: Callable[..., Desktop],
    shared_data: Path,
    monkeypatch: pytest.MonkeyPatch,
    saved: Callable[[Newcomer, str], Path],
) -> None:
    who = Newcomer(qtbot, start())
    export = shared_data / "real" / "tmall_order_report.csv"

    def chosen(*_args: object) -> tuple[list[str], str]:
        who.actions += 1
        return [str(export)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", chosen)

    who.begin()  # the first figure
    who.key(Key.Key_Return)  # start with a store of one's own
    window = who.desktop.window
    assert window.import_first.said.isVisible()
    who.click("importFirst.import")
    who.key(Key.Key_Return)  # import what was looked at
    who.key(Key.Key_Return)  # show the figures
    assert who.page.name == "kpi"
    figures = [label.text() for label in who.page.tiles.findChildren(QLabel)]
    assert any(any(sign.isdigit() for sign in text) for text in figures), figures
    who.within(actions=5, seconds=60)
    assert not window.import_first.said.isVisible()

    form = saved(who, ".pdf")
    who.begin()  # the first printed form
    who.key(Key.Key_4, CTRL)
    trouble = who.page.findChild(QLabel, "daily.troubleText")
    assert "late" not in trouble.text()
    who.key(Key.Key_P, CTRL)
    who.click("dailyPrint.pdf")
    assert form.read_bytes().startswith(b"%PDF")
    who.within(actions=5, seconds=90)

    report = saved(who, ".xlsx")
    who.begin()  # the first weekly report, of the newest week with figures
    who.key(Key.Key_E, CTRL)
    week = who.root.findChild(QComboBox, "reports.week.choice")
    assert week.currentText().startswith("2020-W09")
    who.key(Key.Key_Return)
    who.within(actions=5, seconds=90)
    sheets = load_workbook(report)
    assert any("2020-02-24" in str(cell.value) for row in sheets.worksheets[0] for cell in row)
