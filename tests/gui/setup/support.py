"""Handling the setup page in tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.pages.setup.step_model import StepColumn
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.services.setup.views import StepView

Settle = Callable[[], None]


def step(page: SetupPage, code: str) -> StepView:
    board = page.context.services.setup.board(page.context.store_id)
    found = board.step(code)
    assert found is not None
    return found


def shown(page: SetupPage, code: str, column: StepColumn) -> str:
    index = page.steps.model.index_of(code)
    return str(index.siblingAtColumn(column).data() or "")


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def label(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def form(page: SetupPage) -> FormDialog:
    children = {*page.findChildren(FormDialog), *page.context.window.findChildren(FormDialog)}
    found = [dialog for dialog in children if dialog.isVisible()]
    assert len(found) == 1
    return found[0]


def press_ok(qtbot: QtBot, dialog: FormDialog, settle: Settle) -> None:
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    settle()
