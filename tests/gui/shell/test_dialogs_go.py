"""A closed dialog is gone: hours of work do not fill the memory, and no old one answers for a new one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import make_store, trigger

Start = Callable[..., Desktop]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("file.settings", "settings"),
        ("file.backups", "backups"),
        ("file.newStore", "storeEditor"),
        ("edit.history", "history"),
        ("edit.find", "palette"),
    ],
)
def test_escape_closes_a_dialog_and_nothing_of_it_stays(qtbot: QtBot, start: Start, command: str, name: str) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    trigger(desktop, command)
    settle(qtbot, desktop)
    qtbot.keyClick(dialog(desktop, name), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desktop.window.findChild(QWidget, name) is None)
