"""The file dialog speaks the program's language, where it is Qt's own; the system's own speaks the system's."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.shell.conftest import Start, start

__all__ = ["start"]


@pytest.mark.parametrize(("language", "cancel"), [("zh_CN", "取消"), ("en", "Cancel")])
def test_qts_own_file_dialog_is_translated(qtbot: QtBot, start: Start, language: str, cancel: str) -> None:
    desktop = start(language=language)
    dialog = QFileDialog(desktop.window)
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    buttons = [button.text().replace("&", "") for button in dialog.findChildren(QPushButton)]
    assert cancel in buttons, buttons
