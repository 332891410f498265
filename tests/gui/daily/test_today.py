"""Today's form as a user meets it: keys, what keys cannot say, the clock, the data, earlier problems."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.worksheet import Result, Standing
from shopdesk.gui.page_context import PageContext
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import ModelRules, press

Settle = Callable[[], None]
Make = Callable[..., Problem]
Key = Qt.Key
TODAY = date(2026, 3, 16)


def answer(context: PageContext, code: str, day: date = TODAY) -> Any:
    line = context.services.daily.sheet(context.store_id, day).line(code)
    assert line is not None
    return line.answer


def of_kind(today: Any, kind: AnswerKind) -> str:
    lines = today.sheet.lines
    return next(one.item.code for one in lines if one.item.kind is kind and not one.item.auto and not one.done)


def test_one_key_answers_and_goes_on(today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext) -> None:
    first = today.table.current_line().item.code
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    kept = answer(page_context, first)
    assert (kept.result, kept.who, kept.at) == (Result.PASS, "小满", datetime(2026, 3, 16, 9))
    assert today.table.current_line().item.code != first
    today.table.go_to(first)
    qtbot.keyClick(today.table, Key.Key_Backspace)
    settle()
    assert answer(page_context, first) is None
    page_context.services.history.undo()
    settle()
    assert answer(page_context, first) is not None
    assert today.sheet.line(first).done, "the form shows what undo brought back"


def test_four_leaves_an_item_open_and_goes_on(today: Any, settle: Settle, qtbot: QtBot) -> None:
    first = today.table.current_line().item.code
    qtbot.keyClick(today.table, Key.Key_4)
    second = today.table.current_line().item.code
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    assert not today.sheet.line(first).done
    today.table.go_to(first)
    qtbot.keyClick(today.table, Key.Key_4)
    assert today.table.current_line().item.code not in (first, second), "over what is answered"


def test_a_number_outside_its_limits_fails_by_itself(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = of_kind(today, AnswerKind.NUMBER)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_1)
    field = today.panel.value
    assert field.hasFocus()
    qtbot.keyClicks(field, "many")
    qtbot.keyClick(field, Key.Key_Return)
    assert today.panel.trouble.text() == "“many” is not a number. Enter one like 12 or 4.7."
    field.clear()
    qtbot.keyClicks(field, "1")
    qtbot.keyClick(field, Key.Key_Return)
    settle()
    assert answer(page_context, code) is None, "a check does not fail without asking for the problem"
    assert today.panel.title.hasFocus()
    assert "Outside its limits" in today.panel.trouble.text()
    words = today.panel.title.text()
    assert today.sheet.line(code).item.en in words, "words are ready, so that Enter is enough"
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    kept = answer(page_context, code)
    assert (kept.result, kept.number) == (Result.FAIL, 1)
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert (problem.id, problem.title) == (kept.problem_id, words)


def test_a_mistyped_number_can_be_corrected_before_it_fails(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = of_kind(today, AnswerKind.NUMBER)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_1)
    qtbot.keyClicks(today.panel.value, "1")
    qtbot.keyClick(today.panel.value, Key.Key_Return)
    qtbot.keyClicks(today.panel.value, "0")
    qtbot.keyClick(today.panel.value, Key.Key_Return)
    settle()
    assert (answer(page_context, code).result, answer(page_context, code).number) == (Result.PASS, 10)
    assert page_context.services.problems.open(page_context.store_id) == []


def test_a_fail_stays_one_whatever_the_number(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = of_kind(today, AnswerKind.NUMBER)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_2)
    qtbot.keyClicks(today.panel.value, "20")
    qtbot.keyClicks(today.panel.title, "One price is wrong")
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    assert (answer(page_context, code).result, answer(page_context, code).number) == (Result.FAIL, 20)
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert problem.title == "One price is wrong"


def test_a_fail_without_words_is_refused_and_nothing_is_lost(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = of_kind(today, AnswerKind.YES_NO)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_2)
    assert today.panel.title.hasFocus()
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    assert today.panel.trouble.text() == "Say in a few words what the problem is."
    assert answer(page_context, code) is None
    qtbot.keyClicks(today.panel.title, "Broken")
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert (problem.title, problem.due) == ("Broken", TODAY + timedelta(days=1))
    assert answer(page_context, code).problem_id == problem.id


def test_failing_the_same_item_again_doubles_no_problem(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = of_kind(today, AnswerKind.YES_NO)
    for words in ("Broken", "still"):
        today.table.go_to(code)
        qtbot.keyClick(today.table, Key.Key_2)
        qtbot.keyClicks(today.panel.title, words)
        qtbot.keyClick(today.panel.title, Key.Key_Return)
        settle()
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert problem.title == "still", "what was written the second time is kept"


def test_failing_again_after_the_problem_was_closed_opens_another(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    problems, code = page_context.services.problems, of_kind(today, AnswerKind.YES_NO)
    for words in ("Broken", "Broken anew"):
        today.table.go_to(code)
        qtbot.keyClick(today.table, Key.Key_2)
        assert today.panel.title.text() == ""
        qtbot.keyClicks(today.panel.title, words)
        qtbot.keyClick(today.panel.title, Key.Key_Return)
        settle()
        (problem,) = problems.open(page_context.store_id)
        assert problem.title == words
        if words == "Broken":
            problems.step(problem.id, ProblemState.CLOSED, who="小满")
            settle()


def test_what_was_refused_stands_there_to_be_corrected(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = of_kind(today, AnswerKind.YES_NO)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_2)
    qtbot.keyClicks(today.panel.title, "Broken")
    today.panel.due.set_day(TODAY - timedelta(days=1))
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    assert answer(page_context, code) is None
    assert today.panel.isVisible()
    assert today.panel.title.text() == "Broken"
    assert "lies before the day it was found" in today.panel.trouble.text()
    assert today.table.current_line().item.code == code
    today.panel.due.set_day(TODAY)
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    assert answer(page_context, code).result is Result.FAIL


def test_a_number_that_is_missing_is_asked_for_in_the_reader_s_language(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = of_kind(today, AnswerKind.NUMBER)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_1)
    qtbot.keyClick(today.panel.value, Key.Key_Return)
    settle()
    assert today.panel.trouble.text() == f"“{today.sheet.line(code).item.en}” asks for a number. Enter it."


def test_overruling_the_data_needs_a_reason(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code, finding = next((code, one) for code, one in today.sheet.findings.items() if one.result is not None)
    assert answer(page_context, code).auto, "the data answered it when the form was opened"
    today.table.go_to(code)
    other = Key.Key_1 if finding.result is not Result.PASS else Key.Key_3
    qtbot.keyClick(today.table, other)
    assert today.panel.reason.hasFocus()
    qtbot.keyClick(today.panel.reason, Key.Key_Return)
    settle()
    assert answer(page_context, code).auto, "without a reason the data stay"
    today.table.go_to(code)
    qtbot.keyClick(today.table, other)
    qtbot.keyClicks(today.panel.reason, "seen with my own eyes")
    qtbot.keyClick(today.panel.reason, Key.Key_Return)
    settle()
    kept = answer(page_context, code)
    assert (kept.auto, kept.reason) == (False, "seen with my own eyes")


def test_a_second_person_verifies_with_one_key(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    code = next(line.item.code for line in today.sheet.lines if line.item.verify)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_V)
    settle()
    assert answer(page_context, code).verified_by == ""
    today.bar.who.setCurrentText("惊蛰")
    qtbot.keyClick(today.table, Key.Key_V)
    settle()
    assert answer(page_context, code).verified_by == "惊蛰"


def test_at_midnight_the_new_days_form_comes_unless_something_is_being_written(
    today: Any, settle: Settle, qtbot: QtBot, clock: FixedClock, page_context: PageContext
) -> None:
    clock.set(datetime(2026, 3, 16, 23, 59))
    today.tick()
    settle()
    code = today.table.current_line().item.code
    qtbot.keyClick(today.table, Key.Key_2)
    qtbot.keyClicks(today.panel.title, "Half a sen")
    clock.set(datetime(2026, 3, 17, 0, 1))
    today.tick()
    settle()
    assert today.sheet.day == TODAY, "the sentence is not torn away"
    assert today.panel.title.text() == "Half a sen"
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    assert answer(page_context, code, TODAY).result is Result.FAIL
    assert answer(page_context, code, TODAY + timedelta(days=1)) is None
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert problem.opened_on == TODAY


def test_midnight_brings_the_next_form(today: Any, settle: Settle, clock: FixedClock) -> None:
    clock.set(datetime(2026, 3, 17, 0, 1))
    today.tick()
    settle()
    assert today.sheet.day == TODAY + timedelta(days=1)
    assert today.bar.edit.day == TODAY + timedelta(days=1)


def test_items_fall_due_and_late_as_the_clock_goes(today: Any, settle: Settle, clock: FixedClock) -> None:
    before = today.sheet.count(Standing.LATE)
    clock.set(datetime(2026, 3, 16, 12, 30))
    today.tick()
    settle()
    assert today.sheet.count(Standing.LATE) > before
    assert "late" in today.bar.trouble.text()


def test_a_day_that_has_not_come_cannot_be_filled_in(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    today.bar.go(TODAY + timedelta(days=1))
    settle()
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    assert page_context.services.daily.sheet(page_context.store_id, TODAY + timedelta(days=1)).answered == 0


def test_results_on_paper_are_typed_in_the_printed_order(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    today.bar.typing.click()
    lines = [line.item.code for line in today.sheet.lines]
    yes_no = [line.item.code for line in today.sheet.lines[7:10]]
    today.table.go_to(yes_no[1])
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    today.table.go_to(yes_no[0])
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    assert today.table.current_line().item.code == yes_no[1], "on to the next printed line, answered or not"
    assert lines.index(yes_no[1]) == lines.index(yes_no[0]) + 1


def test_letters_typed_into_a_field_never_answer_items(today: Any, settle: Settle, qtbot: QtBot) -> None:
    today.bar.who.lineEdit().selectAll()
    today.bar.who.lineEdit().setFocus()
    qtbot.keyClicks(today.bar.who.lineEdit(), "Fi")
    today.tick()
    settle()
    assert today.window().focusWidget() is today.bar.who
    field = today.bar.who.lineEdit()
    qtbot.keyClicks(field, "nn")
    qtbot.keyClick(field, Key.Key_Return)
    settle()
    assert today.bar.checker == "Finn"
    assert today.table.hasFocus()
    assert not [line for line in today.sheet.lines if line.done and not line.answer.auto]


def test_another_store_shows_its_own_form(today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext) -> None:
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    page_context.store = page_context.services.stores.create("青禾专营店")
    page_context.events.store_changed.emit(page_context.store)
    settle()
    assert today.sheet.store_id == page_context.store_id
    assert all(line.answer is None or line.answer.auto for line in today.sheet.lines)


def test_the_model_keeps_qts_rules(today: Any, rules: ModelRules) -> None:
    rules.watch(today.table.sheet_model)


def test_a_photo_is_kept_with_the_problem_it_shows(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "货架.jpg"
    photo.write_bytes(b"not really a photo")
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileNames", lambda *_a, **_k: ([str(photo)], ""))
    code = of_kind(today, AnswerKind.YES_NO)
    today.table.go_to(code)
    qtbot.keyClick(today.table, Key.Key_2)
    today.panel.photo.click()
    qtbot.keyClicks(today.panel.title, "Shelf empty")
    qtbot.keyClick(today.panel.title, Key.Key_Return)
    settle()
    kept = answer(page_context, code)
    assert (page_context.paths.attachments / kept.file).is_file()
    (problem,) = page_context.services.problems.open(page_context.store_id)
    assert [file.name for file in page_context.services.problems.view(problem.id or 0).files] == ["货架.jpg"]


def test_the_first_answer_asks_once_who_checks(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    for name in ("小满", "阿远"):
        page_context.services.people.hire(page_context.store_id, name, "service", TODAY)
    today.bar.who.setCurrentText("")
    settle()
    first = today.table.current_line().item.code
    qtbot.keyClick(today.table, Key.Key_1)
    assert today.checker.isVisible() and answer(page_context, first) is None
    press(Key.Key_1)
    assert today.checker.isVisible(), "a figure meant for the next item signs with nobody's name"
    press(Key.Key_Escape)
    assert not today.checker.isVisible() and today.table.hasFocus()
    qtbot.keyClick(today.table, Key.Key_1)
    press(Key.Key_Right)
    press(Key.Key_Return)
    settle()
    assert answer(page_context, first).who == "阿远" == today.bar.checker
    second = today.table.current_line().item.code
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    assert answer(page_context, second).who == "阿远", "asked once"
    qtbot.keyClick(today.table, Key.Key_W)
    press(Key.Key_Left)
    press(Key.Key_Return)
    settle()
    assert today.bar.checker == "小满", "a key asks again"


def test_an_evening_item_passed_in_the_morning_asks(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext, clock: FixedClock
) -> None:
    clock.set(datetime(2026, 3, 16, 8, 35))
    today.table.go_to("service.floor")
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    assert answer(page_context, "service.floor") is None
    assert today.panel.early.text() == "This is looked at from 18:00 on, and it is 08:35. Is it done already?"
    press(Key.Key_Escape)
    assert not today.panel.isVisible()
    qtbot.keyClick(today.table, Key.Key_1)
    press(Key.Key_Return)
    settle()
    assert answer(page_context, "service.floor").result is Result.PASS
    today.table.go_to("pages.notices")
    qtbot.keyClick(today.table, Key.Key_1)
    settle()
    assert answer(page_context, "pages.notices").result is Result.PASS, "its time has begun"


def test_answers_without_a_name_are_pointed_out(
    today: Any, settle: Settle, qtbot: QtBot, page_context: PageContext
) -> None:
    page_context.services.people.hire(page_context.store_id, "小满", "service", TODAY)
    today.bar.who.setCurrentText("")
    today.table.go_to(of_kind(today, AnswerKind.YES_NO))
    settle()
    assert "without a name" not in today.missed.text()
    qtbot.keyClick(today.table, Key.Key_1)
    press(Key.Key_Right)
    press(Key.Key_Return)
    settle()
    assert today.missed.isVisible()
    assert "Answers are kept without a name" in today.missed.text()
    today.bar.who.setCurrentText("小满")
    today.refresh()
    settle()
    assert "without a name" not in today.missed.text()
