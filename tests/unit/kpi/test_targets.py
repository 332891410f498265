"""Targets break down exactly, and the pace is honest about missing days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.target_weights import (
    KNOWN_DAYS,
    TargetWeights,
    TypedWeights,
    check_weights,
    known_months,
    month_weights,
)
from shopdesk.domain.targets import (
    EVEN_WEEK,
    Funnel,
    Outlook,
    Target,
    about,
    check_funnel,
    check_target,
    pace,
    quarters,
    split_month,
    split_year,
    visitors_for,
    weekday_pattern,
    weeks_of,
)

MARCH = month_of(date(2026, 3, 1))


@given(
    st.integers(0, 10**12),
    st.lists(st.integers(0, 10**10), min_size=12, max_size=12),
    st.lists(st.decimals(0, 5, places=4), min_size=7, max_size=7),
)
def test_year_to_day_adds_up_to_the_fen(total: int, weights: list[int], weekdays: list[Decimal]) -> None:
    months = list(split_year(total, weights).values())
    assert sum(months) == total == sum(quarters(months))
    days = split_month(months[2], MARCH, weekdays, {date(2026, 3, 8): Decimal("1.5")})
    assert sum(days.values()) == months[2] == sum(weeks_of(days).values())


def test_a_campaign_day_weighs_more() -> None:
    days = split_month(310_000, MARCH, EVEN_WEEK, {date(2026, 3, 8): Decimal(2)})
    assert days[date(2026, 3, 8)] > 1.9 * days[date(2026, 3, 9)]


def test_the_weekday_pattern_needs_two_weeks() -> None:
    short = {date(2026, 3, 2) + timedelta(days=offset): 100 for offset in range(10)}
    assert weekday_pattern(short) == EVEN_WEEK
    days = {date(2026, 3, 2) + timedelta(days=offset): 300 if offset % 7 >= 5 else 100 for offset in range(28)}
    pattern = weekday_pattern(days)
    assert pattern[:5] == (pattern[0],) * 5
    assert abs(pattern[5] - 3 * pattern[0]) < Decimal("0.001")


def test_pace_of_an_even_month() -> None:
    days = split_month(3_100_000, MARCH)
    actual = {day: 110_000 for day in days if day <= date(2026, 3, 10)}
    found = pace("paid_amount", 3_100_000, days, actual, date(2026, 3, 10))
    assert (found.actual, found.due, found.ahead) == (1_100_000, 1_000_000, 100_000)
    assert found.projected == found.low == found.high == 3_410_000
    assert found.needed_per_day == round((3_100_000 - 1_100_000) / 21)
    assert found.reached == Decimal("0.354839")


def test_a_missing_day_is_not_a_day_without_sales() -> None:
    days = split_month(3_100_000, MARCH)
    actual = {day: 100_000 for day in days if day <= date(2026, 3, 10) and day.day != 5}
    found = pace("paid_amount", 3_100_000, days, actual, date(2026, 3, 10))
    assert found.missing_days == 1
    assert found.projected == 3_100_000
    assert (found.due, found.ahead) == (900_000, 0), "nor is it held against the days that are known"
    assert not found.nothing_known


def test_an_uneven_month_has_a_range() -> None:
    days = split_month(3_100_000, MARCH)
    actual = {day: 60_000 + 8_000 * (day.day % 7) for day in days if day <= date(2026, 3, 15)}
    found = pace("paid_amount", 3_100_000, days, actual, date(2026, 3, 15))
    assert found.low is not None
    assert found.projected is not None
    assert found.high is not None
    assert found.actual < found.low < found.projected < found.high


def plain_day(_day: date) -> Decimal:
    return Decimal(1)


def test_a_year_follows_the_months_that_are_known() -> None:
    """From October on the store sold, November three times as much: the unknown months count as the mean."""
    start = date(2025, 10, 1)
    days = [start + timedelta(days=offset) for offset in range(92)]
    shape = month_weights(2026, {day: 300 if day.month == 11 else 100 for day in days}, plain_day)
    assert (shape[9], shape[10], shape[11]) == (3100, 9000, 3100)
    mean = Decimal(31 * 100 + 30 * 300 + 31 * 100) / 92
    assert shape[0] == mean * 31
    assert known_months(dict.fromkeys(days, 1)) == [10, 11, 12]


def test_a_half_known_month_counts_by_its_half() -> None:
    full = {date(2025, 3, day): 100 for day in range(1, 32)}
    half = {date(2025, 4, day): 100 for day in range(1, 16)}
    shape = month_weights(2026, {**full, **half}, plain_day)
    assert (shape[2], shape[3]) == (3100, 3000)
    assert month_weights(2026, {}, plain_day)[:2] == [31, 28]


def test_weekdays_and_campaigns_of_both_years_count_in_the_shape() -> None:
    """Last November's campaign day explains its sales; a second one this year makes the month heavier."""
    busy = {date(2025, 11, 11), date(2026, 11, 11), date(2026, 11, 12)}

    def weight(day: date) -> Decimal:
        return Decimal(2) if day in busy else Decimal(1)

    last = {date(2025, 11, day): 200 if day == 11 else 100 for day in range(1, 31)}
    assert month_weights(2026, last, weight)[10] == 3200


@given(
    st.integers(0, 10**12),
    st.lists(st.decimals(0, 1000, places=3), min_size=12, max_size=12),
    st.dictionaries(st.integers(1, 12), st.integers(0, 10**11), max_size=12),
)
@settings(max_examples=80, deadline=None)
def test_a_split_keeps_typed_months_and_adds_up(total: int, weights: list[Decimal], kept: dict[int, int]) -> None:
    rest = total - sum(kept.values())
    if rest < 0 or (rest and len(kept) == 12):
        with pytest.raises(UserError, match=r"months .*stay"):
            split_year(total, weights, kept)
        return
    months = split_year(total, weights, kept)
    assert list(months) == list(range(1, 13))
    assert sum(months.values()) == total
    assert {month: months[month] for month in kept} == kept
    assert min(months.values()) >= 0


@pytest.mark.parametrize(
    "weights",
    [
        TargetWeights(campaign=Decimal(0)),
        TargetWeights(campaign=Decimal("NaN")),
        TargetWeights(weekdays=(Decimal(0),) * 7),
        TargetWeights(weekdays=(Decimal(1),) * 6 + (Decimal(-1),)),
        TargetWeights(weekdays=(Decimal(1),) * 6 + (Decimal(21),)),
    ],
)
def test_refused_weights(weights: TargetWeights) -> None:
    with pytest.raises(UserError):
        check_weights(weights)
    check_weights(TargetWeights())


def test_the_projected_end_is_rounded_to_what_its_range_lets_it_know() -> None:
    days = split_month(3_100_000, MARCH)
    actual = {day: 60_000 + 8_000 * (day.day % 7) for day in days if day <= date(2026, 3, 15)}
    found = pace("paid_amount", 3_100_000, days, actual, date(2026, 3, 15))
    assert found.outlook is not None
    assert (found.low, found.projected, found.high) != (found.outlook.low, found.outlook.projected, found.outlook.high)
    step = 100_000  # the range is some 2,000 yuan wide
    assert found.high - found.low < 10 * step  # type: ignore[operator]
    for value in (found.outlook.low, found.outlook.projected, found.outlook.high):
        assert value % step == 0  # type: ignore[operator]
    assert found.outlook.low <= found.low  # type: ignore[operator]
    assert found.outlook.high >= found.high  # type: ignore[operator]
    few = dict.fromkeys(list(days)[:3], 123456)
    assert pace("paid_amount", 3_100_000, days, few, date(2026, 3, 3)).outlook == Outlook(3_800_000, None, None)


@given(st.integers(-(10**12), 10**12), st.integers(-5, 10**11))
@settings(max_examples=40, deadline=None)
def test_about_moves_a_value_by_half_a_step_at_most(value: int, width: int) -> None:
    assert abs(about(value, width) - value) * 2 <= max(width, 1)


def test_nothing_known_nothing_projected() -> None:
    found = pace("paid_amount", 3_100_000, split_month(3_100_000, MARCH), {}, date(2026, 3, 10))
    assert found.projected is None
    assert found.missing_days == 10
    assert found.nothing_known
    assert pace("paid_amount", 3_100_000, split_month(3_100_000, MARCH), {}, date(2026, 2, 20)).nothing_known
    first = {MARCH.start: 0}
    assert not pace("paid_amount", 3_100_000, split_month(3_100_000, MARCH), first, date(2026, 3, 10)).nothing_known


def test_the_published_plans() -> None:
    first = Funnel(visitors=600, conversion=Decimal("0.03"), aov_fen=10100)
    assert first.sales_per_day == 181_800
    third = Funnel(visitors=3000, conversion=Decimal("0.03"), aov_fen=12000)
    assert third.sales_over(30) == 32_400_000
    low, high = (
        Funnel(visitors=1500, conversion=Decimal("0.03"), aov_fen=11000),
        Funnel(visitors=2000, conversion=Decimal("0.03"), aov_fen=11000),
    )
    trap = check_funnel(low, high, 330_000, 600_000)
    assert trap is not None
    assert "4,950-6,600" in str(trap)
    assert check_funnel(low, high, 495_000, 660_000) is None


def test_how_many_visitors_a_target_takes() -> None:
    assert visitors_for(181_800, Decimal("0.03"), 10100) == 600
    assert visitors_for(181_801, Decimal("0.03"), 10100) == 601
    assert visitors_for(181_800, None, 10100) is None


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(store_id=1, month=date(2026, 3, 1), metric="visitors", value=1), "do not add up"),
        (Target(store_id=1, month=date(2026, 3, 2), metric="paid_amount", value=1), "first day"),
        (Target(store_id=1, month=date(2026, 3, 1), metric="paid_amount", value=-1), "below zero"),
    ],
)
def test_refused_targets(target: Target, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_target(target)


def test_periods_are_months() -> None:
    assert Period(date(2026, 3, 1), date(2026, 3, 31)) == MARCH


@pytest.mark.parametrize("known", [4, 5])
def test_a_range_needs_five_days(known: int) -> None:
    days = split_month(3_100_000, MARCH)
    actual = {day: 100_000 + 10_000 * day.day for day in days if day.day <= known}
    found = pace("paid_amount", 3_100_000, days, actual, date(2026, 3, known))
    assert (found.low is not None) is (found.high is not None) is (known == 5)


def test_the_range_is_that_of_the_textbook() -> None:
    # Ratios 0.8, 0.9, 1.0, 1.1, 1.2: mean 1, variance 0.1 / 4; 26 days of 100,000 are left.
    days = split_month(3_100_000, MARCH)
    actual = {date(2026, 3, number): 70_000 + 10_000 * number for number in range(1, 6)}
    found = pace("paid_amount", 3_100_000, days, actual, date(2026, 3, 5))
    width = round(0.025**0.5 * 2_600_000 / 26**0.5)
    assert (found.projected, found.low, found.high) == (3_100_000, 3_100_000 - width, 3_100_000 + width)


def test_at_the_end_of_the_month_the_figure_stands_and_nothing_is_needed() -> None:
    days = split_month(3_100_000, MARCH)
    found = pace("paid_amount", 3_100_000, days, dict.fromkeys(days, 90_000), MARCH.end)
    assert (found.projected, found.needed_per_day, found.low) == (2_790_000, None, None)
    held = {day: 90_000 for day in days if day.day > 1}
    assert pace("paid_amount", 3_100_000, days, held, MARCH.end).projected == 2_790_000, "the missing day is put in"


def test_a_month_that_is_over_stands_as_it_is_also_where_its_days_leave_something_of_the_target() -> None:
    days = dict.fromkeys(MARCH.days(), 100)
    assert pace("paid_amount", 6_200, days, dict.fromkeys(days, 90), MARCH.end).projected == 2_790


def test_a_target_that_is_reached_needs_nothing_more() -> None:
    days = split_month(3_100_000, MARCH)
    found = pace("paid_amount", 3_100_000, days, {MARCH.start: 4_000_000}, MARCH.start)
    assert found.needed_per_day == 0
    almost = pace("paid_amount", 3_100_000, days, {MARCH.start: 3_099_985}, MARCH.start)
    assert almost.needed_per_day == 1, "half a fen goes up"


@pytest.mark.parametrize(("known", "even"), [(13, True), (14, False)])
def test_a_weekday_pattern_needs_fourteen_days(known: int, even: bool) -> None:
    days = {date(2026, 3, 2) + timedelta(days=offset): 300 if offset % 7 >= 5 else 100 for offset in range(known)}
    assert (weekday_pattern(days) == EVEN_WEEK) is even


def test_weekdays_without_sales_or_figures() -> None:
    mondays = {date(2026, 1, 5) + timedelta(weeks=number): 100 for number in range(14)}
    assert weekday_pattern(mondays) == (Decimal(1),) * 7, "what is not known weighs as the mean day"
    assert weekday_pattern(dict.fromkeys(mondays, 0)) == EVEN_WEEK
    back = {day: -50 if offset % 2 else 100 for offset, day in enumerate(split_month(1, MARCH))}
    assert min(weekday_pattern(back)) >= 0
    one = {date(2026, 3, 2) + timedelta(days=offset): 1 if offset == 0 else 0 for offset in range(14)}
    assert weekday_pattern(one) == (Decimal(7), *[Decimal(0)] * 6)


def test_weeks_that_a_month_cuts_hold_its_days() -> None:
    weeks = weeks_of(dict.fromkeys(split_month(31, MARCH), 1))
    assert list(weeks.values()) == [1, 7, 7, 7, 7, 2]
    assert quarters(list(range(1, 13))) == [6, 15, 24, 33]
    with pytest.raises(ValueError, match="twelve"):
        split_year(100, [1, 2])
    assert list(split_year(12).values()) == [1] * 12


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"value": 1_000_000_000_000_00}, None),
        ({"value": 1_000_000_000_000_01}, "At most"),
        ({"value": -1}, "below zero"),
        ({"month": date(2026, 3, 2)}, "first day of one"),
        ({"metric": "visitors"}, "cannot have a target"),
    ],
)
def test_targets_at_their_ends(change: dict[str, object], said: str | None) -> None:
    target = replace(Target(store_id=1, month=date(2026, 3, 1), metric="paid_amount", value=0), **change)  # type: ignore[arg-type]
    if said is None:
        check_target(target)
        return
    with pytest.raises(UserError, match=said):
        check_target(target)


@pytest.mark.parametrize(
    ("said", "fine"), [(181_800, True), (190_890, True), (190_891, False), (172_710, True), (172_709, False)]
)
def test_a_plan_may_be_off_by_five_per_cent(said: int, fine: bool) -> None:
    plan = Funnel(visitors=600, conversion=Decimal("0.03"), aov_fen=10100)
    assert (check_funnel(plan, plan, said, 181_800) is None) is fine
    assert (check_funnel(plan, plan, 181_800, said) is None) is fine


def test_no_level_no_visitors() -> None:
    assert visitors_for(100, Decimal(0), 100) is None
    assert visitors_for(100, Decimal("0.03"), 0) is None
    assert visitors_for(100, Decimal("0.03"), None) is None


def test_the_smallest_targets_have_a_pace_too() -> None:
    fen = split_month(31, MARCH)
    assert pace("paid_amount", 31, fen, {MARCH.start: 2}, MARCH.start).projected == 62
    nothing = split_month(0, MARCH)
    assert pace("paid_amount", 0, nothing, dict.fromkeys(nothing, 5), MARCH.end).projected == 155
    assert pace("paid_amount", 0, nothing, {MARCH.start: 5}, MARCH.start).projected is None


def test_on_the_last_day_a_reached_target_needs_nothing() -> None:
    days = split_month(3100, MARCH)
    done = {day: 110 for day in days if day < MARCH.end}
    assert pace("paid_amount", 3100, days, done, date(2026, 3, 30)).needed_per_day == 0


def test_a_plan_is_quoted_in_whole_yuan() -> None:
    plan = Funnel(visitors=1500, conversion=Decimal("0.03"), aov_fen=11033)
    said = check_funnel(plan, plan, 330_050, 600_099)
    assert str(said).startswith("The plan says 3,300-6,000 a day")
    assert "give 4,964-4,964 a day" in str(said)


def test_a_month_of_last_year_counts_from_some_days_on_by_what_its_days_weighed() -> None:
    """A month known by half counts by its half; one that is not known has the mean level of the others."""
    march = {date(2025, 3, day): 200 for day in range(1, 16)}
    april = {date(2025, 4, day): 100 for day in range(1, 31)}
    weights = month_weights(2026, march | april, lambda _day: Decimal(1))
    assert weights[2:4] == [Decimal(200) * 31, Decimal(100) * 30]
    mean = Decimal(200 * 15 + 100 * 30) / 45
    assert weights[0] == mean * 31
    doubled = month_weights(2026, march, lambda day: Decimal(2 if day.year == 2026 else 1))
    assert doubled[2] == Decimal(200) * 62
    tiny = month_weights(2026, march, lambda _day: Decimal("0.01"))
    assert tiny[2] == pytest.approx(Decimal(200) * 31)
    assert month_weights(2026, {}, lambda _day: Decimal(1)) == [
        Decimal(days) for days in (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    ]


@pytest.mark.parametrize("days", [KNOWN_DAYS - 1, KNOWN_DAYS])
def test_a_month_known_on_too_few_days_has_no_level_of_its_own(days: int) -> None:
    few = {date(2025, 3, 1) + timedelta(days=number): 900 for number in range(days)}
    april = {date(2025, 4, day): 100 for day in range(1, 31)}
    level = 900 if days == KNOWN_DAYS else 100
    assert month_weights(2026, few | april, lambda _day: Decimal(1))[2] == Decimal(level) * 31
    assert known_months(few | april) == ([3, 4] if days == KNOWN_DAYS else [4])


def test_a_form_of_weights_begins_with_days_that_weigh_the_same() -> None:
    assert replace(TypedWeights(), past=False).weights.weekdays == EVEN_WEEK
    assert TypedWeights().weights == TargetWeights()
