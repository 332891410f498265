"""A sentence about what is wrong, however long, stays within its form and leaves the buttons to be pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.refusals import LyingLabel

_QUOTED = "这一行粘贴了太多内容 word "


def refused(qtbot: QtBot, letters: int, sentence: str) -> FormDialog:
    """A form of one field at ``letters`` per cent, just refused."""

    def refuse() -> None:
        raise UserError(Text("Not understood: {text}", text=sentence))

    form = FormDialog("Form", refuse)
    font = form.font()
    font.setPointSizeF(font.pointSizeF() * letters / 100)
    form.setFont(font)
    form.form.addRow("Name", QLineEdit())
    qtbot.addWidget(form)
    form.open()
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    return form


@pytest.mark.parametrize("letters", [100, 200])
@pytest.mark.parametrize("times", [1, 6, 20, 60, 10_000])
def test_a_sentence_of_any_length_covers_no_button_and_stays_within_the_form(
    qtbot: QtBot, letters: int, times: int
) -> None:
    form = refused(qtbot, letters, _QUOTED * times)
    said, buttons = form.problem, form.buttons.geometry()
    assert said.isVisible()
    assert form.screen().availableGeometry().contains(form.frameGeometry())
    assert form.rect().contains(buttons) and form.rect().contains(said.geometry())
    assert not said.geometry().intersects(buttons)
    assert said.heightForWidth(said.width()) <= said.height(), "nothing that is shown of it is cut"
    assert said.shortened == (times == 10_000)
    assert _QUOTED * times in form.buttons.accessibleDescription(), "read aloud it is whole"
    for button in (form.ok, form.buttons.buttons()[-1]):
        seen = QRect(button.mapTo(form, QPoint(0, 0)), button.size())
        assert form.rect().contains(seen)
        assert form.childAt(seen.center()) is button


def test_a_usual_sentence_moves_nothing(qtbot: QtBot) -> None:
    form = refused(qtbot, 100, "short")
    before = form.size()
    form.complain(UserError(Text("Not understood: {text}", text="another one, a little longer than the first was")))
    assert form.size() == before


def test_a_sentence_that_lies_on_what_it_is_about_asks_for_its_place_once(qtbot: QtBot) -> None:
    """Shortened words asked for a layout, and the layout for the place of the words."""
    about = QWidget()
    about.resize(200, 60)
    qtbot.addWidget(about)
    said = LyingLabel("said", about)
    about.show()
    said.say(_QUOTED * 100)
    said.repaint()
    asked = 0

    class Counter(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            nonlocal asked
            asked += event.type() == QEvent.Type.LayoutRequest
            return False

    counter = Counter()
    about.installEventFilter(counter)
    for _round in range(50):
        QTest.qWait(0)
    assert said.shortened and about.rect().contains(said.geometry())
    assert asked <= 2
