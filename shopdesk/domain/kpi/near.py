"""Other days, where the chosen ones have nothing."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.periods import Period


def nearest_day(period: Period, before: date | None, after: date | None) -> date | None:
    """Which of the days ``before`` and ``after`` a span is nearer to it; of equally near ones the earlier."""
    found = [day for day in (before, after) if day is not None]
    return min(found, key=lambda day: max(period.start - day, day - period.end), default=None)


def spans_near(period: Period, before: date | None, after: date | None) -> tuple[Period, ...]:
    """The spans as long as ``period`` that end on the day ``before`` it or begin on the day ``after`` it.

    The nearer comes first, of equally near ones the earlier. Where the calendar ends a span is shorter.
    """
    found: list[tuple[int, Period]] = []
    if before is not None:
        start = date.fromordinal(max(before.toordinal() - period.length + 1, date.min.toordinal()))
        found.append(((period.start - before).days, Period(start, before)))
    if after is not None:
        end = date.fromordinal(min(after.toordinal() + period.length - 1, date.max.toordinal()))
        found.append(((after - period.end).days, Period(after, end)))
    return tuple(span for _away, span in sorted(found, key=lambda one: (one[0], one[1].start)))
