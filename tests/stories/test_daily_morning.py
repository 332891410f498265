"""A full morning by keyboard alone: who checks, every check of the form, three failing, and how many keys it takes.

Counted is every press besides typing words and numbers; sixty are allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.worksheet import Result, Standing
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import press

Key = Qt.Key
ALLOWED = 60


class Keyboard:
    """Counts what is pressed besides words and numbers."""

    def __init__(self, wait: Callable[[], None]) -> None:
        self.presses = 0
        self._wait = wait

    def press(self, key: Key) -> None:
        press(key)
        self.presses += 1
        self._wait()


def test_a_full_morning_takes_at_most_sixty_keys(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None], clock: FixedClock
) -> None:
    daily, store_id, today = page_context.services.daily, page_context.store_id, clock.today()
    for name in ("小满", "LiNa"):
        page_context.services.people.hire(store_id, name, "service", today)
    page = DailyPage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    wait()
    view = page.view("today")
    keys = Keyboard(wait)
    failing = ["Banner link broken", "Two bad reviews without an answer", "Nobody online at noon"]
    left = list(failing)
    seen = set()
    for _ in range(ALLOWED):
        line = view.table.current_line()
        assert line is not None
        if line.done:
            break
        assert line.item.code not in seen, "the cursor goes on by itself, each item is met once"
        seen.add(line.item.code)
        yes_no = line.item.kind is AnswerKind.YES_NO and line.item.code not in view.sheet.findings
        if left and yes_no and len(seen) % 4 == 0:
            keys.press(Key.Key_2)
            press(left.pop(0))
            keys.press(Key.Key_Tab)
            press("LiNa")
            keys.press(Key.Key_Return)
            continue
        keys.press(Key.Key_1)
        if view.checker.isVisible():
            # Asked once: the cursor is on who comes first, the next name is an arrow away.
            keys.press(Key.Key_Right)
            keys.press(Key.Key_Return)
        if line.item.kind is AnswerKind.NUMBER:
            focus = QApplication.focusWidget()
            assert isinstance(focus, QLineEdit)
            press("20")
            keys.press(Key.Key_Return)
        elif not view.panel.isHidden():
            press("looked myself")
            keys.press(Key.Key_Return)
    sheet = daily.sheet(store_id, today)
    assert len(sheet.lines) == 33
    assert sheet.answered == 33
    assert sheet.count(Standing.FAILED) == 3
    given = [line.answer for line in sheet.lines if line.answer is not None and not line.answer.auto]
    assert view.bar.checker
    assert {answer.who for answer in given} == {view.bar.checker}, "no answer is nameless"
    assert left == []
    problems = page_context.services.problems.open(store_id)
    assert {problem.title for problem in problems} == set(failing)
    assert {problem.owner for problem in problems} == {"LiNa"}
    assert all(problem.due is not None and problem.due > today for problem in problems)
    assert keys.presses <= ALLOWED, f"{keys.presses} presses"
    assert "33/33" in view.bar.state.text()
    assert "3 failed" in view.bar.state.toolTip()


def test_a_wrong_key_is_put_right_with_one_more(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None], clock: FixedClock
) -> None:
    clock.set(datetime(2026, 3, 16, 8, 20))
    page = DailyPage(page_context)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    wait()
    view = page.view("today")
    keys = Keyboard(wait)
    first = view.table.current_line()
    keys.press(Key.Key_3)
    keys.press(Key.Key_Up)
    keys.press(Key.Key_1)
    answered = page_context.services.daily.sheet(page_context.store_id, clock.today()).line(first.item.code)
    assert answered is not None
    assert answered.answer is not None
    assert answered.answer.result is Result.PASS
    keys.press(Key.Key_2)
    keys.press(Key.Key_Escape)
    assert view.panel.isHidden()
    assert view.table.hasFocus(), "leaving gives the keyboard back to the form"
