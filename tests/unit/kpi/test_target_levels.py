"""Where a mean per day and a rate are likely to end, held against plain floating reckoning and known noise."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from statistics import stdev

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.periods import month_of
from shopdesk.domain.target_levels import level_hits, level_parts, level_range

MARCH = month_of(date(2026, 3, 1))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 5000)), min_size=5, max_size=30))
def test_the_range_is_that_of_a_plain_reckoning(pairs: list[tuple[int, int]]) -> None:
    days = {MARCH.start + timedelta(days=number): pair for number, pair in enumerate(pairs)}
    found = level_range(MARCH, max(days), days)
    assert found is not None
    counts, divisors = [one for one, _ in pairs], [two for _, two in pairs]
    level, number, left = sum(counts) / sum(divisors), len(pairs), 31 - len(pairs)
    # The deviations come to zero together, so their standard deviation is that of plain numbers.
    noise = stdev([count - level * divisor for count, divisor in pairs])
    width = noise * sqrt(left + left**2 / number) / (sum(divisors) * 31 / number)
    assert abs(float(found.level) - level) < 1e-9 * max(level, 1)
    assert abs(float(found.high) - level - width) < 1e-9 * max(level + width, 1)
    assert abs(float(found.low) - max(level - width, 0)) < 1e-9 * max(level, 1)


def test_too_few_days_no_divisor_or_a_month_that_is_over_have_no_range() -> None:
    four = {MARCH.start + timedelta(days=number): (1, 1) for number in range(4)}
    assert level_range(MARCH, MARCH.end, four) is None
    assert level_range(MARCH, date(2026, 3, 10), dict.fromkeys(MARCH.days(), (0, 0))) is None
    assert level_range(MARCH, MARCH.end, dict.fromkeys(MARCH.days(), (1, 2))) is None
    even = level_range(MARCH, date(2026, 3, 10), dict.fromkeys(MARCH.days(), (1, 2)))
    assert even is not None
    assert (even.low, even.high) == (Decimal("0.5"), Decimal("0.5"))


def test_the_record_counts_months_whose_end_lay_within() -> None:
    """A year of even days always holds; a month that jumps after the tenth does not; half a month is not tried."""
    days = {date(2025, 4, 1) + timedelta(days=number): (100 + number % 7, 1) for number in range(334)}
    steady = level_hits(MARCH, date(2026, 3, 10), days)
    assert (steady.hits, steady.months) == (11, 11)
    jumps = {day: (900, 1) if day.month == 12 and day.day > 10 else pair for day, pair in days.items()}
    del jumps[date(2025, 6, 5)]
    found = level_hits(MARCH, date(2026, 3, 10), jumps)
    assert (found.hits, found.months) == (9, 10)


def test_only_figures_whose_days_tell_the_month_are_projected() -> None:
    assert level_parts("visitors_per_day") == ("visitors",)
    assert level_parts("conversion") == ("day_buyers", "visitors")
    assert level_parts("aov") is None
    assert level_parts("refund_rate") is None
