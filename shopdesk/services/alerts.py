"""What to look at: alerts of a store's figures, and the bars at which they ring."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shopdesk.domain.calendar.lunar import springs_around
from shopdesk.domain.campaigns.ordinary import busy_days, special_days
from shopdesk.domain.conditions import Condition
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.problems import Severity as Grave
from shopdesk.domain.kpi import Basis, Source
from shopdesk.domain.kpi.alert_marks import (
    MARKS_KEY,
    OF_USUAL,
    AlertMark,
    MarkKind,
    explained_days,
    is_silent,
    read_marks,
    written_marks,
)
from shopdesk.domain.kpi.alerts import (
    LIMITS,
    WATCHED,
    Alert,
    AlertLimits,
    Severity,
    find_alerts,
    stale_alert,
    waiting_alert,
)
from shopdesk.domain.kpi.chart_answer import Behind
from shopdesk.domain.kpi.compare import compared_with
from shopdesk.domain.kpi.kept_alerts import (
    FigureAlerts,
    plain_alerts,
    plain_figure_alerts,
    read_alerts,
    read_figure_alerts,
)
from shopdesk.domain.orders import WAITING_STATUS
from shopdesk.domain.periods import Period, month_of, week_to
from shopdesk.domain.rights import if_seen
from shopdesk.domain.text import Text
from shopdesk.services.alert_look import Looked
from shopdesk.services.edited_setting import keep_edited
from shopdesk.services.reading import one_read
from shopdesk.storage.columns import read_value
from shopdesk.storage.kept_answers import ADS_TOP_UPS, FIGURE_ALERTS, LOSS_ALERT, MONEY_ALERTS
from shopdesk.storage.queries import kpi as queries
from shopdesk.storage.queries import kpi_breakdown as breakdown
from shopdesk.storage.repositories.campaigns import Campaigns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shopdesk.domain.kpi.ads_account import AdsAccount, TopUps
    from shopdesk.domain.kpi.learned import Learned
    from shopdesk.services.alert_records import AlertRecords
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

    @cached_property
    def _records(self) -> AlertRecords:
        """The past of alerts, which is looked at while they are reckoned, and not where they are kept."""
        from shopdesk.services.alert_records import AlertRecords

        return AlertRecords(self._ctx, self._kpi, self._targets, self._profit)

    @one_read
    def now(self, store_id: int, basis: Basis = Basis.CREATED) -> list[Alert]:
        """What to look at now: the last days against the store's own past, its targets, stock, shipping and money."""
        if self._stores.unopened(store_id, self._ctx.clock.today()) is not None:
            return []
        marks, today = self.marks(store_id), self._ctx.clock.today()
        found = [*self._of_figures(store_id, basis, marks), *if_seen(lambda: self._money(store_id), ())]
        found = [alert for alert in found if not is_silent(alert, marks, today)]
        return sorted(found, key=lambda alert: alert.severity is not Severity.NOW)

    def _of_figures(self, store_id: int, basis: Basis, marks: Sequence[AlertMark]) -> list[Alert]:
        """What figures tell, which is kept, with what the clock says of them, which is asked each time."""
        known = self._kpi.data_range(store_id)
        today = self._ctx.clock.today()
        if known is None:
            return []
        last = min(known.end, today)
        looked = Looked(
            store_id=store_id,
            basis=basis,
            today=today,
            last=last,
            passed=min(last, today - timedelta(days=1)),
            limits=self.limits(store_id),
            marks=marks,
        )
        # What the owner said of one is forgotten some days later.
        key = " ".join(map(str, (basis.value, last, looked.passed, *([today] if marks else []))))
        found = self._ctx.answer(
            FIGURE_ALERTS, store_id, key, lambda: self._reckoned(looked), plain_figure_alerts, read_figure_alerts
        )
        if found.last is None:
            return []
        late, stale = self._waiting(looked), stale_alert(found.last, today, looked.limits)
        by_clock = [[] if one is None else self._records.added([one], looked) for one in (late, stale)]
        return [*by_clock[0], *found.daily, *by_clock[1], *found.others]

    def _waiting(self, looked: Looked) -> Alert | None:
        """The orders that wait to be sent."""
        with self._ctx.reading() as reading:
            late = self._ctx.clock.now() - _LATE
            waiting, first, following = breakdown.waiting_orders(reading.uow.connection, looked.store_id, late)
            reading.hold_until(None if following is None else following + _LATE)
        return waiting_alert(waiting, looked.today, None if first is None else _unshipped(first, late))

    def _reckoned(self, looked: Looked) -> FigureAlerts:
        from shopdesk.domain.kpi.learned import SEASON_DAYS
        from shopdesk.domain.kpi.stock_alert import running_out

        store_id, basis, last, limits = looked.store_id, looked.basis, looked.last, looked.limits
        recent = Period(last - timedelta(days=13), last)
        with self._ctx.read() as uow:
            facts = queries.read_facts(uow.connection, store_id, Period(last - timedelta(days=41), last), basis)
            goods = breakdown.products(uow.connection, store_id, recent, compared_with(recent))
        plan = {
            **self._targets.days(store_id, month_of(last.replace(day=1) - timedelta(days=1)).start),
            **self._targets.days(store_id, month_of(last).start),
        }
        learning = Period(last - timedelta(days=SEASON_DAYS - 1), last)
        odd = self._campaign_days(store_id, learning) | explained_days(looked.marks)
        looked = replace(looked, odd=odd)
        daily = find_alerts(
            facts,
            limits=limits,
            targets=plan,
            campaign_days=odd,
            learned=self._learned(store_id, learning, basis, limits, looked.marks, odd),
        )
        account = if_seen(lambda: self._ads_account(store_id, last, limits), None)
        behind = self._behind(store_id, plan, looked.passed, basis)
        others = self._records.added([*behind, *([] if account is None else [account])], looked)
        stock = self._records.stock(running_out(goods, limits.stock_days), looked)
        losing = if_seen(lambda: self._records.of_months(self._losing(store_id, last), looked), ())
        return FigureAlerts(
            facts.days[-1] if len(facts) else None,
            tuple(self._records.added(daily, looked)),
            (*others, *stock, *self._search(looked), *losing),
        )

    def _search(self, looked: Looked) -> list[Alert]:
        """Products that search brings fewer people than usual."""
        from shopdesk.domain.kpi.learned import record_span
        from shopdesk.domain.kpi.search_alert import SEARCH_DAYS, fallen_products
        from shopdesk.storage.queries.search_visitors import search_visitors

        store_id, last = looked.store_id, looked.last
        span = Period(last - timedelta(days=SEARCH_DAYS - 1), last)
        with self._ctx.read() as uow:
            products = search_visitors(uow.connection, store_id, span)
        if not products:
            return []
        odd = looked.odd | self._festivals(store_id, span)
        fallen = fallen_products(products, last, looked.limits.search_drop, odd)
        if not fallen:
            return []
        long = Period(record_span(last).start - timedelta(days=SEARCH_DAYS), last)
        return self._records.search(fallen, looked, looked.odd | self._festivals(store_id, long), long)

    def _festivals(self, store_id: int, span: Period) -> frozenset[date]:
        return frozenset(special_days(self._calendar.between(span.start, span.end, store_id)))

    def ads_account(self, store_id: int, last: date) -> AdsAccount | None:
        """The ads account after ``last``, the newest day with figures; ``None`` where a top-up may be missing."""
        from shopdesk.domain.kpi.ads_account import AdsAccount

        week = self._kpi.ads_spent(store_id, week_to(last))
        put_in = self.top_ups(store_id) if week else None
        if put_in is None or not week or put_in.last < last:
            return None
        spent = self._kpi.ads_spent(store_id, Period(put_in.first, last))
        return AdsAccount(
            topped_up_fen=put_in.amount,
            spent_fen=spent or 0,
            week_fen=week,
            known_to=put_in.last,
            last=last,
        )

    def _ads_account(self, store_id: int, last: date, limits: AlertLimits) -> Alert | None:
        """The ads account that runs dry."""
        from shopdesk.domain.kpi.ads_account import ads_account_alert

        account = self.ads_account(store_id, last)
        return None if account is None else ads_account_alert(account, limits.ads_days)

    def top_ups(self, store_id: int) -> TopUps | None:
        """What the statements put into the ads account; ``None`` without any line."""
        from shopdesk.domain.kpi.ads_account import TopUps

        def reckoned() -> list[TopUps]:
            from shopdesk.storage.queries.ads_account import top_ups  # money is no part of most starts

            with self._ctx.read() as uow:
                found = top_ups(uow.connection, store_id)
            return [] if found is None else [found]

        def plain(found: list[TopUps]) -> list[Any]:
            return [[one.amount, one.first.isoformat(), one.last.isoformat()] for one in found]

        def read(kept: Any) -> list[TopUps]:
            return [TopUps(int(fen), date.fromisoformat(first), date.fromisoformat(last)) for fen, first, last in kept]

        found = self._ctx.answer(ADS_TOP_UPS, store_id, "", reckoned, plain, read)
        return found[0] if found else None

    def _behind(self, store_id: int, plan: Mapping[date, int], passed: date, basis: Basis) -> list[Alert]:
        """That the month is likely to end below its target."""
        from shopdesk.domain.kpi.pace_alert import pace_alert

        month = month_of(passed)
        found = pace_alert(
            self._targets.month(store_id, month.start),
            {day: value for day, value in plan.items() if day in month},
            self._kpi.daily_values(store_id, month, "paid_amount", basis),
            passed,
        )
        return [] if found is None else [found]

    def _money(self, store_id: int) -> list[Alert]:
        return self._ctx.answer(
            MONEY_ALERTS, store_id, "", lambda: self._matching.alerts(store_id), plain_alerts, read_alerts
        )

    def _losing(self, store_id: int, last: date) -> list[Alert]:
        def reckoned() -> list[Alert]:
            found = self._profit.loss_alert(store_id, last)
            return [] if found is None else [found]

        return self._ctx.answer(LOSS_ALERT, store_id, last.isoformat(), reckoned, plain_alerts, read_alerts)

    def _learned(
        self,
        store_id: int,
        span: Period,
        basis: Basis,
        limits: AlertLimits,
        marks: Sequence[AlertMark],
        odd: frozenset[date],
    ) -> dict[str, Learned]:
        """What there are enough days to judge by weekdays, without festivals and the ``odd`` days; several ask."""
        key = ("learned", store_id, span, basis, limits, tuple(marks), odd)
        return self._ctx.known(key, lambda: self._learn(store_id, span, basis, limits, marks, odd))

    def _learn(
        self,
        store_id: int,
        span: Period,
        basis: Basis,
        limits: AlertLimits,
        marks: Sequence[AlertMark],
        odd: frozenset[date],
    ) -> dict[str, Learned]:
        from shopdesk.domain.kpi.learned import Weekdays, learn

        with self._ctx.read() as uow:
            facts = queries.read_facts(uow.connection, store_id, span, basis, (Source.ORDERS, Source.STORE_DAYS))
        odd |= special_days(self._calendar.between(span.start, span.end, store_id))
        springs = springs_around(span.start, span.end)
        found = {}
        for code, one in WATCHED.items():
            said = [mark for mark in marks if mark.code == code]
            weekdays = Weekdays(facts, one.kpi, odd, springs)
            level = learn(weekdays, span.end, getattr(limits, one.bar), one.sign, said)
            if level is not None:
                found[code] = level
        return found

    def marks(self, store_id: int) -> tuple[AlertMark, ...]:
        """What was said about the alerts of a store, the oldest first."""
        kept = self._stores.setting(store_id, MARKS_KEY)
        return read_value(read_marks, kept, Text("what was said about alerts")) if kept else ()

    def mark(self, store_id: int, alert: Alert, kind: MarkKind, problem: int = 0) -> None:
        """Say something about an alert; of what is held against the usual, a campaign takes the alert's days out."""
        today = self._ctx.clock.today()
        start, day = (
            (alert.period.start, alert.period.end)
            if kind is MarkKind.CAMPAIGN and alert.code in OF_USUAL
            else (alert.since or today, today)
        )
        with self._ctx.one_step(Text("Alert marked")) as uow:
            made = AlertMark(kind, alert.key, start, day, problem, alert.kpi, alert.period)
            self._stores.set_setting(store_id, MARKS_KEY, written_marks([*self.marks(store_id), made]))
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
            self.mark(store_id, alert, MarkKind.PROBLEM, made.id or 0)
            uow.commit()
        return made

    def _campaign_days(self, store_id: int, period: Period) -> frozenset[date]:
        """The days of a period on which a campaign ran."""
        with self._ctx.read() as uow:
            return busy_days(uow.repository(Campaigns).between(store_id, period.start, period.end), period)

    def limits(self, store_id: int) -> AlertLimits:
        """The bars of a store's alerts: the owner's, or ours where none were set."""
        return _limits(self._stores.setting(store_id, _LIMITS_KEY))

    def set_limits(self, store_id: int, limits: AlertLimits, was: AlertLimits | None = None) -> None:
        """Keep the owner's bars; ``was`` are those that they were made of.

        Raises:
            FieldError: one would never or always ring.
            ChangedMeanwhile: somebody else set others since.
        """
        limits = LIMITS.tidy(limits)
        values = {field.name: str(getattr(limits, field.name)) for field in fields(AlertLimits)}
        keep_edited(self._ctx, store_id, _LIMITS_KEY, json.dumps(values), mine=limits, was=was, read=_limits)


def _limits(kept: str | None) -> AlertLimits:
    return read_value(_bars, kept, Text("the bars of alerts")) if kept else AlertLimits()


def _bars(kept: str) -> AlertLimits:
    values: dict[str, Any] = {}
    for name, value in json.loads(kept).items():
        values[name] = int(value) if name.endswith("_days") else Decimal(value)
    return AlertLimits(**values)


def _unshipped(first: datetime, before: datetime) -> Behind:
    """The orders of the alert about orders that are not shipped: the ``first`` of them to those paid ``before``."""
    only = (
        ("shipped_at", Condition()),
        ("status", Condition(part=WAITING_STATUS)),
        ("paid_at", Condition((("<", before),))),
    )
    about = Text("not shipped for more than 24 hours")
    return Behind("paid_orders", Period(first.date(), before.date()), only, about, Basis.PAID)
