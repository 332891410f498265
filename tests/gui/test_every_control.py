"""Which keys two things listen to at once (asked of every view by test_every_view.py), and keys a page takes over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pages.kpi.tile import KpiTile
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store."""
    with on_sample(qtbot, qapp, tmp_path / "data", "zh_CN", FixedClock(NOW)) as opened:
        yield opened


def test_keys_that_a_page_takes_from_the_menu(qtbot: QtBot, desktop: Desktop) -> None:
    page = desktop.window.open_page("kpi")
    settle(qtbot, desktop)
    assert page is not None
    tile = page.findChild(KpiTile, "kpi.tile.paid_amount")
    tile.setFocus()
    with qtbot.waitSignal(tile.explained):
        qtbot.keyClick(tile, Qt.Key.Key_F1)
    assert desktop.window.findChild(QWidget, "guide") is None


def ambiguous_keys(window: QWidget) -> list[str]:
    """Keys that two things listen to at once, so that Qt runs neither."""
    listeners: dict[str, set[str]] = defaultdict(set)
    for action in window.findChildren(QAction):
        if action.isEnabled() and any(_reaches(holder) for holder in action.associatedObjects()):
            for keys in action.shortcuts():
                listeners[keys.toString()].add(f"action “{action.text()}”")
    for shortcut in window.findChildren(QShortcut):
        if shortcut.isEnabled() and _reaches(shortcut.parent()):
            listeners[shortcut.key().toString()].add(f"shortcut of {shortcut.parent().objectName()}")
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not button.shortcut().isEmpty():
            listeners[button.shortcut().toString()].add(f"button “{button.text()}”")
    return [f"{keys}: {', '.join(sorted(who))}" for keys, who in listeners.items() if keys and len(who) > 1]


def _reaches(holder: object) -> bool:
    """Whether a key pressed in the window comes to this holder: its menu is in the bar, or it is shown."""
    if not isinstance(holder, QWidget):
        return False
    if holder.isVisible():
        return True
    # Menus are hidden until opened, and their keys work all the same.
    return (
        holder.windowType() is Qt.WindowType.Popup
        and holder.parentWidget() is not None
        and (holder.parentWidget().isVisible())
    )
