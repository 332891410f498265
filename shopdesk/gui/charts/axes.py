"""Axes of the trend chart: days, weeks or months below, amounts at the sides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from shopdesk.domain.kpi import Kpi, Unit
from shopdesk.domain.kpi.output import shown_short
from shopdesk.domain.periods import By, label
from shopdesk.gui.charts.library import pg
from shopdesk.infra.i18n import current_language

_STEPS = (1, 2, 7, 14, 28)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
_LAST_DAY = date.max.toordinal()


class PeriodAxis(pg.AxisItem):
    """The time axis. Positions are the ordinals of days; ticks fall on Mondays and on firsts of months."""

    def __init__(self) -> None:
        """Below the plot."""
        super().__init__("bottom")
        self._by = By.DAY
        self._first = 0

    def set_grid(self, by: By, first_day: int) -> None:
        """Take the step of the data and the ordinal of its first day."""
        self._by = by
        self._first = first_day
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Where ticks stand: as many as fit, on natural days."""
        room = max(int(size // 76), 2)
        # An axis may reach beyond the calendar.
        first, last = max(int(low), 1), min(int(high) + 1, _LAST_DAY)
        span = max(last - first, 1)
        if self._by is not By.MONTH and span / room <= _STEPS[-1]:
            steps = _STEPS if self._by is By.DAY else _STEPS[2:]
            step = next((step for step in steps if span / step <= room), _STEPS[-1])
            # 1 is a Monday in ordinals of days, so steps of weeks fall on Mondays.
            anchor = 1 if step % 7 == 0 else self._first
            start = first + (anchor - first) % step
            return [(float(step), [float(day) for day in range(start, last + 1, step)])]
        months = next((step for step in _MONTHS if span / 30.4 / step <= room), _MONTHS[-1])
        return [(months * 30.4, self._firsts(first, last, months))]

    @staticmethod
    def _firsts(first: int, last: int, step: int) -> list[float]:
        if first > last:
            return []
        begin, end = (day.year * 12 + day.month - 1 for day in map(date.fromordinal, (first, last)))
        months = range(begin + (-begin) % step, end + 1, step)
        days = (date(month // 12, month % 12 + 1, 1).toordinal() for month in months)
        return [float(day) for day in days if day >= first]

    def tickStrings(self, values: list[float], _scale: float, spacing: float) -> list[str]:
        """The words under the ticks; the year where it begins or once per axis."""
        words = []
        year = None
        for value in values:
            day = date.fromordinal(int(value))
            if spacing > 28 or self._by is By.MONTH:
                words.append(f"{day:%Y-%m}")
            elif self._by is By.WEEK:
                words.append(label(day, By.WEEK))
            else:
                words.append(f"{day:%m-%d}" if day.year == year else f"{day:%Y-%m-%d}")
                year = day.year
        return words


class ValueAxis(pg.AxisItem):
    """A side axis in the unit of its KPIs, large amounts in 万 (or thousands)."""

    def __init__(self, side: str) -> None:
        """``side`` is ``left`` or ``right``."""
        super().__init__(side)
        self._words: Callable[[float], str] = str
        self.enableAutoSIPrefix(False)

    def set_item(self, item: Kpi) -> None:
        """Write values the way this KPI is written."""
        chinese = current_language() == "zh_CN"
        factor = {Unit.MONEY: Decimal(100), Unit.RATE: Decimal("0.01")}.get(item.unit, Decimal(1))

        def words(value: float) -> str:
            return shown_short(item, Decimal(repr(round(value, 9))) * factor, chinese=chinese)

        self._words = words
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """One level of ticks, so that the grid stays calm."""
        levels = super().tickValues(low, high, size)
        return levels[:1] if levels and len(levels[0][1]) > 2 else levels[:2]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """The words beside the ticks."""
        return [self._words(value) for value in values]
