"""Days off, make-up workdays and statutory days against packages that carry them independently."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays as holidays_package
import pytest

from shopdesk.domain.calendar.festivals import DayKind
from tests.unit.calendar.calendar_books import holiday_book


def each_day(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_workdays_equal_the_package_they_were_made_from(year: int) -> None:
    wrong = [day for day in each_day(year) if holiday_book().is_workday(day) != chinese_calendar.is_workday(day)]
    assert wrong == ([date(2005, 12, 31)] if year == 2005 else [])  # the one day it leaves out


@pytest.mark.parametrize("year", range(2004, 2027))
def test_workdays_equal_an_independent_package(year: int) -> None:
    other = holidays_package.country_holidays("CN", years=[year - 1, year, year + 1])
    for day in each_day(year):
        expected = day in other.weekend_workdays or (day.weekday() < 5 and day not in other)
        assert holiday_book().is_workday(day) == expected, day


@pytest.mark.parametrize("year", range(2000, 2057))
def test_statutory_days_equal_an_independent_package(year: int) -> None:
    other = holidays_package.country_holidays("CN", years=year, observed=False, language="en_US")
    expected = {
        day
        for day, name in other.items()
        if "Day off" not in name and "observed" not in name and "70th Anniversary" not in name
    }
    # the package counts the prolonged break of 2020 as holidays; it was days off by a notice, not by the law
    expected -= {date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)}
    assert {entry.date for entry in holiday_book().statutory(year)} == expected


def test_thirteen_days_a_year_since_2025() -> None:
    assert all(len(holiday_book().statutory(year)) == 13 for year in range(2025, 2057))
    assert len(holiday_book().statutory(2024)) == 11
    assert len(holiday_book().statutory(2003)) == 10


def test_a_year_without_a_notice_knows_the_law_but_no_bridge_days() -> None:
    book = holiday_book()
    assert not book.announced(2027)
    assert book.official(2027) == []
    assert not book.is_workday(date(2027, 2, 8))  # statutory
    assert book.is_workday(date(2027, 2, 9))  # a Tuesday; only the notice could free it


def test_names_of_off_and_worked_days() -> None:
    entries = {entry.date: entry for entry in holiday_book().official(2026)}
    assert entries[date(2026, 2, 14)].name_zh == "春节补班"
    assert entries[date(2026, 2, 14)].kind is DayKind.WORKDAY
    assert entries[date(2026, 2, 20)].name_zh == "春节放假"
    assert entries[date(2026, 10, 10)].name_en == "National Day (work)"
