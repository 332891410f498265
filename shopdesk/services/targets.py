"""Targets of a store: set by month or year, broken down to days, judged by the pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.targets import (
    CAMPAIGN_FACTOR,
    Pace,
    Target,
    check_target,
    pace,
    split_month,
    split_year,
    weekday_pattern,
)
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries import targets as queries
from shopdesk.storage.repositories.targets import Targets

_PATTERN_DAYS = 84  # twelve weeks: enough of each weekday, and still this season


class TargetService:
    """The targets of the stores."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

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
        self, store_id: int, year: int, total: int, metric: str = "paid_amount", *, like_last_year: bool = True
    ) -> dict[date, int]:
        """Set a year's target and split it over the months, by last year's months where all twelve have sales.

        Raises:
            UserError: the value is below zero or the figure cannot have a target.
        """
        weights = self._months_before(store_id, year, metric) if like_last_year else []
        months = [date(year, month, 1) for month in range(1, 13)]
        check_target(Target(store_id=store_id, month=months[0], metric=metric, value=total))
        values = dict(zip(months, split_year(total, weights), strict=True))
        self._set(store_id, dict(values), metric, Text("Target of {month}", month=str(year)))
        return values

    def days(self, store_id: int, month: date, metric: str = "paid_amount") -> dict[date, int]:
        """The month's target by day, weighted by weekday and campaign days; empty where no target is set."""
        value = self.month(store_id, month, metric)
        if value is None:
            return {}
        span = month_of(month)
        return split_month(
            value, span, self.weekdays(store_id, span.start, metric), self._campaign_factors(store_id, span)
        )

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
        actual = self._ctx.services.kpi.daily_values(store_id, span, metric, basis)
        return pace(metric, sum(days.values()), days, actual, min(until, span.end))

    def weekdays(self, store_id: int, before: date, metric: str = "paid_amount") -> tuple[Decimal, ...]:
        """What each weekday brings against the mean day, from the twelve weeks before a day."""
        past = Period(before - timedelta(days=_PATTERN_DAYS), before - timedelta(days=1))
        return weekday_pattern(self._ctx.services.kpi.daily_values(store_id, past, metric))

    def _campaign_factors(self, store_id: int, span: Period) -> dict[date, Decimal]:
        with self._ctx.read() as uow:
            return dict.fromkeys(queries.campaign_days(uow.connection, store_id, span), CAMPAIGN_FACTOR)

    def _months_before(self, store_id: int, year: int, metric: str) -> list[int]:
        last = Period(date(year - 1, 1, 1), date(year - 1, 12, 31))
        daily = self._ctx.services.kpi.daily_values(store_id, last, metric)
        months = [0] * 12
        for day, value in daily.items():
            months[day.month - 1] += value
        return months if all(value > 0 for value in months) else []

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
