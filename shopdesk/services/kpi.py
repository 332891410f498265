"""KPIs of a store: series, totals, comparisons, the figures of the morning meeting."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shopdesk.domain.campaigns.ordinary import busy_days
from shopdesk.domain.kpi import Basis, Facts, Figures, KpiTable, Source, kpi
from shopdesk.domain.kpi.alerts import Alert, AlertLimits, check_limits, find_alerts
from shopdesk.domain.kpi.breakdown import ChannelLine, ProductLine
from shopdesk.domain.kpi.compare import Change, Comparison, compared_with
from shopdesk.domain.kpi.decompose import Part, Split, split_by_name, split_change
from shopdesk.domain.periods import By, Period, month_of, split
from shopdesk.domain.targets import Pace
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries import kpi as queries
from shopdesk.storage.queries import kpi_breakdown as breakdown
from shopdesk.storage.repositories.campaigns import Campaigns

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LIMITS_KEY = "kpi.alert_limits"

FAST_SOURCES = frozenset({Source.ORDERS, Source.STORE_DAYS, Source.CHANNELS})
"""What tiles and the first chart need; product and service tables are larger and can follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyBrief:
    """What the morning meeting looks at: yesterday, the month until yesterday, today's target.

    ``yesterday`` compares with the day before it, ``month`` with the same days of the month before. Targets are fen of
    the paid amount, ``None`` where none is set.
    """

    day: date
    yesterday: Comparison
    month: Comparison
    target_today: int | None
    target_month: int | None
    pace: Pace | None

    @property
    def has_data(self) -> bool:
        """Whether anything is known of yesterday or the month."""
        return not (self.yesterday.now.empty and self.month.now.empty)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why sales moved from the span ``before`` to ``period``: by factor, and by channel, region and product.

    Each of them adds up to the change of the paid amount on the chosen basis, and is empty where nothing is known.
    ``moved`` is that change, or says that one of the spans is known too little to speak of a rise or fall.
    """

    period: Period
    before: Period
    split: Split | None
    moved: Change
    by_channel: tuple[Part, ...] = ()
    by_region: tuple[Part, ...] = ()
    by_product: tuple[Part, ...] = ()


class KpiService:
    """Figures of the stores; everything is rebuilt from daily base figures, people are counted once per span."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def data_range(self, store_id: int) -> Period | None:
        """From the first to the last day with any figure; ``None`` for a store without figures."""
        with self._ctx.read() as uow:
            return queries.data_range(uow.connection, store_id)

    def periods(
        self,
        store_id: int,
        start: date,
        end: date,
        by: By = By.DAY,
        basis: Basis = Basis.CREATED,
        *,
        sources: Collection[Source] = queries.ALL_SOURCES,
        count_people: bool = True,
    ) -> KpiTable:
        """The figures of every day, week or month from ``start`` to ``end`` that has any, and of the whole span.

        Args:
            store_id: the store.
            start: the first day that counts.
            end: the last day that counts.
            by: the step. A week or month that the span cuts holds the asked days only.
            basis: the day an order counts on.
            sources: which tables to read; leaving some out is quicker.
            count_people: whether to count buyers once over each week, month and the whole span, which reads the orders.

        Raises:
            UserError: the end lies before the start.
        """
        asked = Period(start, end)
        with self._ctx.read() as uow:
            facts = queries.read_facts(uow.connection, store_id, asked, basis, sources)
            people = _People(uow.connection, store_id, basis, facts) if count_people else None
            if by is By.DAY:
                rows = [Figures(facts, Period(day, day)) for day in facts.days]
            else:
                # Only where there are figures: a span of centuries has few of them, and the calendar ends somewhere.
                known = [Period(max(facts.days[0], start), min(facts.days[-1], end))] if facts.days else []
                parts = [
                    Period(max(part.start, start), min(part.end, end)) for span in known for part in split(span, by)
                ]
                rows = [Figures(facts, part, _counted(people, part)) for part in parts if not _empty(facts, part)]
            totals = Figures(facts, asked, _counted(people, asked))
        return KpiTable(store_id, asked, by, basis, tuple(rows), totals, facts.days, facts.filled)

    def totals(self, store_id: int, start: date, end: date, basis: Basis = Basis.CREATED) -> Figures:
        """The figures of one span."""
        return self._figures(store_id, [Period(start, end)], basis)[0]

    def compare(
        self, store_id: int, period: Period, basis: Basis = Basis.CREATED, *, against: Period | None = None
    ) -> Comparison:
        """A span against the span it is fairly compared with (see ``compared_with``), or against a given one."""
        now, before = self._figures(store_id, [period, against or compared_with(period)], basis)
        return Comparison(now, before)

    def daily_brief(self, store_id: int, day: date, basis: Basis = Basis.CREATED) -> DailyBrief:
        """Yesterday, the month until yesterday and today's target, for the meeting on the morning of ``day``."""
        yesterday = day - timedelta(days=1)
        month = Period(month_of(yesterday).start, yesterday)
        spans = [
            Period(yesterday, yesterday),
            Period(yesterday - timedelta(days=1), yesterday - timedelta(days=1)),
            month,
            compared_with(month),
        ]
        figures = self._figures(store_id, spans, basis)
        targets = self._ctx.services.targets
        plan = targets.days(store_id, month_of(day).start, "paid_amount")
        return DailyBrief(
            day=day,
            yesterday=Comparison(figures[0], figures[1]),
            month=Comparison(figures[2], figures[3]),
            target_today=plan.get(day),
            target_month=sum(plan.values()) if plan else None,
            pace=targets.pace(store_id, month.start, "paid_amount", yesterday, basis),
        )

    def daily_values(self, store_id: int, period: Period, code: str, basis: Basis = Basis.CREATED) -> dict[date, int]:
        """One additive KPI by day, of the days that have it."""
        table = self.periods(
            store_id, period.start, period.end, By.DAY, basis, sources=FAST_SOURCES, count_people=False
        )
        return {row.period.start: int(value) for row in table.rows if (value := row[code]) is not None}

    # Looking closer ----------------------------------------------------------------------------------------------

    def split(
        self, store_id: int, period: Period, basis: Basis = Basis.CREATED, *, against: Period | None = None
    ) -> Why:
        """Why sales moved between a span and the span it is compared with, to the fen."""
        before = against or compared_with(period)
        compared = self.compare(store_id, period, basis, against=before)
        with self._ctx.read() as uow:
            places = breakdown.regions(uow.connection, store_id, period, before, basis)
            past = breakdown.regions(uow.connection, store_id, before, before, basis)
            ways = breakdown.channels(uow.connection, store_id, period, before)
            ways_past = breakdown.channels(uow.connection, store_id, before, before)
            goods_past, goods = breakdown.product_sales(uow.connection, store_id, period, before, basis)
        moved = compared.change(kpi("paid_amount"))
        whole = None if moved.now is None or moved.before is None else int(moved.now - moved.before)
        return Why(
            period=period,
            before=before,
            split=split_change(compared.before, compared.now),
            moved=moved,
            by_channel=_by_name(
                {line.channel.value: line.sales_fen for line in ways_past},
                {line.channel.value: line.sales_fen for line in ways},
                whole,
            ),
            by_region=_by_name(
                {line.province: line.paid_fen for line in past},
                {line.province: line.paid_fen for line in places},
                whole,
            ),
            by_product=_by_name(goods_past, goods, whole),
        )

    def channels(self, store_id: int, period: Period, *, against: Period | None = None) -> list[ChannelLine]:
        """What each channel did, with its sales in the span before."""
        with self._ctx.read() as uow:
            return breakdown.channels(uow.connection, store_id, period, against or compared_with(period))

    def products(self, store_id: int, period: Period, *, against: Period | None = None) -> list[ProductLine]:
        """What each product did, with its sales in the span before."""
        with self._ctx.read() as uow:
            return breakdown.products(uow.connection, store_id, period, against or compared_with(period))

    def alerts(self, store_id: int, basis: Basis = Basis.CREATED) -> list[Alert]:
        """What to look at now: the last days of data against the store's own past, its targets, stock and shipping."""
        known = self.data_range(store_id)
        today = self._ctx.clock.today()
        if known is None or self._ctx.services.stores.unopened(store_id, today) is not None:
            return []
        last = min(known.end, today)
        recent = Period(last - timedelta(days=13), last)
        with self._ctx.read() as uow:
            facts = queries.read_facts(uow.connection, store_id, Period(last - timedelta(days=41), last), basis)
            goods = breakdown.products(uow.connection, store_id, recent, compared_with(recent))
            waiting = breakdown.waiting_orders(uow.connection, store_id, self._ctx.clock.now() - timedelta(hours=24))
        targets = self._ctx.services.targets
        plan = {
            **targets.days(store_id, month_of(last.replace(day=1) - timedelta(days=1)).start),
            **targets.days(store_id, month_of(last).start),
        }
        limits = self.alert_limits(store_id)
        return find_alerts(
            facts,
            today,
            limits=limits,
            targets=plan,
            products=goods,
            waiting=waiting,
            campaign_days=self._campaign_days(store_id, Period(last - timedelta(days=41), last)),
        )

    def _campaign_days(self, store_id: int, period: Period) -> frozenset[date]:
        """The days of a period on which a campaign ran."""
        with self._ctx.read() as uow:
            return busy_days(uow.repository(Campaigns).between(store_id, period.start, period.end), period)

    def alert_limits(self, store_id: int) -> AlertLimits:
        """The bars of a store's alerts: the owner's, or ours where none were set."""
        kept = self._ctx.services.stores.setting(store_id, _LIMITS_KEY)
        values: dict[str, Any] = {}
        for name, value in (json.loads(kept) if kept else {}).items():
            values[name] = int(value) if name.endswith("_days") else Decimal(value)
        return AlertLimits(**values)

    def set_alert_limits(self, store_id: int, limits: AlertLimits) -> None:
        """Keep the owner's bars.

        Raises:
            UserError: one would never or always ring.
        """
        check_limits(limits)
        values = {field.name: str(getattr(limits, field.name)) for field in fields(AlertLimits)}
        self._ctx.services.stores.set_setting(store_id, _LIMITS_KEY, json.dumps(values))

    def _figures(self, store_id: int, spans: list[Period], basis: Basis) -> list[Figures]:
        with self._ctx.read() as uow:
            found = []
            for span in spans:
                facts = queries.read_facts(uow.connection, store_id, span, basis)
                people = _People(uow.connection, store_id, basis, facts)
                found.append(Figures(facts, span, _counted(people, span)))
            return found


class _People:
    """Buyers over spans, where the orders of every day with sales name their buyers."""

    def __init__(self, connection: Connection, store_id: int, basis: Basis, facts: Facts) -> None:
        self._connection = connection
        self._store_id = store_id
        self._basis = basis
        self._facts = facts
        self._known: dict[Period, set[Any]] = {}

    def count(self, period: Period) -> int | None:
        """How many different people paid; ``None`` where that cannot be said."""
        if not self._named(period):
            return None
        parts = [part for part in self._known if part.start >= period.start and part.end <= period.end]
        if parts and sum(self._days(part) for part in parts) == self._days(period):
            found: set[Any] | None = set().union(*(self._known[part] for part in parts))
        else:
            found = queries.buyers(self._connection, self._store_id, period, self._basis)
        if found is None:
            return None
        self._known[period] = found
        return len(found) or None

    def _named(self, period: Period) -> bool:
        low, high = self._facts.span(period)
        paid, buyers = self._facts.columns.get("paid_orders"), self._facts.columns["order_buyers"]
        if paid is None:
            return False
        days = [bool(who) for orders, who in zip(paid[low:high], buyers[low:high], strict=True) if orders]
        return bool(days) and all(days)

    def _days(self, period: Period) -> int:
        """How many days with figures the span has."""
        low, high = self._facts.span(period)
        return high - low


def _by_name(before: Mapping[str, int | None], after: Mapping[str, int | None], change: int | None) -> tuple[Part, ...]:
    """The change by name; a span without any figures is unknown, not zero: then there is nothing to split."""
    old, new = ({name: fen for name, fen in found.items() if fen is not None} for found in (before, after))
    return tuple(split_by_name(old, new, change=change)) if old and new and change is not None else ()


def _counted(people: _People | None, period: Period) -> Mapping[str, int]:
    count = people.count(period) if people is not None else None
    return {} if count is None else {"day_buyers": count}


def _empty(facts: Facts, period: Period) -> bool:
    low, high = facts.span(period)
    return low == high
