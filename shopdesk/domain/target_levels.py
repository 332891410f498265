"""Where a level of a month is likely to end: a mean per day or a rate, whose days do not add up to it.

Each day is a pair of whole numbers: what is counted, and by what it is divided (a day, or its visitors).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.kinds import Rebuild
from shopdesk.domain.periods import Period
from shopdesk.domain.target_range import HitRate, tried_months

FEWEST_DAYS = 5
"""With fewer known days no range is given."""
_LATE = frozenset({"refund_rate"})

Parts = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LevelRange:
    """The level until now, taken for the month's end, too, and between which levels that end is likely to lie."""

    level: Decimal
    low: Decimal
    high: Decimal


def level_parts(code: str) -> tuple[str, ...] | None:
    """The base figures of a level that can be projected, the divisor second where there is one; ``None`` for others.

    An amount per buyer counts each person once over the month, which no day can tell. Refunds of days that are over
    still come in, so a rate of refunds until now is no beginning of the month's.
    """
    item = kpi(code)
    if code in _LATE:
        return None
    if item.rebuild is Rebuild.MEAN:
        return (item.figure,)
    return (item.figure, item.per) if item.rebuild is Rebuild.RATIO else None


def level_range(month: Period, until: date, days: Mapping[date, Parts]) -> LevelRange | None:
    """Where the level of a month is likely to end after the day ``until``.

    Days are taken as independent of each other. What is left deviates from the level until now by the standard
    deviation of the days (of the linearised ratio: counted less level times divisor), once for the days that come and
    once for the level itself, which is a mean of few days. One standard deviation to each side.

    Args:
        month: the month in view.
        until: its last day that counts as passed.
        days: the known days, also others than the month's.

    Returns:
        ``None`` with fewer than five known days, without a divisor, or once the month is over.
    """
    seen = [days[day] for day in month.days() if day <= until and day in days]
    left = sum(1 for day in month.days() if day > until)
    divisor = sum(per for _count, per in seen)
    if len(seen) < FEWEST_DAYS or divisor <= 0 or not left:
        return None
    level = Decimal(sum(count for count, _per in seen)) / divisor
    number = len(seen)
    squares = sum(((count - level * per) ** 2 for count, per in seen), Decimal(0))
    spread = (squares / (number - 1) * (left + Decimal(left * left) / number)).sqrt()
    width = spread / (divisor + Decimal(divisor) / number * left)
    return LevelRange(level, max(level - width, Decimal(0)), level + width)


def level_hits(month: Period, until: date, days: Mapping[date, Parts]) -> HitRate:
    """How often the end of the months before lay in the range that was given on the same day of them."""
    hits = tried = 0
    for past, cut in tried_months(month, until, days):
        found = level_range(past, cut, days)
        whole = [days[day] for day in past.days()]
        divisor = sum(per for _count, per in whole)
        if found is None or divisor <= 0:
            continue
        tried += 1
        hits += found.low <= Decimal(sum(count for count, _per in whole)) / divisor <= found.high
    return HitRate(hits, tried)
