"""The file dialog speaks the program's language, where it is Qt's own; the system's own speaks the system's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.saving import FileKind, ask_for_file, choose_file
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


def test_a_file_is_asked_for_where_the_last_one_lay(
    page_context: PageContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, asked = page_context.settings, []

    def answer(chosen: str) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *more: (asked.append(more[1:]), (chosen, ""))[1])

    answer(str(tmp_path / "a.xlsx"))
    assert choose_file(settings, None, "Take", FileKind.WORKBOOK) == tmp_path / "a.xlsx"
    answer("")
    assert choose_file(settings, None, "Take", FileKind.TABLE) is None, "the user changed their mind"
    assert asked[0] == ("Take", str(Path.home()), "Excel workbook (*.xlsx)")
    assert asked[1] == ("Take", str(tmp_path), "Tables (*.xlsx *.xls *.csv);;All files (*)")


def test_a_copy_keeps_the_ending_that_its_name_has(
    page_context: PageContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *more: (offered.append(more[2]), ("", ""))[1])
    assert ask_for_file(page_context.settings, None, "Save", "图" * 200 + ".png", FileKind.ANY) is None
    assert offered[0].endswith("图.png") and len(Path(offered[0]).name.encode()) < 255
