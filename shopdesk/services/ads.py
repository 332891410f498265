"""Ads and affiliates: budgets against what was spent, the balance of the ads account, plans with cost and sales."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shopdesk.domain.ads.affiliates import AffiliateLine, affiliate_lines, plan_warnings, together
from shopdesk.domain.ads.months import (
    AdsMonth,
    CampaignBudget,
    ProductCell,
    ads_month,
    month_cells,
    month_warnings,
    product_cells,
    programmes_of,
)
from shopdesk.domain.ads.records import AdsBudget, AffiliatePlan, check_budget, check_plan
from shopdesk.domain.ads.spend import NO_PROGRAMME, Parts, Programme, Sorter, called
from shopdesk.domain.ads.start import StartChoice, start_budgets
from shopdesk.domain.campaigns.review_plan import AdsOnDays
from shopdesk.domain.joining import Was
from shopdesk.domain.kpi.ads_account import AdsAccount, ads_account_alert
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import Period, month_of, year_of
from shopdesk.domain.text import Text
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick
from shopdesk.services.reading import one_read
from shopdesk.storage.kept_answers import ADS_PARTS
from shopdesk.storage.queries import ads_months, ads_spend, product_titles, profit_sources
from shopdesk.storage.repositories.ads import AdsBudgets, AffiliatePlans
from shopdesk.storage.repositories.campaigns import Campaigns

if TYPE_CHECKING:
    from shopdesk.services.alerts import AlertService
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.ledger.service import LedgerService


@dataclass(frozen=True, slots=True, kw_only=True)
class AdsBalance:
    """The money in the ads account: top-ups of the statements less the spend of the ads reports, in fen.

    ``since`` and ``known_to`` are the first and last day of the statements. ``account`` is ``None`` where they
    end before the ads figures do, or nothing was spent in the last week: then nobody knows how long it lasts.
    """

    left_fen: int | None
    since: date
    known_to: date
    account: AdsAccount | None
    warning: Text | None


@dataclass(frozen=True, slots=True)
class AdsYear:
    """The months of a year by programme; ``programmes`` in order, those of its budgets and of its reports."""

    year: int
    months: tuple[AdsMonth, ...]
    programmes: tuple[Programme, ...]
    warnings: tuple[Text, ...]
    balance: AdsBalance | None


@dataclass(frozen=True, slots=True)
class AffiliateBoard:
    """The plans with what the reports say of a year or a month, ``of`` which, and what affiliates cost by statements.

    ``stated_fen`` is what statement lines took off on the ``stated_days`` that statements cover, less what came back;
    ``told_fen`` what the platform's own tables say of the other days. The two are never counted for the same day.
    """

    of: str
    lines: tuple[AffiliateLine, ...]
    total: AffiliateLine
    stated_fen: int | None
    stated_days: int
    told_fen: int | None
    told_days: int
    warnings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AdsPaper:
    """What a month's page says: programmes, products, what affiliates cost and brought, what speaks against it."""

    month: AdsMonth
    products: tuple[ProductCell, ...]
    affiliates: AffiliateBoard
    warnings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class AdsPapers:
    """The pages of a year; the balance is today's."""

    year: int
    balance: AdsBalance | None
    months: tuple[AdsPaper, ...]


class AdsService:
    """Answers about ads and affiliates; keeps budgets and plans."""

    def __init__(self, ctx: ServiceContext, alerts: AlertService, kpi: KpiService, ledger: LedgerService) -> None:
        """What was spent is the key figure of ``kpi``, the balance that of the ``ledger``, its warning an alert."""
        self._ctx = ctx
        self._alerts = alerts
        self._kpi = kpi
        self._ledger = ledger

    # --- budgets ---------------------------------------------------------------------------------------------------

    @one_read
    def year(self, store_id: int, year: int) -> AdsYear:
        """The months of a year, with what speaks against the one that is and those to come."""
        with self._ctx.read() as uow:
            budgets = uow.repository(AdsBudgets).between(store_id, date(year, 1, 1), date(year, 12, 31))
        days = self._kpi.ads_by_day(store_id)
        campaigns = self._campaigns(store_id, year, days)
        sorter = Sorter(programmes_of(budgets))
        by_month: dict[date, list[AdsBudget]] = {date(year, number, 1): [] for number in range(1, 13)}
        for one in budgets:
            by_month.setdefault(one.month.replace(day=1), []).append(one)
        months = tuple(
            ads_month(start, some, self._parts(store_id, month_of(start), days), sorter, days,
                      tuple(one for one in campaigns if one.days.start in month_of(start)))
            for start, some in sorted(by_month.items())
        )  # fmt: skip
        programmes = sorted({one for month in months for one in month.cells}, key=lambda one: one.place)
        today = self._ctx.clock.today()
        told = [text for month in months if month.month.end >= today for text in month_warnings(month)]
        return AdsYear(year, months, tuple(programmes), tuple(told), self.balance(store_id))

    def _parts(self, store_id: int, month: Period, days: Mapping[date, int]) -> Parts:
        if not any(day in month for day in days):
            return {}

        def reckoned() -> Parts:
            with self._ctx.read() as uow:
                return ads_months.ads_parts(uow.connection, store_id, month)

        key = ads_months.month_key(month.start)
        return self._ctx.answer(ADS_PARTS, store_id, key, reckoned, ads_months.plain_parts, ads_months.read_parts)

    @one_read
    def on_days(self, store_id: int, period: Period) -> AdsOnDays:
        """What all ads cost on the days of a campaign, and each programme where budgets of these months name any."""
        with self._ctx.read() as uow:
            budgets = uow.repository(AdsBudgets).between(store_id, month_of(period.start).start, period.end)
            parts = ads_months.ads_parts(uow.connection, store_id, period)
            known = set(profit_sources.ads_known_days(uow.connection, store_id, period))
        spent = {day: fen for day, fen in self._kpi.ads_by_day(store_id).items() if day in period}
        cells = month_cells((), parts, Sorter(programmes_of(budgets)))
        named = sorted({*cells, *programmes_of(budgets)}, key=lambda one: one.place) if budgets else []
        programmes = tuple(
            (name, cells[one].spent_fen if one in cells else None) for one, name in called(named).items()
        )
        total = sum(spent.values()) if spent else None
        return AdsOnDays(total, len(known | set(spent)), period.length, programmes)

    def _campaigns(self, store_id: int, year: int, days: Mapping[date, int]) -> list[CampaignBudget]:
        with self._ctx.read() as uow:
            found = uow.repository(Campaigns).between(store_id, date(year, 1, 1), date(year, 12, 31))
        made = []
        for one in found:
            if one.budget_fen is not None and one.start.year == year:
                spent = [fen for day, fen in days.items() if day in one.period]
                made.append(CampaignBudget(one.name, one.period, one.budget_fen, sum(spent) if spent else None))
        return made

    @one_read
    def products(self, store_id: int, month: date, programme: Programme | None = None) -> list[ProductCell]:
        """Budget and spend of a month by product, of one programme or all."""
        span = month_of(month)
        with self._ctx.read() as uow:
            budgets = uow.repository(AdsBudgets).between(store_id, span.start, span.end)
            titles = product_titles.product_titles(uow.connection, store_id)
            year = uow.repository(AdsBudgets).between(store_id, *_ends(year_of(month)))
        sorter = Sorter(programmes_of(year))
        parts = self._parts(store_id, span, self._kpi.ads_by_day(store_id))
        return product_cells(budgets, parts, sorter, titles, programme)

    @one_read
    def papers(self, store_id: int, year: int) -> AdsPapers:
        """What is printed of a year: the months of which anything is known, with their products and affiliates."""
        found = self.year(store_id, year)
        papers = []
        for month in found.months:
            affiliates = self._affiliates(store_id, month.month, f"{month.month.start:%Y-%m}")
            told = (affiliates.total.cost_fen, affiliates.total.sales_fen, affiliates.told_fen)
            if month.cells or month.campaigns or any(one is not None for one in told):
                products = tuple(self.products(store_id, month.month.start))
                papers.append(AdsPaper(month, products, affiliates, tuple(month_warnings(month))))
        return AdsPapers(year, found.balance, tuple(papers))

    @one_read
    def balance(self, store_id: int) -> AdsBalance | None:
        """The money in the ads account; ``None`` without a statement."""
        put_in = self._alerts.top_ups(store_id)
        if put_in is None:
            return None
        known = self._kpi.data_range(store_id)
        today = self._ctx.clock.today()
        account = None if known is None else self._alerts.ads_account(store_id, min(known.end, today))
        alert = None if account is None else ads_account_alert(account, self._alerts.limits(store_id).ads_days)
        return AdsBalance(
            left_fen=self._ledger.balances(store_id).ads,
            since=put_in.first,
            known_to=put_in.last,
            account=account,
            warning=None if alert is None else alert.text,
        )

    def budgets(self, store_id: int) -> list[AdsBudget]:
        """All budgets, the newest month first."""
        with self._ctx.read() as uow:
            return uow.repository(AdsBudgets).of_store(store_id)

    def keep_budget(self, budget: AdsBudget) -> AdsBudget:
        """Keep a budget.

        Raises:
            UserError: a field is outside its limits, or there is such a budget already.
        """
        budget = check_budget(budget)
        with self._ctx.open_uow(Text("Ads budget of {month} kept", month=f"{budget.month:%Y-%m}")) as uow:
            repository = uow.repository(AdsBudgets)
            kept = repository.update(budget) if budget.id is not None else repository.add(budget)
            uow.commit()
        return kept

    def remove_budget(self, budget: AdsBudget) -> None:
        """Take a budget away."""
        with self._ctx.open_uow(Text("Ads budget of {month} removed", month=f"{budget.month:%Y-%m}")) as uow:
            uow.repository(AdsBudgets).remove(budget)
            uow.commit()

    def set_budget(
        self, store_id: int, month: date, programme: Programme, fen: int | None, *, was: Was | None = None
    ) -> None:
        """Type what a whole programme may spend in a month; nothing takes it back, the budgets of products stay.

        ``was``: what its cell showed when it was typed.

        Raises:
            UserError: it is outside the limits, or the cell shows something else by now.
        """
        if programme == NO_PROGRAMME or programme.channel is None:
            return
        with self._ctx.read() as uow:
            old = uow.repository(AdsBudgets).same(store_id, month.replace(day=1), programme.channel, programme.plan)
            there = uow.repository(AdsBudgets).between(store_id, *_ends(month_of(month)))
        if was is not None:
            cell = month_cells(there, {}, Sorter(programmes_of(there))).get(programme)
            was.check(None if cell is None else cell.budget_fen, fen, format_yuan)
        if fen is None:
            if old is not None:
                self.remove_budget(old)
        elif old is not None:
            self.keep_budget(replace(old, amount_fen=fen))
        else:
            self.keep_budget(
                AdsBudget(
                    store_id=store_id, month=month, channel=programme.channel, plan=programme.plan, amount_fen=fen
                )
            )

    def start(self, store_id: int, choice: StartChoice) -> list[AdsBudget]:
        """The budgets of a published plan, not kept yet."""
        return start_budgets(store_id, choice, _presets()["preset"])

    def start_source(self) -> tuple[str, str]:
        """Who says so, and what else is said, in the language in use."""
        raw = _presets()
        return pick(raw["source_zh"], raw["source_en"]), pick(raw["note_zh"], raw["note_en"])

    def keep_start(self, budgets: Sequence[AdsBudget]) -> tuple[int, int]:
        """Keep budgets to begin with, in one step; a month that has one keeps it. Says how many are new and not."""
        with self._ctx.open_uow(Text("Budgets to begin with kept")) as uow:
            repository = uow.repository(AdsBudgets)
            new = [one for one in budgets if repository.same(one.store_id, one.month, one.channel, one.plan) is None]
            for one in new:
                repository.add(check_budget(one))
            uow.commit()
        return len(new), len(budgets) - len(new)

    # --- affiliates ------------------------------------------------------------------------------------------------

    @one_read
    def affiliates(self, store_id: int, year: int) -> AffiliateBoard:
        """The plans with what a year's reports say of each, and what affiliates cost by the statements."""
        return self._affiliates(store_id, year_of(date(year, 1, 1)), f"{year}")

    def _affiliates(self, store_id: int, span: Period, of: str) -> AffiliateBoard:
        with self._ctx.read() as uow:
            connection = uow.connection
            plans = uow.repository(AffiliatePlans).of_store(store_id)
            rows = ads_spend.affiliate_days(connection, store_id, span)
            covered = profit_sources.covered_days(connection, store_id, span)
            stated = ads_spend.commission_lines(connection, store_id, span)
            told = profit_sources.affiliate_stated(connection, store_id, span)
        lines = affiliate_lines(plans, rows)
        told = {day: fen for day, fen in told.items() if day not in covered}
        return AffiliateBoard(
            of=of,
            lines=tuple(lines),
            total=together(lines),
            stated_fen=sum(fen for day, fen in stated.items() if day in covered) if covered else None,
            stated_days=len(covered),
            told_fen=sum(told.values()) if told else None,
            told_days=len(told),
            warnings=tuple(plan_warnings(plans, self._ctx.clock.today())),
        )

    def keep_plan(self, plan: AffiliatePlan) -> AffiliatePlan:
        """Keep a plan of affiliates.

        Raises:
            UserError: a field is outside its limits, it ends before it begins, or there is such a plan already.
        """
        plan = check_plan(plan)
        with self._ctx.open_uow(Text("Affiliate plan “{name}” kept", name=plan.name)) as uow:
            repository = uow.repository(AffiliatePlans)
            kept = repository.update(plan) if plan.id is not None else repository.add(plan)
            uow.commit()
        return kept

    def remove_plan(self, plan: AffiliatePlan) -> None:
        """Take a plan away; its figures stay."""
        with self._ctx.open_uow(Text("Affiliate plan “{name}” removed", name=plan.name)) as uow:
            uow.repository(AffiliatePlans).remove(plan)
            uow.commit()


def _ends(period: Period) -> tuple[date, date]:
    return period.start, period.end


@lru_cache
def _presets() -> dict[str, Any]:
    return tomllib.loads(paths.resource("rules/ads-budgets.toml").read_text(encoding="utf-8"))
