"""How often the range of a month's end held: the same rule, applied to past months at the same day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.periods import Period, previous
from shopdesk.domain.targets import PATTERN_DAYS, pace, split_month, weekday_pattern
from shopdesk.domain.text import Text

MONTHS_BACK = 12
"""So many months before the one in view are tried."""
FEWEST = 3
"""From so many months on, how often the range held says something."""
_NOTIONAL = 10**12
"""What a past month is split by; the projection follows the days' weights and not this amount."""

DayTargets = Callable[[Period, int], dict[date, int]]


@dataclass(frozen=True, slots=True)
class HitRate:
    """In how many of so many past months the end lay in the range of the same day."""

    hits: int
    months: int

    @property
    def enough(self) -> bool:
        """Whether there are enough months to say anything."""
        return self.months >= FEWEST

    @property
    def sentence(self) -> Text:
        """How often such a range held, or that there are too few months to say so."""
        if not self.enough:
            return Text(
                "How often such a range holds cannot be said yet: {months} whole months before can be tried, "
                "{fewest} are needed.", months=self.months, fewest=FEWEST,
            )  # fmt: skip
        return Text(
            "At the same day of the months before, the end lay in such a range in {hits} of {months} months.",
            hits=self.hits, months=self.months,
        )  # fmt: skip


def months_before(month: Period) -> list[Period]:
    """The months that are tried, the newest first."""
    found = [previous(month)]
    while len(found) < MONTHS_BACK:
        found.append(previous(found[-1]))
    return found


def tried_months(month: Period, until: date, known: Collection[date]) -> Iterator[tuple[Period, date]]:
    """The months before that are known on every day, each with the day that is as far in it as ``until`` in ``month``.

    Not those of which no day would be left after that one.
    """
    passed = (min(until, month.end) - month.start).days
    for past in months_before(month):
        if 0 <= passed < past.length - 1 and all(day in known for day in past.days()):
            yield past, past.start + timedelta(days=passed)


def tried_days(month: Period) -> Period:
    """The days whose figures :func:`hit_rate` needs: the months that are tried and what their weekdays weighed."""
    return Period(months_before(month)[-1].start - timedelta(days=PATTERN_DAYS), month.end)


def by_pattern(
    daily: Mapping[date, int], busy: Mapping[date, Decimal], weekdays: Sequence[Decimal] | None
) -> DayTargets:
    """How a past month would have been split: by the owner's ``weekdays``, else as its last twelve weeks sold.

    Args:
        daily: the figures by day.
        busy: what campaign days weigh; they tell nothing of weekdays.
        weekdays: Monday first.
    """
    plain = {day: value for day, value in daily.items() if day not in busy}

    def split(past: Period, value: int) -> dict[date, int]:
        if weekdays is not None:
            return split_month(value, past, weekdays, busy)
        known = Period(past.start - timedelta(days=PATTERN_DAYS), past.start - timedelta(days=1))
        return split_month(
            value, past, weekday_pattern({day: plain[day] for day in known.days() if day in plain}), busy
        )

    return split


def hit_rate(metric: str, month: Period, until: date, daily: Mapping[date, int], split: DayTargets) -> HitRate:
    """Try the range on the months before.

    Only a month all of whose days have a figure counts, and only where the range could have been given on that day.

    Args:
        metric: the KPI's code.
        month: the month in view.
        until: its last day that counts as passed.
        daily: the figures by day.
        split: an amount over the days of a month, as that month would have been split.
    """
    hits = tried = 0
    for past, cut in tried_months(month, until, daily):
        days = list(past.days())
        seen = {day: daily[day] for day in days if day <= cut}
        outlook = pace(metric, _NOTIONAL, split(past, _NOTIONAL), seen, cut).outlook
        if outlook is None or outlook.low is None or outlook.high is None:
            continue
        tried += 1
        hits += outlook.low <= sum(daily[day] for day in days) <= outlook.high
    return HitRate(hits, tried)
