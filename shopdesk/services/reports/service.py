"""The weekly report: everything the meeting looks at, read once and written as a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi import Basis, Figures, KpiTable, Source, kpi
from shopdesk.domain.kpi.breakdown import ChannelLine, ProductLine, falling
from shopdesk.domain.kpi.compare import Comparison
from shopdesk.domain.kpi.decompose import Part, split_by_name, split_change
from shopdesk.domain.kpi.figures import missing_runs
from shopdesk.domain.kpi.kinds import SOURCE_NAMES
from shopdesk.domain.kpi.wholeness import Shortfall, shortfall, uneven
from shopdesk.domain.ledger.profit_table import Split as ProfitSplit
from shopdesk.domain.payroll.people_cost import wages_known
from shopdesk.domain.periods import By, Period, label, month_of, previous, split, week_of
from shopdesk.domain.report.money import MoneyWeek
from shopdesk.domain.report.people_cost import PeopleCost, base_pay, part_of_month
from shopdesk.domain.report.records import (
    DAY_FIGURES,
    KEY_FIGURES,
    WEEK_FIGURES,
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
from shopdesk.services.reading import one_read
from shopdesk.services.reports.campaigns import campaign_lines, next_days
from shopdesk.storage.queries import reports as queries
from shopdesk.storage.queries.payroll import month_costs
from shopdesk.storage.repositories.people import People, StaffEvents

if TYPE_CHECKING:
    from shopdesk.services.alerts import AlertService
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.daily.lookback import LookbackService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.ledger.profit import ProfitService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.targets import TargetService
    from shopdesk.services.tiers import TierService

BEST, FALLING = 15, 10
_PAID = "paid_amount"
_STANDS_IN = Text("No order report covers some days: the platform's daily table stands in for the orders.")
_WEEKS = 8
_YEAR_OF_WEEKS = 53
_STOCK_DAYS = 30
_MONTHS_BACK = 12


class ReportService:
    """Reports on a store."""

    def __init__(
        self,
        ctx: ServiceContext,
        *,
        alerts: AlertService,
        calendar: CalendarService,
        campaigns: CampaignService,
        kpi: KpiService,
        lookback: LookbackService,
        profit: ProfitService,
        stores: StoreService,
        targets: TargetService,
        tiers: TierService,
    ) -> None:
        """Ask every noun that the meeting looks at."""
        self._ctx = ctx
        self._alerts = alerts
        self._calendar = calendar
        self._campaigns = campaigns
        self._kpi = kpi
        self._lookback = lookback
        self._profit = profit
        self._stores = stores
        self._targets = targets
        self._tiers = tiers

    def write_weekly(self, store_id: int, week: Period, target: Path, basis: Basis = Basis.CREATED) -> Path:
        """Write the report on a week to ``target``, wholly or not at all.

        Raises:
            NotFound: there is no such store.
            UserError: nothing is known of the week.
            EnvironmentFault: the file is open in another program or cannot be written.
        """
        from shopdesk.reporting.weekly_workbook import write_workbook

        report = self.weekly(store_id, week, basis)
        if report.empty:
            raise UserError(
                Text(
                    "There is nothing to report on {week}: no figures, checks or campaigns are known for it. Import "
                    "the platform's exports of these days, or choose another week.",
                    week=label(week.start, By.WEEK),
                )
            )
        write_workbook(report, target)
        return target

    def last_week(self, store_id: int) -> Period:
        """The last week that is over and lies within the store's figures.

        Raises:
            UserError: there is none.
        """
        known = self._kpi.data_range(store_id)
        if known is not None:
            last = min(known.end, self._ctx.clock.today() - timedelta(days=1))
            # The week of the day after ends later than the figures do.
            week = week_of(last - timedelta(days=6))
            if week.end >= known.start:
                return week
        raise UserError(Text("No whole week has figures yet. Import the platform's exports first, or name a week."))

    def weeks(self, store_id: int) -> tuple[list[Period], Period]:
        """The weeks that are over, the newest first, back to a year before the newest with figures; and that one.

        Without figures the last week is the one to propose: there may be checks and campaigns to report on.
        """
        week = week_of(self._ctx.clock.today() - timedelta(days=7))
        try:
            proposed = self.last_week(store_id)
        except UserError:
            proposed = week
        count = (week.start - proposed.start).days // 7 + _YEAR_OF_WEEKS
        return [
            Period(week.start - timedelta(7 * back), week.end - timedelta(7 * back)) for back in range(count)
        ], proposed

    @one_read
    def weekly(self, store_id: int, week: Period, basis: Basis = Basis.CREATED) -> WeeklyReport:
        """Everything the report on a week holds.

        Raises:
            NotFound: there is no such store.
        """
        store = self._stores.get(store_id)
        before, last_year = previous(week), same_week_last_year(week)
        next_week = Period(week.end + timedelta(days=1), week.end + timedelta(days=7))
        # One reading of the last weeks serves the days, the weeks, and the month to date.
        span = Period(week.start - timedelta(days=7 * (_WEEKS - 1)), week.end)
        table = self._kpi.periods(store_id, span.start, span.end, By.DAY, basis, count_people=False)
        comparison = self._kpi.compare(store_id, week, basis, against=before)
        past = self._kpi.totals(store_id, last_year.start, last_year.end, basis)
        plan = self._day_targets(store_id, week, next_week)
        channels = self._kpi.channels(store_id, week, against=before)
        products = self._kpi.products(store_id, week, against=before)
        campaigns = campaign_lines(self._campaigns, self._ctx.clock.today(), store_id, week)
        look = self._lookback.span(store_id, week)
        people = self._people(store_id, week, table)
        with self._ctx.read() as uow:
            arrivals = queries.arrivals(uow.connection, store_id, week)
            covered = queries.covered(uow.connection, store_id, week), queries.covered(uow.connection, store_id, before)
            agents = queries.agents(uow.connection, store_id, week)
            regions = queries.region_moves(uow.connection, store_id, week, before, basis)
        short = _uneven(comparison, *covered)
        best, others, count = _best(products)
        return WeeklyReport(
            store=store.name,
            week=week,
            before=before,
            last_year=last_year,
            next_week=next_week,
            basis=basis,
            made_at=self._ctx.clock.now(),
            figures=comparison.now,
            key_figures=_key_figures(comparison, past, self._week_targets(store_id, week, plan)),
            days=_days(table, week, plan),
            weeks=_weeks(table, span),
            sources=tuple(_source(line, *arrivals.get(line.channel, (None, None))) for line in channels),
            products=best,
            other_products=others,
            other_product_count=count,
            falling=() if Source.PRODUCTS in short else tuple(falling(products, FALLING)),
            heroes=self._heroes(store_id, week),
            agents=tuple(agents),
            campaigns_run=campaigns.run,
            campaigns_running=campaigns.running,
            campaigns_coming=campaigns.coming,
            checks=self._lookback.week_summary(store_id, week),
            area_names=look.area_names,
            item_names={code: (item.zh, item.en) for code, item in look.items.items()},
            people=people,
            split=None if Source.ORDERS in short else split_change(comparison.before, comparison.now),
            by_channel=() if Source.CHANNELS in short else _moves(_channel_sales(channels)),
            by_region=() if Source.ORDERS in short else _moves(regions),
            by_product=() if Source.PRODUCTS in short else _moves(_product_sales(products)),
            next_days=next_days(self._campaigns, self._calendar, store_id, next_week, plan),
            alerts=tuple(self._alerts.now(store_id, basis)) if self._is_recent(week) else (),
            gaps=tuple(self._gaps(covered[0], week, products, people, plan)),
            uneven=short,
            money=self._money(store_id, week),
        )

    # --- parts -----------------------------------------------------------------------------------------------------

    def _day_targets(self, store_id: int, *weeks: Period) -> dict[date, int]:
        """The targets of the paid amount by day, for every month that the weeks touch."""
        months = {month_of(day).start for week in weeks for day in (week.start, week.end)}
        plan: dict[date, int] = {}
        for month in sorted(months):
            plan.update(self._targets.days(store_id, month))
        return plan

    def _week_targets(self, store_id: int, week: Period, plan: Mapping[date, int]) -> dict[str, int]:
        """The week's targets by KPI; one with a day without target has none."""
        found: dict[str, int | None] = {
            metric: self._targets.range_target(store_id, week, metric) for metric in METRICS if metric != _PAID
        }
        if all(day in plan for day in week.days()):
            found[_PAID] = sum(plan[day] for day in week.days())
        return {metric: value for metric, value in found.items() if value is not None}

    def _heroes(self, store_id: int, week: Period) -> tuple[HeroLine, ...]:
        heroes = self._campaigns.heroes.of_store(store_id)
        span = Period(week.end - timedelta(days=_STOCK_DAYS - 1), week.end)
        with self._ctx.read() as uow:
            stock = queries.last_stock(uow.connection, store_id, [hero.product_id for hero in heroes], span)
        return tuple(HeroLine(hero=hero, stock_pieces=stock.get(hero.product_id)) for hero in heroes)

    def _people(self, store_id: int, week: Period, table: KpiTable) -> PeopleCost | None:
        """Cost of the month to date; ``None`` for a store without people, or a week that has not begun."""
        tiers = self._tiers
        until = min(week.end, self._ctx.clock.today())
        if until < week.start:
            return None
        with self._ctx.read() as uow:
            everyone = uow.repository(People).of_store(store_id)
            histories = uow.repository(StaffEvents).of_store(store_id)
        cost, people, unknown = base_pay(((person, histories.get(person.id or 0, [])) for person in everyone), until)
        if not people:
            return None
        chosen = tiers.chosen(store_id)
        ladder = next(choice.ladder for choice in tiers.choices(store_id) if choice.key == chosen)
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
            band_low=ladder.band_low,
            band_high=ladder.band_high,
        )

    def _money(self, store_id: int, week: Period) -> MoneyWeek | None:
        """The account and the profit of the week; ``None`` where neither statements nor costs were ever entered."""
        account = self._profit.account(store_id, week)
        if not account and not self._profit.has_costs(store_id):
            return None
        days = self._profit.table(store_id, week.start, week.end, ProfitSplit.DAY)
        products = self._profit.table(store_id, week.start, week.end, ProfitSplit.PRODUCT)
        return MoneyWeek(account=account, days=days, products=products.rows)

    def _is_recent(self, week: Period) -> bool:
        """Alerts speak of now; an old week's report does not repeat them."""
        return (self._ctx.clock.today() - week.end).days <= 7

    # --- gaps ------------------------------------------------------------------------------------------------------

    def _gaps(
        self,
        known: Mapping[Source, set[date]],
        week: Period,
        products: list[ProductLine],
        people: PeopleCost | None,
        plan: Mapping[date, int],
    ) -> list[Gap]:
        today = self._ctx.clock.today()
        gaps = []
        if week.start < today:
            past = Period(week.start, min(week.end, today - timedelta(days=1)))
            gaps += [
                Gap(what=Text("No figures from {source}", source=SOURCE_NAMES[source]), days=tuple(runs))
                for source, days in known.items()
                if (runs := missing_runs(past, days))
            ]
            if known[Source.STORE_DAYS] - known[Source.ORDERS]:
                gaps.append(Gap(what=_STANDS_IN))
        if not any(day in plan for day in week.days()):
            gaps.append(Gap(what=Text("No target is set for this month.")))
        if people is not None and people.without_base:
            gaps.append(Gap(what=Text("Base pay is not recorded for {count} people.", count=people.without_base)))
        if products and all(line.at_list for line in products):
            at_list = Text("Products are counted at list price, because their report states no paid amount.")
            gaps.append(Gap(what=at_list))
        if week.end >= today:
            coming = Period(max(today, week.start), week.end)
            gaps.append(Gap(what=Text("The week is not over; its last days are missing."), days=(coming,)))
        return gaps


def _key_figures(comparison: Comparison, past: Figures, targets: Mapping[str, int]) -> tuple[KeyFigure, ...]:
    """The key figures that have a value in this week or the one before."""
    found = []
    for code in KEY_FIGURES:
        figure = KeyFigure(
            kpi=kpi(code),
            now=comparison.now[code],
            before=comparison.before[code],
            last_year=past[code],
            target=targets.get(code),
            before_short=shortfall(kpi(code), comparison.now, comparison.before),
            last_year_short=shortfall(kpi(code), comparison.now, past),
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
        before = past[_PAID] if past is not None else None
        lines.append(
            DayLine(day=day, values=values, before=None if before is None else int(before), target=plan.get(day))
        )
    return tuple(lines)


def _weeks(table: KpiTable, span: Period) -> tuple[WeekLine, ...]:
    """The last weeks up to this one that have any figure."""
    weeks = [(week, table.figures(week)) for week in split(span, By.WEEK)]
    return tuple(
        WeekLine(week=week, values={code: figures[code] for code in WEEK_FIGURES})
        for week, figures in weeks
        if not figures.empty
    )


def _uneven(
    comparison: Comparison, now: Mapping[Source, set[date]], before: Mapping[Source, set[date]]
) -> dict[Source, Shortfall]:
    """The sources that do not cover both weeks alike; the orders by the days on which the paid amount is known."""
    days, days_before = comparison.now.period.length, comparison.before.period.length
    found = {
        source: uneven(len(now[source]), days, len(before[source]), days_before)
        for source in (Source.CHANNELS, Source.PRODUCTS)
    }
    found[Source.ORDERS] = shortfall(kpi(_PAID), comparison.now, comparison.before)
    return {source: short for source, short in found.items() if short is not None}


def _source(line: ChannelLine, visitors_a_day: Decimal | None, page_visits: int | None) -> SourceLine:
    return SourceLine(line=line, visitors_a_day=visitors_a_day, page_visits=page_visits)


def _best(products: Sequence[ProductLine]) -> tuple[tuple[ProductLine, ...], ProductLine | None, int]:
    """The best sellers, all other products together (without name or number), and how many these are."""
    best = tuple(line for line in products if line.sales_fen is not None or line.pieces is not None)[:BEST]
    names = {line.product_id for line in best}
    others = [line for line in products if line.product_id not in names]
    if not best or not others:
        return best, None, 0

    def known(values: Iterable[int | None]) -> int | None:
        found = [value for value in values if value is not None]
        return sum(found) if found else None

    together = ProductLine(
        product_id="",
        title="",
        page_views=known(line.page_views for line in others),
        pieces=known(line.pieces for line in others),
        sales_fen=known(line.sales_fen for line in others),
        at_list=others[0].at_list,
        sales_before_fen=known(line.sales_before_fen for line in others),
    )
    return best, together, len(others)


def _channel_sales(channels: Sequence[ChannelLine]) -> dict[str, tuple[int | None, int | None]]:
    return {line.channel.value: (line.sales_before_fen, line.sales_fen) for line in channels}


def _product_sales(products: Sequence[ProductLine]) -> dict[str, tuple[int | None, int | None]]:
    """Sales before and now by title; products that share a title are told apart by their number."""
    titles = Counter(line.title for line in products)
    return {
        line.title if titles[line.title] == 1 else f"{line.title} ({line.product_id})": (
            line.sales_before_fen,
            line.sales_fen,
        )
        for line in products
    }


def _moves(sales: Mapping[str, tuple[int | None, int | None]]) -> tuple[Part, ...]:
    """Sales before and now by name, as parts of the change; nothing where either week is unknown altogether."""
    old = {name: before for name, (before, _now) in sales.items() if before is not None}
    new = {name: now for name, (_before, now) in sales.items() if now is not None}
    return tuple(split_by_name(old, new)) if old and new else ()
