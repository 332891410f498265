"""Targets break down exactly, and the pace is honest about missing days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.target_weights import TargetWeights, check_weights, known_months, month_weights
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
        with pytest.raises(UserError, match="target already"):
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
