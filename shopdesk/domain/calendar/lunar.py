"""The Chinese lunisolar calendar from a shipped table: lunar days and the 24 solar terms of 2000 to 2056."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from shopdesk.domain.calendar.lunar_data import LUNAR_END, LUNAR_YEARS, TERM_DAYS
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

FIRST_YEAR = 2000
LAST_YEAR = 2056

TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip

_MONTHS = ("正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")
_TENS = ("初", "十", "廿", "三")
_DIGITS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_FIRST_DAYS = {year: date.fromisoformat(first) for year, (first, _leap, _lengths) in LUNAR_YEARS.items()}
_TABLE_END = date.fromisoformat(LUNAR_END)


@dataclass(frozen=True, slots=True, order=True)
class LunarDay:
    """A day of the lunar calendar; ``year`` is the solar year in which the lunar year began."""

    year: int
    month: int
    day: int
    leap: bool = False

    @property
    def day_name(self) -> str:
        """``初一``, ``十五``, ``廿三``."""
        if self.day in (10, 20, 30):
            return {10: "初十", 20: "二十", 30: "三十"}[self.day]
        tens, units = divmod(self.day, 10)
        return _TENS[tens] + _DIGITS[units - 1]

    @property
    def month_name(self) -> str:
        """``正月``, ``闰六月``, ``腊月``."""
        return ("闰" if self.leap else "") + _MONTHS[self.month - 1]

    @property
    def label(self) -> str:
        """What a printed calendar writes under the day: the month on its first day, otherwise the day."""
        return self.month_name if self.day == 1 else self.day_name


def check_year(year: int) -> None:
    """Refuse a year that the lunar table does not cover.

    Raises:
        UserError: with the reason and the years on offer.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError(
            Text(
                "The calendar covers {first} to {last}: beyond that the published lunar calendars disagree. "
                "Choose a year in between.",
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )


def months_of(lunar_year: int) -> list[tuple[int, bool, int]]:
    """Month, whether it is the leap month, and length in days, for each month of a lunar year in order."""
    _first, leap, lengths = LUNAR_YEARS[lunar_year]
    numbers = [(month, False) for month in range(1, 13)]
    if leap:
        numbers.insert(leap, (leap, True))
    return [
        (month, is_leap, 30 if size == "L" else 29) for (month, is_leap), size in zip(numbers, lengths, strict=True)
    ]


def to_lunar(day: date) -> LunarDay | None:
    """The lunar day of a solar day; ``None`` outside the table (before February 1999 and from February 2057 on)."""
    if day >= _TABLE_END:
        return None
    year = day.year if _FIRST_DAYS.get(day.year, date.max) <= day else day.year - 1
    if year not in _FIRST_DAYS:
        return None
    rest = (day - _FIRST_DAYS[year]).days
    for month, leap, length in months_of(year):
        if rest < length:
            return LunarDay(year, month, rest + 1, leap)
        rest -= length
    return None


@lru_cache(maxsize=4096)
def from_lunar(lunar_year: int, month: int, day: int) -> date | None:
    """The solar day of a day in an ordinary (not leap) lunar month; ``None`` if there is no such day in the table.

    The first day of the year after the table is known, for rules that count back from the Spring Festival.
    """
    if lunar_year == max(LUNAR_YEARS) + 1 and (month, day) == (1, 1):
        return _TABLE_END
    if lunar_year not in LUNAR_YEARS:
        return None
    start = _FIRST_DAYS[lunar_year]
    for number, leap, length in months_of(lunar_year):
        if number == month and not leap:
            return start + timedelta(days=day - 1) if 1 <= day <= length else None
        start += timedelta(days=length)
    return None


def spring_festivals(years: Iterable[int]) -> dict[int, date]:
    """The first day of the Spring Festival by year, without the years outside the calendar's reach."""
    days = {year: from_lunar(year, 1, 1) for year in years if FIRST_YEAR <= year <= LAST_YEAR}
    return {year: day for year, day in days.items() if day is not None}


def springs_around(start: date, end: date) -> dict[int, date]:
    """The Spring Festivals that days of a span may be put on: also the next one, and the one a year before all."""
    return spring_festivals(range(start.year - 2, end.year + 2))


def spring_near(start: date, end: date, springs: Mapping[int, date]) -> tuple[date, date] | None:
    """The Spring Festival that a span is nearest to, and the one of the year before.

    A December is nearer to the festival that comes than to the one of its own year. Of several within the span it is
    the last. ``None`` where the calendar does not reach.
    """

    def away(festival: date) -> int:
        return max((start - festival).days, (festival - end).days, 0)

    if not springs:
        return None
    year, now = min(springs.items(), key=lambda one: (away(one[1]), -one[0]))
    then = springs.get(year - 1)
    return None if then is None else (now, then)


def term_day(year: int, term: str) -> date:
    """The day of a solar term in a solar year.

    Raises:
        KeyError: the year is outside the table.
        ValueError: there is no such term.
    """
    index = TERMS.index(term)
    return date(year, index // 2 + 1, int(TERM_DAYS[year][2 * index : 2 * index + 2]))


def term_on(day: date) -> str | None:
    """The solar term that begins on ``day``, if any."""
    days = TERM_DAYS.get(day.year)
    if days is None:
        return None
    for index in (2 * day.month - 2, 2 * day.month - 1):
        if int(days[2 * index : 2 * index + 2]) == day.day:
            return TERMS[index]
    return None
