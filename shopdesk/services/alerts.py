"""What to look at: alerts of a store's figures, and the bars at which they ring."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopdesk.domain.campaigns.ordinary import busy_days, special_days
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.problems import Severity as Grave
from shopdesk.domain.kpi import Basis, Source
from shopdesk.domain.kpi.alert_marks import AlertMark, MarkKind, explained_days, read_marks, silenced, written_marks
from shopdesk.domain.kpi.alerts import LIMITS, WATCHED, Alert, AlertLimits, Severity, find_alerts
from shopdesk.domain.kpi.compare import compared_with
from shopdesk.domain.kpi.learned import READ_DAYS, Learned, Weekdays, learn
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.text import Text
from shopdesk.services.reading import one_read
from shopdesk.storage.columns import read_value
from shopdesk.storage.queries import kpi as queries
from shopdesk.storage.queries import kpi_breakdown as breakdown
from shopdesk.storage.repositories.campaigns import Campaigns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.daily.problems import ProblemService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.ledger.matching import MatchingService
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.targets import TargetService

_LATE = timedelta(hours=24)
_LIMITS_KEY = "kpi.alert_limits"
_MARKS_KEY = "kpi.alert_marks"


class AlertService:
    """The alerts of the stores."""

    def __init__(
        self,
        ctx: ServiceContext,
        kpi: KpiService,
        targets: TargetService,
        stores: StoreService,
        matching: MatchingService,
        profit: ProfitService,
        calendar: CalendarService,
        problems: ProblemService,
    ) -> None:
        """Judge ``kpi`` by the ``targets`` and the bars kept with the ``stores``, the money, and what loses some."""
        self._calendar = calendar
        self._problems = problems
        self._ctx = ctx
        self._matching = matching
        self._kpi = kpi
        self._profit = profit
        self._targets = targets
        self._stores = stores

    @one_read
    def now(self, store_id: int, basis: Basis = Basis.CREATED) -> list[Alert]:
        """What to look at now: the last days against the store's own past, its targets, stock, shipping and money."""
        if self._stores.unopened(store_id, self._ctx.clock.today()) is not None:
            return []
        marks, today = self.marks(store_id), self._ctx.clock.today()
        found = [*self._of_figures(store_id, basis, marks), *self._matching.alerts(store_id)]
        found = [
            alert for alert in found if not (alert.can_be_marked and silenced(marks, alert.code, alert.since, today))
        ]
        return sorted(found, key=lambda alert: alert.severity is not Severity.NOW)

    def _of_figures(self, store_id: int, basis: Basis, marks: Sequence[AlertMark]) -> list[Alert]:
        known = self._kpi.data_range(store_id)
        today = self._ctx.clock.today()
        if known is None:
            return []
        last = min(known.end, today)
        recent = Period(last - timedelta(days=13), last)
        with self._ctx.reading() as reading:
            uow, late = reading.uow, self._ctx.clock.now() - _LATE
            facts = queries.read_facts(uow.connection, store_id, Period(last - timedelta(days=41), last), basis)
            goods = breakdown.products(uow.connection, store_id, recent, compared_with(recent))
            waiting, following = breakdown.waiting_orders(uow.connection, store_id, late)
            reading.hold_until(None if following is None else following + _LATE)
        plan = {
            **self._targets.days(store_id, month_of(last.replace(day=1) - timedelta(days=1)).start),
            **self._targets.days(store_id, month_of(last).start),
        }
        limits = self.limits(store_id)
        odd = self._campaign_days(store_id, Period(last - timedelta(days=READ_DAYS - 1), last)) | explained_days(marks)
        found = find_alerts(
            facts,
            today,
            limits=limits,
            targets=plan,
            products=goods,
            waiting=waiting,
            campaign_days=odd,
            learned=self._learned(store_id, last, basis, limits, marks, odd),
        )
        losing = self._profit.loss_alert(store_id, last)
        return found if losing is None else [*found, losing]

    def _learned(
        self,
        store_id: int,
        last: date,
        basis: Basis,
        limits: AlertLimits,
        marks: Sequence[AlertMark],
        odd: frozenset[date],
    ) -> dict[str, Learned]:
        """What there are enough days to judge by weekdays, without festivals and the ``odd`` days."""
        span = Period(last - timedelta(days=READ_DAYS - 1), last)
        with self._ctx.read() as uow:
            facts = queries.read_facts(uow.connection, store_id, span, basis, (Source.ORDERS, Source.STORE_DAYS))
        odd |= special_days(self._calendar.between(span.start, span.end, store_id))
        found = {}
        for code, one in WATCHED.items():
            said = [mark for mark in marks if mark.code == code]
            level = learn(Weekdays(facts, one.kpi, odd), last, getattr(limits, one.bar), one.sign, said)
            if level is not None:
                found[code] = level
        return found

    def marks(self, store_id: int) -> tuple[AlertMark, ...]:
        """What was said about the alerts of a store, the oldest first."""
        kept = self._stores.setting(store_id, _MARKS_KEY)
        return read_value(read_marks, kept, Text("what was said about alerts")) if kept else ()

    def mark(self, store_id: int, alert: Alert, kind: MarkKind) -> None:
        """Say something about an alert; "that was the campaign" takes the days of the alert out of what is usual."""
        today = self._ctx.clock.today()
        start, day = (
            (alert.period.start, alert.period.end) if kind is MarkKind.CAMPAIGN else (alert.since or today, today)
        )
        with self._ctx.one_step(Text("Alert marked")) as uow:
            made = AlertMark(kind, alert.code, start, day)
            self._stores.set_setting(store_id, _MARKS_KEY, written_marks([*self.marks(store_id), made]))
            uow.commit()

    def make_problem(self, store_id: int, alert: Alert, title: str, detail: str) -> Problem:
        """Open a problem of an alert, which counts as right and is silent from then on; both or neither.

        Raises:
            UserError: the problem cannot be kept.
        """
        severity = Grave.HIGH if alert.severity is Severity.NOW else Grave.NORMAL
        today = self._ctx.clock.today()
        with self._ctx.one_step(Text("Problem made of an alert")) as uow:
            made = self._problems.create(
                Problem(store_id=store_id, title=title, detail=detail, severity=severity, opened_on=today)
            )
            if alert.can_be_marked:
                self.mark(store_id, alert, MarkKind.PROBLEM)
            uow.commit()
        return made

    def _campaign_days(self, store_id: int, period: Period) -> frozenset[date]:
        """The days of a period on which a campaign ran."""
        with self._ctx.read() as uow:
            return busy_days(uow.repository(Campaigns).between(store_id, period.start, period.end), period)

    def limits(self, store_id: int) -> AlertLimits:
        """The bars of a store's alerts: the owner's, or ours where none were set."""
        kept = self._stores.setting(store_id, _LIMITS_KEY)
        return read_value(_limits, kept, Text("the bars of alerts")) if kept else AlertLimits()

    def set_limits(self, store_id: int, limits: AlertLimits) -> None:
        """Keep the owner's bars.

        Raises:
            FieldError: one would never or always ring.
        """
        limits = LIMITS.tidy(limits)
        values = {field.name: str(getattr(limits, field.name)) for field in fields(AlertLimits)}
        self._stores.set_setting(store_id, _LIMITS_KEY, json.dumps(values))


def _limits(kept: str) -> AlertLimits:
    values: dict[str, Any] = {}
    for name, value in json.loads(kept).items():
        values[name] = int(value) if name.endswith("_days") else Decimal(value)
    return AlertLimits(**values)
