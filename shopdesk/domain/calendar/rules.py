"""Date rules: how the day of a festival follows from the year.

A rule is written as text in the shipped files, so that a user can read and change it:

=============================================  ===========================================================
``solar:02-14``                                the same day of every year
``nth_weekday:2nd Sunday of May``              the second Sunday of May
``nth_weekday:day after 4th Thursday of November``
``lunar:08-15``                                a day of an ordinary lunar month
``lunar:day before 01-01``                     the day before a lunar day (New Year's Eve may be the 29th or 30th)
``solar_term:清明``                             the day on which a solar term begins
``relative:spring_festival-23d``               so many days from another festival, whichever year that then is
=============================================  ===========================================================
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from shopdesk.domain.calendar.lunar import FIRST_YEAR, LAST_YEAR, TERMS, from_lunar, term_day
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}
_WEEKDAYS = {name: index for index, name in enumerate(calendar.day_name)}
_MONTHS = {name: index for index, name in enumerate(calendar.month_name) if name}


class DateRule(Protocol):
    """Anything that can say on which days of a solar year it falls."""

    def days_in(self, year: int, others: Mapping[str, DateRule]) -> list[date]:
        """Its days in that solar year: mostly one, for some lunar dates none or two."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same month and day of every year; 29 February only in leap years."""

    month: int
    day: int

    def days_in(self, year: int, others: Mapping[str, DateRule]) -> list[date]:
        """Its day, if the year has it."""
        del others
        return [date(year, self.month, self.day)] if self.day <= calendar.monthrange(year, self.month)[1] else []


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth (or last, -1) weekday of a month, plus some days."""

    nth: int
    weekday: int
    month: int
    plus: int = 0

    def days_in(self, year: int, others: Mapping[str, DateRule]) -> list[date]:
        """Its day, if the month has so many of that weekday."""
        del others
        length = calendar.monthrange(year, self.month)[1]
        found = [
            day for number in range(1, length + 1) if (day := date(year, self.month, number)).weekday() == self.weekday
        ]
        position = self.nth - 1 if self.nth > 0 else self.nth
        return [found[position] + timedelta(days=self.plus)] if position < len(found) else []


@dataclass(frozen=True, slots=True)
class Lunar:
    """A day of an ordinary lunar month, plus some days.

    A lunar year reaches into the next solar year, so a day of its twelfth month can fall into a solar year twice or
    not at all: the answer is asked of every lunar year that touches the solar one.
    """

    month: int
    day: int
    plus: int = 0

    def days_in(self, year: int, others: Mapping[str, DateRule]) -> list[date]:
        """Its days in that solar year, in order."""
        del others
        found = (from_lunar(lunar_year, self.month, self.day) for lunar_year in (year - 1, year, year + 1))
        shifted = (day + timedelta(days=self.plus) for day in found if day is not None)
        return sorted(day for day in shifted if day.year == year)


@dataclass(frozen=True, slots=True)
class SolarTerm:
    """The day on which one of the 24 solar terms begins."""

    term: str

    def days_in(self, year: int, others: Mapping[str, DateRule]) -> list[date]:
        """Its day; none outside the years of the calendar."""
        del others
        return [term_day(year, self.term)] if FIRST_YEAR <= year <= LAST_YEAR else []


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days from another festival.

    Counted from an early or late festival its day slips into the year beside: the answer is asked of every festival
    whose day can lie in the solar year, so a year has mostly one, and sometimes none or two.
    """

    code: str
    days: int

    def days_in(self, year: int, others: Mapping[str, DateRule]) -> list[date]:
        """Its days in that solar year, in order."""
        reach = 1 + abs(self.days) // 365
        anchors = (
            anchor
            for anchor_year in range(year - reach, year + reach + 1)
            for anchor in others[self.code].days_in(anchor_year, others)
        )
        shifted = (anchor + timedelta(days=self.days) for anchor in anchors)
        return sorted(day for day in shifted if day.year == year)


def _parse_nth(text: str) -> DateRule | None:
    found = re.fullmatch(r"(day after |day before )?(\w+) (\w+) of (\w+)", text)
    if not found:
        return None
    nth, weekday, month = _ORDINALS.get(found[2]), _WEEKDAYS.get(found[3]), _MONTHS.get(found[4])
    if nth is None or weekday is None or month is None:
        return None
    return NthWeekday(nth, weekday, month, {"day after ": 1, "day before ": -1}.get(found[1] or "", 0))


def _parse_month_day(text: str, most: int) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{2})-(\d{2})", text)
    if not found or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= most:
        return None
    return int(found[1]), int(found[2])


def _parse_fixed(text: str) -> DateRule | None:
    pair = _parse_month_day(text, 31)
    return Fixed(*pair) if pair and pair[1] <= calendar.monthrange(2000, pair[0])[1] else None


def _parse_lunar(text: str) -> DateRule | None:
    plus = -1 if text.startswith("day before ") else 0
    pair = _parse_month_day(text.removeprefix("day before "), 30)
    return Lunar(*pair, plus) if pair else None


def _parse_relative(text: str) -> DateRule | None:
    found = re.fullmatch(r"(\w+)([+-]\d+)d", text)
    return Relative(found[1], int(found[2])) if found else None


def parse_rule(text: str) -> DateRule:
    """The rule that ``text`` describes.

    Raises:
        UserError: it is none of the known forms.
    """
    kind, _, rest = text.partition(":")
    rule: DateRule | None = None
    if kind == "solar":
        rule = _parse_fixed(rest)
    elif kind == "nth_weekday":
        rule = _parse_nth(rest)
    elif kind == "lunar":
        rule = _parse_lunar(rest)
    elif kind == "solar_term" and rest in TERMS:
        rule = SolarTerm(rest)
    elif kind == "relative":
        rule = _parse_relative(rest)
    if rule is None:
        raise UserError(Text("“{rule}” is not a date rule. Write it like solar:02-14 or lunar:08-15.", rule=text))
    return rule
