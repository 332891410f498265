"""The spans that can be looked back at."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.periods import Period, month_of, week_of
from shopdesk.domain.text import Text


class Span(StrEnum):
    """Which days."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


SPAN_NAMES = {
    Span.WEEK: Text("This week"),
    Span.MONTH: Text("This month"),
    Span.QUARTER: Text("Last 90 days"),
    Span.YEAR: Text("Whole year"),
}


def period_of(span: Span, today: date, year: int) -> Period:
    """The days of a span; the year is the one of the heat map."""
    if span is Span.WEEK:
        return week_of(today)
    if span is Span.MONTH:
        return month_of(today)
    if span is Span.QUARTER:
        return Period(today - timedelta(days=89), today)
    return Period(date(year, 1, 1), date(year, 12, 31))
