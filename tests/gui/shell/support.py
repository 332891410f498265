"""Handling the whole window in tests."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop


def close(desktop: Desktop) -> None:
    """Close as the user does."""
    for dialog in desktop.window.findChildren(QWidget):
        if dialog.isWindow():
            dialog.hide()
    desktop.window.closing.disconnect()
    desktop.window.close()
    desktop.close()
    desktop.window.deleteLater()


def settle(qtbot: QtBot, desktop: Desktop) -> None:
    """Wait until everything that was asked for is answered, and what that asked for too."""
    quiet = 0

    def still() -> bool:
        nonlocal quiet
        quiet = quiet + 1 if desktop.tasks.idle() else 0
        return quiet > 2

    qtbot.waitUntil(still, timeout=30_000)


def dialog(desktop: Desktop, name: str) -> QWidget:
    """The open dialog of a name."""
    found = desktop.window.findChild(QWidget, name)
    assert found is not None and found.isVisible(), f"{name} is not open"
    return found
