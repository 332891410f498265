"""Days across a column: where a day is painted, and which day lies under the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Scale:
    """``days`` days from ``first`` on, spread over ``width`` pixels."""

    first: date
    days: int
    width: int

    def left(self, day: date) -> int:
        """The left edge of a day, which may lie outside."""
        return (day - self.first).days * self.width // max(self.days, 1)

    def day_at(self, x: int) -> date:
        """The day at a place; the nearest one of the calendar where it lies far outside."""
        number = self.first.toordinal() + x * self.days // max(self.width, 1)
        return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal()))

    def marks(self, narrowest: int) -> Iterator[tuple[date, bool]]:
        """Where lines stand: Mondays, where a week is as wide as ``narrowest``, and the first of months (true)."""
        weeks = 7 * self.width // max(self.days, 1) >= narrowest
        for number in range(self.days):
            day = self.first + timedelta(days=number)
            if day.day == 1:
                yield day, True
            elif weeks and day.weekday() == 0:
                yield day, False
