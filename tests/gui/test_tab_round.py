"""Tab walks round and comes home (everywhere: test_every_view.py, test_every_dialog.py), and chooses nothing on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.navigation import PAGES
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import keyboard
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle

_MOST = 90


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store, in front."""
    with on_sample(qtbot, qapp, tmp_path / "data", "en", FixedClock(NOW)) as opened:
        opened.window.activateWindow()
        qtbot.waitUntil(opened.window.isActiveWindow)
        yield opened


def round_trip(window: QWidget, backwards: bool = False) -> tuple[list[QWidget], bool]:
    """Press Tab until the keyboard is where it began; give the stops, and whether it came home."""
    first = keyboard()
    stops = [first]
    key = Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab
    for _ in range(_MOST):
        QTest.keyClick(keyboard(), key)
        if keyboard() is first:
            return stops, True
        stops.append(keyboard())
    return stops, False


def nameless(stops: list[QWidget]) -> list[str]:
    found = []
    for stop in stops:
        interface = QAccessible.queryAccessibleInterface(stop)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            above = stop.parentWidget()
            found.append(f"{type(stop).__name__} {stop.objectName()} in {above.objectName() if above else ''}")
    return found


def lost_by_tab(window: QWidget, view: str) -> list[str]:
    """Where Tab stays, in either direction, or stops at something nameless or at another page of the rail."""
    rail = window.findChild(QWidget, "navigation")
    start = rail.findChild(QWidget, f"navigation.{view.split(' / ')[0]}")
    start.setFocus(Qt.FocusReason.TabFocusReason)
    wrong: list[str] = []
    for backwards in (False, True):
        stops, home = round_trip(window, backwards)
        if not home:
            wrong.append(f"Tab stays at {[one.objectName() for one in stops[-3:]]}")
            start.setFocus(Qt.FocusReason.TabFocusReason)
        wrong += [f"nameless stop {one}" for one in nameless(stops)]
        beside = [one for one in stops if one.parentWidget() is rail and one is not start]
        wrong += [f"the rail stops at {one.objectName()}" for one in beside]
    return wrong


def test_passing_the_problem_board_chooses_no_card(qtbot: QtBot, desktop: Desktop) -> None:
    page = desktop.window.open_page("daily")
    assert page is not None
    page.tabs.open("problems")
    settle(qtbot, desktop)
    view = page.tabs.shown
    before = view.board.current()
    rail = desktop.window.findChild(QWidget, "navigation.daily")
    rail.setFocus(Qt.FocusReason.TabFocusReason)
    round_trip(desktop.window)
    assert view.board.current() == before


def test_the_pages_are_one_stop_and_the_arrows_go_between_them(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.window.open_page("setup")
    settle(qtbot, desktop)
    desktop.window.findChild(QWidget, "navigation.setup").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(keyboard(), Qt.Key.Key_Down)
    settle(qtbot, desktop)
    assert desktop.window.pages is not None and desktop.window.pages.current is not None
    assert desktop.window.pages.current.name == PAGES[1].name
    assert keyboard().objectName() == f"navigation.{PAGES[1].name}"
