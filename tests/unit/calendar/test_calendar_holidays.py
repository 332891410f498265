"""Days off, make-up workdays and statutory days against packages that carry them independently."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays as holidays_package
import pytest

from shopdesk.domain.calendar.festivals import DayKind
from shopdesk.domain.calendar.holidays import Break, HolidayBook, HolidayLaw, HolidayNotice
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


def test_a_law_holds_from_the_first_day_of_a_year_on() -> None:
    # The prolonged holidays are in force from 1 January 2025.
    book = holiday_book()
    laws = {law.valid_from: law for law in book.laws}
    assert book.law_for(2025) is laws[date(2025, 1, 1)]
    assert book.law_for(2024) is not laws[date(2025, 1, 1)]
    late = HolidayLaw(valid_from=date(2026, 1, 2), source="x", days=())
    assert HolidayBook((late,), {}).law_for(2026) is None
    assert HolidayBook((late,), {}).law_for(2027) is late


def test_a_break_over_new_year_stands_in_both_years() -> None:
    notice = HolidayNotice(
        year=2023,
        source="x",
        breaks=(Break(zh="元旦", en="New Year", first=date(2022, 12, 31), last=date(2023, 1, 2), workdays=()),),
    )
    book = HolidayBook((), {2023: notice})
    assert [entry.date for entry in book.official(2022)] == [date(2022, 12, 31)]
    assert [entry.date for entry in book.official(2023)] == [date(2023, 1, 1), date(2023, 1, 2)]
    assert not book.is_workday(date(2022, 12, 31))


def test_a_make_up_day_counts_whichever_years_notice_names_it() -> None:
    def book(year: int, workday: date) -> HolidayBook:
        run = Break(zh="元旦", en="New Year", first=date(2026, 1, 1), last=date(2026, 1, 2), workdays=(workday,))
        return HolidayBook((), {year: HolidayNotice(year=year, source="x", breaks=(run,))})

    assert book(2026, date(2025, 12, 28)).is_workday(date(2025, 12, 28)), "named by the next year's notice"
    assert book(2025, date(2026, 1, 4)).is_workday(date(2026, 1, 4)), "named by the notice of the year before"
