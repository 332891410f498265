"""A row that goes on in the next line: whatever is put in and taken out, nothing stays behind."""

from __future__ import annotations

import gc
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.widgets.flow_layout import FlowLayout


def shown(row: FlowLayout) -> list[str]:
    found = [row.itemAt(place).widget() for place in range(row.count())]
    return [label.text() for label in found if isinstance(label, QLabel)]


@pytest.mark.parametrize("laid", ["before", "within", "after"])
def test_a_row_frees_its_items(qtbot: QtBot, laid: str) -> None:
    ground = QWidget()
    box = None if laid == "within" else QVBoxLayout(ground)
    row = FlowLayout(None if box else ground)
    if box and laid == "before":
        box.addLayout(row)
    row.add(*(QLabel(str(number)) for number in range(5)))
    row.add_stretch()
    if box and laid == "after":  # Qt's own layout then takes the items from Python
        box.addLayout(row)
    items = [row.itemAt(place) for place in range(row.count())]
    ground.show()
    del row, box
    ground.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # The list of the items has gone with its row, so only this test still holds them.
    gc.collect()
    assert len(items) == 6
    assert [sys.getrefcount(item) for item in items] == [sys.getrefcount(object()) + 2] * 6


def test_widgets_leave_a_row_in_any_way(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    row = FlowLayout(ground)
    labels = [QLabel(str(number)) for number in range(6)]
    row.add(*labels)
    ground.resize(400, 60)
    ground.show()

    row.removeWidget(labels[0])
    labels[1].setParent(None)
    labels[2].deleteLater()
    qtbot.waitUntil(lambda: row.count() == 3)
    assert row.takeAt(0).widget() is labels[3]
    row.add(labels[3])

    assert shown(row) == ["4", "5", "3"]
    ground.resize(300, 60)
    qtbot.waitUntil(lambda: labels[4].x() < labels[5].x() < labels[3].x())
    labels[1].deleteLater()


def test_a_widget_added_to_a_shown_row_is_placed_without_a_resize(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    row = FlowLayout(ground)
    first = QLabel("first")
    row.add(first)
    ground.resize(400, 60)
    ground.show()
    qtbot.waitExposed(ground)
    qtbot.waitUntil(lambda: first.width() == first.sizeHint().width())

    # It stands on the ground already, so that nothing but the row itself can say that it has come.
    late = QLabel("late", ground)
    late.show()
    QCoreApplication.sendPostedEvents()
    row.add(late)
    qtbot.waitUntil(lambda: late.x() == first.geometry().right() + 1 + row.spacing())
    assert late.y() == first.y() and late.size() == late.sizeHint()
