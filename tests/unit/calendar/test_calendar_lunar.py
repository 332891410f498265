"""The shipped lunar table against a second library, day by day for 57 years."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import cnlunar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.calendar.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    TERMS,
    LunarDay,
    check_year,
    from_lunar,
    months_of,
    term_day,
    term_on,
    to_lunar,
)
from shopdesk.domain.calendar.lunar_data import LUNAR_END, LUNAR_YEARS
from shopdesk.domain.errors import UserError

LEAP_MONTHS = {
    2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3,
    2033: 11, 2036: 6, 2039: 5, 2042: 2, 2044: 7, 2047: 5, 2050: 3, 2052: 8, 2055: 6,
}  # fmt: skip
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_every_day_and_term_of_the_year_equals_the_second_library(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        other = cnlunar.Lunar(datetime(day.year, day.month, day.day, 12))
        expected = (other.lunarYear, other.lunarMonth, other.lunarDay, bool(other.isLunarLeapMonth))
        found = to_lunar(day)
        assert found is not None
        assert (found.year, found.month, found.day, found.leap) == expected, day
        assert term_on(day) == (other.todaySolarTerms if other.todaySolarTerms != "无" else None), day
        day += timedelta(days=1)


def test_the_shipped_table_is_what_the_tool_writes() -> None:
    tool = Path(__file__).resolve().parents[3] / "tools" / "lunar_table.py"
    assert subprocess.run([sys.executable, str(tool), "--check"], check=False).returncode == 0


@settings(deadline=None)
@given(DAYS)
def test_a_day_goes_to_the_lunar_calendar_and_back(day: date) -> None:
    lunar = to_lunar(day)
    assert lunar is not None
    if not lunar.leap:
        assert from_lunar(lunar.year, lunar.month, lunar.day) == day
    following = to_lunar(day + timedelta(days=1))
    assert following is not None
    assert following.day in (lunar.day + 1, 1)


def test_known_leap_months_and_labels() -> None:
    assert to_lunar(date(2025, 7, 25)) == LunarDay(2025, 6, 1, leap=True)
    assert to_lunar(date(2025, 7, 25)).label == "闰六月"  # type: ignore[union-attr]
    assert LunarDay(2026, 1, 1).label == "正月"
    assert [LunarDay(2026, 1, d).day_name for d in (2, 10, 11, 20, 21, 30)] == [
        "初二", "初十", "十一", "二十", "廿一", "三十",
    ]  # fmt: skip
    assert LunarDay(2026, 12, 1).month_name == "腊月"


def test_outside_the_table_is_said_in_a_sentence() -> None:
    for year in (1999, 2057):
        with pytest.raises(UserError, match="2000 to 2056"):
            check_year(year)
    assert to_lunar(date(2060, 1, 1)) is None
    assert to_lunar(date(1990, 1, 1)) is None
    assert from_lunar(2026, 2, 30) is None  # that month has 29 days
    assert len({term_day(2026, term) for term in TERMS}) == 24


def test_the_last_day_of_the_table_is_known_and_the_next_is_not() -> None:
    end = date.fromisoformat(LUNAR_END)
    last = to_lunar(end - timedelta(days=1))
    assert last is not None
    assert last.month == 12
    assert (to_lunar(end), to_lunar(end + timedelta(days=1))) == (None, None)


@pytest.mark.parametrize("year", LUNAR_YEARS)
def test_the_leap_month_of_each_year_is_the_one_of_the_almanac(year: int) -> None:
    months = months_of(year)
    assert [month for month, leap, _ in months if leap] == ([LEAP_MONTHS[year]] if year in LEAP_MONTHS else [])
    numbers = [month for month, _, _ in months]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 13))
