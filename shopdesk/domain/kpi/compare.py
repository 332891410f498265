"""Like against like: which span a span is compared with, and what the change means."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.kpi.kinds import Better, Kpi, Unit
from shopdesk.domain.kpi.wholeness import Shortfall, shortfall
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period, month_of, previous, year_of


class Direction(StrEnum):
    """Which way a figure moved."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure now and before.

    ``amount`` is the difference in the KPI's unit, ``relative`` the difference by the value before (``None`` where that
    is zero, or where a rate is compared, whose change is told in percentage points). ``lacking`` says how little is
    known of the span that is known too little to be compared; nothing moved then, because nobody can say.
    """

    kpi: Kpi
    now: Value
    before: Value
    amount: Value
    relative: Decimal | None
    direction: Direction | None
    lacking: Shortfall | None = None

    @property
    def good(self) -> bool | None:
        """Whether the change is good news; ``None`` where it is neither, nothing moved, or nothing is known."""
        if self.direction in (None, Direction.SAME) or self.kpi.better is Better.NEITHER:
            return None
        return (self.direction is Direction.UP) == (self.kpi.better is Better.HIGHER)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two spans with their figures."""

    now: Figures
    before: Figures

    def change(self, item: Kpi) -> Change:
        """How one KPI moved, or which of the two spans is known too little to say so."""
        now, before = self.now[item.code], self.before[item.code]
        found = None if now is None or before is None else shortfall(item, self.now, self.before)
        if found is None:
            return change(item, now, before)
        return Change(kpi=item, now=now, before=before, amount=None, relative=None, direction=None, lacking=found)


def change(item: Kpi, now: Value, before: Value) -> Change:
    """How a KPI moved from ``before`` to ``now``."""
    if now is None or before is None:
        return Change(kpi=item, now=now, before=before, amount=None, relative=None, direction=None)
    amount: int | Decimal = now - before
    direction = Direction.SAME if not amount else Direction.UP if amount > 0 else Direction.DOWN
    relative = (
        None
        if item.unit in (Unit.RATE, Unit.SCORE)
        else ratio(amount, before.copy_abs() if isinstance(before, Decimal) else abs(before))
    )
    return Change(kpi=item, now=now, before=before, amount=amount, relative=relative, direction=direction)


_SLACK = 366  # days: more than a span is ever moved back beyond its own length


def _shift_month(day: date, months: int) -> date:
    index = max(day.year * 12 + day.month - 1 + months, 12)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def compared_with(period: Period) -> Period:
    """The span that a span is fairly compared with.

    A month to date is held against the same days of the month before, a year to date against the same days of the year
    before, a week to date against the same weekdays of the week before, whole months against as many months before
    them; any other span against as many days just before it. Where the calendar does not reach back so far, its first
    day stands for the days that never were.
    """
    start, end = period.start, period.end
    if start.toordinal() <= period.length + _SLACK:
        return Period(date.min, start - timedelta(days=1) if start > date.min else date.min)
    whole_month = period == month_of(start)
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and not whole_month and period.length > 1:
        return Period(_shift_month(start, -1), _shift_month(end, -1))
    if start == year_of(start).start and end.year == start.year and end.month > 1 and not whole_month:
        return Period(_shift_month(start, -12), _shift_month(end, -12))
    if start.weekday() == 0 and 1 < period.length < 7:
        return Period(start - timedelta(days=7), end - timedelta(days=7))
    return previous(period)


def year_before(period: Period) -> Period:
    """The same days one year earlier (29 February becomes 28 February)."""
    return Period(_shift_month(period.start, -12), _shift_month(period.end, -12))
