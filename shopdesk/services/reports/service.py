"""The weekly and the monthly report: everything the meeting looks at, read once, as a workbook and a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi import Basis, KpiTable, Source, Value
from shopdesk.domain.kpi.breakdown import ProductLine, falling
from shopdesk.domain.kpi.decompose import split_change
from shopdesk.domain.kpi.figures import missing_runs
from shopdesk.domain.kpi.kinds import SOURCE_NAMES
from shopdesk.domain.ledger.profit_table import Split as ProfitSplit
from shopdesk.domain.payroll.people_cost import wages_known
from shopdesk.domain.periods import By, Period, label, month_of, period_of, previous
from shopdesk.domain.report.money import MoneySpan, MonthState
from shopdesk.domain.report.people_cost import PeopleCost, base_pay, part_of_month
from shopdesk.domain.report.records import Gap, HeroLine, MonthEnd, PeriodReport, SeenLine, same_last_year
from shopdesk.domain.report.words import words_of
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.text import Text
from shopdesk.infra.garbage import without_search
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.services.reports.campaigns import COMING_DAYS, campaign_lines, next_days
from shopdesk.services.reports.parts import (
    best_sellers,
    channel_sales,
    day_lines,
    key_figures,
    moves,
    past_lines,
    product_sales,
    source_line,
    uneven_sources,
)
from shopdesk.storage.queries import coverage
from shopdesk.storage.queries import reports as queries
from shopdesk.storage.queries.payroll import month_costs
from shopdesk.storage.repositories.people import People, StaffEvents

if TYPE_CHECKING:
    from shopdesk.domain.deadlines import Deadline
    from shopdesk.reporting.period_page import ReportPage
    from shopdesk.services.alerts import AlertService
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.competitors import CompetitorService
    from shopdesk.services.daily.lookback import LookbackService
    from shopdesk.services.daily.meetings import MeetingService
    from shopdesk.services.daily.standing_tasks import StandingTaskService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.ledger.matching import MatchingService
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.services.ledger.service import LedgerService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.targets import TargetService
    from shopdesk.services.tiers import TierService

FALLING = 10
_PAID = "paid_amount"
_STANDS_IN = Text("No order report covers some days: the platform's daily table stands in for the orders.")
_SPANS = {By.WEEK: 8, By.MONTH: 13}
_A_YEAR = {By.WEEK: 53, By.MONTH: 13}
_FIRST_YEAR = 3  # a year of months, and the same months a year before, still lie in the calendar
_STOCK_DAYS = 30
_MONTHS_BACK = 12
_MIDDLE = 15  # the day of a month that is over whose range is held against its end


class ReportService:
    """Reports on a store."""

    def __init__(
        self,
        ctx: ServiceContext,
        *,
        alerts: AlertService,
        calendar: CalendarService,
        campaigns: CampaignService,
        competitors: CompetitorService,
        kpi: KpiService,
        ledger: LedgerService,
        lookback: LookbackService,
        matching: MatchingService,
        meetings: MeetingService,
        profit: ProfitService,
        standing: StandingTaskService,
        stores: StoreService,
        targets: TargetService,
        tiers: TierService,
    ) -> None:
        """Ask every noun that the meeting looks at."""
        self._ctx = ctx
        self._alerts = alerts
        self._calendar = calendar
        self._campaigns = campaigns
        self._competitors = competitors
        self._kpi = kpi
        self._ledger = ledger
        self._lookback = lookback
        self._matching = matching
        self._meetings = meetings
        self._profit = profit
        self._standing = standing
        self._stores = stores
        self._targets = targets
        self._tiers = tiers

    def write_weekly(self, store_id: int, week: Period, target: Path, basis: Basis = Basis.CREATED) -> Path:
        """Write the report on a week to ``target``; see :meth:`write`."""
        return self.write(store_id, week, By.WEEK, target, basis)

    def write(self, store_id: int, period: Period, by: By, target: Path, basis: Basis = Basis.CREATED) -> Path:
        """Write the report on a week or month as a workbook to ``target``, wholly or not at all.

        Raises:
            NotFound: there is no such store.
            UserError: nothing is known of the span.
            EnvironmentFault: the file is open in another program or cannot be written.
        """
        from shopdesk.reporting.period_workbook import write_workbook

        write_workbook(self._filled(store_id, period, by, basis), target)
        return target

    def page(self, store_id: int, period: Period, by: By, basis: Basis = Basis.CREATED) -> ReportPage:
        """The main page of the report on a week or month, to be printed: the sheet ``Overview`` on paper.

        Raises:
            NotFound: there is no such store.
            UserError: nothing is known of the span.
        """
        from shopdesk.reporting.period_page import page

        return page(self._filled(store_id, period, by, basis))

    def _filled(self, store_id: int, period: Period, by: By, basis: Basis) -> PeriodReport:
        """The report on a span, unless it is empty."""
        report = self._report(store_id, period, by, basis)
        if not report.empty:
            return report
        raise UserError(
            Text(
                "There is nothing to report on {span}: no figures, checks or campaigns are known for it. Import "
                "the platform's exports of these days, or choose another span.",
                span=report.label,
            )
        )

    def last_whole(self, store_id: int, by: By) -> Period:
        """The last week or month that is over and lies within the store's figures.

        Raises:
            UserError: there is none.
        """
        known = self._kpi.data_range(store_id)
        if known is not None:
            last = min(known.end, self._ctx.clock.today() - timedelta(days=1))
            # The span of the day after ends later than the figures do.
            found = previous(period_of(last + timedelta(days=1), by))
            if found.end >= known.start:
                return found
        if by is By.MONTH:
            raise UserError(Text("No whole month has figures yet. Import the platform's exports first, or name one."))
        raise UserError(Text("No whole week has figures yet. Import the platform's exports first, or name a week."))

    def think_ahead(self, store_id: int) -> None:
        """Reckon what is dear of the report that is asked for next, so that it is kept by then."""
        try:
            week = self.last_whole(store_id, By.WEEK)
        except UserError:
            return
        self._month_end(store_id, week, By.WEEK, Basis.CREATED)

    def choices(self, store_id: int, by: By) -> tuple[list[Period], Period]:
        """The spans that are over, the newest first, back to a year before the newest with figures; and that one.

        Without figures the last span is the one to propose: there may be checks and campaigns to report on.
        """
        newest = previous(period_of(self._ctx.clock.today(), by))
        try:
            proposed = self.last_whole(store_id, by)
        except UserError:
            proposed = newest
        between = (newest.start - proposed.start).days // newest.length
        return list(islice(_backwards(newest), between + _A_YEAR[by])), proposed

    def weekly(self, store_id: int, week: Period, basis: Basis = Basis.CREATED) -> PeriodReport:
        """Everything the report on a week holds.

        Raises:
            NotFound: there is no such store.
            UserError: the week lies at an end of the calendar.
        """
        return self._report(store_id, week, By.WEEK, basis)

    def monthly(self, store_id: int, month: Period, basis: Basis = Basis.CREATED) -> PeriodReport:
        """Everything the report on a month holds, with the plan of the next one.

        Raises:
            NotFound: there is no such store.
            UserError: the month lies at an end of the calendar.
        """
        return self._report(store_id, month, By.MONTH, basis)

    def _report(self, store_id: int, period: Period, by: By, basis: Basis) -> PeriodReport:
        # A first report brings half of the services along, and what it reads stays until it is written.
        with without_search():
            return self._read(store_id, period, by, basis)

    @one_read
    def _read(self, store_id: int, period: Period, by: By, basis: Basis) -> PeriodReport:
        store = self._stores.get(store_id)
        if not _FIRST_YEAR <= period.start.year <= period.end.year < date.max.year:
            raise UserError(
                Text(
                    "{span} lies at an end of the calendar. Choose a later or earlier one.",
                    span=label(period.start, by),
                )
            )
        before, last_year = previous(period), same_last_year(period, by)
        next_period = period_of(period.end + timedelta(days=1), by)
        # One reading of the last weeks or months serves the days, the spans, and the month to date.
        span = Period(list(islice(_backwards(period), _SPANS[by]))[-1].start, period.end)
        table = self._kpi.periods(store_id, span.start, span.end, By.DAY, basis, count_people=False)
        comparison = self._kpi.compare(store_id, period, basis, against=before, within=table)
        past = self._kpi.spans(store_id, [last_year], basis, table)[0]
        plan = self._day_targets(store_id, period, next_period)
        channels = self._kpi.channels(store_id, period, against=before)
        products = self._kpi.products(store_id, period, against=before)
        until = next_period.end if by is By.MONTH else period.end + timedelta(days=COMING_DAYS)
        campaigns = campaign_lines(self._campaigns, self._ctx.clock.today(), store_id, period, until)
        look = self._lookback.span(store_id, period)
        people = self._people(store_id, period, table)
        with self._ctx.read() as uow:
            arrivals = queries.arrivals(uow.connection, store_id, period)
            covered = (
                queries.covered(uow.connection, store_id, period),
                queries.covered(uow.connection, store_id, before),
            )
            quiet = coverage.quiet_days(uow.connection, store_id, period)
            agents = queries.agents(uow.connection, store_id, period)
            regions = queries.region_moves(uow.connection, store_id, period, before, basis)
        short = uneven_sources(comparison, *covered)
        best, others, count = best_sellers(products)
        return PeriodReport(
            store=store.name,
            by=by,
            period=period,
            before=before,
            last_year=last_year,
            next_period=next_period,
            basis=basis,
            made_at=self._ctx.clock.now(),
            figures=comparison.now,
            key_figures=key_figures(comparison, past, self._span_targets(store_id, period, plan)),
            days=day_lines(table, period, by, plan),
            past=past_lines(table, span, by),
            sources=tuple(source_line(line, *arrivals.get(line.channel, (None, None))) for line in channels),
            products=best,
            other_products=others,
            other_product_count=count,
            falling=() if Source.PRODUCTS in short else tuple(falling(products, FALLING)),
            heroes=self._heroes(store_id, period),
            agents=tuple(agents),
            campaigns_run=campaigns.run,
            campaigns_running=campaigns.running,
            campaigns_coming=campaigns.coming,
            checks=self._lookback.week_summary(store_id, period),
            area_names=look.area_names,
            item_names={code: (item.zh, item.en) for code, item in look.items.items()},
            people=people,
            split=None if Source.ORDERS in short else split_change(comparison.before, comparison.now),
            by_channel=() if Source.CHANNELS in short else moves(channel_sales(channels)),
            by_region=() if Source.ORDERS in short else moves(regions),
            by_product=() if Source.PRODUCTS in short else moves(product_sales(products)),
            next_days=next_days(self._campaigns, self._calendar, store_id, next_period, plan),
            next_targets=self._span_targets(store_id, next_period, plan),
            deadlines=self._deadlines(store_id, Period(before.start, next_period.end)) if by is By.MONTH else (),
            alerts=tuple(self._alerts.now(store_id, basis)) if self._is_recent(period) else (),
            gaps=tuple(self._gaps(covered[0], quiet, period, by, products, people, plan)),
            uneven=short,
            money=self._money(store_id, period, by),
            seen=tuple(
                SeenLine(name=name, day=look.day, lines=lines)
                for name, look, lines in self._competitors.seen(store_id, period)
            ),
            month_end=self._month_end(store_id, period, by, basis),
            minutes=self._meetings.of_span(store_id, period),
            standing=self._standing.of_span(store_id, period),
        )

    def _month_end(self, store_id: int, period: Period, by: By, basis: Basis) -> MonthEnd | None:
        """Where the month of the span was likely to end; ``None`` without target, without range, or once it is over."""
        month = month_of(period.end)
        until = period.end if by is By.WEEK else month.start + timedelta(days=_MIDDLE - 1)
        pace = self._targets.pace(store_id, month.start, _PAID, until, basis)
        if pace is None or pace.outlook is None or pace.outlook.low is None:
            return None
        return MonthEnd(pace=pace, hits=self._targets.hit_rate(store_id, month.start, _PAID, until, basis))

    # --- parts -----------------------------------------------------------------------------------------------------

    def _day_targets(self, store_id: int, *spans: Period) -> dict[date, int]:
        """The targets of the paid amount by day, for every month that the spans touch."""
        months = {month_of(day).start for span in spans for day in (span.start, span.end)}
        plan: dict[date, int] = {}
        for month in sorted(months):
            plan.update(self._targets.days(store_id, month))
        return plan

    def _span_targets(self, store_id: int, period: Period, plan: Mapping[date, int]) -> dict[str, Value]:
        """A span's targets by KPI in its unit; one with a day without target has none."""
        found: dict[str, int | None] = {
            metric: self._targets.range_target(store_id, period, metric) for metric in AIMS if metric != _PAID
        }
        if all(day in plan for day in period.days()):
            found[_PAID] = sum(plan[day] for day in period.days())
        return {metric: AIMS[metric].value(value) for metric, value in found.items() if value is not None}

    def _heroes(self, store_id: int, period: Period) -> tuple[HeroLine, ...]:
        heroes = self._campaigns.heroes.of_store(store_id)
        span = Period(period.end - timedelta(days=_STOCK_DAYS - 1), period.end)
        with self._ctx.read() as uow:
            stock = queries.last_stock(uow.connection, store_id, [hero.product_id for hero in heroes], span)
        return tuple(HeroLine(hero=hero, stock_pieces=stock.get(hero.product_id)) for hero in heroes)

    def _people(self, store_id: int, period: Period, table: KpiTable) -> PeopleCost | None:
        """Cost of the month to date; ``None`` for a store without people, or a span that has not begun."""
        until = min(period.end, self._ctx.clock.today())
        if until < period.start:
            return None
        with self._ctx.read() as uow:
            everyone = uow.repository(People).of_store(store_id)
            histories = uow.repository(StaffEvents).of_store(store_id)
        cost, people, unknown = base_pay(((person, histories.get(person.id or 0, [])) for person in everyone), until)
        if not people:
            return None
        low, high = self._tiers.band(store_id)
        span = Period(month_of(until).start, until)
        paid = table.figures(span)[_PAID]
        with self._ctx.read() as uow:
            months = month_costs(uow.connection, store_id)
        known = wages_known(months, span.start, back=_MONTHS_BACK)
        locked = known.locked if known.locked is not None and known.locked.month == span.start else None
        if locked is not None and locked.cost_fen is not None:
            cost, unknown = part_of_month(locked.cost_fen, span), 0
        return PeopleCost(
            span=span,
            people=people,
            without_base=unknown,
            cost_fen=cost,
            wages=locked,
            drafted=known.newest is not None and known.newest.month == span.start,
            last=known.locked,
            paid_fen=None if paid is None else int(paid),
            band_low=low,
            band_high=high,
        )

    def _deadlines(self, store_id: int, period: Period) -> tuple[Deadline, ...]:
        """What falls due in a span and is not done."""
        from shopdesk.services.deadlines import deadlines  # a weekly report has none

        with self._ctx.read() as uow:
            found = deadlines(uow, store_id, period.start, period.end, self._ctx.clock.today())
        return tuple(one for one in found if not one.done)

    def _money(self, store_id: int, period: Period, by: By) -> MoneySpan | None:
        """The account and the profit of the span; ``None`` where neither statements nor costs were ever entered."""
        account = self._profit.account(store_id, period)
        if not account and not self._profit.has_costs(store_id):
            return None
        days = self._profit.table(store_id, period.start, period.end, ProfitSplit.DAY)
        products = self._profit.table(store_id, period.start, period.end, ProfitSplit.PRODUCT)
        totals = self._ledger.account(store_id, period.start, period.end).totals
        state = None
        if by is By.MONTH and account:
            view = self._matching.months.of(store_id, period.start)
            closed = view.closed
            state = MonthState(
                days=view.days,
                days_covered=view.days_covered,
                closed_on=None if closed is None else closed.closed_at.date(),
                closed_by="" if closed is None else closed.closed_by,
                changed=len(view.changes),
            )
        return MoneySpan(
            account=account,
            days=days,
            products=products.rows,
            opening=totals.opening,
            closing=totals.closing,
            month=state,
        )

    def _is_recent(self, period: Period) -> bool:
        """Alerts speak of now; an old report does not repeat them."""
        return (self._ctx.clock.today() - period.end).days <= 7

    # --- gaps ------------------------------------------------------------------------------------------------------

    def _gaps(
        self,
        known: Mapping[Source, set[date]],
        quiet: set[date],
        period: Period,
        by: By,
        products: list[ProductLine],
        people: PeopleCost | None,
        plan: Mapping[date, int],
    ) -> list[Gap]:
        today = self._ctx.clock.today()
        gaps = []
        if period.start < today:
            past = Period(period.start, min(period.end, today - timedelta(days=1)))
            gaps += [
                Gap(what=Text("No figures from {source}", source=SOURCE_NAMES[source]), days=tuple(runs))
                for source, days in known.items()
                if (runs := missing_runs(past, days | quiet if source is Source.ORDERS else days))
            ]
            if known[Source.STORE_DAYS] - known[Source.ORDERS]:
                gaps.append(Gap(what=_STANDS_IN))
        if not any(day in plan for day in period.days()):
            gaps.append(Gap(what=Text("No target is set for this month.")))
        if people is not None and people.without_base:
            gaps.append(Gap(what=Text("Base pay is not recorded for {count} people.", count=people.without_base)))
        if products and all(line.at_list for line in products):
            at_list = Text("Products are counted at list price, because their report states no paid amount.")
            gaps.append(Gap(what=at_list))
        if period.end >= today:
            coming = Period(max(today, period.start), period.end)
            gaps.append(Gap(what=words_of(by).not_over, days=(coming,)))
        return gaps


def _backwards(period: Period) -> Iterator[Period]:
    """The span and those before it, the newest first, as far as the calendar of reports reaches."""
    while period.start.year >= _FIRST_YEAR:
        yield period
        period = previous(period)
