"""Products that search brings fewer people than usual: their place in the results fell, or fewer look for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.facts import Facts
from shopdesk.domain.kpi.learned import WEEKS, Level, Weekdays, record_span
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
    product_id: str = ""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A product whose last week lies below what its weekdays usually bring."""

    product: Found
    level: Level


def fallen_products(products: Collection[Found], last: date, bar: Decimal, odd: Collection[date] = ()) -> list[Fallen]:
    """The products whose last week lies by ``bar`` or more below what its weekdays usually bring, the worst first.

    Args:
        products: those of the report.
        last: the last day of the week.
        bar: the fall that is told, as a share.
        odd: days of campaigns and festivals, which do not count.
    """
    levels = [(level, one) for one in products if (level := _level(one, last, odd)) is not None]
    fallen = [Fallen(one, level) for level, one in levels if -level.change >= bar]
    return sorted(fallen, key=lambda one: (one.level.usual - one.level.now, one.product.title), reverse=True)


def search_alert(fallen: Sequence[Fallen], last: date) -> Alert | None:
    """The first of the products as an alert, with how many others there are; ``None`` of none."""
    if not fallen:
        return None
    worst = fallen[0]
    words = {
        "title": worst.product.title,
        "now": _whole(worst.level.now),
        "usual": _whole(worst.level.usual),
        "change": percent_text(-worst.level.change, 0),
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
        subject=worst.product.product_id,
    )


def searched_less(one: Found, last: date, odd: Collection[date]) -> list[tuple[date, Decimal | None]]:
    """By day of the record, by how much search brought fewer people to a product than usual; ``None`` unknown."""
    weekdays = _weekdays(one, odd)
    levels = ((day, _enough(weekdays.level(day))) for day in record_span(last).days())
    return [(day, None if level is None else -level.change) for day, level in levels]


def _weekdays(one: Found, odd: Collection[date]) -> Weekdays:
    days = sorted(one.by_day)
    return Weekdays(Facts(days, {"visitors": [one.by_day[day] for day in days]}), "visitors_per_day", odd)


def _level(one: Found, last: date, odd: Collection[date]) -> Level | None:
    return _enough(_weekdays(one, odd).level(last))


def _enough(level: Level | None) -> Level | None:
    return level if level is not None and level.usual >= LEAST else None


def _whole(value: Decimal) -> str:
    return f"{value.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"
