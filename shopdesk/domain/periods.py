"""Spans of days: day, ISO week (Monday to Sunday), calendar month, or any span from one day to another."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

WEEKDAYS = (
    Text("Monday"),
    Text("Tuesday"),
    Text("Wednesday"),
    Text("Thursday"),
    Text("Friday"),
    Text("Saturday"),
    Text("Sunday"),
)
"""The days of the week by ``date.weekday()``."""


class By(StrEnum):
    """The step of a series."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_QUARTER = 92
_FIRST_MONTH = 12  # January of the year 1, counted from a year 0


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts."""
        if self.end < self.start:
            raise UserError(
                Text("The end {end} lies before the start {start}. Choose a later end.", start=self.start, end=self.end)
            )

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def is_long(self) -> bool:
        """Whether it is longer than a quarter; what is then asked of every day is worth keeping."""
        return self.length > _QUARTER

    def __contains__(self, day: object) -> bool:
        """Whether ``day`` lies in the span."""
        return isinstance(day, date) and self.start <= day <= self.end

    def days(self) -> Iterator[date]:
        """Every day, in order."""
        return map(date.fromordinal, range(self.start.toordinal(), self.end.toordinal() + 1))

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end


def week_of(day: date) -> Period:
    """The Monday-to-Sunday week with ``day`` in it."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def week_to(last: date) -> Period:
    """The seven days up to ``last``, whichever weekday that is."""
    return Period(last - timedelta(days=6), last)


def month_of(day: date) -> Period:
    """The calendar month with ``day`` in it."""
    return Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def year_of(day: date) -> Period:
    """The calendar year with ``day`` in it."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def period_of(day: date, by: By) -> Period:
    """The period of step ``by`` with ``day`` in it."""
    if by is By.WEEK:
        return week_of(day)
    return month_of(day) if by is By.MONTH else Period(day, day)


def split(period: Period, by: By) -> list[Period]:
    """The whole days, weeks or months that touch ``period``, in order; the last week ends with the calendar."""
    parts = []
    day = period.start
    while day <= period.end:
        try:
            part = period_of(day, by)
        except OverflowError:
            part = Period(day - timedelta(days=day.weekday()), date.max)
        parts.append(part)
        if part.end == date.max:
            break
        day = part.end + timedelta(days=1)
    return parts


def previous(period: Period) -> Period:
    """The span just before: as many months before whole calendar months, otherwise as many days."""
    start, end = period.start, period.end
    before = start - timedelta(days=1)
    if start.day == 1 and end == month_of(end).end:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        first = start.year * 12 + start.month - 1 - months
        if first >= _FIRST_MONTH:
            return Period(date(first // 12, first % 12 + 1, 1), before)
    return Period(before - timedelta(days=period.length - 1), before)


def label(day: date, by: By) -> str:
    """``2020-02-01``, ``2020-W05`` or ``2020-02`` for the period with ``day`` in it."""
    if by is By.WEEK:
        iso = day.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    return f"{day:%Y-%m}" if by is By.MONTH else day.isoformat()


def parse_day(text: str) -> date:
    """A day written ``2020-02-01``.

    Raises:
        UserError: it is not written so or does not exist.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UserError(Text("“{text}” is not a day. Write it like 2020-02-01.", text=text)) from None


def parse_week(text: str) -> Period:
    """An ISO week written ``2020-W08``.

    Raises:
        UserError: it is not written so or the year has no such week.
    """
    found = re.fullmatch(r"(\d{4})-?W(\d{1,2})", text.strip().upper())
    try:
        if found:
            return week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError):
        pass
    raise UserError(Text("“{text}” is not a week. Write it like 2020-W08.", text=text))


def parse_month(text: str) -> Period:
    """A month written ``2020-02``.

    Raises:
        UserError: it is not written so or does not exist.
    """
    found = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
    try:
        if found:
            return month_of(date(int(found[1]), int(found[2]), 1))
    except ValueError:
        pass
    raise UserError(Text("“{text}” is not a month. Write it like 2020-02.", text=text))
