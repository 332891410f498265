"""A panel that scrolls up and down is never narrower than what is in it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.widgets.vertical_scroll import VerticalScroll


def rest() -> None:
    """Let everything that is asked to be laid out be so."""
    for _ in range(4):
        QTest.qWait(0)


class Narrow(VerticalScroll):
    """A column that takes no more room than it needs."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def test_content_that_grows_wider_gets_its_room(qtbot: QtBot):
    content = QWidget()
    QVBoxLayout(content)
    panel = Narrow(content)
    panel.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
    window = QWidget()
    row = QHBoxLayout(window)
    row.addWidget(QLabel("x"), 1)
    row.addWidget(panel)
    window.resize(800, 300)
    qtbot.addWidget(window)
    window.show()
    rest()
    late = QLabel("a wide line that came with the second answer")
    content.layout().addWidget(late)
    rest()
    assert content.minimumSizeHint().width() > 100
    assert panel.viewport().width() >= content.minimumSizeHint().width()
