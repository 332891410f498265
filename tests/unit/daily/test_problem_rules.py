"""The life of a problem: steps, the second person, urgency, and items that fail again and again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.nouns import check_problem
from shopdesk.domain.daily.problems import (
    NEXT_STATES,
    Problem,
    ProblemState,
    Severity,
    check_step,
    repeats,
    urgency,
)
from shopdesk.domain.errors import UserError

TODAY = date(2026, 3, 16)
S = ProblemState


def problem(**values: object) -> Problem:
    start: dict[str, object] = {"store_id": 1, "title": "横幅链接打不开", "opened_on": TODAY}
    return Problem(**{**start, **values})  # type: ignore[arg-type]


def test_a_problem_says_something_and_is_not_due_before_it_was_found() -> None:
    with pytest.raises(UserError, match="what the problem is"):
        check_problem(problem(title="  "))
    with pytest.raises(UserError, match="2026-03-15"):
        check_problem(problem(due=TODAY - timedelta(days=1)))
    check_problem(problem(due=TODAY))


@pytest.mark.parametrize("state", list(S))
def test_only_the_steps_of_its_life_are_taken(state: ProblemState) -> None:
    for wanted in S:
        if wanted in NEXT_STATES[state]:
            check_step(problem(state=state), wanted, "小满")
        else:
            with pytest.raises(UserError, match="cannot become"):
                check_step(problem(state=state), wanted, "小满")


def test_a_second_person_closes_what_needs_one() -> None:
    asked = problem(needs_second=True, owner="小满")
    with pytest.raises(UserError, match="second person"):
        check_step(asked, S.CLOSED, "惊蛰")
    done = replace(asked, state=S.TO_VERIFY, done_by="小满")
    with pytest.raises(UserError, match="Say who verifies it"):
        check_step(replace(done, owner="", done_by=""), S.CLOSED, " ")
    for nobody in ("小满", " 小满 ", "", "  "):
        with pytest.raises(UserError, match="Somebody else than 小满"):
            check_step(done, S.CLOSED, nobody)
    check_step(done, S.CLOSED, "惊蛰")


def test_days_late_and_open_never_run_backwards() -> None:
    late = problem(due=TODAY - timedelta(days=3), opened_on=TODAY - timedelta(days=5))
    assert (late.days_late(TODAY), late.days_open(TODAY)) == (3, 5)
    assert late.days_late(TODAY - timedelta(days=30)) == 0
    assert late.days_open(TODAY - timedelta(days=30)) == 0
    closed = replace(late, state=S.CLOSED, closed_on=TODAY - timedelta(days=1))
    assert (closed.days_late(TODAY), closed.days_open(TODAY)) == (0, 4)


def test_overdue_comes_before_serious_before_soon() -> None:
    overdue = problem(id=1, due=TODAY - timedelta(days=1), opened_on=TODAY - timedelta(days=9), severity=Severity.LOW)
    more_overdue = problem(id=2, due=TODAY - timedelta(days=4), opened_on=TODAY - timedelta(days=9))
    serious = problem(id=3, severity=Severity.HIGH)
    soon = problem(id=4, due=TODAY + timedelta(days=1))
    sometime = problem(id=5)
    found = sorted([sometime, soon, serious, overdue, more_overdue], key=lambda one: urgency(one, TODAY))
    assert [one.id for one in found] == [2, 1, 3, 4, 5]


def test_three_failures_in_fourteen_days_are_pointed_out() -> None:
    days = [TODAY, TODAY - timedelta(days=6), TODAY - timedelta(days=13)]
    found = repeats([("a", day) for day in days] + [("b", day) for day in days[:2]], TODAY)
    assert [(one.item_code, len(one.days)) for one in found] == [("a", 3)]


def test_a_failure_fifteen_days_ago_no_longer_counts() -> None:
    days = [TODAY, TODAY - timedelta(days=6), TODAY - timedelta(days=14)]
    assert repeats([("a", day) for day in days], TODAY) == []


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-3, 30)), max_size=60))
def test_repeats_count_days_not_failures(failed: list[tuple[str, int]]) -> None:
    found = {one.item_code: one.days for one in repeats([(c, TODAY - timedelta(days=n)) for c, n in failed], TODAY)}
    for code in "abc":
        days = {n for c, n in failed if c == code and 0 <= n <= 13}
        assert (code in found) == (len(days) >= 3)
        if code in found:
            assert len(found[code]) == len(days)
            assert list(found[code]) == sorted(found[code])
