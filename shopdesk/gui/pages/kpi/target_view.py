"""What the targets show: a year by month, a month by day, how the month stands. Runs on the database thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.kpi import Basis, Source
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.money import divide_fen
from shopdesk.domain.periods import By, Period, month_of, year_of
from shopdesk.domain.target_aims import AIMS, Aim
from shopdesk.domain.target_drivers import DRIVERS, SALES
from shopdesk.domain.target_levels import LevelRange
from shopdesk.domain.target_range import HitRate
from shopdesk.domain.target_weights import TargetWeights
from shopdesk.domain.targets import Pace, pace

if TYPE_CHECKING:
    from shopdesk.services.registry import Services

_RECENT = 28


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which targets are looked at: of a month, a figure, and the whole store or one of its product groups."""

    month: date
    metric: str = SALES
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitBasis:
    """What a year is split by: the weights in force, the weekdays of the last weeks, the shares of the months."""

    year: int
    weights: TargetWeights
    past: tuple[Decimal, ...]
    months: tuple[Decimal, ...]
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView:
    """A year's targets and figures by month, and the month in view by day; targets as they are kept.

    ``year_total`` is what was set for the year, ``days_left`` what the typed days of the month leave of that. ``level``
    is the month's figure until now where days do not add up. ``drivers`` are the month's targets of sales and what
    makes them, ``weights`` how these share a change; ``conversion`` and ``per_buyer`` are those of the last weeks,
    where it is said what the rest of the month takes. ``ends`` is where a level is likely to end, with how often such a
    range held. ``groups_together`` is the sum of the groups' targets of the month. The chart has ``marks`` of what each
    day should bring, or of the month's level, and ``bars`` of what it was.
    """

    wanted: Wanted
    targets: dict[date, int]
    locked: frozenset[date]
    actual: dict[date, Value]
    year_total: int | None = None
    days_left: int = 0
    days: dict[date, int] = field(default_factory=dict)
    until: date
    pace: Pace | None = None
    hits: HitRate | None = None
    level: Value = None
    conversion: Decimal | None = None
    per_buyer: int | None = None
    drivers: dict[str, int | None] = field(default_factory=dict)
    weights: dict[str, Decimal] = field(default_factory=dict)
    ends: tuple[LevelRange, HitRate] | None = None
    groups: tuple[str, ...] = ()
    groups_together: int | None = None
    marks: dict[date, Value] = field(default_factory=dict)
    bars: dict[date, Value] = field(default_factory=dict)

    @property
    def aim(self) -> Aim:
        """How the figure's targets are counted."""
        return AIMS[self.wanted.metric]

    @property
    def year(self) -> int:
        """The year in view."""
        return self.wanted.month.year

    @property
    def target(self) -> int | None:
        """The target of the month in view."""
        return self.targets.get(self.wanted.month)

    @property
    def left(self) -> int:
        """What the months leave of the year: more than zero is missing, less is too much."""
        return 0 if self.year_total is None else self.year_total - sum(self.targets.values())


def load_targets(services: Services, store_id: int, wanted: Wanted, until: date, basis: Basis) -> TargetView:
    """The year of a month and that month."""
    targets, metric, group = services.targets, wanted.metric, wanted.group
    year, span, adds_up = year_of(wanted.month), month_of(wanted.month), AIMS[metric].adds_up
    services.ask_ahead(
        lambda: targets.months(store_id, wanted.month.year, metric, group),
        lambda: targets.in_month(store_id, span.start),
        lambda: targets.spread(store_id, span.start, metric, group),
        lambda: targets.daily_values(store_id, year, metric, basis, group) if adds_up else {},
        lambda: targets.groups(store_id, wanted.month.year),
        lambda: targets.year_total(store_id, year.start.year, metric, group) if adds_up else None,
        lambda: targets.levels.weights(store_id),
    )
    months = targets.months(store_id, wanted.month.year, metric, group)
    of_month = targets.in_month(store_id, span.start)
    target = of_month.get((metric, group))
    spread = targets.spread(store_id, span.start, metric, group)
    days = {} if spread is None else spread.values
    daily = targets.daily_values(store_id, year, metric, basis, group) if adds_up else {}
    known_until = min(until, span.end)
    bars: dict[date, Value] = {day: value for day, value in daily.items() if day in span}
    standing = pace(metric, sum(days.values()), days, daily, known_until) if days else None
    if not adds_up and target is not None:
        table = services.kpi.periods(store_id, span.start, span.end, By.DAY, basis, count_people=False)
        bars = {row.period.start: row[metric] for row in table.rows if row[metric] is not None}
    names = targets.groups(store_id, wanted.month.year)
    shares = [of_month[SALES, name] for name in names if (SALES, name) in of_month]
    effort = standing is not None and metric == SALES and not group
    conversion, per_buyer = _recent(services, store_id, until, basis) if effort else (None, None)
    return TargetView(
        wanted=wanted,
        until=known_until,
        targets={one.month: one.value for one in months},
        locked=frozenset(one.month for one in months if one.locked),
        actual=_by_month(services, store_id, year, metric, basis, daily),
        year_total=targets.year_total(store_id, year.start.year, metric, group) if adds_up else None,
        days=days,
        days_left=0 if spread is None else spread.left,
        pace=standing,
        hits=None if standing is None or standing.low is None else targets.hit_rate(
            store_id, span.start, metric, until, basis, group),
        level=None if adds_up or known_until < span.start else services.kpi.totals(
            store_id, span.start, known_until, basis)[metric],
        conversion=conversion,
        per_buyer=per_buyer,
        drivers={code: of_month.get((code, "")) for code in (SALES, *DRIVERS)},
        weights=targets.levels.weights(store_id),
        ends=None if adds_up or target is None else targets.levels.range(
            store_id, span.start, metric, until, basis),
        groups=tuple(names),
        marks=_marks(metric, span, target, days),
        bars=bars,
        groups_together=sum(shares) if shares else None,
    )  # fmt: skip


def _marks(metric: str, span: Period, target: int | None, days: dict[date, int]) -> dict[date, Value]:
    """What each day should bring; of what does not add up the month's level stands on every day."""
    if AIMS[metric].adds_up or target is None:
        return dict(days)
    return dict.fromkeys(span.days(), AIMS[metric].value(target))


def _by_month(
    services: Services, store_id: int, year: Period, metric: str, basis: Basis, daily: dict[date, int]
) -> dict[date, Value]:
    """The figure of each month: sums of days, or rebuilt from the month's own sums where days do not add up."""
    found: dict[date, Value] = {}
    if AIMS[metric].adds_up:
        for day, value in daily.items():
            found[day.replace(day=1)] = int(found.get(day.replace(day=1)) or 0) + value
        return found
    table = services.kpi.periods(store_id, year.start, year.end, By.MONTH, basis, count_people=False)
    return {row.period.start.replace(day=1): row[metric] for row in table.rows}


def load_basis(services: Services, store_id: int, year: int, metric: str, group: str) -> SplitBasis:
    """What a year is split by."""
    targets = services.targets
    return SplitBasis(
        year=year,
        weights=targets.weights(store_id),
        past=targets.past_weekdays(store_id, date(year, 1, 1), metric, group),
        months=tuple(targets.month_weights(store_id, year, metric, group)),
        known=tuple(targets.shape_months(store_id, year, metric, group)),
    )


def _recent(services: Services, store_id: int, until: date, basis: Basis) -> tuple[Decimal | None, int | None]:
    """Conversion of the last weeks, and fen per buyer and day of the days that have buyers: what visitors bring."""
    span = Period(until - timedelta(days=_RECENT - 1), until)
    recent = services.kpi.periods(
        store_id, span.start, span.end, By.DAY, basis, sources={Source.ORDERS, Source.STORE_DAYS}, count_people=False
    ).figures(span)
    sums, conversion = recent.base_sums(("paid_fen", "day_buyers")), recent["conversion"]
    return None if conversion is None else Decimal(conversion), None if sums is None else divide_fen(sums[0], sums[1])
