"""Targets of a store: set by month or year, broken down to days, judged by the pace."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.ordinary import busy_days
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.periods import Period, month_of, year_of
from shopdesk.domain.target_weights import TargetWeights, check_weights, known_months, month_weights
from shopdesk.domain.targets import (
    Pace,
    Target,
    check_target,
    pace,
    split_month,
    split_year,
    weekday_pattern,
)
from shopdesk.domain.text import Text
from shopdesk.storage.columns import read_value
from shopdesk.storage.repositories.campaigns import Campaigns
from shopdesk.storage.repositories.targets import Targets

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.stores import StoreService

_WEIGHTS_KEY = "targets.weights"
_PATTERN_DAYS = 84  # twelve weeks: enough of each weekday, and still this season


def _two_years(year: int) -> Period:
    return Period(date(year - 1, 1, 1), date(year, 12, 31))


class TargetService:
    """The targets of the stores."""

    def __init__(self, ctx: ServiceContext, kpi: KpiService, stores: StoreService) -> None:
        """Weigh days by the figures of ``kpi``; the owner's weights are kept with the ``stores``."""
        self._ctx = ctx
        self._kpi = kpi
        self._stores = stores

    def month(self, store_id: int, month: date, metric: str = "paid_amount") -> int | None:
        """The target of a month (its first day), ``None`` where none is set."""
        with self._ctx.read() as uow:
            found = uow.repository(Targets).of(store_id, month.replace(day=1), metric)
        return None if found is None else found.value

    def year(self, store_id: int, year: int, metric: str = "paid_amount") -> dict[date, int]:
        """The targets of a year by month, of the months that have one."""
        with self._ctx.read() as uow:
            found = uow.repository(Targets).within(store_id, Period(date(year, 1, 1), date(year, 12, 31)), metric)
        return {target.month: target.value for target in found}

    def set_month(self, store_id: int, month: date, value: int | None, metric: str = "paid_amount") -> None:
        """Set a month's target in the KPI's unit; ``None`` takes it away.

        Raises:
            UserError: the value is below zero or the figure cannot have a target.
        """
        self._set(store_id, {month.replace(day=1): value}, metric, Text("Target of {month}", month=f"{month:%Y-%m}"))

    def set_year(
        self, store_id: int, year: int, total: int, metric: str = "paid_amount", *, keep: bool = True
    ) -> dict[date, int]:
        """Set a year's target and split it over the months, by last year's shape and the weights of days.

        Months that have a target stay as they are and the others share the rest, unless ``keep`` is taken back.

        Raises:
            UserError: the value is below zero, the figure cannot have a target, or the kept months leave no way.
        """
        check_target(Target(store_id=store_id, month=date(year, 1, 1), metric=metric, value=total))
        kept = {month.month: value for month, value in self.year(store_id, year, metric).items()} if keep else {}
        shares = split_year(total, self.month_weights(store_id, year, metric), kept)
        values = {date(year, month, 1): value for month, value in shares.items()}
        self._set(store_id, dict(values), metric, Text("Target of {month}", month=str(year)))
        return values

    def month_weights(self, store_id: int, year: int, metric: str = "paid_amount") -> list[Decimal]:
        """What each month of a year weighs in its split: last year's known months, weekdays and campaign days."""
        start = date(year, 1, 1)
        weekdays, factors = self.weekdays(store_id, start, metric), self._factors(store_id, _two_years(year))
        return month_weights(
            year,
            self._last_year(store_id, year, metric),
            lambda day: weekdays[day.weekday()] * factors.get(day, Decimal(1)),
        )

    def shape_months(self, store_id: int, year: int, metric: str = "paid_amount") -> list[int]:
        """The months whose shape of last year is known; the others count as the mean of these."""
        return known_months(self._last_year(store_id, year, metric))

    def weights(self, store_id: int) -> TargetWeights:
        """What the owner wants days to weigh."""
        kept = self._stores.setting(store_id, _WEIGHTS_KEY)
        if not kept:
            return TargetWeights()
        return read_value(_weights, kept, Text("the weights of days"))

    def set_weights(self, store_id: int, weights: TargetWeights) -> None:
        """Keep the owner's weights.

        Raises:
            UserError: one is below zero or beyond reason, or a week weighs nothing.
        """
        check_weights(weights)
        weekdays = None if weights.weekdays is None else [str(value) for value in weights.weekdays]
        kept = json.dumps({"weekdays": weekdays, "campaign": str(weights.campaign)})
        self._stores.set_setting(store_id, _WEIGHTS_KEY, kept)

    def days(self, store_id: int, month: date, metric: str = "paid_amount") -> dict[date, int]:
        """The month's target by day, weighted by weekday and campaign days; empty where no target is set."""
        value = self.month(store_id, month, metric)
        if value is None:
            return {}
        span = month_of(month)
        return split_month(value, span, self.weekdays(store_id, span.start, metric), self._factors(store_id, span))

    def range_target(self, store_id: int, period: Period, metric: str = "paid_amount") -> int | None:
        """The target of any span, from its days; ``None`` unless every day lies in a month with a target."""
        total = 0
        month = period.start.replace(day=1)
        while month <= period.end:
            days = self.days(store_id, month, metric)
            if not days:
                return None
            total += sum(value for day, value in days.items() if day in period)
            month = month_of(month).end + timedelta(days=1)
        return total

    def pace(self, store_id: int, month: date, metric: str, until: date, basis: Basis = Basis.CREATED) -> Pace | None:
        """How a month stands after the day ``until``; ``None`` where it has no target."""
        span = month_of(month)
        days = self.days(store_id, span.start, metric)
        if not days:
            return None
        actual = self._kpi.daily_values(store_id, span, metric, basis)
        return pace(metric, sum(days.values()), days, actual, min(until, span.end))

    def weekdays(self, store_id: int, before: date, metric: str = "paid_amount") -> tuple[Decimal, ...]:
        """What each weekday weighs: as the owner says, else as in the twelve weeks before a day."""
        own = self.weights(store_id).weekdays
        return own if own is not None else self.past_weekdays(store_id, before, metric)

    def past_weekdays(self, store_id: int, before: date, metric: str = "paid_amount") -> tuple[Decimal, ...]:
        """What each weekday brought against the mean day, in twelve weeks before a day, campaign days left out."""
        before = min(before, self._ctx.clock.today())
        past = Period(before - timedelta(days=_PATTERN_DAYS), before - timedelta(days=1))
        busy = self._factors(store_id, past)
        daily = self._kpi.daily_values(store_id, past, metric)
        return weekday_pattern({day: value for day, value in daily.items() if day not in busy})

    def _factors(self, store_id: int, span: Period) -> dict[date, Decimal]:
        """What the campaign days of a span weigh."""
        with self._ctx.read() as uow:
            found = uow.repository(Campaigns).between(store_id, span.start, span.end)
        return dict.fromkeys(busy_days(found, span), self.weights(store_id).campaign)

    def _last_year(self, store_id: int, year: int, metric: str) -> dict[date, int]:
        return self._kpi.daily_values(store_id, year_of(date(year - 1, 1, 1)), metric)

    def _set(self, store_id: int, values: dict[date, int | None], metric: str, what: Text) -> None:
        name = kpi(metric).name
        with self._ctx.open_uow(Text("{what}: {metric}", what=what, metric=name)) as uow:
            repository = uow.repository(Targets)
            for month, value in values.items():
                known = repository.of(store_id, month, metric)
                if value is None:
                    if known is not None and known.id is not None:
                        repository.remove(known.id)
                    continue
                target = Target(store_id=store_id, month=month, metric=metric, value=value)
                check_target(target)
                if known is None:
                    repository.add(target)
                else:
                    repository.update(replace(known, value=value))
            uow.commit()


def _weights(kept: str) -> TargetWeights:
    values = json.loads(kept)
    weekdays = values["weekdays"]
    return TargetWeights(
        weekdays=None if weekdays is None else tuple(Decimal(value) for value in weekdays),
        campaign=Decimal(values["campaign"]),
    )
