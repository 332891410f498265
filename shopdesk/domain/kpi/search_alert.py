"""Products that search brings fewer people than usual: their place in the results fell, or fewer look for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.learned import WEEKS, Level, Weekdays
from shopdesk.domain.money import percent_text
from shopdesk.domain.periods import week_to
from shopdesk.domain.text import Text

LEAST = 20
"""From how many people a day on a fall is more than chance; our own figure."""
SEARCH_DAYS = 7 * (WEEKS + 1)
"""The days that are looked at: the week, and the weeks before it."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many people search brought to a product, by day; never added up over products."""

    title: str
    by_day: Mapping[date, int]


def search_alert(products: Collection[Found], last: date, bar: Decimal, odd: Collection[date] = ()) -> Alert | None:
    """The products whose last week lies by ``bar`` or more below what its weekdays usually bring, in one sentence.

    Args:
        products: those of the report.
        last: the last day of the week.
        bar: the fall that is told, as a share.
        odd: days of campaigns and festivals, which do not count.
    """
    fallen = [(level, one) for one in products if (level := _level(one, last, odd)) and -level.change >= bar]
    if not fallen:
        return None
    level, worst = max(fallen, key=lambda one: (one[0].usual - one[0].now, one[1].title))
    words = {
        "title": worst.title,
        "now": _whole(level.now),
        "usual": _whole(level.usual),
        "change": percent_text(-level.change, 0),
    }
    text = (
        Text(
            "Search brought {now} people a day to “{title}” in the last 7 days, {change} less than these weekdays "
            "usually bring ({usual}). So it is with {others} more.",
            others=len(fallen) - 1,
            **words,
        )
        if len(fallen) > 1
        else Text(
            "Search brought {now} people a day to “{title}” in the last 7 days, {change} less than these weekdays "
            "usually bring ({usual}).",
            **words,
        )
    )
    return Alert(
        code="search_low",
        severity=Severity.SOON,
        text=text,
        kpi="product_views",
        period=week_to(last),
    )


def _level(one: Found, last: date, odd: Collection[date]) -> Level | None:
    days = sorted(one.by_day)
    facts = Facts(days, {"visitors": [one.by_day[day] for day in days]})
    level = Weekdays(facts, "visitors_per_day", odd).level(last)
    return level if level is not None and level.usual >= LEAST else None


def _whole(value: Decimal) -> str:
    return f"{value.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"
