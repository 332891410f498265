"""Problems worked on by keyboard, by several people and several at once: nothing typed is lost, no place is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.view import ProblemsPart
from tests.gui.hands import click

Settle = Callable[[], None]
Make = Callable[..., Problem]
TODAY = date(2026, 3, 16)
S = ProblemState
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "the keyboard is nowhere"
    return found


def titles(view: ProblemsPart, state: ProblemState) -> list[str]:
    return [problem.title for problem in view.board.columns[state].cards.problems]


def stored(context: PageContext, problem: Problem) -> Problem:
    return context.services.problems.view(problem.id or 0).problem


def elsewhere(context: PageContext, problem: Problem) -> None:
    """Another program keeps this on the same data; this window has not heard of it yet."""
    listeners = context.services.ctx.listeners
    heard, listeners[:] = list(listeners), []
    context.services.problems.update(problem)
    listeners[:] = heard


# --- the keyboard keeps its place -------------------------------------------------------------------------------------


def test_a_moved_card_keeps_the_keyboard_and_closing_gives_it_back(
    view: ProblemsPart, show: Callable[[], ProblemsPart], settle: Settle, make_problem: Make, qtbot: QtBot
) -> None:
    make_problem("One")
    make_problem("Two")
    show()
    view.board.focus_first()
    qtbot.keyClick(focus(), Key.Key_Right, ALT)
    settle()
    assert focus() is view.board.columns[S.DOING]
    for _ in range(2):
        qtbot.keyClick(focus(), Key.Key_Right, ALT)
        settle()
    assert focus() is view.detail.steps.note
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert focus() is view.board.columns[S.TO_VERIFY], "Escape goes back to the card"
    qtbot.keyClick(focus(), Key.Key_Right, ALT)
    settle()
    qtbot.keyClicks(focus(), "Done")
    qtbot.keyClick(focus(), Key.Key_Return)
    settle()
    assert titles(view, S.CLOSED) == ["One"]
    assert focus() is view.board.columns[S.CLOSED]
    assert view.detail.title.text() == "One"


def test_a_step_by_its_button_leaves_the_keyboard_on_the_next_step(
    view: ProblemsPart, show: Callable[[], ProblemsPart], settle: Settle, make_problem: Make, qtbot: QtBot
) -> None:
    make_problem("One")
    show()
    click(view, "problems.step.doing")
    settle()
    assert focus() is view.detail.steps.buttons[S.TO_VERIFY]
    click(view, "problems.step.to_verify")
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert focus() is view.detail.steps.buttons[S.TO_VERIFY]


def test_enter_goes_into_a_card_and_escape_comes_back(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle
) -> None:
    make_problem("One")
    show()
    for rows in (view.board.columns[S.OPEN], view.table):
        rows.setFocus()
        qtbot.keyClick(focus(), Key.Key_Return)
        assert focus() is view.detail.title
        for field in (view.detail.title, view.detail.words, view.detail.due, view.detail.activity.words):
            field.setFocus()
            qtbot.keyClick(focus(), Key.Key_Escape)
            assert focus() is rows, field.objectName()
        view.filter.in_list.click()
        settle()


def test_search_by_keyboard_finds_and_goes_there(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle
) -> None:
    make_problem("Banner")
    make_problem("Stock")
    show()
    view.filter.search.setFocus()
    qtbot.keyClicks(view.filter.search, "stock")
    qtbot.waitUntil(lambda: titles(view, S.OPEN) == ["Stock"])
    qtbot.keyClick(view.filter.search, Key.Key_Return)
    settle()
    assert focus() is view.board.columns[S.OPEN]
    assert view.detail.title.text() == "Stock"
    view.filter.search.setFocus()
    qtbot.keyClick(view.filter.search, Key.Key_Escape)
    assert len(titles(view, S.OPEN)) == 2
    qtbot.keyClick(view.filter.search, Key.Key_Escape)
    assert focus() is view.board.columns[S.OPEN]


def test_a_card_that_goes_out_of_view_hands_the_cursor_to_its_neighbour(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle
) -> None:
    for number in range(3):
        make_problem(f"Late {number}", due=TODAY - timedelta(days=3 - number), opened_on=TODAY - timedelta(days=9))
    show()
    view.filter.overdue.click()
    view.board.focus_first()
    qtbot.keyClick(focus(), Key.Key_Down)
    settle()
    assert view.detail.title.text() == "Late 1"
    qtbot.keyClick(focus(), Key.Key_Return)
    click(view, "problems.due.0")
    settle()
    assert titles(view, S.OPEN) == ["Late 0", "Late 2"]
    assert view.detail.title.text() == "Late 2"


# --- what may not be --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "wanted", "sentence"),
    [
        ({"state": S.CLOSED, "closed_on": TODAY}, S.DOING, "cannot become"),
        ({"needs_second": True}, S.CLOSED, "A second person has to look at this one"),
    ],
)
def test_a_card_dropped_where_it_may_not_go_stays_and_says_why(
    view: ProblemsPart,
    show: Callable[[], ProblemsPart],
    settle: Settle,
    make_problem: Make,
    page_context: PageContext,
    values: dict[str, object],
    wanted: ProblemState,
    sentence: str,
) -> None:
    problem = make_problem("Banner", **values)
    show()
    source, target = view.board.columns[problem.state].cards, view.board.columns[wanted].cards
    target.dropMimeData(source.mimeData([source.index(0, 0)]), Qt.DropAction.MoveAction, -1, -1, target.index(-1, 0))
    settle()
    assert sentence in page_context.messages.text
    assert titles(view, problem.state) == ["Banner"]
    assert not view.detail.steps.asks, "nobody is asked for a result that would be refused"


def test_a_blank_title_is_refused_stays_and_escape_brings_the_old_one_back(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle,
    page_context: PageContext,
) -> None:  # fmt: skip
    problem = make_problem("Banner")
    show()
    view.detail.title.setFocus()
    view.detail.title.selectAll()
    qtbot.keyClicks(view.detail.title, "   ")
    view.detail.words.setFocus()
    settle()
    assert "“Title” is empty" in view.detail.said()
    show()
    assert view.detail.said()
    assert view.detail.title.text().strip() == ""
    assert stored(page_context, problem).title == "Banner"
    view.detail.title.setFocus()
    qtbot.keyClick(view.detail.title, Key.Key_Escape)
    assert view.detail.title.text() == "Banner"
    assert view.detail.said() == ""


def test_a_due_day_that_is_none_gets_a_sentence(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle
) -> None:
    make_problem("Banner", due=TODAY)
    show()
    view.detail.due.setFocus()
    view.detail.due.selectAll()
    qtbot.keyClicks(view.detail.due, "2026-02-31")
    view.detail.title.setFocus()
    settle()
    view.detail.words.setFocus()
    assert "Enter a day like" in view.detail.said()


# --- others change things, too ----------------------------------------------------------------------------------------


def test_a_title_kept_after_somebody_else_gave_it_an_owner_leaves_that(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle,
    page_context: PageContext,
) -> None:  # fmt: skip
    problem = make_problem("Banner")
    show()
    view.detail.title.setFocus()
    view.detail.title.setText("")
    qtbot.keyClicks(view.detail.title, "Banner links")
    elsewhere(page_context, replace(problem, owner="惊蛰"))
    view.detail.words.setFocus()
    settle()
    kept = stored(page_context, problem)
    assert (kept.title, kept.owner) == ("Banner links", "惊蛰")
    assert view.detail.owner.owner() == "惊蛰"


def test_undo_of_something_else_leaves_half_a_title_alone(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle,
    page_context: PageContext,
) -> None:  # fmt: skip
    problem = make_problem("Banner")
    page_context.services.problems.hand_over([problem.id or 0], "惊蛰")
    show()
    view.detail.title.setFocus()
    view.detail.title.end(False)
    qtbot.keyClicks(view.detail.title, " lin")
    page_context.services.history.undo()
    settle()
    assert view.detail.title.text() == "Banner lin"
    assert view.detail.owner.owner() == ""


def test_a_problem_undone_while_it_is_edited_is_said_and_crashes_nothing(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle,
    page_context: PageContext,
) -> None:  # fmt: skip
    make_problem("Banner")
    show()
    view.detail.title.setFocus()
    qtbot.keyClicks(view.detail.title, "x")
    page_context.services.history.undo()
    settle()
    assert view.detail.problem_id == 0
    assert view.stack.currentWidget() is view.empty


def test_a_comment_that_could_not_be_kept_is_still_there_and_none_is_said_twice(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle,
    page_context: PageContext, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    problem = make_problem("Banner")
    show()

    def full(*_a: object, **_k: object) -> None:
        raise EnvironmentFault(Text("The disk with {folder} is full. Free some space and try again.", folder="x"))

    monkeypatch.setattr(type(page_context.services.problems), "comment", full)
    words = view.detail.activity.words
    qtbot.keyClicks(words, "Asked design")
    qtbot.keyClick(words, Key.Key_Return)
    settle()
    assert words.text() == "Asked design"
    assert "is full" in view.detail.trouble.text()
    monkeypatch.undo()
    qtbot.keyClick(words, Key.Key_Return)
    qtbot.keyClick(words, Key.Key_Return)
    settle()
    assert [one.words for one in page_context.services.problems.view(problem.id or 0).comments] == ["Asked design"]
    assert words.text() == ""


def test_half_a_comment_waits_for_its_problem_and_is_named_before_it_is_lost(
    page: DailyPage, view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot,
    settle: Settle,
) -> None:  # fmt: skip
    first, second = make_problem("First"), make_problem("Second")
    show()
    view.show_problem(first.id or 0)
    settle()
    assert page.unsaved() == ""
    qtbot.keyClicks(view.detail.activity.words, "half a comm")
    view.show_problem(second.id or 0)
    settle()
    assert view.detail.activity.words.text() == ""
    assert "comment" in page.unsaved()
    view.show_problem(first.id or 0)
    settle()
    assert view.detail.activity.words.text() == "half a comm"
    view.detail.activity.words.clear()
    view.detail.title.setFocus()
    qtbot.keyClicks(view.detail.title, "!")
    assert "not kept yet" in page.unsaved()


def test_every_step_can_be_undone_one_by_one(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, settle: Settle, page_context: PageContext
) -> None:
    problems, problem = page_context.services.problems, make_problem("Banner", owner="小满")
    number = problem.id or 0
    problems.step(number, S.DOING)
    problems.comment(number, "Asked")
    problems.step(number, S.CLOSED, note="Done")
    problems.step(number, S.OPEN)
    show()
    seen = []
    for _ in range(4):
        page_context.services.history.undo()
        settle()
        one = problems.view(number)
        seen.append((one.problem.state, len(one.comments), view.detail.state.text()))
    assert seen == [(S.CLOSED, 1, "Closed"), (S.DOING, 1, "Being worked on"), (S.DOING, 0, "Being worked on"),
                    (S.OPEN, 0, "Open")]  # fmt: skip


def test_details_that_a_full_disk_refused_are_still_there_and_kept_the_next_time(
    view: ProblemsPart,
    show: Callable[[], ProblemsPart],
    make_problem: Make,
    qtbot: QtBot,
    settle: Settle,
    page_context: PageContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = make_problem("Banner")
    show()

    def full(*_a: object, **_k: object) -> None:
        raise EnvironmentFault(Text("The disk with {folder} is full. Free some space and try again.", folder="x"))

    monkeypatch.setattr(type(page_context.services.problems), "update", full)
    view.detail.words.setFocus()
    qtbot.keyClicks(view.detail.words, "Since Monday, on all phones")
    view.detail.title.setFocus()
    settle()
    assert "is full" in view.detail.trouble.text()
    show()
    assert view.detail.words.toPlainText() == "Since Monday, on all phones"
    assert "not kept yet" in view.unsaved()
    monkeypatch.undo()
    view.detail.words.setFocus()
    settle()
    assert stored(page_context, problem).detail == "Since Monday, on all phones"
    assert view.unsaved() == ""
