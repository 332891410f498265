"""Targets in the data file: of months, of years, and the days that were typed."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.periods import Period
from shopdesk.domain.target_cells import TargetDay, TargetYear
from shopdesk.domain.targets import Target
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.targets import target_days, target_years, targets


class Targets(RecordRepository[Target]):
    """The targets of the stores by month."""

    table = targets
    record_type = Target

    def of(self, store_id: int, month: date, metric: str, group: str = "") -> Target | None:
        """The target of one month, if one was set."""
        return self.first(
            targets.c.store_id == store_id,
            targets.c.month == month,
            targets.c.metric == metric,
            targets.c.product_group == group,
        )

    def of_month(self, store_id: int, month: date, group: str = "") -> list[Target]:
        """The targets of one month (its first day), of every figure that has one."""
        c = targets.c
        return self.find(c.store_id == store_id, c.month == month, c.product_group == group)

    def within(self, store_id: int, period: Period, metric: str, group: str = "") -> list[Target]:
        """The targets of the months that begin in ``period``, in order."""
        return self.find(
            targets.c.store_id == store_id,
            targets.c.metric == metric,
            targets.c.product_group == group,
            targets.c.month.between(period.start, period.end),
            order_by=targets.c.month,
        )

    def in_month(self, store_id: int, month: date) -> list[Target]:
        """Every target of one month, of whatever figure and group."""
        return self.find(targets.c.store_id == store_id, targets.c.month == month)

    def all_of(self, store_id: int) -> list[Target]:
        """Every target of a month that a store has, the newest month first."""
        return self.find(targets.c.store_id == store_id, order_by=targets.c.month.desc())


class TargetYears(RecordRepository[TargetYear]):
    """The targets of the stores by year."""

    table = target_years
    record_type = TargetYear

    def of(self, store_id: int, year: int, metric: str, group: str = "") -> TargetYear | None:
        """The target of one year, if one was set."""
        return self.first(
            target_years.c.store_id == store_id,
            target_years.c.year == year,
            target_years.c.metric == metric,
            target_years.c.product_group == group,
        )


class TargetDays(RecordRepository[TargetDay]):
    """The days whose target was typed."""

    table = target_days
    record_type = TargetDay

    def within(self, store_id: int, period: Period, metric: str, group: str = "") -> list[TargetDay]:
        """Those of a span, in order."""
        return self.find(
            target_days.c.store_id == store_id,
            target_days.c.metric == metric,
            target_days.c.product_group == group,
            target_days.c.day.between(period.start, period.end),
            order_by=target_days.c.day,
        )
