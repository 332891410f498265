"""A row that goes on in the next line: whatever is put in and taken out, nothing stays behind."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.widgets.flow_layout import FlowLayout


def shown(row: FlowLayout) -> list[str]:
    found = [row.itemAt(place).widget() for place in range(row.count())]
    return [label.text() for label in found if isinstance(label, QLabel)]


def test_a_row_frees_its_items(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    row = FlowLayout(ground)
    row.add(*(QLabel(str(number)) for number in range(5)))
    row.addWidget(QLabel("5"))

    # What Python does not own it does not free, and Qt frees the items of its own layouts only.
    assert all(shiboken6.ownedByPython(row.itemAt(place)) for place in range(row.count()))


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
