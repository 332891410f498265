"""A screenshot from the chat becomes a problem, goes through two hands and is printed for the meeting: by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import ProblemState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.new_dialog import NewProblemDialog
from shopdesk.gui.pages.daily.problems.print_dialog import ProblemPrintDialog
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import ACTOR
from tests.gui.hands import keyboard, press, write

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
S = ProblemState


class Keys:
    """A user without a mouse, who counts what is pressed."""

    def __init__(self, wait: Callable[[], None]) -> None:
        self.pressed = 0
        self._wait = wait

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed += 1
        press(key, modifier=modifier)
        self._wait()


def test_a_screenshot_is_followed_from_the_chat_to_the_meeting_without_a_mouse(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None], clock: FixedClock
) -> None:
    problems, keys = page_context.services.problems, Keys(wait)
    page = DailyPage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    view = page.show_view("problems")
    wait()

    # Monday: a customer's message, a screenshot, written down by keyboard.
    page_context.settings.set(ACTOR, "小满")
    shot = QImage(800, 600, QImage.Format.Format_RGB32)
    shot.fill(0x884422)
    QGuiApplication.clipboard().setImage(shot)
    view.setFocus()
    QTest.keyClick(view, Key.Key_N, CTRL)
    wait()
    (dialog,) = page_context.window.findChildren(NewProblemDialog)
    dialog.title.setFocus()
    QTest.keyClicks(dialog.title, "Coupon does not work")
    QTest.keyClick(dialog.title, Key.Key_V, CTRL)
    dialog.second.setChecked(True)
    wait()
    QTest.keyClick(dialog.title, Key.Key_Return)
    wait()
    (problem,) = problems.open(page_context.store_id)
    number = problem.id or 0
    assert [file.name for file in problems.view(number).files] == ["screenshot-20260316-0900.png"]
    with qtbot.waitActive(page):
        page.activateWindow()
    assert keyboard() is view.board.columns[S.OPEN], "the new card has the keyboard"

    # Tuesday: the first person works on it, adds a second screenshot on the card, and says that it is done.
    clock.set(datetime(2026, 3, 17, 14, 30))
    keys.press(Key.Key_Right, ALT)
    keys.press(Key.Key_V, CTRL)
    keys.press(Key.Key_Right, ALT)
    assert [file.name for file in problems.view(number).files][1:] == ["screenshot-20260317-1430.png"]
    assert problems.view(number).problem.state is S.TO_VERIFY

    # Wednesday: closing by the same person is refused, by a second one it is not; then it comes back once more.
    clock.set(datetime(2026, 3, 18, 9))
    keys.press(Key.Key_Right, ALT)
    write("New coupon")
    keys.press(Key.Key_Return)
    assert "Somebody else than 小满" in view.detail.steps.trouble.text()
    assert view.detail.steps.note.text() == "New coupon"
    view.detail.steps.who.setEditText("白露")
    keys.press(Key.Key_Return)
    assert problems.view(number).problem.closed_by == "白露"
    keys.press(Key.Key_Left, ALT)
    assert problems.view(number).problem.reopened == 1
    assert keyboard() is view.board.columns[S.OPEN], "still on the card"
    assert keys.pressed == 7

    # The meeting: one page, with the one that is late.
    assert page.print_shown()
    (paper,) = page_context.window.findChildren(ProblemPrintDialog)
    assert [(row.title, row.late) for row in paper.paper.rows] == [("Coupon does not work", True)]
    paper.reject()
    for _ in range(6):
        page_context.services.history.undo()
        wait()
    assert problems.open(page_context.store_id) == []
    assert view.stack.currentWidget() is view.empty
    QGuiApplication.clipboard().clear()
