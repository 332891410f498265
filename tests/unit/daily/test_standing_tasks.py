"""A standing task falls due on the days of dateutil's rules, and what was missed gives way to the next turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.daily.standing_tasks import (
    StandingDone,
    StandingTask,
    TaskRhythm,
    check_task,
    due_within,
    last_due,
    next_due,
    of_span,
    on_day,
    rhythm_words,
)
from shopdesk.domain.fields import FieldError
from shopdesk.domain.periods import Period

START = date(2026, 3, 16)
TASK = StandingTask(id=1, store_id=1, title="排名", rhythm=TaskRhythm.WEEKS, start=START)
FREQUENCIES = {TaskRhythm.DAYS: DAILY, TaskRhythm.WEEKS: WEEKLY}
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def by_rule(task: StandingTask, first: date, last: date) -> list[date]:
    """Every due day within a span, by dateutil; months by their last day where the day is missing."""
    last = min(last, task.until) if task.until is not None else last
    if task.rhythm is TaskRhythm.MONTHS:
        found, begin = [], task.start.replace(day=1)
        for month in rrule(MONTHLY, interval=task.every, dtstart=datetime.combine(begin, datetime.min.time()),
                           until=datetime.combine(last, datetime.max.time())):  # fmt: skip
            after = (month.date().replace(day=28) + timedelta(days=4)).replace(day=1)
            length = (after - timedelta(days=1)).day
            found.append(month.date().replace(day=min(task.start.day, length)))
    else:
        rule = rrule(FREQUENCIES[task.rhythm], interval=task.every,
                     dtstart=datetime.combine(task.start, datetime.min.time()),
                     until=datetime.combine(max(last, task.start), datetime.max.time()))  # fmt: skip
        found = [one.date() for one in rule]
    return [one for one in found if first <= one <= last]


@given(
    st.sampled_from([TaskRhythm.DAYS, TaskRhythm.WEEKS, TaskRhythm.MONTHS]),
    st.integers(1, 40),
    DAYS,
    st.none() | DAYS,
    DAYS,
    st.integers(0, 500),
)
def test_due_days_are_those_of_the_rule(
    rhythm: TaskRhythm, every: int, start: date, until: date | None, first: date, days: int
) -> None:
    task = replace(TASK, rhythm=rhythm, every=every, start=start, until=until)
    last = first + timedelta(days=days)
    expected = by_rule(task, date.min + timedelta(days=1), last)
    assert list(due_within(task, Period(first, last))) == [one for one in expected if one >= first]
    assert last_due(task, last) == (expected[-1] if expected else None)
    coming = by_rule(task, last + timedelta(days=1), max(last, start) + timedelta(days=31 * 41))
    assert next_due(task, last) == (coming[0] if coming else None)


def test_what_goes_on_all_the_time_is_due_on_its_review_only() -> None:
    task = replace(TASK, rhythm=TaskRhythm.LONG, review_on=date(2026, 6, 1))
    assert (last_due(task, date(2026, 5, 31)), last_due(task, date(2027, 1, 1))) == (None, date(2026, 6, 1))
    assert (next_due(task, START), next_due(task, date(2026, 6, 1))) == (date(2026, 6, 1), None)


def done(due: date, on: date) -> StandingDone:
    return StandingDone(store_id=1, task_id=1, due_on=due, done_on=on, who="小满")


def test_it_stands_there_until_it_is_done_or_falls_due_again() -> None:
    week = timedelta(days=7)
    late = START + timedelta(days=3)
    assert on_day([TASK], {}, START - timedelta(days=1)) == ()
    assert [(one.due, one.days_late(late)) for one in on_day([TASK], {}, late)] == [(START, 3)]
    assert [one.due for one in on_day([TASK], {}, START + week)] == [START + week]
    made = {(1, START): done(START, late)}
    # On the day it was done it is seen done, before that open, after that it is gone until it falls due again.
    assert [one.done is not None for one in on_day([TASK], made, late)] == [True]
    assert [one.done for one in on_day([TASK], made, START)] == [None]
    assert on_day([TASK], made, late + timedelta(days=1)) == ()
    assert [one.due for one in on_day([TASK], made, START + week)] == [START + week]


def test_the_longest_late_stand_first() -> None:
    older = replace(TASK, id=2, title="a", start=START - timedelta(days=2))
    assert [one.task.id for one in on_day([TASK, older], {}, START + timedelta(days=1))] == [2, 1]


def test_a_report_has_every_turn_up_to_today() -> None:
    found = of_span([TASK], {(1, START): done(START, START)}, Period(START, START + timedelta(days=20)),
                    START + timedelta(days=8))  # fmt: skip
    assert [(one.due, one.done is not None) for one in found] == [(START, True), (START + timedelta(days=7), False)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"until": START - timedelta(days=1)}, "lies before the first day"),
        ({"rhythm": TaskRhythm.LONG, "review_on": None}, "is looked over"),
    ],
)
def test_a_task_that_contradicts_itself_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(FieldError, match=said):
        check_task(replace(TASK, **change))
    check_task(replace(TASK, until=START))


@pytest.mark.parametrize(
    ("rhythm", "every", "said"),
    [
        (TaskRhythm.DAYS, 1, "every day"),
        (TaskRhythm.WEEKS, 4, "every 4 weeks"),
        (TaskRhythm.MONTHS, 1, "every month"),
        (TaskRhythm.LONG, 3, "all the time"),
    ],
)
def test_the_rhythm_is_said_in_words(rhythm: TaskRhythm, every: int, said: str) -> None:
    assert str(rhythm_words(replace(TASK, rhythm=rhythm, every=every))) == said
