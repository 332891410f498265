"""What a chart shows, without any drawing library: series over a grid of periods, shaded spans, marked days."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from shopdesk.domain.kpi import Kpi, KpiTable, Unit, Value, kpi
from shopdesk.domain.kpi.beside import moving_mean
from shopdesk.domain.kpi.output import plain
from shopdesk.domain.periods import By, Period, label, split
from shopdesk.infra.i18n import tr

_APART = 12.0
"""Two series of one unit share a scale unless one is this many times larger, for the smaller would lie flat."""


class Line(Enum):
    """What a line is: the figure itself, the same in an earlier span, or its moving mean."""

    FIGURE = 0
    EARLIER = 1
    MEAN = 2


@dataclass(frozen=True, slots=True)
class Series:
    """One KPI along the grid; ``None`` where a period has no data.

    ``spans`` are, of an earlier span, the days behind each place of the grid, and ``parted`` says that the figure was
    counted otherwise there; ``days`` over how many a mean goes.
    """

    item: Kpi
    values: tuple[Value, ...]
    line: Line = Line.FIGURE
    spans: tuple[Period | None, ...] = ()
    days: int = 0
    parted: bool = False

    @property
    def name(self) -> str:
        """The KPI's name in the reader's language, with what the line is of it."""
        if self.line is Line.MEAN:
            return tr("{name}, mean of {count} days", name=self.item.name, count=self.days)
        known = [span for span in self.spans if span is not None]
        if self.line is Line.EARLIER and known:
            named = tr("{name}, {start} to {end}", name=self.item.name, start=known[0].start, end=known[-1].end)
            return tr("{name}, counted otherwise", name=named) if self.parted else named
        return tr(self.item.name)

    def numbers(self) -> list[float]:
        """For drawing only: money in yuan, rates in percent, gaps as not-a-number."""
        factor = 0.01 if self.item.unit is Unit.MONEY else 100.0 if self.item.unit is Unit.RATE else 1.0
        return [math.nan if value is None else float(value) * factor for value in self.values]

    @property
    def largest(self) -> float:
        """The largest number drawn, 0 where there is none."""
        return max((abs(number) for number in self.numbers() if not math.isnan(number)), default=0.0)


@dataclass(frozen=True, slots=True)
class Band:
    """A shaded span with its name: a campaign."""

    period: Period
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked day with its name: a festival, a note (its number) of the owner, or a day that ``parts`` the chart.

    Before and after such a day a figure does not mean the same.

    Only ``major`` ones have room for their name on the chart.
    """

    day: date
    name: str
    major: bool = False
    note: int = 0
    parts: bool = False


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything one trend chart shows; ``grid`` holds every period of the span, also those without data."""

    by: By
    grid: tuple[Period, ...]
    series: tuple[Series, ...]
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    scales: tuple[int, ...] = field(init=False)
    owners: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Give each series its scale: 0 is the left axis, 1 the right one, more have a scale of their own.

        What stands beside a figure has its scale and the place of its colour (``owners``).
        """
        codes = [one.item.code for one in self.series]
        owners = tuple(codes.index(code) for code in codes)
        figures = [one for one in self.series if one.line is Line.FIGURE]
        scales = dict(zip((one.item.code for one in figures), _scales(figures), strict=True))
        object.__setattr__(self, "owners", owners)
        object.__setattr__(self, "scales", tuple(scales[code] for code in codes))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for series in self.series for value in series.values)

    @property
    def grid_days(self) -> range:
        """The ordinals of all days of the span."""
        return range(self.grid[0].start.toordinal(), self.grid[-1].end.toordinal() + 1) if self.grid else range(0)

    def label(self, index: int) -> str:
        """``2020-02-01``, ``2020-W05`` or ``2020-02``."""
        return label(self.grid[index].start, self.by)

    def as_rows(self) -> list[list[str]]:
        """The data as text, header first, plain numbers, empty cells for no data."""
        rows = [[tr("Period"), *(series.name for series in self.series)]]
        for index in range(len(self.grid)):
            cells = (plain(series.item, series.values[index]) for series in self.series)
            rows.append([self.label(index), *("" if cell is None else str(cell) for cell in cells)])
        return rows


def chart_data(
    table: KpiTable, codes: Sequence[str], bands: Sequence[Band] = (), marks: Sequence[Mark] = ()
) -> ChartData:
    """The chart of some KPIs of a table, with a place for every period, so that gaps stay gaps."""
    rows = {table.label(row): row for row in table.rows}
    grid = tuple(
        Period(max(part.start, table.period.start), min(part.end, table.period.end))
        for part in split(table.period, table.by)
    )
    found = [rows.get(label(period.start, table.by)) for period in grid]
    series = tuple(Series(kpi(code), tuple(None if row is None else row[code] for row in found)) for code in codes)
    return ChartData(table.by, grid, series, tuple(bands), tuple(marks))


def beside(
    data: ChartData, past: KpiTable | None, means: KpiTable | None, window: int, parted: Collection[str] = ()
) -> ChartData:
    """The same chart with what is wanted beside its lines.

    Args:
        data: the chart of the figures alone.
        past: the figures of an earlier span; its first period stands on the first of the grid.
        means: the daily figures from which moving means over ``window`` days are reckoned.
        window: 0 for no means.
        parted: the KPIs that were counted otherwise in the earlier span.
    """
    more = []
    for one in data.series:
        if past is not None:
            earlier = chart_data(past, [one.item.code])
            missing = max(len(data.grid) - len(earlier.grid), 0)
            values = (*earlier.series[0].values, *[None] * missing)[: len(data.grid)]
            spans = (*earlier.grid, *[None] * missing)[: len(data.grid)]
            more.append(Series(one.item, values, Line.EARLIER, spans, parted=one.item.code in parted))
        if means is not None and window and data.by is By.DAY:
            found = moving_mean(means, one.item.code, window)
            item = replace(one.item, unit=Unit.NUMBER) if one.item.unit is Unit.COUNT else one.item
            if found:
                values = tuple(found.get(period.start) for period in data.grid)
                more.append(Series(item, values, Line.MEAN, days=window))
    return replace(data, series=(*data.series, *more)) if more else data


def _scales(series: Sequence[Series]) -> tuple[int, ...]:
    known: list[tuple[Unit, float]] = []
    scales = []
    for one in series:
        size = one.largest
        for index, (unit, largest) in enumerate(known):
            near = not size or not largest or max(size, largest) <= _APART * min(size, largest)
            if unit is one.item.unit and near:
                known[index] = (unit, max(size, largest))
                scales.append(index)
                break
        else:
            known.append((one.item.unit, size))
            scales.append(len(known) - 1)
    return tuple(scales)
