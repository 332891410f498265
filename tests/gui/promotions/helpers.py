"""What the tests of the promotions page do over and over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.pages.promotions.page import PromotionsPage


def click(qtbot: QtBot, root: QWidget, name: str) -> None:
    button = root.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def open_dialog(page: PromotionsPage, kind: type[QDialog]) -> QDialog:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found, kind
    return found[-1]
