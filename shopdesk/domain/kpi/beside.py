"""What stands beside a line of the trend: the same figure in an earlier span, and its moving mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shopdesk.domain.calendar.lunar import spring_near
from shopdesk.domain.kpi.compare import compared_with, year_before
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.figures import Figures, KpiTable
from shopdesk.domain.kpi.kinds import Rebuild, Unit
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.periods import By, Period
from shopdesk.domain.text import Text

WINDOWS = (7, 28)
"""Over how many days a moving mean is offered: whole weeks, so that weekdays weigh alike."""
_WEEKS = timedelta(days=364)
BEFORE, AFTER = 30, 15
"""How many days are shown before a festival, and how many after it."""


class Against(StrEnum):
    """Which earlier span stands beside the one that is shown."""

    NOTHING = "nothing"
    BEFORE = "before"
    YEAR = "year"
    FESTIVAL = "festival"


AGAINST_NAMES: dict[Against, Text] = {
    Against.NOTHING: Text("Nothing beside it"),
    Against.BEFORE: Text("The span before"),
    Against.YEAR: Text("A year before"),
    Against.FESTIVAL: Text("A year before, Spring Festival on Spring Festival"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted beside the lines: an earlier span, and over how many days a moving mean (0: none)."""

    against: Against = Against.NOTHING
    window: int = 0


def span_beside(period: Period, by: By, against: Against, springs: Mapping[int, date] | None = None) -> Period | None:
    """The earlier span whose first day stands on the first day of ``period``; ``None`` where there is none.

    A year before are, by day and week, the same weekdays 364 days earlier, because a Monday says little of a Saturday;
    by month it is the same days of the year before. Days outside the calendar's reach have no earlier span.

    Args:
        period: the span that is shown.
        by: its step.
        against: which earlier one.
        springs: the first day of the Spring Festival by year, for spans held against it; the festival that the span
            is nearest to is put on that of the year before.
    """
    try:
        if against is Against.BEFORE:
            return compared_with(period)
        if against is Against.YEAR:
            return year_before(period) if by is By.MONTH else _moved(period, _WEEKS)
        if against is Against.FESTIVAL and springs:
            found = spring_near(period.start, period.end, springs)
            return None if found is None else _moved(period, found[0] - found[1])
    except OverflowError:
        return None
    return None


def around(now: date, then: date) -> tuple[Period, Period]:
    """The days around a festival, and those equally far from the same one of the year before.

    Args:
        now: its first day.
        then: its first day a year before.
    """
    period = Period(now - timedelta(days=BEFORE), now + timedelta(days=AFTER))
    earlier = span_beside(period, By.DAY, Against.FESTIVAL, {now.year: now, now.year - 1: then})
    return period, earlier or _moved(period, now - then)


def _moved(period: Period, back: timedelta) -> Period:
    return Period(period.start - back, period.end - back)


def moving_mean(table: KpiTable, code: str, window: int) -> dict[date, Value]:
    """A figure's mean over the ``window`` days up to each day of a daily table, of days whose whole window is known.

    What adds up, and people counted by day, are a mean per day; quotients are rebuilt of the window's sums and never
    averaged. Levels (scores, stock) and amounts per person have none: the one needs no smoothing, the other would need
    people counted once over each window.
    """
    item, found = kpi(code), {}
    if item.rebuild in (Rebuild.LAST, Rebuild.PER_PERSON):
        return {}
    first = table.period.start.toordinal() + window - 1
    for ordinal in range(first, table.period.end.toordinal() + 1):
        day = date.fromordinal(ordinal)
        figures = table.figures(Period(date.fromordinal(ordinal - window + 1), day))
        if figures.known_days(code) == window:
            found[day] = _mean(figures, code, window)
    return found


def _mean(figures: Figures, code: str, window: int) -> Value:
    item = kpi(code)
    if item.per or item.rebuild is Rebuild.MEAN:
        return figures[code]
    total = figures.base_sum(item.figure)
    return divide_fen(total, window) if item.unit is Unit.MONEY else ratio(total, window)
