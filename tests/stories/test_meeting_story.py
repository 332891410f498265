"""A weekly meeting decides something: it is written down, comes up as a problem, is carried out, and is looked up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import ProblemState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from tests.gui.hands import click


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


def test_a_decision_is_followed_from_the_meeting_to_its_end(
    page: DailyPage, page_context: PageContext, wait: Callable[[], None]
) -> None:
    problems, store_id = page_context.services.problems, page_context.store_id
    # The meeting's card leads to the agenda, which says what to do while it is empty.
    click(page, "daily.agenda")
    wait()
    part = page.view("meetings")
    assert part.isVisible() and part.stack.currentIndex() == 1
    click(part, "daily.meetings.new")
    form = part.dialog
    form["kind"].setCurrentIndex(form["kind"].findData("weekly"))
    form["topic"].setText("Late shift answers slowly")
    form["owner"].setCurrentText("惊蛰")
    form.ok.click()
    wait()
    assert "Say what was decided" in form.said()
    form["decision"].setText("Sort the quick replies")
    form.ok.click()
    wait()

    # It is on the board of problems, whose details lead back.
    (problem,) = problems.open(store_id)
    assert (problem.title, problem.owner) == ("Sort the quick replies", "惊蛰")
    click(part, "daily.meetings.problem")
    wait()
    board = page.view("problems")
    assert board.isVisible() and board.detail.problem_id == problem.id
    assert "Weekly meeting" in board.detail.meeting.text()
    problems.step(problem.id or 0, ProblemState.TO_VERIFY, who="惊蛰")
    wait()
    click(board, "problems.meeting")
    wait()
    assert part.isVisible() and part.chosen.decision == "Sort the quick replies"
    state = len(part.table.records_model.columns) - 1
    assert part.table.records_model.index(0, state).data().startswith("To verify")

    # Carried out here, it is closed there.
    click(part, "daily.meetings.done")
    wait()
    assert not problems.open(store_id) and not part.done.isEnabled()
    assert "Every decision is carried out" in part.said.text()

    # The points of a whole meeting are pasted from a spreadsheet.
    QGuiApplication.clipboard().setText(
        "Meeting\tDay\tPoint\tDecision\nMorning meeting\t2026-03-16\tHeroes\t\n"
        "Morning meeting\t2026-03-16\tParcels\tCall the courier"
    )
    click(part, "daily.meetings.paste")
    wait()
    part.panel.dialog.ok.click()
    wait()
    assert [one.title for one in problems.open(store_id)] == ["Call the courier"]
    page.show_view("today")
    wait()
    said = page.view("today").meeting.findChild(object, "daily.agenda.points").text()
    assert said.splitlines() == ["Heroes", "Call the courier"]
