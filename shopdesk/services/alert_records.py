"""The records of alerts with fixed bars, read only for those that stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.kpi.alert_marks import is_silent
from shopdesk.domain.kpi.alert_records import (
    BEFORE,
    Rang,
    rang_by_account,
    rang_by_figures,
    rang_by_imports,
    rang_by_waits,
    with_record,
)
from shopdesk.domain.kpi.breakdown import STOCK_DAYS, ProductLine
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.learned import judged, record_span
from shopdesk.domain.kpi.pace_alert import standing
from shopdesk.domain.kpi.search_alert import Fallen, search_alert, searched_less
from shopdesk.domain.kpi.stock_alert import MOST_TOLD, rang_by_stock, stock_alerts
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.text import Text
from shopdesk.services.reading import NotedAnswer
from shopdesk.storage import change_log, kept_answers
from shopdesk.storage.kept_answers import LATE_DAYS, LOST_MONTHS
from shopdesk.storage.queries import kpi as queries
from shopdesk.storage.queries.search_visitors import search_days

if TYPE_CHECKING:
    from shopdesk.domain.kpi.alerts import Alert
    from shopdesk.services.alert_look import Looked
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.services.targets import TargetService

_OTHERWISE = frozenset({"unshipped", "stale", "ads_account_low", "target_pace"})
"""Those that do not come from the daily figures alone."""
_UNJUDGED = {
    "unshipped": Text("no report says when parcels left"),
    "stale": Text("the figures came by no import that says when it was done"),
    "ads_account_low": Text("no statement says what was put in"),
}
"""Why the past of an alert may be unknown."""


class AlertRecords:
    """How often the alerts of the stores with fixed bars were right."""

    def __init__(self, ctx: ServiceContext, kpi: KpiService, targets: TargetService, profit: ProfitService) -> None:
        """Ask the same services as the alerts themselves."""
        self._profit = profit
        self._ctx = ctx
        self._kpi = kpi
        self._targets = targets

    def added(self, alerts: Sequence[Alert], looked: Looked) -> list[Alert]:
        """The alerts, each with its record, or why none can be given."""
        without = [one for one in alerts if one.record is None]
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
        if alert.record is not None:
            return alert
        if not rang:
            return replace(alert, unjudged=_UNJUDGED[alert.code])
        last = {"unshipped": looked.today, "stale": looked.today, "target_pace": alert.period.end}
        return with_record(alert, rang, last.get(alert.code, looked.last), looked.marks)

    def stock(self, lines: Sequence[ProductLine], looked: Looked) -> list[Alert]:
        """The alerts of products that run out, which are ``lines``; one that was seen makes room for the next."""
        bar, last = looked.limits.stock_days, looked.last
        said = {one.code for one in looked.marks}
        # Whether one is silent is told by since when it stands, which is known of those that are walked through.
        marked = [line for line in lines if f"stock_low/{line.product_id}" in said]
        first = [line for line in lines if line not in marked][:MOST_TOLD]
        rang = self._stock_rang([line.product_id for line in (*marked, *first)], looked) if lines else {}

        def recorded(alerts: Iterable[Alert]) -> list[Alert]:
            return [with_record(one, rang[one.subject], last, looked.marks) for one in alerts]

        alone = recorded(one for line in marked for one in stock_alerts([line], last, bar))
        silent = {one.subject for one in alone if is_silent(one, looked.marks, looked.today)}
        return recorded(stock_alerts([line for line in lines if line.product_id not in silent], last, bar))

    def _stock_rang(self, products: Sequence[str], looked: Looked) -> dict[str, Rang]:
        from shopdesk.storage.queries.alert_records import told_of_stock

        def read() -> dict[str, Rang]:
            span = Period(record_span(looked.last).start - timedelta(days=STOCK_DAYS), looked.last)
            with self._ctx.read() as uow:
                told = told_of_stock(uow.connection, looked.store_id, span, products)
                facts = queries.read_facts(
                    uow.connection, looked.store_id, span, looked.basis, (Source.PRODUCTS,)
                )  # fmt: skip
            days = set(facts.days)
            return {
                one: rang_by_stock(told.get(one, {}), days, looked.last, looked.limits.stock_days) for one in products
            }

        key = ("stock that ran out", tuple(products), looked.store_id, looked.last, looked.limits)
        return self._ctx.known(key, read)

    def search(self, fallen: Sequence[Fallen], looked: Looked, odd: frozenset[date], span: Period) -> list[Alert]:
        """The alert of products that search brings fewer people to; one that was seen makes room for the next.

        Args:
            fallen: these products, the worst first.
            looked: how they were found.
            odd: the days of campaigns and festivals of ``span``.
            span: the days of the record and those that it is learned from.
        """
        said = {one.code for one in looked.marks}
        left = list(fallen)
        while left:
            alert = search_alert(left, looked.last)
            if alert is None:
                break
            alert = self._searched(alert, looked, odd, span)
            if alert.key not in said or not is_silent(alert, looked.marks, looked.today):
                return [alert]
            del left[0]
        return []

    def _searched(self, alert: Alert, looked: Looked, odd: frozenset[date], span: Period) -> Alert:
        def read() -> list[tuple[date, Decimal | None]]:
            with self._ctx.read() as uow:
                days = search_days(uow.connection, looked.store_id, span, [alert.subject])
            return searched_less(days[0], looked.last, odd) if days else []

        key = ("searched less", alert.subject, looked.store_id, looked.last, odd)
        strengths = self._ctx.known(key, read)
        marks = [one for one in looked.marks if one.code == alert.key]
        since, record = judged(strengths, looked.limits.search_drop, marks)
        return replace(alert, since=since, record=record)

    def of_months(self, alerts: Sequence[Alert], looked: Looked) -> list[Alert]:
        """Alerts of products that lose money, judged at the end of each month of the record."""
        if not alerts:
            return []
        span = record_span(looked.last)
        key = ("months that lost", looked.store_id, span)
        rang = self._ctx.known(key, lambda: self._lost_months(looked.store_id, span))
        return [with_record(one, {**rang, looked.last: True}, looked.last, looked.marks) for one in alerts]

    def _lost_months(self, store_id: int, span: Period) -> dict[date, bool]:
        """What the data file keeps of them; else reckoned, and noted to be kept once nothing of it waits."""
        key = f"{span.start} {span.end}"
        with self._ctx.reading() as reading:
            connection = reading.uow.connection
            kept = kept_answers.find(connection, LOST_MONTHS, store_id, key, lambda value: (_read_months(value),))
            if kept is not None:
                return kept[0]
            newest = change_log.newest(connection)
            rang, whole = self._profit.lost_months(store_id, span)
        if whole:
            plain = {day.isoformat(): lost for day, lost in rang.items()}
            self._ctx.reader.note_answer(NotedAnswer(LOST_MONTHS, store_id, key, plain, newest))
        return rang

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

        def reckoned() -> Rang | None:
            with self._ctx.read() as uow:
                waits = late_orders(uow.connection, looked.store_id, Period(span.start - BEFORE, span.end))
            return None if waits is None else rang_by_waits(waits, looked.today)

        def plain(found: Rang | None) -> list[str] | None:
            return None if found is None else [str(day) for day, rang in found.items() if rang]

        def read(value: list[str] | None) -> Rang | None:
            late = None if value is None else set(map(date.fromisoformat, value))
            return None if late is None else {day: day in late for day in span.days()}

        return self._ctx.answer(LATE_DAYS, looked.store_id, str(looked.today), reckoned, plain, read)

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


def _read_months(value: Mapping[str, bool]) -> dict[date, bool]:
    return {date.fromisoformat(day): lost for day, lost in value.items()}
