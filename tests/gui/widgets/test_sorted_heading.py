"""The arrow of the order stands beside the heading of its column, wherever that stands."""

from __future__ import annotations

from itertools import groupby

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_table import RecordTable

NAMES = ("Days to it", "支付金额", "Paid amount, last year", "退")


def inked(table: RecordTable, column: int) -> list[tuple[int, int]]:
    """From where to where there is ink in the head of a column, over its whole height."""
    head = table.head
    place = QRect(head.sectionViewportPosition(column), 0, head.sectionSize(column), head.height() - 4)
    image = head.viewport().grab(place).toImage()
    empty = image.pixelColor(1, 1)
    ink = [any(image.pixelColor(x, y) != empty for y in range(image.height())) for x in range(image.width())]
    runs = [(drawn, [x for x, _ in group]) for drawn, group in groupby(enumerate(ink), key=lambda one: one[1])]
    return [(places[0], places[-1]) for drawn, places in runs if drawn]


@pytest.mark.parametrize("numeric", [True, False], ids=["figures", "words"])
@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_the_arrow_of_the_order_lies_over_no_letter(
    qtbot: QtBot, qapp: QApplication, numeric: bool, order: Qt.SortOrder
) -> None:
    Theme(dark=False).apply(qapp)
    columns = [Column[int](name, lambda row: row, numeric=numeric, name=name) for name in NAMES]
    table = RecordTable(RecordTableModel(columns), "probe.sorted", "Figures")
    qtbot.addWidget(table)
    table.set_records([1, 2, 3])
    table.resize(300, 150)
    table.fit_columns()
    table.show()
    # All are in view, and none is wider than it has to be.
    table.resize(table.head.length() + 4, 150)
    for column in range(len(NAMES)):
        table.head.setSortIndicatorShown(False)
        bare = inked(table, column)
        table.head.setSortIndicatorShown(True)
        table.head.setSortIndicator(column, order)
        *letters, arrow = inked(table, column)
        whole = letters[-1][1] - letters[0][0]
        assert abs(whole - (bare[-1][1] - bare[0][0])) <= 1, NAMES[column]
        assert arrow[0] - letters[-1][1] >= 3 and arrow[1] - arrow[0] >= 5, NAMES[column]
