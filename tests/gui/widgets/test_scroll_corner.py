"""Between two scroll bars a list is as empty as beside them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.theme import Theme


@pytest.mark.parametrize("dark", [False, True])
def test_no_box_stands_between_the_scroll_bars(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    theme = Theme(dark=dark)
    theme.apply(qapp)
    table = QTableWidget(40, 40)
    qtbot.addWidget(table)
    table.resize(300, 200)
    with qtbot.waitExposed(table):
        table.show()
    bars = table.horizontalScrollBar(), table.verticalScrollBar()
    assert all(bar.isVisible() for bar in bars)
    image = table.grab().toImage()
    right, bottom = (bar.mapTo(table, bar.rect().bottomRight()) for bar in bars)
    # Not the last line of pixels, which is the list's rounded frame.
    corner = {
        image.pixelColor(x, y).name()
        for x in range(right.x() + 1, bottom.x() - 3)
        for y in range(bottom.y() + 1, right.y() - 3)
    }
    assert corner == {theme.surface.name()}
    Theme(dark=False).apply(qapp)
