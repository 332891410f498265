"""Targets: kept by month, broken down to weeks and days so that the parts add up, and judged by the pace so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN, Field, Kind, Noun, check, keys
from shopdesk.domain.money import ratio, round_half_up, round_up
from shopdesk.domain.periods import By, Period, month_of, split, week_of
from shopdesk.domain.records import Kept
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.target_cells import Spread, spread
from shopdesk.domain.text import Text

EVEN_WEEK: tuple[Decimal, ...] = (Decimal(1),) * 7
PATTERN_DAYS = 84
"""From how many days before what weekdays weigh is learned: twelve of each, and still this season."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Kept):
    """What a store, or one of its product groups, wants of one KPI in one month; ``month`` is the first day of it.

    ``value`` is kept as the KPI's :class:`~shopdesk.domain.target_aims.Aim` says. A month that is ``locked`` was typed;
    the others follow the year.
    """

    store_id: int
    month: date
    metric: str
    product_group: str = ""
    value: int
    locked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a month stands against its target after the day ``until``.

    ``due`` is the part of the target that the passed days with figures should have brought, ``projected`` the month's
    end if the rest goes like the days so far, ``low`` and ``high`` its likely range;
    ``needed_per_day`` is what each remaining day has to bring on average (``None`` when no day is left).
    """

    metric: str
    month: Period
    until: date
    target: int
    actual: int
    due: int
    projected: int | None
    low: int | None
    high: int | None
    needed_per_day: int | None
    missing_days: int = 0

    @property
    def nothing_known(self) -> bool:
        """Whether no day until now has a figure, so that nothing is said of what came in."""
        return self.missing_days >= (min(self.until, self.month.end) - self.month.start).days + 1

    @property
    def ahead(self) -> int:
        """How far the actual figure is ahead of what was due; negative when behind."""
        return self.actual - self.due

    @property
    def reached(self) -> Decimal | None:
        """Actual by target."""
        return ratio(self.actual, self.target)

    @property
    def outlook(self) -> Outlook | None:
        """The projected end, rounded to what it can know: to the size of its range, or to two figures without one."""
        if self.projected is None:
            return None
        if self.low is None or self.high is None:
            # The first figure and one more.
            return Outlook(about(self.projected, abs(self.projected) // 10), None, None)
        step = _step(self.high - self.low)
        return Outlook(about(self.projected, step), self.low // step * step, round_up(Fraction(self.high, step)) * step)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a month is likely to end, in steps that its range justifies."""

    projected: int
    low: int | None
    high: int | None


def _step(width: int) -> int:
    """The power of ten that is not larger than ``width``; at least one."""
    return 10 ** (len(str(width)) - 1) if width >= 1 else 1


def about(value: int, width: int) -> int:
    """``value`` to the nearest step of the size of ``width``, halves up."""
    step = _step(width)
    return round_half_up(Decimal(value) / step) * step


def check_target(target: Target) -> None:
    """Refuse a target below zero, for a day that starts no month, or for a figure that cannot have one.

    Raises:
        UserError: with the sentence for the form.
    """
    aim = AIMS.get(target.metric)
    if aim is None:
        raise UserError(Text("“{metric}” cannot have a target, because its days do not add up.", metric=target.metric))
    if target.month.day != 1:
        raise UserError(Text("A target belongs to a month. Choose the first day of one."))
    if target.value < 0:
        raise UserError(Text("A target cannot be below zero."))
    if target.value > aim.highest:
        check(aim.field, aim.value(target.value), named=True)
    TARGET.tidy(target)


def split_year(
    total: int, weights: Sequence[int | Decimal] = (), kept: Mapping[int, int] | None = None
) -> dict[int, int]:
    """A year's target over its months by ``weights`` (evenly without); the months add up to the year exactly.

    Args:
        total: the year's target.
        weights: one for each month.
        kept: the months, 1 to 12, that stand already; only what they leave is split over the others.

    Raises:
        ValueError: there are weights, but not twelve.
        UserError: the kept months come to more than the year, or leave no month for the rest.
    """
    if weights and len(weights) != 12:
        raise ValueError("a year has twelve months")
    stand = kept or {}
    found = spread(total, dict(enumerate(weights or (1,) * 12, 1)), stand)
    if sum(stand.values()) > total:
        raise UserError(Text("The months that stay come to more than the year. Raise the year, or let "
                             "all months be split."))  # fmt: skip
    if found.left:
        raise UserError(Text("All twelve months stay, and they do not come to the year."))
    return found.values


def quarters(months: Sequence[int]) -> list[int]:
    """The four quarters of twelve months."""
    return [sum(months[start : start + 3]) for start in range(0, 12, 3)]


def day_weights(
    span: Period, weekdays: Sequence[Decimal] = EVEN_WEEK, factors: Mapping[date, Decimal] | None = None
) -> dict[date, Decimal]:
    """The weight of every day of a span: that of its weekday, times its factor where it has one (campaign days)."""
    known = factors or {}
    return {day: weekdays[day.weekday()] * known.get(day, Decimal(1)) for day in span.days()}


def split_month(
    value: int,
    month: Period,
    weekdays: Sequence[Decimal] = EVEN_WEEK,
    factors: Mapping[date, Decimal] | None = None,
) -> dict[date, int]:
    """A month's target over its days, adding up to the month exactly."""
    return spread_month(value, month, weekdays, factors, {}).values


def spread_month(
    value: int,
    month: Period,
    weekdays: Sequence[Decimal],
    factors: Mapping[date, Decimal] | None,
    stay: Mapping[date, int],
) -> Spread[date]:
    """A month's target over its days, of which those that ``stay`` were typed."""
    return spread(value, day_weights(month, weekdays, factors), stay)


def over_days(metric: str, period: Period, by_day: Callable[[date, str], Mapping[date, int]]) -> int | None:
    """The target of any span; ``None`` unless every day of it has one.

    What adds up is summed. Visitors a day are the mean of the days' levels; a rate or an amount per buyer has a target
    only where all days of the span have the same one.

    Args:
        metric: the KPI's code.
        period: the span.
        by_day: the targets of the days of a month (its first day), of a figure.
    """
    found: list[int] = []
    for month in split(period, By.MONTH):
        days = by_day(month.start, metric)
        if not days:
            return None
        found += (value for day, value in days.items() if day in period)
    aim = AIMS[metric]
    if aim.adds_up:
        return sum(found)
    if aim.kind is Kind.COUNT:
        return round_half_up(Decimal(sum(found)) / len(found))
    return found[0] if len(set(found)) == 1 else None


def weeks_of(days: Mapping[date, int]) -> dict[Period, int]:
    """Daily targets put together by ISO week; a week that a month cuts holds the days of that month."""
    weeks: dict[Period, int] = {}
    for day, value in days.items():
        week = week_of(day)
        weeks[week] = weeks.get(week, 0) + value
    return weeks


def weekday_pattern(daily: Mapping[date, int]) -> tuple[Decimal, ...]:
    """What each weekday brings against the mean day, from past days; even when fewer than two whole weeks are known.

    A weekday without a day in the data weighs as much as the mean day.
    """
    if len(daily) < 14 or sum(daily.values()) <= 0:
        return EVEN_WEEK
    mean = Decimal(sum(daily.values())) / len(daily)
    values: list[list[int]] = [[] for _weekday in EVEN_WEEK]
    for day, value in daily.items():
        values[day.weekday()].append(value)
    pattern = []
    for found in values:
        own = Decimal(sum(found)) / len(found) / mean if found else Decimal(1)
        pattern.append(max(own, Decimal(0)).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP))
    return tuple(pattern) if any(pattern) else EVEN_WEEK


def pace(
    metric: str,
    target: int,
    days: Mapping[date, int],
    actual: Mapping[date, int],
    until: date,
) -> Pace:
    """How a month stands after the day ``until``.

    Args:
        metric: the KPI's code.
        target: the month's target.
        days: the month's daily targets.
        actual: the daily figures that are known; a day without one is missing, not zero, and is left out of the pace.
        until: the last day that counts as passed.
    """
    month = month_of(next(iter(days)))
    passed = [day for day in days if day <= until]
    known = [day for day in passed if day in actual]
    done = sum(actual[day] for day in known)
    due = sum(days[day] for day in known)
    left = [day for day in days if day > until]
    open_value = target - due
    projected = low = high = None
    if due > 0:
        rate = Decimal(done) / due
        projected = done + round_half_up(open_value * rate)
        spread = _spread([Decimal(actual[day]) / days[day] for day in known if days[day]], rate)
        if spread is not None and left:
            # Independent days: their deviations add up by squares, so the rest's range grows with the root of its size.
            width = round_half_up(spread * open_value / Decimal(len(left)).sqrt())
            low, high = max(done, projected - width), projected + width
    needed = None
    if left:
        needed = round_half_up(Decimal(max(target - done, 0)) / len(left))
    return Pace(
        metric=metric,
        month=month,
        until=until,
        target=target,
        actual=done,
        due=due,
        projected=projected if left or len(known) < len(passed) else done,
        low=low,
        high=high,
        needed_per_day=needed,
        missing_days=len(passed) - len(known),
    )


def _spread(ratios: Sequence[Decimal], mean: Decimal) -> Decimal | None:
    """The standard deviation of the daily ratios around their mean; ``None`` for fewer than five days."""
    if len(ratios) < 5:
        return None
    return (sum(((value - mean) ** 2 for value in ratios), Decimal(0)) / (len(ratios) - 1)).sqrt()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Sales planned as visitors a day × conversion × amount per buyer (fen)."""

    visitors: int
    conversion: Decimal
    aov_fen: int

    @property
    def sales_per_day(self) -> int:
        """Fen a day."""
        return round_half_up(self.visitors * self.conversion * self.aov_fen)

    def sales_over(self, days: int) -> int:
        """Fen over so many days."""
        return round_half_up(days * self.visitors * self.conversion * self.aov_fen)


def visitors_for(sales_fen: int, conversion: Decimal | None, aov_fen: int | None) -> int | None:
    """How many visitors bring ``sales_fen``, rounded up; ``None`` where the store's own level is unknown."""
    if not conversion or not aov_fen:
        return None
    return int((sales_fen / (conversion * aov_fen)).to_integral_value(rounding=ROUND_CEILING))


def check_funnel(low: Funnel, high: Funnel, claimed_low: int, claimed_high: int) -> Text | None:
    """A sentence when a plan's stated sales a day (fen) are not what its own factors give; within 5 % is fine."""
    real_low, real_high = low.sales_per_day, high.sales_per_day
    off = [abs(real - said) * 20 > real for real, said in ((real_low, claimed_low), (real_high, claimed_high))]
    if not any(off):
        return None
    return Text(
        "The plan says {said} a day, but its own visitors, conversion and amount per buyer give {real} a day.",
        said=f"{claimed_low // 100:,}-{claimed_high // 100:,}",
        real=f"{real_low // 100:,}-{real_high // 100:,}",
    )


TARGET = Noun(
    "targets",
    Target,
    Text("Target"),
    (
        *keys("metric"),
        Field("month", Kind.MONTH, Text("Month"), required=True),
        Field("product_group", Kind.LINE, Text("Product group")),
        Field("value", Kind.COUNT, Text("Value"), highest=HIGHEST_FEN, additive=False),
        Field("locked", Kind.FLAG, Text("Stays")),
    ),
    titles=("month",),
)
