"""KPIs over a span of days, rebuilt from the daily facts by each KPI's declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.kpi.declarations import KPIS, kpi
from shopdesk.domain.kpi.facts import Facts, Value
from shopdesk.domain.kpi.kinds import Basis, Kpi, Rebuild, Unit
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.periods import By, Period, label

_NO_PEOPLE: Mapping[str, int] = {}


class Figures:
    """All KPIs of one span of days; each is computed when first asked for.

    ``people`` holds counts of distinct people over the span (base figure name to count) where the storage could count
    them; a span of one day takes the day's own count.
    """

    __slots__ = ("_cache", "_facts", "_high", "_low", "_people", "period")

    def __init__(self, facts: Facts, period: Period, people: Mapping[str, int] = _NO_PEOPLE) -> None:
        """Figures of ``period`` over ``facts``."""
        self.period = period
        self._facts = facts
        self._low, self._high = facts.span(period)
        self._people = people
        self._cache: dict[str, Value] = {}

    def __getitem__(self, code: str) -> Value:
        """The KPI's value, ``None`` where there is no data."""
        if code not in self._cache:
            self._cache[code] = self._rebuild(kpi(code))
        return self._cache[code]

    def get(self, code: str) -> Value:
        """The same as indexing, for callers that like to say get."""
        return self[code]

    @property
    def empty(self) -> bool:
        """Whether no day of the span has any figure."""
        return self._high == self._low

    def known_days(self, code: str) -> int:
        """On how many days the KPI's parts are known."""
        item = kpi(code)
        if item.per:
            return len(self._facts.pairs(item.figure, item.per, self._low, self._high))
        return len(self._facts.known(item.figure, self._low, self._high))

    def base_sum(self, name: str) -> int | None:
        """The sum of a base figure over the days that have it."""
        known = self._facts.known(name, self._low, self._high)
        return int(sum(known)) if known else None

    def days_having(self, names: tuple[str, ...]) -> int:
        """On how many days all of several base figures are known."""
        return sum(None not in row for row in self._together(names))

    def _together(self, names: tuple[str, ...]) -> Iterator[tuple[Value, ...]]:
        """The values of several base figures day by day; no day where one of them is known on none."""
        columns = [self._facts.columns.get(name) for name in names]
        return zip(*(() if column is None else column[self._low : self._high] for column in columns), strict=False)

    def base_sums(self, names: tuple[str, ...]) -> tuple[int, ...] | None:
        """The sums of several base figures over the days that have all of them, ``None`` where no day has."""
        known = [row for row in self._together(names) if None not in row]
        return tuple(sum(int(value or 0) for value in column) for column in zip(*known, strict=True)) or None

    def _rebuild(self, item: Kpi) -> Value:
        facts, low, high = self._facts, self._low, self._high
        if item.rebuild is Rebuild.SUM:
            known = facts.known(item.figure, low, high)
            return sum(known) if known else None
        if item.rebuild is Rebuild.DISTINCT:
            return self._distinct(item.figure)
        if item.rebuild is Rebuild.PER_PERSON:
            return divide_fen(self.base_sum(item.figure), self._distinct(item.per))
        if item.rebuild is Rebuild.LAST:
            known = facts.known(item.figure, low, high)
            return known[-1] if known else None
        if item.rebuild is Rebuild.MEAN:
            known = facts.known(item.figure, low, high)
            return ratio(sum(known), len(known)) if known else None
        return self._ratio(item)

    def _distinct(self, name: str) -> int | None:
        if name in self._people:
            return self._people[name]
        known = self._facts.known(name, self._low, self._high)
        return int(known[0]) if self.period.length == 1 and known else None

    def _ratio(self, item: Kpi) -> Value:
        low, high = self._low, self._high
        tops, bottoms = self._facts.known(item.figure, low, high), self._facts.known(item.per, low, high)
        if item.rebuild is Rebuild.WEIGHTED or len(tops) != high - low or len(bottoms) != high - low:
            pairs = self._facts.pairs(item.figure, item.per, low, high)
            tops, bottoms = [one for one, _ in pairs], [two for _, two in pairs]
            if item.rebuild is Rebuild.WEIGHTED:
                tops = [Decimal(one) * two for one, two in zip(tops, bottoms, strict=True)]
        if not tops:
            return None
        if item.unit is Unit.MONEY:
            return divide_fen(int(sum(tops)), int(sum(bottoms)))
        return ratio(sum(tops), sum(bottoms))


@dataclass(frozen=True, slots=True)
class KpiTable:
    """A series of spans with their figures, and the figures of the whole span.

    ``rows`` leaves out days, weeks and months without any data. A week or month that the asked span cuts holds the
    asked days only. ``days`` are the days with any figure; ``filled`` says for how many days a base figure was taken
    from the platform's daily table because no order report covers them.
    """

    store_id: int
    period: Period
    by: By
    basis: Basis
    rows: tuple[Figures, ...]
    totals: Figures
    days: Sequence[date]
    filled: Mapping[str, int]

    def label(self, row: Figures) -> str:
        """``2020-02-01``, ``2020-W05`` or ``2020-02``."""
        return label(row.period.start, self.by)

    def figures(self, period: Period) -> Figures:
        """The figures of any part of the span, without counts of people over several days."""
        return Figures(self.facts, period)

    @property
    def facts(self) -> Facts:
        """The base figures that all of its figures are rebuilt from."""
        return self.totals._facts

    def column(self, code: str) -> list[Value]:
        """The KPI of every row."""
        return [row[code] for row in self.rows]

    def codes_with_data(self) -> Iterator[str]:
        """The KPIs that have a value in any row, in declared order."""
        for item in KPIS:
            if self.totals.known_days(item.code):
                yield item.code

    def gaps(self) -> list[Period]:
        """The runs of days in the span that have no figure at all."""
        return missing_runs(self.period, set(self.days))


def missing_runs(period: Period, have: set[date]) -> list[Period]:
    """The runs of days of ``period`` that are not in ``have``."""
    runs: list[Period] = []
    for day in period.days():
        if day in have:
            continue
        if runs and day - runs[-1].end == timedelta(days=1):
            runs[-1] = Period(runs[-1].start, day)
        else:
            runs.append(Period(day, day))
    return runs
