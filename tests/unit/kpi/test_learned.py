"""What weekdays usually bring, odd days left out; alerts that neither flap nor forget; their record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.kpi.alert_marks import (
    MOST_MARKS,
    SEEN_DAYS,
    AlertMark,
    MarkKind,
    explained_days,
    read_marks,
    silenced,
    written_marks,
)
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.learned import ENOUGH, LEAVES, READ_DAYS, Episode, Weekdays, episodes, learn, record_of

LAST = date(2026, 3, 15)
BAR = Decimal("0.10")
SUNDAY_RUSH = 3


def facts(visitors: Callable[[int, date], Value], days: int = READ_DAYS) -> Facts:
    """Visitors, told by how many days ago it was and the day."""
    found = [(age, LAST - timedelta(days=age)) for age in range(days - 1, -1, -1)]
    return Facts([day for _age, day in found], {"visitors": [visitors(age, day) for age, day in found]})


def weekly(_age: int, day: date) -> int:
    """A store whose Sundays are three times as busy."""
    return 1000 * (SUNDAY_RUSH if day.weekday() == 6 else 1)


def test_the_usual_level_is_the_median_of_equal_weekdays_and_one_odd_day_does_not_move_it() -> None:
    odd = LAST - timedelta(days=14)
    usual = Weekdays(facts(lambda age, day: 90000 if day == odd else weekly(age, day)), "visitors_per_day")
    assert usual.usual(LAST) == 3000
    assert usual.usual(LAST - timedelta(days=1)) == 1000
    level = usual.level(LAST)
    assert level is not None
    assert (level.change, level.days) == (0, 7)


@pytest.mark.parametrize(("weeks", "known"), [(ENOUGH, True), (ENOUGH - 1, False)])
def test_from_six_equal_weekdays_on_one_is_usual(weeks: int, known: bool) -> None:
    usual = Weekdays(facts(weekly, days=7 * weeks + 7), "visitors_per_day")
    assert (usual.level(LAST) is not None) == known
    assert (learn(usual, LAST, BAR, -1) is not None) == known


def test_a_ratio_is_held_against_what_its_weekdays_bring_weighted_by_the_days_own_visitors() -> None:
    days = [LAST - timedelta(days=age) for age in range(69, -1, -1)]
    week = set(days[-7:])
    columns: dict[str, list[Value]] = {
        "visitors": [2000 if day.weekday() == 6 else 1000 for day in days],
        "day_buyers": [(80 if day.weekday() == 6 else 20) // (2 if day in week else 1) for day in days],
    }
    level = Weekdays(Facts(days, dict(columns)), "conversion").level(LAST)
    assert level is not None
    assert (level.usual, level.now) == (Decimal(200) / 8000, Decimal(100) / 8000)


def test_odd_days_enter_neither_the_past_nor_the_week() -> None:
    sale = {LAST - timedelta(days=age) for age in (0, 1, 21, 22, 23)}
    busy = facts(lambda age, day: 50000 if day in sale else weekly(age, day))
    level = Weekdays(busy, "visitors_per_day", sale).level(LAST)
    assert level is not None
    assert (level.change, level.days) == (0, 5)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.decimals(0, 1, places=3)), max_size=80),
    st.decimals("0.05", "0.5", places=2),
)
def test_episodes_are_those_of_two_levels_by_hand(strengths: list[Decimal | None], bar: Decimal) -> None:
    days = [LAST + timedelta(days=n) for n in range(len(strengths))]
    standing, expected = False, []
    for strength in strengths:
        if strength is not None:
            standing = strength >= (bar * LEAVES if standing else bar)
        expected.append(standing)
    found = episodes(zip(days, strengths, strict=True), bar)
    told = [any(one.start <= day and (one.end is None or day <= one.end) for one in found) for day in days]
    assert told == expected


@settings(max_examples=60, deadline=None)
@given(
    st.decimals("0.05", "0.5", places=2),
    st.decimals("0", "0.6", places=3),
    st.lists(st.decimals("-1", "1", places=3), min_size=2, max_size=60),
)
def test_noise_smaller_than_the_gap_never_rings_twice(bar: Decimal, at: Decimal, noise: list[Decimal]) -> None:
    half = bar * (1 - LEAVES) / 2 * Decimal("0.99")
    days = [LAST + timedelta(days=n) for n in range(len(noise))]
    found = episodes(((day, at + half * one) for day, one in zip(days, noise, strict=True)), bar)
    assert len(found) <= 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(500, 2000), min_size=9, max_size=9), st.integers(500, 2000))
def test_one_level_for_all_days_of_a_week_is_that_level_against_the_median(weeks: list[int], now: int) -> None:
    found = Weekdays(facts(lambda age, _day: ([now, *weeks])[min(age // 7, 9)], days=70), "visitors_per_day").level(
        LAST
    )
    assert found is not None
    assert found.change == Decimal(now) / Decimal(median(weeks[:8])) - 1


def test_an_alert_says_since_when_it_stands_and_how_often_it_rang() -> None:
    def visitors(age: int, day: date) -> int:
        return weekly(age, day) * (7 if age < 9 or 100 <= age < 110 else 10) // 10

    found = learn(Weekdays(facts(visitors), "visitors_per_day"), LAST, BAR, -1)
    assert found is not None
    assert found.since is not None
    assert LAST - timedelta(days=8) <= found.since <= LAST - timedelta(days=5)
    assert (found.record.rang, found.record.right, found.record.explained) == (2, 0, 0)
    mark = AlertMark(MarkKind.PROBLEM, "visitors_low", found.since, LAST)
    judged = learn(Weekdays(facts(visitors), "visitors_per_day"), LAST, BAR, -1, [mark])
    assert judged is not None
    assert (judged.record.rang, judged.record.right) == (2, 1)
    assert learn(Weekdays(facts(visitors), "visitors_per_day"), LAST, BAR, 1).since is None  # type: ignore[union-attr]


def test_a_problem_outweighs_an_explanation_and_marks_of_other_days_judge_nothing() -> None:
    past = [Episode(LAST, LAST + timedelta(days=3)), Episode(LAST + timedelta(days=10))]
    later = LAST + timedelta(days=12)
    found = record_of(past, 180, right={LAST, LAST + timedelta(days=5)}, explained={LAST, later})
    assert (found.rang, found.right, found.explained) == (2, 1, 1)


def test_what_was_seen_is_silent_until_it_comes_again() -> None:
    seen = AlertMark(MarkKind.SEEN, "roi_low", LAST, LAST)
    begun = LAST - timedelta(days=2)
    assert silenced([seen], "roi_low", begun, LAST + timedelta(days=30))
    assert not silenced([seen], "roi_low", LAST + timedelta(days=1), LAST + timedelta(days=30))
    assert not silenced([seen], "visitors_low", begun, LAST)
    assert silenced([seen], "roi_low", None, LAST + timedelta(days=SEEN_DAYS - 1))
    assert not silenced([seen], "roi_low", None, LAST + timedelta(days=SEEN_DAYS))
    explained = AlertMark(MarkKind.CAMPAIGN, "roi_low", begun, LAST)
    assert not silenced([explained], "roi_low", begun, LAST)
    assert explained_days([explained, seen]) == {begun, begun + timedelta(days=1), LAST}


def test_marks_come_back_as_they_were_kept_and_the_oldest_go() -> None:
    marks = [AlertMark(MarkKind.SEEN, f"a{n}", LAST, LAST + timedelta(days=n)) for n in range(MOST_MARKS + 5)]
    assert read_marks(written_marks(marks)) == tuple(marks[5:])
    with pytest.raises(ValueError, match="no list"):
        read_marks("{}")


def test_a_skewed_ratio_is_not_held_against_the_median_of_its_days() -> None:
    """One large refund a week and six small ones: every week is as every other, so nothing is out of line."""
    days = [LAST - timedelta(days=age) for age in range(69, -1, -1)]
    columns: dict[str, list[Value]] = {
        "paid_fen": [100_000] * len(days),
        "refund_fen": [30_000 if number % 7 == number // 7 % 7 else 1_000 for number in range(len(days))],
    }
    level = Weekdays(Facts(days, dict(columns)), "refund_rate").level(LAST)
    assert level is not None
    assert (round(level.change, 20), round(level.usual, 20)) == (0, round(Decimal(36_000) / 700_000, 20))
