"""A failed check followed through four days, and a change of shift: done in the window, looked up in the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.lookback.spans import Span
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click, press, write

Key = Qt.Key
MONDAY = date(2026, 3, 16)
PRICE = "pages.price"


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]) -> DailyPage:
    found = DailyPage(page_context)
    qtbot.addWidget(found)
    found.resize(1200, 760)
    with qtbot.waitActive(found):
        found.show()
        found.activateWindow()
    wait()
    return found


def keys(*pressed: Key | str) -> None:
    for one in pressed:
        if isinstance(one, str):
            write(one)
        else:
            press(one)


def morning(page: DailyPage, clock: FixedClock, day: date, wait: Callable[[], None]) -> None:
    clock.set(datetime.combine(day, datetime.min.time()).replace(hour=9))
    page.view("today").tick()
    wait()


def test_a_failed_check_is_followed_until_a_second_person_closes_it(
    page: DailyPage, page_context: PageContext, wait: Callable[[], None], clock: FixedClock
) -> None:
    problems, store_id = page_context.services.problems, page_context.store_id
    today = page.view("today")
    code = next(line.item.code for line in today.sheet.lines if line.item.verify)
    today.bar.who.setCurrentText("小满")
    assert today.table.go_to(code)
    today.table.setFocus()
    keys(Key.Key_2, "Price in the picture is old", Key.Key_Tab, "惊蛰", Key.Key_Return)
    wait()
    (problem,) = problems.open(store_id)
    assert (problem.owner, problem.needs_second, problem.item_code) == ("惊蛰", True, code)
    assert problem.due == MONDAY + timedelta(days=1)

    # Tuesday: it stands on top of the new form; one click leads to it, work begins.
    morning(page, clock, MONDAY + timedelta(days=1), wait)
    assert today.carried.isVisible()
    assert today.sheet.answered < 5, "a new day, a new form"
    click(page, f"daily.carried.{problem.id}")
    wait()
    assert page.tabs.currentIndex() == 1
    view = page.view("problems")
    assert view.detail.title.text() == "Price in the picture is old"
    click(page, "problems.step.doing")
    wait()

    # Wednesday: a day late. The work is done, a result is written.
    clock.set(datetime(2026, 3, 18, 9))
    view.refresh()
    wait()
    assert view.detail.late.text() == "1 day late"
    click(page, "problems.step.to_verify")
    view.detail.steps.who.setEditText("惊蛰")
    keys("New pictures uploaded", Key.Key_Return)
    wait()
    assert problems.view(problem.id or 0).problem.state is ProblemState.TO_VERIFY

    # Thursday: the one who did it cannot close it, a second person can.
    clock.set(datetime(2026, 3, 19, 9))
    view.refresh()
    wait()
    click(page, "problems.step.closed")
    view.detail.steps.who.setEditText("惊蛰")
    keys(Key.Key_Return)
    wait()
    assert view.detail.steps.trouble.isVisible()
    view.detail.steps.who.setEditText("白露")
    keys(Key.Key_Return)
    wait()
    closed = problems.view(problem.id or 0)
    assert closed.problem.state is ProblemState.CLOSED
    assert (closed.problem.closed_by, closed.problem.done_by) == ("白露", "惊蛰")
    assert closed.problem.result == "New pictures uploaded"
    assert closed.problem.days_open(MONDAY + timedelta(days=9)) == 3
    assert [event.to_state for event in closed.events] == [
        ProblemState.DOING,
        ProblemState.TO_VERIFY,
        ProblemState.CLOSED,
    ]

    # Friday's form no longer names it; looking back says how long it took.
    morning(page, clock, MONDAY + timedelta(days=4), wait)
    page.show_view("today")
    wait()
    assert not today.carried.isVisible()
    look = page.show_view("lookback")
    look.choose_span(Span.WEEK)
    wait()
    assert look.closing.value.text() == "3.0"
    assert look.failed.value.text() == "1"


def test_two_shifts_fill_in_one_form(
    page: DailyPage, page_context: PageContext, wait: Callable[[], None], clock: FixedClock
) -> None:
    daily, store_id = page_context.services.daily, page_context.store_id
    today = page.view("today")
    today.bar.who.setCurrentText("小满")
    today.table.setFocus()
    first = today.table.current_line().item.code
    for _ in range(3):
        keys(Key.Key_1)
        wait()
    clock.set(datetime(2026, 3, 16, 15, 0))
    today.tick()
    wait()
    today.bar.who.setCurrentText("惊蛰")
    today.table.setFocus()
    second = today.table.current_line().item.code
    for _ in range(2):
        keys(Key.Key_1)
        wait()
    sheet = daily.sheet(store_id, MONDAY)
    people = [line.answer.who for line in sheet.lines if line.answer is not None and not line.answer.auto]
    assert people == ["小满"] * 3 + ["惊蛰"] * 2
    assert second != first
    # Putting right what the other shift wrote keeps one answer, with the new name.
    today.table.go_to(first)
    keys(Key.Key_3)
    wait()
    line = daily.sheet(store_id, MONDAY).line(first)
    assert line is not None
    assert line.answer is not None
    assert (line.answer.who, line.answer.result) == ("惊蛰", Result.NOT_APPLICABLE)
    assert daily.sheet(store_id, MONDAY).answered == sheet.answered


def test_a_closed_problem_is_looked_at_again_on_the_day_that_was_set(
    page: DailyPage, page_context: PageContext, wait: Callable[[], None], clock: FixedClock
) -> None:
    problems, store_id = page_context.services.problems, page_context.store_id
    made = problems.create(Problem(store_id=store_id, title="Banner link is dead", opened_on=MONDAY))
    page.show_problem(made.id or 0)
    wait()
    detail = page.view("problems").detail
    detail.box["inspect_on"].setFocus()
    keys("2026-03-18", Key.Key_Tab)
    wait()
    click(page, "problems.step.closed")
    keys("New link", Key.Key_Return)
    wait()
    kept = problems.view(made.id or 0).problem
    assert (kept.state, kept.inspect_on) == (ProblemState.CLOSED, date(2026, 3, 18))

    # Tuesday nothing is said, Wednesday it stands above the form; it broke again.
    today = page.view("today")
    page.show_view("today")
    morning(page, clock, date(2026, 3, 17), wait)
    assert not today.inspections.isVisible()
    morning(page, clock, date(2026, 3, 18), wait)
    assert today.inspections.isVisible()
    click(page, f"daily.inspectWrong.{made.id}")
    wait()
    assert not today.inspections.isVisible()
    again = problems.view(made.id or 0).problem
    assert (again.state, again.reopened, again.inspect_on) == (ProblemState.OPEN, 1, None)
    assert today.carried.isVisible(), "what is open again comes up every day"
