"""What a store's weekdays usually bring, and when a level has left it: our own rules, from the store's own past.

The usual level of a day is the median of the same weekdays of the :data:`WEEKS` weeks before the week that is judged.
A median does not follow single odd days, and equal weekdays take the rhythm of the week out of the comparison; both are
the common remedies in forecasting (the seasonal naive method with a robust mean, as in Hyndman and Athanasopoulos,
*Forecasting: Principles and Practice*). Days of campaigns and festivals, and days that the owner explained, never
enter: neither the past nor the week. With fewer than :data:`ENOUGH` such weekdays nothing is learned, and the older
rule over four weeks stands in (:mod:`shopdesk.domain.kpi.alerts`).

Where a year of days is there, the season is excused: what the same weeks of the last year did against the weeks before
them, the Spring Festival put on the Spring Festival, is what this year's week may do as well. It only ever excuses, up
to :data:`MOST_EXCUSED`; a season that promised more makes no alarm of an ordinary week. (On 100 made-up stores with
falls planted at known days, drawn after the rule was settled, that is what took the most false alarms away and cost no
fall: tests/unit/kpi/test_planted_falls.py.)

A level enters an alert at the owner's bar and leaves it only once less than :data:`LEAVES` of the bar is left, so that
noise around the bar does not ring every other day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from shopdesk.domain.calendar.lunar import spring_near
from shopdesk.domain.kpi.alert_marks import AlertMark, MarkKind, Record
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.periods import Period, week_to

WEEKS = 8
"""How many weeks back a usual weekday is looked for."""
ENOUGH = 6
"""From how many equal weekdays on one is usual."""
LEAVES = Decimal(2) / 3
"""The share of the bar below which an alert ends."""
_KNOWN = 4
_WEEK = 7
RECORD_DAYS = 180
"""The days over which an alert's record is kept."""
_YEAR = 364
_LULL = (-42, 35)
"""From how many days before the Spring Festival to how many after it a day is told by its distance from it."""
MOST_EXCUSED = Decimal("0.5")
"""The most that the season may excuse of a fall, as a share of the usual level; of a rise it is as much again."""
READ_DAYS = RECORD_DAYS + _WEEK * (WEEKS + 1)
"""The days of figures that :func:`learn` needs."""
SEASON_DAYS = READ_DAYS + _YEAR + 5 * _WEEK
"""The days of figures with which it knows the season of all of them, however the Spring Festival lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A week against what its weekdays usually bring; ``days`` of it count, the others are odd or unknown.

    ``season`` is what the season excuses of it, as a share of the usual level; below is negative.
    """

    now: Decimal
    usual: Decimal
    days: int
    season: Decimal = Decimal(0)

    @property
    def change(self) -> Decimal:
        """How far the week lies above the level that is expected of it, as a share of that; below is negative."""
        return self.now / (self.usual * (1 + self.season)) - 1


class Weekdays:
    """A KPI day by day: a count per day, or a ratio of two figures, with the odd days left out.

    A count is held against each day's equal weekdays. A ratio is put together over whole weeks first, of which the
    median is taken: the ratios of single days are skewed, a few large refunds and many small ones, so that their median
    lies below what a week comes to.
    """

    __slots__ = ("_is_ratio", "_known", "_levels", "_pooled", "_springs", "_usual")

    def __init__(
        self, facts: Facts, code: str, odd: Collection[date] = (), springs: Mapping[int, date] | None = None
    ) -> None:
        """Learn from ``facts``, without the ``odd`` days; ``springs`` is the Spring Festival's first day by year."""
        self._springs = springs or {}
        self._levels: dict[date, Level | None] = {}
        item = kpi(code)
        figures = facts.columns.get(item.figure, ())
        per = facts.columns.get(item.per, ()) if item.per else [1] * len(facts)
        self._known: dict[date, tuple[Decimal, Decimal]] = {
            day: (Decimal(value), Decimal(base))
            for day, value, base in zip(facts.days, figures, per, strict=False)
            if value is not None and base and day not in odd
        }
        self._is_ratio = bool(item.per)
        self._usual: dict[date, Decimal | None] = {}
        self._pooled: dict[date, tuple[Decimal | None, int]] = {}

    def usual(self, day: date) -> Decimal | None:
        """The median of the equal weekdays before a day; ``None`` for too few."""
        if day not in self._usual:
            past = [self._known.get(day - timedelta(days=_WEEK * back)) for back in range(1, WEEKS + 1)]
            values = [one[0] / one[1] for one in past if one is not None]
            self._usual[day] = median(values) if len(values) >= ENOUGH else None
        return self._usual[day]

    def level(self, last: date) -> Level | None:
        """The week that ends on ``last``; ``None`` where too few of its days are known or usual."""
        if last not in self._levels:
            self._levels[last] = self._ratio(last) if self._is_ratio else self._count(last)
        return self._levels[last]

    def in_season(self, last: date, sign: int) -> Level | None:
        """The same with the season excused, where it goes in the direction of ``sign``; see the module's first words.

        The season is the middle one of three weeks around the same day of the last year, because one week alone is as
        odd as this one may be; of fewer than two nothing is said.
        """
        level, year_ago = self.level(last), season_day(last, self._springs)
        if level is None:
            return None
        then = [self.level(year_ago + timedelta(days=_WEEK * weeks)) for weeks in (-1, 0, 1)]
        known = [one.change for one in then if one is not None]
        season = median(known) if len(known) > 1 else Decimal(0)
        return replace(level, season=max(-MOST_EXCUSED, min(season, Decimal(1)))) if season * sign > 0 else level

    def _count(self, last: date) -> Level | None:
        now = usual = Decimal(0)
        days = 0
        for day in week_to(last).days():
            known, expected = self._known.get(day), self.usual(day)
            if known is not None and expected is not None:
                now, usual, days = now + known[0], usual + expected, days + 1
        return Level(now=now / days, usual=usual / days, days=days) if days >= _KNOWN and usual else None

    def _ratio(self, last: date) -> Level | None:
        now, days = self._week(last)
        past = [self._week(last - timedelta(days=_WEEK * back)) for back in range(1, WEEKS + 1)]
        values = [value for value, known in past if value is not None and known >= _KNOWN]
        if now is None or days < _KNOWN or len(values) < ENOUGH:
            return None
        usual = median(values)
        return Level(now=now, usual=usual, days=days) if usual else None

    def _week(self, last: date) -> tuple[Decimal | None, int]:
        """The ratio of the sums of the days of a week, and of how many; the eight weeks after it ask for it, too."""
        if last not in self._pooled:
            known = [one for day in week_to(last).days() if (one := self._known.get(day)) is not None]
            bases = sum(base for _value, base in known)
            value = sum((value for value, _base in known), Decimal(0)) / bases if bases else None
            self._pooled[last] = value, len(known)
        return self._pooled[last]


def season_day(day: date, springs: Mapping[int, date]) -> date:
    """The same day of the last year: near the Spring Festival as far from it, else 52 weeks ago.

    Args:
        day: the day of this year.
        springs: the first day of the Spring Festival by year; that of the next year, too, for days of December.
    """
    found = spring_near(day, day, springs)
    if found is not None and _LULL[0] <= (day - found[0]).days <= _LULL[1]:
        return found[1] + (day - found[0])
    return day - timedelta(days=_YEAR)


@dataclass(frozen=True, slots=True)
class Episode:
    """An alert from the day it entered to the day before it left; one that stands has no ``end``."""

    start: date
    end: date | None = None


def episodes(strengths: Iterable[tuple[date, Decimal | None]], bar: Decimal) -> list[Episode]:
    """When an alert stood.

    Args:
        strengths: by day, in order, how far the level is out in the direction that matters, as a share of the usual
            one. ``None``, where that is not known, neither begins nor ends anything.
        bar: from which strength on the alert enters; it leaves below :data:`LEAVES` of it.
    """
    found: list[Episode] = []
    start: date | None = None
    for day, strength in strengths:
        if strength is None:
            continue
        if start is None and strength >= bar:
            start = day
        elif start is not None and strength < bar * LEAVES:
            found.append(Episode(start, day - timedelta(days=1)))
            start = None
    return found if start is None else [*found, Episode(start)]


def record_of(past: Sequence[Episode], days: int, right: Collection[date], explained: Collection[date]) -> Record:
    """Judge episodes by the days on which the owner made a problem of them or explained them."""

    def marked(one: Episode, marks: Collection[date]) -> bool:
        return any(one.start <= day and (one.end is None or day <= one.end) for day in marks)

    return Record(
        days=days,
        rang=len(past),
        right=sum(marked(one, right) for one in past),
        explained=sum(marked(one, explained) and not marked(one, right) for one in past),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The level of the last week; ``since`` is the day on which the alert that stands entered."""

    level: Level
    since: date | None
    record: Record


def learn(weekdays: Weekdays, last: date, bar: Decimal, sign: int, marks: Iterable[AlertMark] = ()) -> Learned | None:
    """Judge the week that ends on ``last`` and walk through the days before it.

    Args:
        weekdays: the KPI.
        last: the last day of the week.
        bar: from which change on the alert enters, as a share.
        sign: 1 where a rise matters, -1 where a fall does.
        marks: what the owner said about this alert.

    Returns:
        ``None`` where there are too few days to learn from.
    """
    level = weekdays.in_season(last, sign)
    if level is None:
        return None
    strengths = []
    for day in record_span(last).days():
        found = weekdays.in_season(day, sign)
        strengths.append((day, None if found is None else sign * found.change))
    since, record = judged(strengths, bar, marks)
    return Learned(level=level, since=since, record=record)


def judged(
    strengths: Sequence[tuple[date, Decimal | None]], bar: Decimal, marks: Iterable[AlertMark] = ()
) -> tuple[date | None, Record]:
    """Since when an alert stands, ``None`` where it does not, and how often it was right.

    A problem is made some days after the newest figures, when these may be the last ones for which it rang; so it is
    the day from which the alert stood that tells of which time it was made.

    Args:
        strengths: see :func:`episodes`; of all days of the record.
        bar: the same.
        marks: what the owner said about this alert.
    """
    past = episodes(strengths, bar)
    first = strengths[0][0]
    kept = [one for one in marks if one.day >= first]
    record = record_of(
        past,
        len(strengths),
        right={max(one.start, first) for one in kept if one.kind is MarkKind.PROBLEM},
        explained={
            one.day if one.takes_days else max(one.start, first) for one in kept if one.kind is MarkKind.CAMPAIGN
        },
    )
    return (past[-1].start if past and past[-1].end is None else None), record


def record_span(last: date) -> Period:
    """The days of the record of an alert that is looked for on ``last``."""
    return Period(last - timedelta(days=RECORD_DAYS - 1), last)
