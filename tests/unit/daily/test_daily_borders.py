"""A day's lines, problems of a span, names and items taken out: what counts on the first and on the last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from shopdesk.domain.daily import editing
from shopdesk.domain.daily.checklist import Area, Form, Item
from shopdesk.domain.daily.lookback import ItemHistory, never_failing, problem_figures
from shopdesk.domain.daily.problems import Problem, ProblemState, repeats
from shopdesk.domain.daily.sheet import SheetLine, lines_of
from shopdesk.domain.daily.worksheet import Answer, Result, Standing
from shopdesk.domain.roster_checks import Band, bands

DAY = date(2026, 3, 16)
NOW = datetime.combine(DAY, time(12))
A, B = Area(code="a", zh="甲", en="A"), Area(code="b", zh="乙", en="B")


def item(code: str, **more: object) -> Item:
    return Item(code=code, area=code[0], zh=code, en=code, **more)  # type: ignore[arg-type]


def answer(code: str, result: Result = Result.PASS, **more: object) -> Answer:
    return Answer(store_id=1, worksheet_id=1, item_code=code, result=result, at=NOW, **more)  # type: ignore[arg-type]


def problem(number: int, code: str = "", **more: object) -> Problem:
    given = {"opened_on": DAY, **more}
    return Problem(id=number, store_id=1, title=str(number), item_code=code, **given)  # type: ignore[arg-type]


# --- the lines of a day -----------------------------------------------------------------------------------------------


def test_what_was_answered_stays_on_the_day_although_it_is_no_longer_asked() -> None:
    form = Form(areas=(A, B), items=(item("a1"), item("a2", off=True), item("a3", off=True), item("b1")))
    lines = lines_of(form, DAY, NOW, [answer("a2"), answer("b1")], {})
    assert [(line.number, line.item.code, line.done) for line in lines] == [
        (1, "a1", False), (2, "b1", True), (3, "a2", True),
    ]  # fmt: skip


def test_a_line_knows_its_own_problem_and_the_most_urgent_earlier_one() -> None:
    form = Form(areas=(A,), items=(item("a1"), item("a2"), item("a3")))
    first, second, third = problem(1, "a1"), problem(2, "a1"), problem(3, "a2")
    carried = [first, second]
    answers = [answer("a1", Result.FAIL, problem_id=2), answer("a2", Result.FAIL, problem_id=3), answer("a3")]
    one, two, three = lines_of(form, DAY, NOW, answers, {2: second, 3: third}, carried)
    assert (one.problem, one.earlier, one.open_problem) == (second, first, second)
    assert (two.problem, two.earlier, two.open_problem) == (third, None, third)
    assert (three.problem, three.earlier, three.open_problem) == (None, None, None)
    closed = replace(second, state=ProblemState.CLOSED)
    assert replace(one, problem=closed).open_problem == first
    same = lines_of(form, DAY, NOW, [answer("a1", Result.FAIL, problem_id=1)], {1: replace(first, title="x")}, [first])
    assert same[0].problem == first, "one problem is not shown in two states"


@pytest.mark.parametrize(
    ("given", "own", "undecided"),
    [
        (None, None, False),
        (answer("a1", Result.FAIL, auto=True), None, True),
        (answer("a1", Result.FAIL, auto=True), problem(1), False),
        (answer("a1", Result.FAIL), None, False),
        (answer("a1", Result.PASS, auto=True), None, False),
    ],
)
def test_only_a_fail_of_the_data_without_a_problem_is_undecided(
    given: Answer | None, own: Problem | None, undecided: bool
) -> None:
    line = SheetLine(number=1, item=item("a1"), answer=given, standing=Standing.OPEN, problem=own)
    assert line.undecided is undecided


@pytest.mark.parametrize(
    ("verify", "given", "waits"),
    [(True, answer("a1"), True), (True, answer("a1", verified_by="Zhao"), False), (True, None, False),
     (False, answer("a1"), False)],
)  # fmt: skip
def test_only_an_answer_that_nobody_verified_waits_for_a_second_person(
    verify: bool, given: Answer | None, waits: bool
) -> None:
    line = SheetLine(number=1, item=item("a1", verify=verify), answer=given, standing=Standing.OPEN)
    assert line.to_verify is waits


# --- problems of a span -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "closed", "due", "figures"),
    [
        (DAY, None, None, (1, 0, 1, 0)),
        (DAY - timedelta(days=7), None, None, (0, 0, 1, 0)),
        (DAY - timedelta(days=6), None, None, (1, 0, 1, 0)),
        (DAY + timedelta(days=1), None, None, (0, 0, 0, 0)),
        (DAY - timedelta(days=9), DAY, None, (0, 1, 0, 0)),
        (DAY - timedelta(days=9), DAY - timedelta(days=6), None, (0, 1, 0, 0)),
        (DAY - timedelta(days=9), DAY - timedelta(days=7), None, (0, 0, 0, 0)),
        (DAY, DAY + timedelta(days=1), None, (1, 0, 1, 0)),
        (DAY, None, DAY, (1, 0, 1, 0)),
        (DAY, None, DAY - timedelta(days=1), (1, 0, 1, 1)),
        (DAY, DAY, DAY - timedelta(days=1), (1, 1, 0, 0)),
    ],
)
def test_first_and_last_day_of_a_week_belong_to_it(
    opened: date, closed: date | None, due: date | None, figures: tuple[int, ...]
) -> None:
    found = problem_figures([problem(1, opened_on=opened, closed_on=closed, due=due)], DAY - timedelta(days=6), DAY)
    assert (found.opened, found.closed, found.still_open, found.overdue) == figures
    assert found.mean_days == (None if not found.closed else (closed or DAY).toordinal() - opened.toordinal())


@pytest.mark.parametrize(
    ("due", "closed", "day", "late"),
    [
        (None, None, DAY, 0),
        (DAY, None, DAY, 0),
        (DAY - timedelta(days=1), None, DAY, 1),
        (DAY - timedelta(days=1), DAY, DAY, 0),
        (DAY - timedelta(days=1), DAY + timedelta(days=1), DAY, 1),
        (DAY + timedelta(days=1), None, DAY, 0),
    ],
)
def test_a_problem_was_late_until_the_day_it_was_closed(
    due: date | None, closed: date | None, day: date, late: int
) -> None:
    assert problem(1, due=due, closed_on=closed).days_late_on(day) == late
    assert problem(1, due=due).days_late(day) == (problem(1, due=due).days_late_on(day))
    assert problem(1, due=due, state=ProblemState.CLOSED).days_late(day) == 0
    assert problem(1, opened_on=DAY).days_open(DAY - timedelta(days=1)) == 0


@pytest.mark.parametrize(("answered", "failed", "never"), [(59, 0, False), (60, 0, True), (60, 1, False)])
def test_sixty_days_without_a_fail_make_an_item_a_candidate(answered: int, failed: int, never: bool) -> None:
    history = ItemHistory(item_code="a1", answered=answered, failed=failed, passes_in_a_row=0)
    assert bool(never_failing([history])) is never


# --- items taken out of a form ----------------------------------------------------------------------------------------


def test_items_taken_out_come_back_switched_off_from_the_first_form_that_has_them() -> None:
    form = Form(areas=(A,), items=(item("a1"),))
    first, second = Form(areas=(A, B), items=(item("b1"), item("a1"))), Form(areas=(B,), items=(item("b2"), item("b1")))
    found = editing.with_taken_out(form, {"b2", "b1", "a1", "gone"}, [first, second])
    assert [(one.code, one.off) for one in found.items] == [("a1", False), ("b1", True), ("b2", True)]
    assert found.areas == (A, B)
    assert editing.with_taken_out(form, [], [first]) == form


# --- bands of a roster ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "cut"),
    [
        ([], [(0, 10, 0)]),
        ([(0, 10)], [(0, 10, 1)]),
        ([(-5, 15)], [(0, 10, 1)]),
        ([(0, 5), (5, 10)], [(0, 10, 1)]),
        ([(0, 5), (6, 10)], [(0, 5, 1), (5, 6, 0), (6, 10, 1)]),
        ([(0, 6), (5, 10)], [(0, 5, 1), (5, 6, 2), (6, 10, 1)]),
        ([(0, 3), (3, 6), (6, 9)], [(0, 9, 1), (9, 10, 0)]),
        ([(-5, 0), (10, 12), (4, 4)], [(0, 10, 0)]),
    ],
)
def test_open_hours_are_cut_where_somebody_comes_or_goes(
    spans: list[tuple[int, int]], cut: list[tuple[int, int, int]]
) -> None:
    assert bands(spans, (0, 10)) == [Band(*one) for one in cut]


# --- forms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("back", range(7))
def test_an_item_is_asked_on_every_day_of_the_week_unless_it_says_otherwise(back: int) -> None:
    day = DAY + timedelta(days=back)
    form = Form(areas=(A,), items=(item("a1"), item("a2", weekdays=(day.isoweekday(),)), item("a3", weekdays=())))
    assert [one.code for one in form.asked_on(day)] == ["a1", "a2"]
    assert [one.code for one in form.asked_on(day + timedelta(days=1))] == ["a1"]


def test_a_new_area_takes_the_first_free_number() -> None:
    taken = Form(areas=(Area(code="area1", zh="", en=""), Area(code="area3", zh="", en="")), items=())
    more, second = editing.add_area(taken, "二", "Two")
    _all, fourth = editing.add_area(more, "四", "Four")
    assert (second.code, fourth.code) == ("area2", "area4")


def test_what_failed_on_three_of_the_last_fourteen_days_repeats_the_most_frequent_first() -> None:
    def failed(code: str, *back: int) -> list[tuple[str, date]]:
        return [(code, DAY - timedelta(days=number)) for number in back]

    found = repeats(
        [*failed("b", 0, 1, 2), *failed("a", 0, 1, 13), *failed("c", 0, 1, 2, 3), *failed("d", 0, 1, 14),
         *failed("e", 0, 1, -1), *failed("f", 0, 0, 1)], DAY,
    )  # fmt: skip
    assert [(one.item_code, len(one.days)) for one in found] == [("c", 4), ("a", 3), ("b", 3)]
