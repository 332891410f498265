"""The business as a whole: the last computed month with its sales, pay and costs, to try changes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound
from shopdesk.domain.kpi import Basis
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.people_cost import costs_of, whole_cost
from shopdesk.domain.periods import month_of
from shopdesk.domain.rights import READ
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.domain.whatif import Costs, Scenario, Today, scenario
from shopdesk.domain.whatif_fields import Row
from shopdesk.services.payroll.rulebook import shipped_schemes

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.payroll.service import PayrollService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.setup.service import SetupService
    from shopdesk.services.stores import StoreService
    from shopdesk.services.tiers import TierService


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessView:
    """The month that changes are tried on, how it was, and the names of departments. ``notices``: worth a word."""

    month: date
    today: Today
    as_it_was: Scenario
    departments: dict[str, str]
    notices: tuple[Text, ...]


class BusinessService:
    """Brings together what tiers, payroll, KPIs and setup know."""

    def __init__(
        self,
        ctx: ServiceContext,
        *,
        kpi: KpiService,
        payroll: PayrollService,
        people: PeopleService,
        setup: SetupService,
        stores: StoreService,
        tiers: TierService,
    ) -> None:
        """Work within ``ctx`` with what the others answer."""
        self._ctx = ctx
        self._kpi = kpi
        self._payroll = payroll
        self._people = people
        self._setup = setup
        self._stores = stores
        self._tiers = tiers

    def view(self, store_id: int) -> BusinessView | None:
        """The last computed month as it was; ``None`` where no month is computed yet.

        Raises:
            UserError: a figure of the payroll contradicts another.
        """
        # Without it one would be told that no month is computed, where months are and are not theirs to see.
        self._ctx.rights.check(READ, "pay_schemes")
        self._ctx.ask_ahead(
            lambda: self._payroll.runs(store_id), lambda: self._tiers.view(store_id), lambda: self._fees(store_id)
        )
        runs = self._payroll.runs(store_id)
        if not runs:
            return None
        run = runs[-1]
        month = month_of(run.month)
        self._ctx.ask_ahead(
            lambda: self._payroll.gather(store_id, run.month), lambda: self._payroll.paid(store_id, month=run.month)
        )
        figures = self._kpi.totals(store_id, month.start, month.end, Basis.PAID)
        refunds, orders, ads = (_whole(figures.get(code)) for code in ("refund_amount", "paid_orders", "ad_spend"))
        plan = self._tiers.view(store_id)
        today = Today(
            inputs=self._payroll.gather(store_id, run.month).inputs,
            refunds_fen=refunds,
            orders=orders,
            costs=Costs(platform_rate=self._fees(store_id), ads_fen=ads),
            ladder=plan.choice.ladder,
            schemes=shipped_schemes(),
        )
        was = scenario(today)
        return BusinessView(
            month=run.month,
            today=today,
            as_it_was=was,
            departments=self._people.catalogue.department_names(store_id),
            notices=tuple(self._notices(store_id, run.month, was)),
        )

    def write(
        self,
        store_id: int,
        month: date,
        headings: Sequence[str],
        rows: Sequence[Row],
        notes: Sequence[str],
        target: Path,
    ) -> None:
        """Write a comparison as a workbook.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.whatif_book import write_comparison

        write_comparison(self._stores.get(store_id).name, month, headings, rows, notes, target)

    def _fees(self, store_id: int) -> Decimal | None:
        """The share of sales that the platform takes by the fee rules of Setup; ``None`` where they do not know it."""
        try:
            return self._setup.fees.view(store_id, self._ctx.clock.today()).estimate.share_of_sales
        except NotFound:
            return None

    def _notices(self, store_id: int, month: date, was: Scenario) -> list[Text]:
        wages, *apart = self._payroll.paid(store_id, month=month)
        name, found = f"{month:%Y-%m}", []
        if whole_cost(costs_of([wages])) != was.cost_fen:
            found.append(
                Text(
                    "Figures of {month} have changed since it was computed: today's column is reckoned from those of "
                    "now.",
                    month=name,
                )
            )
        if apart:
            cost = whole_cost(costs_of(apart))
            found.append(
                Text(
                    "What was paid apart from the wages of {month} is not in these columns: {amount}.",
                    month=name,
                    amount=NO_DATA if cost is None else format_yuan(cost),
                )
            )
        return found


def _whole(value: int | Decimal | None) -> int | None:
    return None if value is None else int(value)
