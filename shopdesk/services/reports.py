"""The weekly report: everything the meeting looks at, read once and written as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from shopdesk.domain.kpi import Basis, Figures, KpiTable, Source, kpi
from shopdesk.domain.kpi.breakdown import ProductLine, falling
from shopdesk.domain.kpi.decompose import split_by_name
from shopdesk.domain.kpi.figures import missing_runs
from shopdesk.domain.kpi.kinds import SOURCE_NAMES
from shopdesk.domain.periods import By, Period, month_of, previous
from shopdesk.domain.report.people_cost import PeopleCost, base_pay
from shopdesk.domain.report.records import (
    DAY_FIGURES,
    KEY_FIGURES,
    WEEK_FIGURES,
    AgentLine,
    DayLine,
    Gap,
    HeroLine,
    KeyFigure,
    SourceLine,
    WeekLine,
    WeeklyReport,
    same_week_last_year,
)
from shopdesk.domain.targets import METRICS
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.report_campaigns import campaign_lines, next_days
from shopdesk.storage.queries import reports as queries
from shopdesk.storage.repositories.people import People, StaffEvents

BEST, FALLING = 15, 10
_WEEKS = 8
_STOCK_DAYS = 30


class ReportService:
    """Reports on a store."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def write_weekly(self, store_id: int, week: Period, target: Path, basis: Basis = Basis.CREATED) -> Path:
        """Write the report on a week to ``target``, wholly or not at all.

        Raises:
            NotFound: there is no such store.
            EnvironmentFault: the file is open in another program or cannot be written.
        """
        from shopdesk.reporting.weekly_workbook import write_workbook

        write_workbook(self.weekly(store_id, week, basis), target)
        return target

    def weekly(self, store_id: int, week: Period, basis: Basis = Basis.CREATED) -> WeeklyReport:
        """Everything the report on a week holds.

        Raises:
            NotFound: there is no such store.
        """
        services = self._ctx.services
        store = services.stores.get(store_id)
        before, last_year = previous(week), same_week_last_year(week)
        next_week = Period(week.end + timedelta(days=1), week.end + timedelta(days=7))
        span = Period(before.start, week.end)
        table = services.kpi.periods(store_id, span.start, span.end, By.DAY, basis, count_people=False)
        comparison = services.kpi.compare(store_id, week, basis, against=before)
        past = services.kpi.totals(store_id, last_year.start, last_year.end, basis)
        targets = self._targets(store_id, week)
        plan = self._day_targets(store_id, week)
        why = services.kpi.split(store_id, week, basis, against=before)
        channels = services.kpi.channels(store_id, week, against=before)
        products = services.kpi.products(store_id, week, against=before)
        with self._ctx.read() as uow:
            visits = queries.visits(uow.connection, store_id, week)
            agents = queries.agents(uow.connection, store_id, week)
        checks = services.lookback.week_summary(store_id, week)
        look = services.lookback.span(store_id, week)
        campaigns = campaign_lines(self._ctx, store_id, week)
        people = self._people(store_id, week, basis)
        key_figures = _key_figures(comparison.now, comparison.before, past, targets)
        moved = {
            line.channel.value: (line.sales_before_fen, line.sales_fen)
            for line in channels
            if line.sales_fen is not None
        }
        return WeeklyReport(
            store=store.name,
            week=week,
            before=before,
            last_year=last_year,
            next_week=next_week,
            basis=basis,
            made_at=self._ctx.clock.now(),
            figures=comparison.now,
            key_figures=key_figures,
            days=_days(table, week, plan),
            weeks=self._weeks(store_id, week, basis),
            sources=tuple(SourceLine(line=line, visits=visits.get(line.channel)) for line in channels),
            products=tuple(line for line in products if line.sales_fen is not None or line.pieces is not None)[:BEST],
            falling=tuple(falling(products, FALLING)),
            heroes=self._heroes(store_id, week),
            agents=tuple(agents),
            campaigns_run=campaigns.run,
            campaigns_running=campaigns.running,
            campaigns_coming=campaigns.coming,
            checks=checks,
            area_names=look.area_names,
            item_names={code: (item.zh, item.en) for code, item in look.items.items()},
            people=people,
            split=why.split,
            by_channel=tuple(
                split_by_name(
                    {name: old for name, (old, _new) in moved.items() if old is not None},
                    {name: new for name, (_old, new) in moved.items() if new is not None},
                )
            )
            if moved and any(old is not None for old, _new in moved.values())
            else (),
            by_region=why.by_region,
            by_product=why.by_product,
            next_days=next_days(self._ctx, store_id, next_week, self._day_targets(store_id, next_week)),
            alerts=tuple(services.kpi.alerts(store_id, basis)) if self._is_recent(week) else (),
            gaps=tuple(self._gaps(store_id, week, table, products, agents, people)),
        )

    # --- parts -----------------------------------------------------------------------------------------------------

    def _targets(self, store_id: int, week: Period) -> dict[str, int]:
        found = {metric: self._ctx.services.targets.range_target(store_id, week, metric) for metric in METRICS}
        return {metric: value for metric, value in found.items() if value is not None}

    def _day_targets(self, store_id: int, week: Period) -> dict[date, int]:
        targets = self._ctx.services.targets
        plan: dict[date, int] = {}
        for month in {month_of(week.start).start, month_of(week.end).start}:
            plan.update(targets.days(store_id, month))
        return plan

    def _weeks(self, store_id: int, week: Period, basis: Basis) -> tuple[WeekLine, ...]:
        """The last weeks up to this one that have any figure."""
        start = week.start - timedelta(days=7 * (_WEEKS - 1))
        sources = (Source.ORDERS, Source.STORE_DAYS, Source.CHANNELS)
        table = self._ctx.services.kpi.periods(
            store_id, start, week.end, By.WEEK, basis, sources=sources, count_people=False
        )
        return tuple(WeekLine(week=row.period, values={code: row[code] for code in WEEK_FIGURES}) for row in table.rows)

    def _heroes(self, store_id: int, week: Period) -> tuple[HeroLine, ...]:
        heroes = self._ctx.services.campaigns.heroes(store_id)
        span = Period(week.end - timedelta(days=_STOCK_DAYS - 1), week.end)
        with self._ctx.read() as uow:
            stock = queries.last_stock(uow.connection, store_id, [hero.product_id for hero in heroes], span)
        return tuple(HeroLine(hero=hero, stock_pieces=stock.get(hero.product_id)) for hero in heroes)

    def _people(self, store_id: int, week: Period, basis: Basis) -> PeopleCost | None:
        """Cost of the month to date; ``None`` for a store without people."""
        services = self._ctx.services
        until = min(week.end, self._ctx.clock.today())
        if until < week.start:
            return None
        span = Period(month_of(until).start, until)
        with self._ctx.read() as uow:
            everyone = uow.repository(People).of_store(store_id)
            histories = uow.repository(StaffEvents).of_store(store_id)
        cost, people, unknown = base_pay(((person, histories.get(person.id or 0, [])) for person in everyone), until)
        if not people:
            return None
        chosen = services.tiers.chosen(store_id)
        ladder = next(choice.ladder for choice in services.tiers.choices(store_id) if choice.key == chosen)
        paid = services.kpi.daily_values(store_id, span, "paid_amount", basis)
        return PeopleCost(
            span=span,
            people=people,
            without_base=unknown,
            cost_fen=cost,
            paid_fen=sum(paid.values()) if paid else None,
            band_low=ladder.band_low,
            band_high=ladder.band_high,
        )

    def _is_recent(self, week: Period) -> bool:
        """Alerts speak of now; an old week's report does not repeat them."""
        return (self._ctx.clock.today() - week.end).days <= 7

    # --- gaps ------------------------------------------------------------------------------------------------------

    def _gaps(
        self,
        store_id: int,
        week: Period,
        table: KpiTable,
        products: list[ProductLine],
        agents: list[AgentLine],
        people: PeopleCost | None,
    ) -> list[Gap]:
        gaps = [
            Gap(what=Text("No figures from {source}", source=SOURCE_NAMES[source]), days=runs)
            for source in Source
            if (runs := tuple(self._missing(store_id, week, table.basis, source)))
        ]
        filled = {name: days for name, days in table.filled.items() if days}
        if filled:
            gaps.append(
                Gap(what=Text("No order report covers some days: the platform's daily table stands in for the orders."))
            )
        if not self._day_targets(store_id, week):
            gaps.append(Gap(what=Text("No target is set for this month.")))
        if people is not None and people.without_base:
            gaps.append(Gap(what=Text("Base pay is not recorded for {count} people.", count=people.without_base)))
        if products and all(line.at_list for line in products):
            gaps.append(
                Gap(what=Text("Products are counted at list price, because their report states no paid amount."))
            )
        late = self._ctx.clock.today()
        if week.end >= late:
            gaps.append(
                Gap(what=Text("The week is not over; its last days are missing."), days=(Period(late, week.end),))
            )
        return gaps

    def _missing(self, store_id: int, week: Period, basis: Basis, source: Source) -> list[Period]:
        until = min(week.end, self._ctx.clock.today() - timedelta(days=1))
        if until < week.start:
            return []
        found = self._ctx.services.kpi.periods(
            store_id, week.start, until, By.DAY, basis, sources=(source,), count_people=False
        )
        return missing_runs(Period(week.start, until), set(found.days))


def _key_figures(now: Figures, before: Figures, past: Figures, targets: Mapping[str, int]) -> tuple[KeyFigure, ...]:
    """The key figures that have a value in this week or the one before."""
    found = []
    for code in KEY_FIGURES:
        figure = KeyFigure(
            kpi=kpi(code), now=now[code], before=before[code], last_year=past[code], target=targets.get(code)
        )
        if figure.now is not None or figure.before is not None:
            found.append(figure)
    return tuple(found)


def _days(table: KpiTable, week: Period, plan: Mapping[date, int]) -> tuple[DayLine, ...]:
    rows = {row.period.start: row for row in table.rows}
    lines = []
    for day in week.days():
        row, past = rows.get(day), rows.get(day - timedelta(days=7))
        values = {code: row[code] if row is not None else None for code in DAY_FIGURES}
        before = past["paid_amount"] if past is not None else None
        lines.append(
            DayLine(day=day, values=values, before=None if before is None else int(before), target=plan.get(day))
        )
    return tuple(lines)
