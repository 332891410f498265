"""Figures over many days: streaks, histories of items, days to close."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.lookback import (
    DayCompletion,
    Share,
    complete_days_in_a_row,
    item_histories,
    never_failing,
    problem_figures,
)
from shopdesk.domain.daily.problems import Problem, ProblemState

TODAY = date(2026, 3, 16)


def day(back: int, answered: int, asked: int = 33, failed: int = 0) -> DayCompletion:
    return DayCompletion(day=TODAY - timedelta(days=back), asked=asked, answered=answered, failed=failed)


def test_nothing_asked_has_no_rate() -> None:
    assert Share(done=0, asked=0).rate is None
    assert Share(done=1, asked=3).rate == Decimal("0.333333")


def test_a_streak_ends_at_the_first_incomplete_day() -> None:
    days = [day(0, 33), day(1, 33), day(2, 0, asked=0), day(3, 33), day(4, 32), day(5, 33)]
    assert complete_days_in_a_row(days, TODAY) == 3


def test_a_streak_does_not_jump_over_unknown_days() -> None:
    assert complete_days_in_a_row([day(0, 33), day(2, 33)], TODAY) == 1
    assert complete_days_in_a_row([], TODAY) == 0


@given(st.lists(st.booleans(), max_size=40))
def test_a_streak_is_the_run_of_complete_days_at_the_end(complete: list[bool]) -> None:
    days = [day(back, 33 if full else 5) for back, full in enumerate(complete)]
    run = next((back for back, full in enumerate(complete) if not full), len(complete))
    assert complete_days_in_a_row(days, TODAY) == run


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["pass", "fail", "na"])), max_size=80))
def test_histories_count_what_was_checked(answers: list[tuple[str, str]]) -> None:
    found = {one.item_code: one for one in item_histories(answers)}
    for code in "abc":
        mine = [result for item, result in answers if item == code and result != "na"]
        assert (code in found) == bool(mine)
        if not mine:
            continue
        assert (found[code].answered, found[code].failed) == (len(mine), mine.count("fail"))
        run = 0
        for result in reversed(mine):
            if result == "fail":
                break
            run += 1
        assert found[code].passes_in_a_row == run
    failed = [one.failed for one in item_histories(answers)]
    assert failed == sorted(failed, reverse=True)


def test_an_item_never_fails_only_after_sixty_days() -> None:
    histories = item_histories([("a", "pass")] * 60 + [("b", "pass")] * 59 + [("c", "pass")] * 99 + [("c", "fail")])
    assert [one.item_code for one in never_failing(histories)] == ["a"]


def problem(found: int, closed: int | None, due: int | None = None) -> Problem:
    return Problem(
        store_id=1,
        title="x",
        opened_on=TODAY - timedelta(days=found),
        closed_on=None if closed is None else TODAY - timedelta(days=closed),
        due=None if due is None else TODAY - timedelta(days=due),
        state=ProblemState.OPEN if closed is None else ProblemState.CLOSED,
    )


def test_days_to_close_are_the_mean_of_those_closed_in_the_span() -> None:
    known = [problem(20, 15), problem(9, 8), problem(5, 2), problem(4, None, 1), problem(3, None)]
    figures = problem_figures(known, TODAY - timedelta(days=9), TODAY)
    assert (figures.opened, figures.closed, figures.still_open, figures.overdue) == (4, 2, 2, 1)
    assert figures.mean_days == Decimal(2)


def test_nothing_closed_has_no_mean() -> None:
    assert problem_figures([problem(4, None)], TODAY, TODAY).mean_days is None
