"""Problems of earlier days on today's form: closed with what came of them, gone on with, never opened twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.today.sheet_model import second_line
from shopdesk.infra.clock import FixedClock

Settle = Callable[[], None]
Make = Callable[..., Problem]
Key = Qt.Key
TODAY = date(2026, 3, 16)


def test_earlier_problems_stand_on_top_and_are_closed_from_there(
    today: Any, settle: Settle, qtbot: QtBot, make_problem: Make, page_context: PageContext, page: DailyPage
) -> None:
    problem = make_problem("Banner", opened_on=TODAY - timedelta(days=4), due=TODAY - timedelta(days=1))
    settle()
    assert today.carried.isVisible()
    button = page.findChild(QPushButton, f"daily.carriedDone.{problem.id}")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    result = page.findChild(QLineEdit, f"daily.carriedResult.{problem.id}")
    assert isinstance(result, QLineEdit)
    assert result.hasFocus(), "what came of it is asked for"
    qtbot.keyClicks(result, "Link put right")
    assert "not saved yet" in today.unsaved()
    for number in range(4):
        make_problem(f"Worse {number}", opened_on=TODAY - timedelta(days=9), due=TODAY - timedelta(days=8))
    settle()
    assert result.hasFocus(), "news of other things, however urgent, take neither the words nor the keyboard"
    assert result.text() == "Link put right"
    qtbot.keyClick(result, Key.Key_Return)
    settle()
    closed = page_context.services.problems.view(problem.id or 0).problem
    assert (closed.state, closed.result, closed.closed_by) == (ProblemState.CLOSED, "Link put right", "小满")
    assert today.table.hasFocus()
    assert [line.problem.title for line in today.carried.lines] == ["Worse 0", "Worse 1", "Worse 2"]


def test_escape_closes_no_earlier_problem(
    today: Any, settle: Settle, qtbot: QtBot, make_problem: Make, page_context: PageContext
) -> None:
    problem = make_problem("Banner", opened_on=TODAY - timedelta(days=4))
    settle()
    (line,) = today.carried.lines
    qtbot.mouseClick(line.finish, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(line.result, "no")
    qtbot.keyClick(line.result, Key.Key_Escape)
    settle()
    assert line.who.isVisible()
    assert today.unsaved() == ""
    assert page_context.services.problems.view(problem.id or 0).problem.is_open


def test_one_that_needs_a_second_person_goes_on_to_be_verified(
    today: Any, settle: Settle, qtbot: QtBot, make_problem: Make, page_context: PageContext
) -> None:
    problem = make_problem("Price", opened_on=TODAY - timedelta(days=1), needs_second=True)
    settle()
    (line,) = today.carried.lines
    qtbot.mouseClick(line.finish, Qt.MouseButton.LeftButton)
    assert "verified" in line.result.placeholderText()
    qtbot.keyClick(line.result, Key.Key_Return)
    settle()
    assert page_context.services.problems.view(problem.id or 0).problem.state is ProblemState.TO_VERIFY
    (line,) = today.carried.lines
    qtbot.mouseClick(line.finish, Qt.MouseButton.LeftButton)
    qtbot.keyClick(line.result, Key.Key_Return)
    settle()
    assert page_context.services.problems.view(problem.id or 0).problem.is_open, "not by the same person"
    today.bar.who.setCurrentText("惊蛰")
    qtbot.keyClick(line.result, Key.Key_Return)
    settle()
    assert not page_context.services.problems.view(problem.id or 0).problem.is_open


def fail(today: Any, qtbot: QtBot, settle: Settle, title: str) -> None:
    qtbot.keyClick(today.table, Key.Key_2)
    qtbot.keyClicks(today.panel.title, title)
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()


def test_failing_again_on_the_next_day_goes_with_the_open_problem(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext, clock: FixedClock
) -> None:
    problems = page_context.services.problems
    code = next(
        one.item.code
        for one in today.sheet.lines
        if one.item.kind is AnswerKind.YES_NO and not one.item.auto and not one.done
    )
    today.table.go_to(code)
    fail(today, qtbot, settle, "Banner link broken")
    clock.set(datetime(2026, 3, 17, 9))
    today.tick()
    settle()
    line = today.sheet.line(code)
    assert line.answer is None
    assert second_line(line, today.sheet).startswith("Open since 03-16: Banner link broken")
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_2)
    assert today.panel.same.isVisible()
    assert today.panel.title.text() == "Banner link broken"
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    (problem,) = problems.open(page_context.store_id)
    assert today.sheet.line(code).answer.problem_id == problem.id
    assert problem.opened_on == TODAY

    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_2)
    qtbot.mouseClick(today.panel.same, Qt.MouseButton.LeftButton, pos=QPoint(8, today.panel.same.height() // 2))
    assert today.panel.title.text() == ""
    qtbot.keyClicks(today.panel.title, "Another banner shows last week's price")
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    assert {one.title for one in problems.open(page_context.store_id)} == {
        "Banner link broken",
        "Another banner shows last week's price",
    }


def test_all_problems_are_one_click_away(
    today: Any, settle: Settle, qtbot: QtBot, make_problem: Make, page: DailyPage
) -> None:
    make_problem("Banner", opened_on=TODAY - timedelta(days=4))
    settle()
    qtbot.mouseClick(today.carried.more, Qt.MouseButton.LeftButton)
    settle()
    assert page.tabs.currentIndex() == 1
    assert page.view("problems").detail.title.text() == "Banner"
