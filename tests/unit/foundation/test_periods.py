"""Weeks are ISO weeks, months are calendar months, and the span before is as long as the span."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import By, Period, label, month_of, parse_month, parse_week, previous, split, week_of

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(days)
def test_a_week_runs_from_monday_to_sunday_around_the_day(day: date) -> None:
    week = week_of(day)
    assert day in week
    assert week.start.isoweekday() == 1
    assert week.length == 7
    assert parse_week(label(day, By.WEEK)) == week


@given(days, st.integers(0, 400))
def test_splitting_covers_every_day_once(day: date, length: int) -> None:
    span = Period(day, day + timedelta(days=length))
    for by in By:
        parts = split(span, by)
        assert parts[0].start <= span.start and parts[-1].end >= span.end
        assert all(left.end + timedelta(days=1) == right.start for left, right in pairwise(parts))


def test_the_month_before_a_whole_month_is_the_whole_month_before() -> None:
    assert previous(month_of(date(2024, 3, 5))) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert previous(Period(date(2024, 2, 1), date(2025, 1, 31))) == Period(date(2023, 2, 1), date(2024, 1, 31))
    assert previous(Period(date(2020, 2, 3), date(2020, 2, 9))) == Period(date(2020, 1, 27), date(2020, 2, 2))


def test_the_first_days_of_a_year_may_belong_to_the_last_week_of_the_year_before() -> None:
    assert label(date(2021, 1, 3), By.WEEK) == "2020-W53"


@pytest.mark.parametrize("text", ["2021-W53", "2020-W00", "W05", "2020-5", ""])
def test_a_week_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="not a week"):
        parse_week(text)


def test_months_are_read_and_wrong_ones_refused() -> None:
    assert parse_month("2020-02").end == date(2020, 2, 29)
    with pytest.raises(UserError, match="not a month"):
        parse_month("2020-13")


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(UserError, match="before the start"):
        Period(date(2020, 2, 2), date(2020, 2, 1))


def test_the_last_week_of_the_calendar_ends_with_it() -> None:
    parts = split(Period(date(9999, 12, 20), date.max), By.WEEK)
    assert parts == [week_of(date(9999, 12, 20)), Period(date(9999, 12, 27), date.max)]
