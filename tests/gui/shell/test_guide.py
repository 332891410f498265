"""The guide inside the program: chapters to jump to, pictures that load."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
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


@pytest.mark.parametrize(("language", "words"), [("zh_CN", "导入"), ("en", "statement")])
def test_the_search_field_goes_to_the_words_and_on_and_moves_nothing(qtbot: QtBot, language: str, words: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    guide = GuideDialog(paths.guide(language), window)
    guide.show()
    chapters = guide.chapters.geometry()
    guide.search.setFocus()
    guide.search.setText(words)
    qtbot.waitUntil(lambda: guide.browser.textCursor().hasSelection())
    first = guide.browser.textCursor()
    assert first.selectedText().casefold() == words.casefold()
    qtbot.keyClick(guide.search, Qt.Key.Key_Return)
    second = guide.browser.textCursor()
    assert second.selectedText().casefold() == words.casefold() and second.position() != first.position()
    guide.search.setText("zzzz")
    qtbot.waitUntil(guide.missing.isVisible)
    assert "zzzz" in guide.missing.text()
    assert guide.chapters.geometry() == chapters
    guide.search.clear()
    assert not guide.missing.isVisible()
