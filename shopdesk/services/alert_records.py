"""The records of alerts with fixed bars, read only for those that stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.kpi.alert_marks import AlertMark
from shopdesk.domain.kpi.alert_records import (
    BEFORE,
    Rang,
    rang_by_account,
    rang_by_figures,
    rang_by_imports,
    rang_by_waits,
    with_record,
)
from shopdesk.domain.kpi.learned import record_span
from shopdesk.domain.kpi.pace_alert import standing
from shopdesk.domain.orders import Basis
from shopdesk.domain.periods import Period, month_of
from shopdesk.storage.queries import kpi as queries

if TYPE_CHECKING:
    from shopdesk.domain.kpi.alerts import Alert, AlertLimits
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.targets import TargetService

_OTHERWISE = frozenset({"unshipped", "stale", "ads_account_low", "target_pace"})
"""Those that do not come from the daily figures alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How the alerts were looked for: by which bars, with figures up to ``last``, which days were of campaigns."""

    store_id: int
    basis: Basis
    today: date
    last: date
    limits: AlertLimits
    odd: frozenset[date]
    marks: Sequence[AlertMark]


class AlertRecords:
    """How often the alerts of the stores with fixed bars were right."""

    def __init__(self, ctx: ServiceContext, kpi: KpiService, targets: TargetService) -> None:
        """Ask the same services as the alerts themselves."""
        self._ctx = ctx
        self._kpi = kpi
        self._targets = targets

    def added(self, alerts: Sequence[Alert], looked: Looked) -> list[Alert]:
        """The alerts, each with its record where one can be given: not of alerts that several products share."""
        without = [one for one in alerts if one.can_be_marked and one.record is None]
        by_figures = [one for one in without if one.code not in _OTHERWISE]
        known: dict[str, Rang | None] = {**self._by_figures(by_figures, looked)} if by_figures else {}
        for one in without:
            if one.code == "unshipped":
                known[one.code] = self._unshipped(looked)
            elif one.code == "stale":
                known[one.code] = self._stale(looked)
            elif one.code == "ads_account_low":
                known[one.code] = self._account(looked)
            elif one.code == "target_pace":
                known[one.code] = self._pace(looked, one.period.end)
        return [self._with(one, known.get(one.code), looked) for one in alerts]

    @staticmethod
    def _with(alert: Alert, rang: Rang | None, looked: Looked) -> Alert:
        if not rang:
            return alert
        last = {"unshipped": looked.today, "stale": looked.today, "target_pace": alert.period.end}
        return with_record(alert, rang, last.get(alert.code, looked.last), looked.marks)

    def _by_figures(self, alerts: Collection[Alert], looked: Looked) -> dict[str, Rang]:
        codes = tuple(one.code for one in alerts)
        key = ("alerts that rang", codes, looked.store_id, looked.basis, looked.last, looked.limits, looked.odd)
        return self._ctx.known(key, lambda: self._walked(alerts, looked))

    def _walked(self, alerts: Collection[Alert], looked: Looked) -> dict[str, Rang]:
        span = record_span(looked.last)
        with self._ctx.read() as uow:
            facts = queries.read_facts(
                uow.connection, looked.store_id, Period(span.start - BEFORE, span.end), looked.basis
            )
        ordinary = facts.without(looked.odd) if looked.odd else facts
        wants_targets = any(one.code == "target_missed" for one in alerts)
        targets = self._day_targets(looked.store_id, span) if wants_targets else {}
        return rang_by_figures(alerts, facts, ordinary, looked.last, looked.limits, targets)

    def _day_targets(self, store_id: int, span: Period) -> dict[date, int]:
        found: dict[date, int] = {}
        for month in _months(span):
            found |= self._targets.days(store_id, month.start)
        return found

    def _pace(self, looked: Looked, last: date) -> Rang:
        found: dict[date, bool | None] = {}
        for month in _months(record_span(last)):
            target = self._targets.month(looked.store_id, month.start)
            days = self._targets.days(looked.store_id, month.start) if target else {}
            actual = self._kpi.daily_values(looked.store_id, month, "paid_amount", looked.basis)
            passed = standing(target if days else None, days, actual, min(last, month.end))
            found |= {one.day: one.since is not None for one in passed}
        return found

    def _unshipped(self, looked: Looked) -> Rang | None:
        from shopdesk.storage.queries.alert_records import late_orders  # few starts have such an alert

        # Those that were paid some days before the record begins may have waited into it.
        span = record_span(looked.today)

        def read() -> list[tuple[date, date | None]] | None:
            with self._ctx.read() as uow:
                return late_orders(uow.connection, looked.store_id, Period(span.start - BEFORE, span.end))

        waits = self._ctx.known(("late orders", looked.store_id, span), read)
        return None if waits is None else rang_by_waits(waits, looked.today)

    def _stale(self, looked: Looked) -> Rang | None:
        from shopdesk.storage.queries.alert_records import reached

        with self._ctx.read() as uow:
            found = reached(uow.connection, looked.store_id)
        return rang_by_imports(found, looked.today, looked.limits.stale_days)

    def _account(self, looked: Looked) -> Rang | None:
        from shopdesk.storage.queries.ads_account import spent_by_day, top_ups_by_day

        with self._ctx.read() as uow:
            put_in = top_ups_by_day(uow.connection, looked.store_id)
            spent = spent_by_day(uow.connection, looked.store_id)
        return (
            None
            if put_in is None
            else rang_by_account(put_in[1], spent, put_in[0], looked.last, looked.limits.ads_days)
        )


def _months(span: Period) -> list[Period]:
    """The whole months that a span touches, the oldest first."""
    found = [month_of(span.start)]
    while found[-1].end < span.end:
        found.append(month_of(found[-1].end + timedelta(days=1)))
    return found
