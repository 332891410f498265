"""Targets of a store: set by month or year, broken down to days, judged by the pace."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.ordinary import busy_days
from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.periods import By, Period, label, month_of
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.target_cells import Spread, TargetDay, TargetYear, spread, week_days
from shopdesk.domain.target_drivers import SALES
from shopdesk.domain.target_plan import MONTH_PLAN, MonthPlan, check_plan, plans_of
from shopdesk.domain.target_range import HitRate, by_pattern, hit_rate, tried_days
from shopdesk.domain.target_weights import (
    TargetWeights,
    check_weights,
    known_months,
    month_weights,
    read_weights,
    written_weights,
)
from shopdesk.domain.targets import (
    PATTERN_DAYS,
    Pace,
    Target,
    check_target,
    day_weights,
    over_days,
    pace,
    split_year,
    spread_month,
    weekday_pattern,
)
from shopdesk.domain.text import Text
from shopdesk.services.edited_setting import keep_edited
from shopdesk.services.reading import one_read
from shopdesk.services.target_levels import TargetLevels
from shopdesk.services.target_quarters import TargetQuarters, put_target
from shopdesk.storage.columns import read_value
from shopdesk.storage.kept_answers import HIT_RATE
from shopdesk.storage.repositories.campaigns import Campaigns
from shopdesk.storage.repositories.targets import TargetDays, Targets, TargetYears

if TYPE_CHECKING:
    from shopdesk.domain.joining import Was
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.stores import StoreService
    from shopdesk.storage.unit_of_work import UnitOfWork

_WEIGHTS_KEY = "targets.weights"


def _two_years(year: int) -> Period:
    return Period(date(year - 1, 1, 1), date(year, 12, 31))


class TargetService:
    """The targets of the stores."""

    def __init__(self, ctx: ServiceContext, kpi: KpiService, stores: StoreService) -> None:
        """Weigh days by the figures of ``kpi``; the owner's weights are kept with the ``stores``."""
        self._ctx = ctx
        self._kpi = kpi
        self._stores = stores
        self.levels = TargetLevels(ctx, kpi, stores, self.set_months)
        self.quarters = TargetQuarters(ctx, self.month_weights)

    def month(self, store_id: int, month: date, metric: str = SALES, group: str = "") -> int | None:
        """The target of a month (its first day), ``None`` where none is set."""
        with self._ctx.read() as uow:
            found = uow.repository(Targets).of(store_id, month.replace(day=1), metric, group)
        return None if found is None else found.value

    def in_month(self, store_id: int, month: date) -> dict[tuple[str, str], int]:
        """Every target of a month by figure and product group (empty for the whole store)."""
        with self._ctx.read() as uow:
            found = uow.repository(Targets).in_month(store_id, month.replace(day=1))
        return {(one.metric, one.product_group): one.value for one in found}

    def year(self, store_id: int, year: int, metric: str = SALES, group: str = "") -> dict[date, int]:
        """The targets of a year by month, of the months that have one."""
        return {target.month: target.value for target in self.months(store_id, year, metric, group)}

    def months(self, store_id: int, year: int, metric: str = SALES, group: str = "") -> list[Target]:
        """The targets of a year's months with what stays and what follows the year."""
        with self._ctx.read() as uow:
            return uow.repository(Targets).within(store_id, _year(year), metric, group)

    def year_total(self, store_id: int, year: int, metric: str = SALES, group: str = "") -> int | None:
        """What was set for a year as a whole; ``None`` where only its months were."""
        with self._ctx.read() as uow:
            found = uow.repository(TargetYears).of(store_id, year, metric, group)
        return None if found is None else found.value

    def set_month(
        self, store_id: int, month: date, value: int | None, metric: str = SALES, group: str = "",
        *, was: Was | None = None,
    ) -> None:  # fmt: skip
        """Set a month's target as its aim is kept; it stays then, and the months that do not stay follow the year.

        ``None`` takes it away; where the year has a target, the month follows that. ``was``: what stood in its field
        when this was typed.

        Raises:
            UserError: the value is below zero, the figure cannot have a target, or another stands there by now.
        """
        self.set_months(store_id, month, {metric: value}, group, {} if was is None else {metric: was})

    def set_months(
        self, store_id: int, month: date, values: Mapping[str, int | None], group: str = "",
        were: Mapping[str, Was] | None = None,
    ) -> None:  # fmt: skip
        """Set several figures' targets of a month in one step; see :meth:`set_month`."""
        first = month.replace(day=1)
        with self._ctx.open_uow(_set_words(f"{first:%Y-%m}", values)) as uow:
            for metric, value in values.items():
                one = Target(store_id=store_id, month=first, metric=metric, product_group=group, value=value or 0)
                put_target(uow, one, keep=value is not None, was=(were or {}).get(metric))
                self._follow(uow, store_id, first.year, metric, group)
            uow.commit()

    def plans(self, store_id: int) -> list[MonthPlan]:
        """The targets by month and product group, the newest month first."""
        with self._ctx.read() as uow:
            return plans_of(uow.repository(Targets).all_of(store_id))

    def keep_plan(self, plan: MonthPlan) -> MonthPlan:
        """Keep the targets of a month that differ from those that are there; what is empty has none.

        Raises:
            FieldError: a value is out of its limits, or a product group cannot have it.
        """
        plan = MONTH_PLAN.tidy(plan)
        if plan.product_group:
            groups = {one.product_group for one in self.plans(plan.store_id)}
            if plan.product_group not in groups:
                groups.update(self.groups(plan.store_id, plan.month.year))
            check_plan(plan, sorted(groups - {""}))
        month = plan.month.replace(day=1)
        known = self.in_month(plan.store_id, month)
        changed = {code: value for code in AIMS if (value := plan.kept(code)) != known.get((code, plan.product_group))}
        if changed:
            self.set_months(plan.store_id, month, changed, plan.product_group)
        kept = replace(plan, month=month)
        return replace(kept, id=kept.row)

    def remove_plan(self, plan: MonthPlan) -> None:
        """Take every target of a month away; what a year gives to it comes back."""
        gone = {code: None for code in AIMS if plan.kept(code) is not None}
        self.set_months(plan.store_id, plan.month, gone, plan.product_group)

    def lock_month(self, store_id: int, month: date, locked: bool, metric: str = SALES, group: str = "") -> None:
        """Say whether a month stays as it is or follows the year."""
        with self._ctx.open_uow(_set_words(f"{month:%Y-%m}", (metric,))) as uow:
            known = uow.repository(Targets).of(store_id, month.replace(day=1), metric, group)
            if known is not None and known.locked != locked:
                uow.repository(Targets).update(replace(known, locked=locked))
                self._follow(uow, store_id, month.year, metric, group)
            uow.commit()

    def set_year(
        self, store_id: int, year: int, total: int, metric: str = SALES, *, keep: bool = True, group: str = ""
    ) -> dict[date, int]:
        """Set a year's target and split it over the months, by last year's shape and the weights of days.

        Months that were typed stay as they are and the others share the rest, unless ``keep`` is taken back. Of a
        figure whose days do not add up every month gets the same level.

        Raises:
            UserError: the value is below zero, the figure cannot have a target, or the kept months leave no way.
        """
        check_target(Target(store_id=store_id, month=date(year, 1, 1), metric=metric, value=total))
        months = self.months(store_id, year, metric, group)
        kept = {one.month.month: one.value for one in months if one.locked} if keep else {}
        adds_up = AIMS[metric].adds_up
        shares = (
            split_year(total, self.month_weights(store_id, year, metric, group), kept)
            if adds_up
            else {number: kept.get(number, total) for number in range(1, 13)}
        )
        values = {date(year, number, 1): value for number, value in shares.items()}
        with self._ctx.open_uow(_set_words(str(year), (metric,))) as uow:
            for month, value in values.items():
                one = Target(store_id=store_id, month=month, metric=metric, product_group=group, value=value,
                             locked=month.month in kept)  # fmt: skip
                put_target(uow, one)
            if adds_up:
                years = uow.repository(TargetYears)
                known = years.of(store_id, year, metric, group)
                if known is None:
                    years.add(TargetYear(store_id=store_id, year=year, metric=metric, product_group=group, value=total))
                else:
                    years.update(replace(known, value=total))
            uow.commit()
        return values

    def clear_year(self, store_id: int, year: int, metric: str = SALES, group: str = "") -> None:
        """Take a year's target away; its months stay as they are and follow nothing any more."""
        with self._ctx.open_uow(_set_words(str(year), (metric,))) as uow:
            known = uow.repository(TargetYears).of(store_id, year, metric, group)
            if known is not None and known.id is not None:
                uow.repository(TargetYears).remove(known.id)
            uow.commit()

    def set_day(self, store_id: int, day: date, value: int | None, metric: str = SALES, group: str = "") -> None:
        """Set a day's target; the days of its month that were not typed share the rest. ``None`` takes it back.

        Raises:
            UserError: the value is below zero, or the figure has no target by day.
        """
        if not AIMS[metric].adds_up:
            raise UserError(Text("“{metric}” has a level for the month and no target by day.", metric=kpi(metric).name))
        with self._ctx.open_uow(_set_words(day.isoformat(), (metric,))) as uow:
            repository = uow.repository(TargetDays)
            known = next(iter(repository.within(store_id, Period(day, day), metric, group)), None)
            if value is None:
                if known is not None and known.id is not None:
                    repository.remove(known.id)
            else:
                check_target(Target(store_id=store_id, month=day.replace(day=1), metric=metric, value=value))
                if known is None:
                    repository.add(
                        TargetDay(store_id=store_id, day=day, metric=metric, product_group=group, value=value)
                    )
                else:
                    repository.update(replace(known, value=value))
            uow.commit()

    def set_week(self, store_id: int, week: Period, value: int | None, metric: str = SALES, group: str = "") -> None:
        """Set the target of a week, or of the days of it that lie in one month; its days stay then.

        Days of it that were typed keep what they have where the week leaves room. ``None`` lets all follow the month.

        Raises:
            UserError: the value is below zero, or the month has no target by day.
        """
        found = self.spread(store_id, week.start, metric, group)
        if found is None:
            raise UserError(Text("{month} has no target by day yet. Set the month first.", month=f"{week.start:%Y-%m}"))
        if value is not None:
            check_target(Target(store_id=store_id, month=week.start.replace(day=1), metric=metric, value=value))
        typed = self.typed_days(store_id, week.start, metric, group)
        days = {day: found.values[day] for day in week.days()}
        weekdays = self.weekdays(store_id, week.start.replace(day=1), metric, group)
        weights = day_weights(week, weekdays, self._factors(store_id, week))
        wanted = None if value is None else week_days(value, days, weights, typed)
        with self._ctx.one_step(_set_words(label(week.start, By.WEEK), (metric,))) as uow:
            for day in days:
                self.set_day(store_id, day, None if wanted is None else wanted[day], metric, group)
            uow.commit()

    def typed_days(self, store_id: int, month: date, metric: str = SALES, group: str = "") -> dict[date, int]:
        """The days of a month whose target was typed."""
        with self._ctx.read() as uow:
            found = uow.repository(TargetDays).within(store_id, month_of(month), metric, group)
        return {one.day: one.value for one in found}

    def groups(self, store_id: int, year: int) -> list[str]:
        """The product groups that a target can be set for: own groups and categories of the products of two years."""
        with self._ctx.read() as uow:
            from shopdesk.storage.queries import product_groups

            return product_groups.groups(uow.connection, store_id, _two_years(year))

    def month_weights(self, store_id: int, year: int, metric: str = SALES, group: str = "") -> list[Decimal]:
        """What each month of a year weighs in its split: last year's known months, weekdays and campaign days."""
        weekdays, span = self.weekdays(store_id, date(year, 1, 1), metric, group), _two_years(year)
        weights = day_weights(span, weekdays, self._factors(store_id, span))
        return month_weights(year, self._last_year(store_id, year, metric, group), weights.__getitem__)

    def shape_months(self, store_id: int, year: int, metric: str = SALES, group: str = "") -> list[int]:
        """The months whose shape of last year is known; the others count as the mean of these."""
        return known_months(self._last_year(store_id, year, metric, group))

    def weights(self, store_id: int) -> TargetWeights:
        """What the owner wants days to weigh."""
        return _weights(self._ctx.once((_WEIGHTS_KEY, store_id), lambda: self._stores.setting(store_id, _WEIGHTS_KEY)))

    def set_weights(self, store_id: int, weights: TargetWeights, was: TargetWeights | None = None) -> None:
        """Keep the owner's weights; ``was`` are those that they were made of.

        Raises:
            UserError: one is below zero or beyond reason, or a week weighs nothing.
            ChangedMeanwhile: somebody else set others since.
        """
        check_weights(weights)
        keep_edited(self._ctx, store_id, _WEIGHTS_KEY, written_weights(weights), mine=weights, was=was, read=_weights)

    def days(self, store_id: int, month: date, metric: str = SALES, group: str = "") -> dict[date, int]:
        """The month's target by day, weighted by weekday and campaign days; empty where there is none by day."""
        # The morning meeting asks for a month's days and for its pace, which are the same days again.
        key = ("target days", store_id, month_of(month).start, metric, group, self._ctx.clock.today())
        found = self._ctx.known(key, lambda: self.spread(store_id, month, metric, group))
        return {} if found is None else dict(found.values)

    def spread(self, store_id: int, month: date, metric: str = SALES, group: str = "") -> Spread[date] | None:
        """The month's target by day, and what typed days leave of it; ``None`` where there is none by day."""
        span = month_of(month)
        # Reports ask figure by figure; the month's targets of the whole store are read together.
        value = self.month(store_id, month, metric, group) if group else self._levels(store_id, span.start).get(metric)
        if value is None or not AIMS[metric].adds_up:
            return None
        typed = self.typed_days(store_id, month, metric, group)
        weekdays = self.weekdays(store_id, span.start, metric, group)
        return spread_month(value, span, weekdays, self._factors(store_id, span), typed)

    def range_target(self, store_id: int, period: Period, metric: str = SALES) -> int | None:
        """The target of any span; ``None`` unless every day lies in a month with a target.

        What adds up is summed over its days. Visitors a day are the mean of the months' levels by their days; a rate or
        an amount per buyer has a target only where all months of the span have the same one.
        """
        return self.range_targets(store_id, [period], [metric])[0][metric]

    @one_read
    def range_targets(
        self, store_id: int, periods: Sequence[Period], metrics: Collection[str] = tuple(AIMS)
    ) -> list[dict[str, int | None]]:
        """The targets of several spans; see :meth:`range_target`. Each month is read once."""
        months: dict[tuple[date, str], Mapping[date, int]] = {}
        levels: dict[date, dict[str, int]] = {}

        def by_day(month: date, metric: str) -> Mapping[date, int]:
            if (month, metric) not in months:
                if AIMS[metric].adds_up:
                    found = self.days(store_id, month, metric)
                else:
                    if month not in levels:
                        levels[month] = self._levels(store_id, month)
                    level = levels[month].get(metric)
                    found = {} if level is None else dict.fromkeys(month_of(month).days(), level)
                months[month, metric] = found
            return months[month, metric]

        return [{metric: over_days(metric, one, by_day) for metric in metrics} for one in periods]

    def _levels(self, store_id: int, month: date) -> dict[str, int]:
        """The targets of the whole store in a month, by figure."""

        def read() -> dict[str, int]:
            with self._ctx.read() as uow:
                return {one.metric: one.value for one in uow.repository(Targets).of_month(store_id, month)}

        return self._ctx.once(("levels", store_id, month), read)

    def pace(
        self, store_id: int, month: date, metric: str, until: date, basis: Basis = Basis.CREATED, group: str = ""
    ) -> Pace | None:
        """How a month stands after the day ``until``; ``None`` where it has no target by day."""
        span = month_of(month)
        days = self.days(store_id, span.start, metric, group)
        if not days:
            return None
        actual = self.daily_values(store_id, span, metric, basis, group)
        return pace(metric, sum(days.values()), days, actual, min(until, span.end))

    def hit_rate(
        self, store_id: int, month: date, metric: str, until: date, basis: Basis = Basis.CREATED, group: str = ""
    ) -> HitRate:
        """How often the range of the month's end held in the months before, at the same day."""
        span = month_of(month)

        def tried() -> HitRate:
            whole = tried_days(span)
            daily = self.daily_values(store_id, whole, metric, basis, group)
            busy, own = self._factors(store_id, whole), self.weights(store_id).weekdays
            return hit_rate(metric, span, until, daily, by_pattern(daily, busy, own))

        if group:
            return tried()
        key = " ".join((metric, str(span.start), str(until), basis))
        return self._ctx.answer(
            HIT_RATE, store_id, key, tried, lambda one: [one.hits, one.months], lambda kept: HitRate(*map(int, kept))
        )

    def daily_values(
        self, store_id: int, period: Period, metric: str, basis: Basis = Basis.CREATED, group: str = ""
    ) -> dict[date, int]:
        """A figure that adds up by day, of the store or of one of its product groups."""
        if not group:
            return self._kpi.daily_values(store_id, period, metric, basis)
        with self._ctx.read() as uow:
            from shopdesk.storage.queries import product_groups

            return product_groups.group_days(uow.connection, store_id, period, group)

    def weekdays(self, store_id: int, before: date, metric: str = SALES, group: str = "") -> tuple[Decimal, ...]:
        """What each weekday weighs: as the owner says, else as in the twelve weeks before a day."""
        own = self.weights(store_id).weekdays
        return own if own is not None else self.past_weekdays(store_id, before, metric, group)

    def past_weekdays(self, store_id: int, before: date, metric: str = SALES, group: str = "") -> tuple[Decimal, ...]:
        """What each weekday brought against the mean day, in twelve weeks before a day, campaign days left out."""
        before = min(before, self._ctx.clock.today())
        past = Period(before - timedelta(days=PATTERN_DAYS), before - timedelta(days=1))
        busy = self._factors(store_id, past)
        daily = self.daily_values(store_id, past, metric, group=group)
        return weekday_pattern({day: value for day, value in daily.items() if day not in busy})

    def _factors(self, store_id: int, span: Period) -> dict[date, Decimal]:
        """What the campaign days of a span weigh."""
        with self._ctx.read() as uow:
            found = uow.repository(Campaigns).between(store_id, span.start, span.end)
        busy = busy_days(found, span)
        return dict.fromkeys(busy, self.weights(store_id).campaign) if busy else {}

    def _last_year(self, store_id: int, year: int, metric: str, group: str = "") -> dict[date, int]:
        return self.daily_values(store_id, _year(year - 1), metric, group=group)

    def _follow(self, uow: UnitOfWork, store_id: int, year: int, metric: str, group: str) -> None:
        """Share what the typed months leave of the year over the others."""
        whole = uow.repository(TargetYears).of(store_id, year, metric, group)
        if whole is None:
            return
        months = uow.repository(Targets).within(store_id, _year(year), metric, group)
        weights = {
            date(year, number, 1): weight
            for number, weight in enumerate(self.month_weights(store_id, year, metric, group), 1)
        }
        stay = {one.month: one.value for one in months if one.locked}
        for month, value in spread(whole.value, weights, stay).values.items():
            if month not in stay:
                put_target(uow, Target(store_id=store_id, month=month, metric=metric, product_group=group, value=value,
                                 locked=False))  # fmt: skip


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _set_words(when: str, metrics: Iterable[str]) -> Text:
    """What the history calls a change of targets."""
    names = list(metrics)
    month = Text("Target of {month}", month=when)
    return Text("{what}: {metric}", what=month, metric=kpi(names[0]).name) if len(names) == 1 else month


def _weights(kept: str | None) -> TargetWeights:
    return read_value(read_weights, kept, Text("the weights of days")) if kept else TargetWeights()
