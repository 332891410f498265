"""What stands beside the lines of the trend: earlier spans, and moving means held against pandas."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.calendar.lunar import springs_around
from shopdesk.domain.kpi import Basis, Facts, Figures, KpiTable
from shopdesk.domain.kpi.beside import WINDOWS, Against, Wanted, moving_mean, span_beside
from shopdesk.domain.periods import By, Period
from shopdesk.gui.charts.data import Line, beside, chart_data

FIRST = date(2026, 3, 2)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def table(paid: list[int | None], visitors: list[int | None] | None = None, first: date = FIRST) -> KpiTable:
    days = [first + timedelta(days=place) for place in range(len(paid))]
    columns = {"paid_fen": paid, "visitors": visitors or [None] * len(paid), "day_buyers": [3] * len(paid)}
    columns["made_and_paid"] = [None if one is None else one % 7 for one in paid]
    columns["orders"] = [None if one is None else one % 7 + 1 for one in paid]
    facts = Facts(days, columns)
    rows = tuple(Figures(facts, Period(day, day)) for day in days)
    span = Period(first, days[-1])
    return KpiTable(1, span, By.DAY, Basis.CREATED, rows, Figures(facts, span), days, {})


def test_a_moving_mean_is_over_whole_weeks() -> None:
    """A mean over eight days would jump with the weekday that is in it twice."""
    assert [window % 7 for window in WINDOWS] == [0] * len(WINDOWS)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=1, max_size=60), st.sampled_from(WINDOWS))
def test_a_moving_mean_is_that_of_pandas_and_only_over_whole_windows(paid: list[int | None], window: int) -> None:
    series = pandas.Series([pandas.NA if one is None else Decimal(one) for one in paid], dtype=object)
    expected = {
        FIRST + timedelta(days=place): sum(part) / window
        for place in range(window - 1, len(paid))
        for part in [list(series[place - window + 1 : place + 1])]
        if not any(one is pandas.NA for one in part)
    }
    found = moving_mean(table(paid), "paid_amount", window)
    assert found.keys() == expected.keys()
    for day, mean in expected.items():
        assert abs(Decimal(found[day]) - mean) <= Decimal("0.5")


def test_a_quotient_is_rebuilt_of_the_sums_of_its_window() -> None:
    paid = [100, 3, 50, 8, 900, 13, 70]
    found = moving_mean(table(paid), "paying_rate", 7)
    tops, bottoms = [one % 7 for one in paid], [one % 7 + 1 for one in paid]
    means = [one / two for one, two in zip(tops, bottoms, strict=True)]
    (value,) = found.values()
    assert float(value) == pytest.approx(sum(tops) / sum(bottoms), abs=1e-6)
    assert float(value) != pytest.approx(sum(means) / 7, abs=1e-3)


def test_levels_and_amounts_per_person_have_no_mean() -> None:
    assert moving_mean(table([100] * 9, [5] * 9), "aov", 7) == {}
    assert moving_mean(table([100] * 9), "dsr_service", 7) == {}
    # People counted by day are a mean per day, which nobody takes for a sum.
    assert set(moving_mean(table([100] * 9), "buyers", 7).values()) == {Decimal(3)}


def test_a_year_before_are_the_same_weekdays_or_the_same_months() -> None:
    days = span_beside(MARCH, By.DAY, Against.YEAR)
    assert days is not None and days.start == date(2025, 3, 2)
    assert days.start.weekday() == MARCH.start.weekday()
    assert span_beside(MARCH, By.MONTH, Against.YEAR) == Period(date(2025, 3, 1), date(2025, 3, 31))
    assert span_beside(MARCH, By.DAY, Against.BEFORE) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert span_beside(MARCH, By.DAY, Against.NOTHING) is None
    winter = Period(date(2025, 12, 1), date(2026, 2, 28))
    assert span_beside(winter, By.MONTH, Against.BEFORE) == Period(date(2025, 9, 1), date(2025, 11, 30))
    assert span_beside(MARCH, By.MONTH, Against.BEFORE) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert span_beside(winter, By.DAY, Against.BEFORE) == Period(date(2025, 9, 1), date(2025, 11, 30))
    cut = Period(date(2025, 12, 1), date(2026, 2, 27))
    assert span_beside(cut, By.MONTH, Against.BEFORE) == Period(date(2025, 9, 3), date(2025, 11, 30))
    first = Period(date(1, 1, 1), date(1, 12, 31))
    assert span_beside(first, By.MONTH, Against.BEFORE) == Period(date(1, 1, 1), date(1, 1, 1))


def test_the_spring_festival_stands_on_the_spring_festival() -> None:
    springs = {2025: date(2025, 1, 29), 2026: date(2026, 2, 17)}
    period = Period(date(2026, 2, 1), date(2026, 2, 28))
    found = span_beside(period, By.DAY, Against.FESTIVAL, springs)
    assert found is not None and found.length == period.length
    assert (springs[2026] - period.start) == (springs[2025] - found.start)
    assert span_beside(period, By.DAY, Against.FESTIVAL, {2026: date(2026, 2, 17)}) is None
    assert span_beside(Period(date(1, 1, 1), date(1, 1, 9)), By.DAY, Against.YEAR) is None


def test_a_december_before_the_festival_is_put_on_the_days_before_the_last_festival() -> None:
    period = Period(date(2025, 12, 20), date(2026, 1, 10))
    springs = springs_around(period.start, period.end)
    for one in (period, Period(period.start, date(2025, 12, 31))):
        found = span_beside(one, By.DAY, Against.FESTIVAL, springs)
        assert found is not None
        assert date(2026, 2, 17) - one.start == date(2025, 1, 29) - found.start
    whole = Period(date(2024, 1, 1), date(2026, 1, 10))  # two festivals within it: the last one
    found = span_beside(whole, By.DAY, Against.FESTIVAL, springs_around(whole.start, whole.end))
    assert found is not None and date(2025, 1, 29) - whole.start == date(2024, 2, 10) - found.start


def test_lines_beside_a_figure_share_its_axis_its_colour_and_say_what_they_are() -> None:
    now, past = table([100] * 14), table([900] * 10, first=FIRST - timedelta(days=14))
    data = beside(chart_data(now, ["paid_amount", "orders"]), past, now, 7)
    assert [one.line for one in data.series] == [Line.FIGURE] * 2 + [Line.EARLIER, Line.MEAN] * 2
    assert data.scales == (0, 1, 0, 0, 1, 1) and data.owners == (0, 1, 0, 0, 1, 1)
    earlier, mean = data.series[2:4]
    assert earlier.name == "Paid amount, 2026-02-16 to 2026-02-25"
    assert earlier.values == (900,) * 10 + (None,) * 4 and earlier.spans[13] is None
    assert mean.name == "Paid amount, mean of 7 days" and mean.values[:6] == (None,) * 6
    assert len({len(row) for row in data.as_rows()}) == 1


def test_nothing_stands_beside_the_lines_until_it_is_asked_for() -> None:
    assert Wanted() == Wanted(Against.NOTHING, 0)
    assert span_beside(Period(date(2026, 3, 1), date(2026, 3, 7)), By.DAY, Wanted().against) is None
