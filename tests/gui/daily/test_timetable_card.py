"""The timetable beside the form, the looks that are due above it, and the service levels: ticked and pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.timetable import Rhythm, TimetableEntry
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.today.timetable_card import turn_in_question
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click, press

Settle = Callable[[], None]
TODAY = date(2026, 3, 16)


def box(today: Any, code: str) -> QCheckBox:
    found = today.timetable.findChild(QCheckBox, f"daily.block.{code}")
    assert isinstance(found, QCheckBox)
    return found


def ticks(context: PageContext) -> list[tuple[str, time, str]]:
    found = context.services.daily.sheet(context.store_id, TODAY).ticks
    return [(one.block_code, one.turn, one.who) for one in found]


def test_a_block_is_ticked_by_key_and_taken_back(
    today: Any, settle: Settle, page_context: PageContext, clock: FixedClock
) -> None:
    clock.set(datetime(2026, 3, 16, 10, 20))
    today.refresh()
    settle()
    box(today, "assistants").setFocus()
    press(Qt.Key.Key_Space)
    settle()
    assert ticks(page_context) == [("assistants", time(10), "小满")]
    assert box(today, "assistants").isChecked()
    assert box(today, "assistants").hasFocus(), "the keyboard stays where it was"
    words = [label.text() for label in today.timetable.findChildren(QLabel)]
    assert any("Every hour · 1 of 9 done" in one for one in words)
    assert any(one.startswith("Pages planned") and "A better rank in the search · Designer" in one for one in words)
    clock.set(datetime(2026, 3, 16, 11, 5))
    today.refresh()
    settle()
    assert not box(today, "assistants").isChecked(), "the next turn is to be done"
    clock.set(datetime(2026, 3, 16, 10, 59))
    today.refresh()
    settle()
    press(Qt.Key.Key_Space)
    settle()
    assert ticks(page_context) == []


def test_which_turn_a_tick_belongs_to() -> None:
    block = TimetableEntry(time=time(9), end=time(12), zh="看", en="Look", rhythm=Rhythm.HOURLY)
    past, ahead = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    at = {hour: turn_in_question(block, TODAY, TODAY, time(hour)) for hour in (8, 9, 10, 20)}
    assert at == {8: time(9), 9: time(9), 10: time(10), 20: time(11)}
    assert turn_in_question(block, past, TODAY, time(9)) == time(11)
    assert turn_in_question(block, ahead, TODAY, time(20)) == time(9)


@pytest.mark.parametrize("right", [True, False])
def test_a_look_that_is_due_is_answered_above_the_form(
    today: Any, settle: Settle, page_context: PageContext, make_problem: Callable[..., Problem], right: bool
) -> None:
    problems = page_context.services.problems
    made = make_problem("Banner <b>link</b> dead", inspect_on=TODAY, opened_on=TODAY - timedelta(days=4))
    problems.step(made.id or 0, ProblemState.CLOSED, who="阿远")
    settle()
    assert today.inspections.isVisible()
    assert today.inspections.heading.text() == "Closed problems to look at again: 1"
    click(today.inspections, f"daily.inspect{'Right' if right else 'Wrong'}.{made.id}")
    settle()
    assert not today.inspections.isVisible()
    kept = problems.view(made.id or 0)
    assert (kept.problem.state is ProblemState.CLOSED) is right
    assert kept.problem.inspect_on is None
    assert kept.events[-1].who == "小满"


def test_the_levels_say_what_the_data_cannot_tell(
    today: Any, settle: Settle, page_context: PageContext, qtbot: QtBot
) -> None:
    levels = today.side.levels
    unknown = levels.findChild(QLabel, "daily.levelsUnknown").text()
    assert "complaints the same day" in unknown and "the reports have no time of request" in unknown
    assert levels.findChild(QLabel, "daily.level_24").text() == "No data: paid on 03-14, left within 24 hours"
    qtbot.keyClick(levels.cutoff, Qt.Key.Key_Up)
    settle()
    assert page_context.services.daily.levels.of_day(page_context.store_id, TODAY).cutoff == time(15)
    assert "by 15:00" in levels.findChild(QLabel, "daily.level_cutoff").text()
