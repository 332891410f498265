"""That somebody else looks at the same is said so that it is understood where the sentence has little room."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.presence import words_for
from shopdesk.gui.widgets.others_label import OthersLabel

NAMES = ("Ann", "Ouyang Qinghe (after-sales and warehouse)", "Maximilian of a very long house")


def test_a_sentence_without_room_begins_with_who_it_is_and_ends_with_what_they_do(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(400, 60)
    label = OthersLabel("others", ground, lambda: QRect(0, 0, 260, 30))
    ground.show()
    label.say(words_for(NAMES))
    assert label.isVisible()
    assert label.text().startswith("Ann")
    assert label.text().endswith("at this too")
    assert label.fontMetrics().horizontalAdvance(label.text()) <= 260
    assert label.toolTip() == words_for(NAMES)
    label.say("")
    assert not label.isVisible()
