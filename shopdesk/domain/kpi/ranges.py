"""The spans a reader asks for by name, and where to look when there are no figures in them."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.periods import Period, month_of, week_of
from shopdesk.domain.text import Text


class Range(StrEnum):
    """A span by name; ``CUSTOM`` stands for two chosen days."""

    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    LAST_30 = "last_30"
    LAST_90 = "last_90"
    THIS_YEAR = "this_year"
    LAST_365 = "last_365"
    CUSTOM = "custom"


RANGE_NAMES: dict[Range, Text] = {
    Range.THIS_WEEK: Text("This week"),
    Range.LAST_WEEK: Text("Last week"),
    Range.THIS_MONTH: Text("This month"),
    Range.LAST_MONTH: Text("Last month"),
    Range.LAST_30: Text("Last 30 days"),
    Range.LAST_90: Text("Last 90 days"),
    Range.THIS_YEAR: Text("This year"),
    Range.LAST_365: Text("Last 12 months"),
    Range.CUSTOM: Text("Other days"),
}

_LENGTHS = {Range.LAST_30: 30, Range.LAST_90: 90, Range.LAST_365: 365}


def range_period(choice: Range, today: date) -> Period:
    """The days of a named span seen from ``today``.

    Running weeks, months and years end today; the last n days end yesterday, because today is not over.

    Raises:
        ValueError: ``CUSTOM`` has no days of its own.
    """
    if choice in _LENGTHS:
        return Period(today - timedelta(days=_LENGTHS[choice]), today - timedelta(days=1))
    if choice is Range.THIS_WEEK:
        return Period(week_of(today).start, today)
    if choice is Range.LAST_WEEK:
        return week_of(today - timedelta(days=7))
    if choice is Range.THIS_MONTH:
        return Period(today.replace(day=1), today)
    if choice is Range.LAST_MONTH:
        return month_of(today.replace(day=1) - timedelta(days=1))
    if choice is Range.THIS_YEAR:
        return Period(date(today.year, 1, 1), today)
    raise ValueError("other days have no days of their own")


def newest(wanted: Period, known: Period) -> Period:
    """As many days as were wanted, ending with the last day that has figures, not before the first."""
    start = max(known.end - timedelta(days=wanted.length - 1), known.start)
    return Period(start, known.end)
