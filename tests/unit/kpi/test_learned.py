"""What weekdays usually bring, odd days left out; alerts that neither flap nor forget; their record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.calendar.lunar import spring_festivals, springs_around
from shopdesk.domain.kpi.alert_marks import (
    MOST_MARKS,
    SEEN_DAYS,
    AlertMark,
    MarkKind,
    explained_days,
    of_problem,
    read_marks,
    silenced,
    written_marks,
)
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.learned import (
    ENOUGH,
    LEAVES,
    READ_DAYS,
    RECORD_DAYS,
    SEASON_DAYS,
    WEEKS,
    Episode,
    Weekdays,
    episodes,
    learn,
    record_of,
    season_day,
)
from shopdesk.domain.periods import Period

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


def test_a_problem_leads_to_its_mark_and_marks_of_earlier_programs_are_read() -> None:
    week = Period(date(2026, 3, 9), date(2026, 3, 15))
    made = AlertMark(MarkKind.PROBLEM, "conversion_low", week.start, week.end, 7, "conversion", week)
    kept = read_marks(written_marks([made]))
    assert kept == (made,)
    assert of_problem(kept, 7) == made
    assert of_problem(kept, 8) is None
    assert of_problem(read_marks('[["problem", "stock", "2026-03-09", "2026-03-15"]]'), 0) is None


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


def yearly(of_last_year: Decimal, now: Decimal, days: int = SEASON_DAYS) -> Facts:
    """Visitors whose newest week, and the three weeks a year before it, stand at a share of all others."""

    def visitors(age: int, day: date) -> int:
        share = now if age < 7 else of_last_year if 357 <= age < 378 else Decimal(1)
        return int(weekly(age, day) * share)

    return facts(visitors, days)


@pytest.mark.parametrize(
    ("then", "now", "excused", "change"),
    [
        ("0.8", "0.8", "-0.2", "0"),  # as the last year: no news
        ("0.8", "0.4", "-0.2", "-0.5"),  # half of what the season left
        ("1.3", "0.8", "0", "-0.2"),  # a season that promised more makes no alarm louder
        ("0.1", "0.2", "-0.5", "-0.6"),  # a year ago the store was closed: that excuses half and no more
    ],
)
def test_the_season_excuses_and_never_sharpens(then: str, now: str, excused: str, change: str) -> None:
    level = Weekdays(yearly(Decimal(then), Decimal(now)), "visitors_per_day").in_season(LAST, -1)
    assert level is not None
    assert (round(level.season, 20), round(level.change, 20)) == (Decimal(excused), Decimal(change))
    rise = Weekdays(yearly(Decimal(then), Decimal(now)), "visitors_per_day").in_season(LAST, 1)
    assert rise is not None
    assert round(rise.season, 20) == max(Decimal(then) - 1, 0)


def test_without_a_year_of_days_there_is_no_season() -> None:
    usual = Weekdays(yearly(Decimal("0.8"), Decimal("0.8"), READ_DAYS), "visitors_per_day")
    assert usual.in_season(LAST, -1) == usual.level(LAST)


@pytest.mark.parametrize("year", range(2015, 2036))
def test_every_day_has_one_day_of_the_year_before_and_near_the_festival_it_is_as_far_from_it(year: int) -> None:
    days = list(Period(date(year, 1, 1), date(year, 12, 31)).days())
    festivals = spring_festivals(range(year - 2, year + 3))
    found = {day: season_day(day, springs_around(day, day)) for day in days}
    for day, then in found.items():
        near = [one for one, festival in festivals.items() if -42 <= (day - festival).days <= 35]
        if near:
            (one,) = near
            assert day - festivals[one] == then - festivals[one - 1], day
        else:
            assert day - then == timedelta(days=364), day
        # What is read of a store reaches back to the eight weeks before the weeks around any such day.
        assert (day - then).days + RECORD_DAYS + 7 * (WEEKS + 2) <= SEASON_DAYS
    # Days follow each other in both years, but where the quiet weeks begin and end.
    borders = [festival + timedelta(days=days) for festival in festivals.values() for days in (-42, 36)]
    for day, next_day in pairwise(days):
        assert next_day in borders or found[next_day] - found[day] == timedelta(days=1)
    # A long span knows the same festivals.
    around = springs_around(days[0] - timedelta(days=SEASON_DAYS), days[-1])
    assert {day: season_day(day, around) for day in days} == found


def test_the_quiet_weeks_of_the_spring_festival_are_held_against_those_of_the_last_one() -> None:
    springs = {2025: date(2025, 1, 29), 2026: date(2026, 2, 17)}

    def visitors(_age: int, day: date) -> int:
        quiet = any(-14 <= (day - spring).days <= 7 for spring in springs.values())
        return weekly(0, day) * (7 if quiet else 10) // 10

    shown = facts(visitors, SEASON_DAYS)
    eve = springs[2026] - timedelta(days=1)
    with_it = Weekdays(shown, "visitors_per_day", springs=springs).in_season(eve, -1)
    without = Weekdays(shown, "visitors_per_day").in_season(eve, -1)
    assert with_it is not None and without is not None
    assert (round(with_it.change, 20), round(without.change, 20)) == (0, Decimal("-0.3"))
