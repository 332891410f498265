"""The guide inside the program: chapters to jump to, pictures that load."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListWidget, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.dialogs.guide import GuideDialog
from shopdesk.infra import paths


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_chapters_are_listed_and_come_into_view(qtbot: QtBot, language: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    guide = GuideDialog(paths.guide(language), window)
    guide.show()
    chapters, text = guide.findChild(QListWidget, "guide.chapters"), guide.findChild(QTextBrowser, "guide.text")
    assert [chapters.item(row).text().split(".")[0] for row in range(chapters.count())] == [
        str(number) for number in range(1, 13)
    ]
    chapters.setCurrentRow(3)
    assert text.cursorForPosition(text.viewport().rect().topLeft()).block().text().startswith("4.")
    chapters.setCurrentRow(11)
    assert text.verticalScrollBar().value() > text.verticalScrollBar().maximum() * 0.8
