"""Many problems: found again, sorted, several done at once, printed for the meeting; and what the world brings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily import editing
from shopdesk.domain.daily.problems import Problem, ProblemState, Severity
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.pages.daily.problems.print_dialog import ProblemPrintDialog
from shopdesk.gui.pages.daily.problems.view import ProblemsPart
from shopdesk.gui.paper.problems import set_problems
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import ACTOR
from shopdesk.reporting.problem_list import problem_paper
from shopdesk.services.daily.views import NewProblem
from tests.gui.hands import choose_data, click, click_on

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


# --- what the world brings --------------------------------------------------------------------------------------------


def test_a_removed_item_is_still_named_in_words(
    view: ProblemsPart, show: Callable[[], ProblemsPart], settle: Settle, page_context: PageContext
) -> None:
    daily, checklists, store_id = page_context.services.daily, page_context.services.checklists, page_context.store_id
    sheet = daily.sheet(store_id, TODAY)
    item = next(line.item for line in sheet.lines if not line.item.auto)
    daily.answer(sheet, item.code, Result.FAIL, problem=NewProblem(title="Broken"))
    checklists.save(sheet.checklist.id or 0, editing.remove_item(sheet.form, item.code))
    show()
    assert item.en in view.detail.origin.text()
    assert item.code not in view.detail.origin.text()
    assert view.loaded.item_name("never.was") == "an item that is no longer on a form"


def test_an_owner_who_left_can_still_be_found(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make
) -> None:
    make_problem("Banner", owner="Long gone")
    make_problem("Stock")
    show()
    choose_data(view.filter.owner, "Long gone")
    assert titles(view, S.OPEN) == ["Banner"]


def test_a_clock_set_back_breaks_nothing(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, clock: FixedClock, qtbot: QtBot,
    settle: Settle,
) -> None:  # fmt: skip
    make_problem("Banner", due=TODAY + timedelta(days=1))
    clock.set(datetime(2026, 3, 10, 9))
    show()
    click(view, "problems.due.0")
    settle()
    assert "lies before the day it was found" in view.detail.said()
    click(view, "problems.step.closed")
    qtbot.keyClicks(view.detail.steps.note, "Done")
    qtbot.keyClick(view.detail.steps.note, Key.Key_Return)
    settle()
    assert titles(view, S.CLOSED) == ["Banner"]


def test_an_old_closed_one_is_found_by_looking_further(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle
) -> None:
    make_problem("Now")
    make_problem("Courier strike", state=S.CLOSED, opened_on=TODAY - timedelta(days=500),
                 closed_on=TODAY - timedelta(days=490), result="Second courier")  # fmt: skip
    show()
    view.filter.search.setText("strike")
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view.nothing)
    assert "last 30 days" in view.nothing.hint.text()
    qtbot.mouseClick(view.nothing.button, Qt.MouseButton.LeftButton)
    settle()
    assert titles(view, S.CLOSED) == ["Courier strike"]


def test_very_long_words_do_not_widen_the_view(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, settle: Settle
) -> None:
    make_problem("Short")
    show()
    before = view.minimumSizeHint().width()
    make_problem("问" * 400, owner="名" * 60, detail="长" * 4000, result="果" * 400)
    show()
    column = view.board.columns[S.OPEN]
    click_on(column, column.cards.index(titles(view, S.OPEN).index("问" * 400), 0))
    settle()
    assert view.minimumSizeHint().width() <= before + 40
    assert view.detail.title.toolTip() == "问" * 400


def test_300_open_and_2000_closed_are_dealt_out_without_a_stop(
    view: ProblemsPart, show: Callable[[], ProblemsPart], page_context: PageContext, settle: Settle
) -> None:
    from shopdesk.storage.repositories.daily import Problems

    with page_context.services.ctx.open_uow(Text("many")) as uow:
        for number in range(2300):
            closed = TODAY if number >= 300 else None
            uow.repository(Problems).add(
                Problem(
                    store_id=page_context.store_id,
                    title=f"P{number}",
                    opened_on=TODAY,
                    closed_on=closed,
                    state=S.CLOSED if closed else list(S)[number % 3],
                )
            )
        uow.commit()
    settle()
    column = view.board.columns[S.CLOSED]
    assert column.cards.rowCount() == 2000
    column.verticalScrollBar().setValue(4000)
    page_context.services.problems.step(view.board.columns[S.OPEN].cards.problems[0].id or 0, S.DOING)
    settle()
    assert view.board.columns[S.DOING].cards.rowCount() == 101
    assert column.verticalScrollBar().value() == 4000, "the other columns stay where they were"


# --- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_sorts_by_every_column_and_comes_back_to_the_most_urgent(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make
) -> None:
    make_problem("B", severity=Severity.LOW, owner="x", due=TODAY, opened_on=TODAY - timedelta(days=3))
    make_problem("A", severity=Severity.HIGH, due=TODAY - timedelta(days=1), opened_on=TODAY - timedelta(days=2))
    make_problem("C", state=S.DOING)
    view.filter.in_list.click()
    show()
    header, model = view.table.horizontalHeader(), view.table.records_model
    urgent = [one.title for one in model.records]
    assert urgent[0] == "A"
    for column in range(model.columnCount()):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            header.setSortIndicator(column, order)
            assert len(model.records) == 3
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert [one.title for one in model.records] == ["A", "B", "C"]
    assert header.isSortIndicatorClearable()
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert [one.title for one in model.records] == urgent


def chosen_by_keyboard(view: ProblemsPart, qtbot: QtBot, settle: Settle, count: int) -> None:
    view.filter.in_list.click()
    view.table.selectRow(0)
    view.table.setFocus()
    for _ in range(count - 1):
        qtbot.keyClick(view.table, Key.Key_Down, SHIFT)
    settle()


def test_several_chosen_get_an_owner_a_day_and_are_closed_each_with_one_undo(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle,
    page_context: PageContext,
) -> None:  # fmt: skip
    page_context.settings.set(ACTOR, "小满")
    made = [make_problem(f"P{number}") for number in range(4)]
    show()
    assert not view.bulk.isVisible()
    chosen_by_keyboard(view, qtbot, settle, 3)
    assert view.bulk.count.text() == "3 chosen"
    view.bulk.owner.setFocus()
    view.bulk.owner.setEditText("惊蛰")
    qtbot.keyClick(view.bulk.owner, Key.Key_Return)
    settle()
    assert [stored(page_context, one).owner for one in made] == ["惊蛰"] * 3 + [""]
    assert view.bulk.count.text() == "3 chosen", "they stay chosen for the next thing"
    view.bulk.due.setText("2026-03-20")
    view.bulk.due.setFocus()
    qtbot.keyClick(view.bulk.due, Key.Key_Return)
    settle()
    assert {stored(page_context, one).due for one in made[:3]} == {date(2026, 3, 20)}
    click(view, "problems.bulkClose")
    assert "what came of it" in view.bulk.trouble.text()
    qtbot.keyClicks(view.bulk.result, "All put right")
    qtbot.keyClick(view.bulk.result, Key.Key_Return)
    settle()
    assert [(one.state, one.result, one.closed_by) for one in (stored(page_context, one) for one in made[:3])] == [
        (S.CLOSED, "All put right", "小满")
    ] * 3
    assert "Done with 3" in page_context.messages.text
    page_context.services.history.undo()
    settle()
    assert all(stored(page_context, one).is_open for one in made)
    view.bulk.result.setFocus()
    qtbot.keyClick(view.bulk.result, Key.Key_Escape)
    assert focus() is view.table


def test_those_that_cannot_be_closed_are_named(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, qtbot: QtBot, settle: Settle,
    page_context: PageContext,
) -> None:  # fmt: skip
    make_problem("Plain")
    asked = make_problem("Asked", needs_second=True)
    show()
    chosen_by_keyboard(view, qtbot, settle, 2)
    view.bulk.result.setText("Done")
    click(view, "problems.bulkClose")
    settle()
    assert "Done with 1" in page_context.messages.text
    assert "“Asked”: A second person" in page_context.messages.text
    assert stored(page_context, asked).is_open


# --- for the meeting --------------------------------------------------------------------------------------------------


def test_the_print_holds_the_open_ones_in_view_and_is_a4(
    page: DailyPage,
    show: Callable[[], ProblemsPart],
    make_problem: Make,
    page_context: PageContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_problem("Late", owner="小满", due=TODAY - timedelta(days=2), opened_on=TODAY - timedelta(days=5))
    make_problem("Free")
    make_problem("Closed", state=S.CLOSED, closed_on=TODAY)
    show()
    assert page.print_shown()
    (dialog,) = page_context.window.findChildren(ProblemPrintDialog)
    assert [row.title for row in dialog.paper.rows] == ["Late", "Free"]
    assert dialog.paper.summary == "2 open, 1 of them overdue"
    assert dialog.paper.rows[0].late
    dialog.choices.button(1).click()
    assert [row.owner for row in dialog.paper.rows] == ["nobody yet", "小满"]
    target = tmp_path / "open.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    dialog.pdf_button.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert b"/MediaBox [0 0 595" in target.read_bytes(), "A4 upright"
    assert not dialog.isVisible()


def test_the_print_follows_the_filter_and_says_so(
    view: ProblemsPart, show: Callable[[], ProblemsPart], make_problem: Make, page_context: PageContext, qtbot: QtBot
) -> None:
    make_problem("Late", due=TODAY - timedelta(days=2), opened_on=TODAY - timedelta(days=5))
    make_problem("Free")
    show()
    view.filter.overdue.click()
    view.print_shown()
    (dialog,) = page_context.window.findChildren(ProblemPrintDialog)
    assert [row.title for row in dialog.paper.rows] == ["Late"]
    assert dialog.paper.summary.endswith("· Overdue only")
    view.filter.search.setText("nothing like that")
    qtbot.waitUntil(lambda: titles(view, S.OPEN) == [])
    view.print_shown()
    assert "nothing to print" in page_context.messages.text


def test_on_the_days_form_ctrl_p_still_prints_the_form(page: DailyPage) -> None:
    page.show_view("today")
    assert not page.print_shown()


def test_many_problems_take_several_pages_and_none_is_cut() -> None:
    problems = [Problem(id=n, store_id=1, title=f"问题{n} " + "字" * (n % 90 * 5), opened_on=TODAY) for n in range(120)]
    paper = problem_paper(problems, store="云裳", today=TODAY, by_owner=True)
    assert len(paper.rows) == 120
    assert max(len(row.title) for row in paper.rows) <= 241
    assert 3 < len(set_problems(paper)) < 20
    assert len(set_problems(problem_paper([], store="云裳", today=TODAY, by_owner=False))) == 1
