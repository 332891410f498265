"""The sample store: fifteen months of invented business that fits together, to look around in and to test with."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain

from shopdesk.domain.errors import UserError
from shopdesk.domain.orders import Order
from shopdesk.domain.periods import month_of
from shopdesk.domain.sample.figures import DayFigures, Figures
from shopdesk.domain.sample.items import Items, SampleItem
from shopdesk.domain.sample.shape import Shape
from shopdesk.domain.sample.trade import Trade
from shopdesk.domain.stores import Platform, Store, StoreType
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.ads import add_ads
from shopdesk.services.demo.assortment import add_assortment
from shopdesk.services.demo.bundle import add_bundle
from shopdesk.services.demo.campaigns import add_campaigns
from shopdesk.services.demo.costs import add_costs
from shopdesk.services.demo.growth import add_growth
from shopdesk.services.demo.handbook import add_handbook
from shopdesk.services.demo.market import add_market
from shopdesk.services.demo.meetings import add_meetings
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.payroll import add_wages, enter_pay_data
from shopdesk.services.demo.plan import SamplePlan, load_plan
from shopdesk.services.demo.preparation import add_preparation
from shopdesk.services.demo.roster import add_roster
from shopdesk.services.demo.setup import advance_setup, pay_budget
from shopdesk.services.demo.statement import add_statement
from shopdesk.services.demo.suppliers import add_suppliers
from shopdesk.services.demo.team import add_team, service_names
from shopdesk.services.demo.worksheets import add_worksheets
from shopdesk.storage import port
from shopdesk.storage.queries import order_days
from shopdesk.storage.queries.bulk_records import insert_records
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.tables.figures import channel_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_items, orders

MONTHS = 15
_log = logging.getLogger(__name__)

Report = Callable[[int, int, str], None]


class DemoService:
    """Makes the sample store."""

    def __init__(self, ctx: ServiceContext, nouns: Nouns) -> None:
        """Fill the store through the services of ``nouns``, as its owner would."""
        self._ctx = ctx
        self._nouns = nouns

    def create(self, seed: int = 1, progress: Report | None = None) -> Store:
        """A sample store with data up to yesterday; the same seed on the same day gives the same figures.

        It is made wholly or not at all: what a killed program leaves of it goes at the next start. Other programs may
        have the data open meanwhile; they see it when it is whole. Of two that make a first store, the second waits.

        Raises:
            UserError: there is one already.
        """
        with self._ctx.lock.first_store():
            return self._create(seed, progress or _silent)

    def _create(self, seed: int, progress: Report) -> Store:
        stores = self._nouns.stores
        if any(store.sample for store in stores.all()):
            raise UserError(Text("The sample store is there already. Choose it at the top of the window."))
        today = self._ctx.clock.today()
        plan = load_plan(_first_day(today), today)
        store = stores.create(plan.store_name, Platform.TMALL, StoreType.FLAGSHIP, sample=True, half_made=True)
        try:
            self._fill(store, plan, seed, progress)
        except BaseException:
            _log.info("the sample store could not be completed and is removed")
            self.remove(store.id or 0)
            raise
        stores.finish(store)
        self._nouns.history.forget()
        return store

    def remove(self, store_id: int) -> None:
        """Remove the sample store with everything in it.

        Raises:
            UserError: the store is not a sample.
        """
        with self._ctx.open_uow(Text("Sample store removed")) as uow:
            repository = uow.repository(Stores)
            if not repository.get(store_id).sample:
                raise UserError(Text("Only the sample store can be removed this way."))
            repository.remove(store_id)
            uow.touch(
                "orders",
                "order_items",
                "products",
                "campaigns",
                "people",
                "worksheets",
                "problems",
                "setup_steps",
                "setup_visits",
                "shifts",
                "roster_days",
            )
            uow.touch("imports", "statement_lines", "statement_days", "statement_gaps", "statement_spans")
            uow.touch("pay_runs", "pay_slips", "pay_lines", "pay_inputs", "pay_values")
            uow.touch(
                "meeting_points",
                "problem_events",
                "handbook_entries",
                "handbook_ticks",
                "standing_tasks",
                "standing_done",
                "inspection_rounds",
                "inspection_marks",
            )
            uow.touch("competitors", "competitor_looks", "keywords", "keyword_days", "title_tests")
            uow.touch("assortment_rows", "ads_budgets", "affiliate_plans")
            uow.touch("setup_budgets", "setup_budget_phases", "setup_budget_lines", "setup_budget_actuals")
            uow.touch("prepared", "suppliers", "supplier_terms", "supplier_weights", "supplier_prices")
            uow.touch("unit_costs", "courier_choices", "courier_rates", "dated_costs", "tax_quarters")
            uow.touch("scorecards", "score_entries", "settled_scores", "design_jobs", "trainings", "training_items")
            uow.commit()
        self._nouns.history.forget()

    def _fill(self, store: Store, plan: SamplePlan, seed: int, progress: Report) -> None:
        store_id = store.id or 0
        steps: tuple[tuple[Text, Callable[[], None]], ...] = (
            (Text("Hiring the team"), lambda: add_team(self._ctx, self._nouns, store, plan)),
            (Text("Planning the roster"), lambda: add_roster(self._ctx, store, plan)),
            (Text("Planning campaigns"), lambda: add_campaigns(self._ctx, self._nouns, store, plan)),
            (Text("Taking orders"), lambda: self._trade(store_id, plan, seed)),
            (Text("Setting budgets of ads"), lambda: add_ads(self._ctx, self._nouns, store, plan)),
            (Text("Entering costs"), lambda: add_costs(self._nouns, store, plan)),
            (Text("Entering pay data"), lambda: enter_pay_data(self._ctx, self._nouns, store, plan)),
            (Text("Filling in scorecards"), lambda: add_growth(self._nouns, store, plan)),
            (Text("Computing the wages"), lambda: add_wages(self._nouns, store, plan)),
            (Text("Setting targets"), lambda: self._set_targets(store_id, plan)),
            (Text("Ticking off the setup checklist"), lambda: advance_setup(self._ctx, self._nouns, store, plan)),
            (Text("Taking in the statement"), lambda: add_statement(self._ctx, self._nouns, store, plan)),
            (Text("Paying what the opening needs"), lambda: pay_budget(self._nouns, store, plan)),
            (Text("Holding orders against the money"), lambda: self._match(store_id)),
            (Text("Filling the daily worksheets"), lambda: add_worksheets(self._ctx, self._nouns, store, plan, seed)),
            (Text("Holding the meetings"), lambda: add_meetings(self._nouns, store, plan)),
            (Text("Writing the handbook"), lambda: add_handbook(self._ctx, self._nouns, store, plan)),
            (Text("Looking at the market"), lambda: add_market(self._ctx, self._nouns, store, plan, seed)),
            (Text("Preparing the opening"), lambda: add_preparation(self._ctx, self._nouns, store, plan)),
            (Text("Comparing suppliers"), lambda: add_suppliers(self._ctx, store, plan)),
            (Text("Planning a bundle"), lambda: add_bundle(self._nouns, store, plan)),
            (Text("Planning the range"), lambda: add_assortment(self._ctx, self._nouns, store, plan)),
        )
        for number, (title, step) in enumerate(steps):
            progress(number, len(steps), tr(title))
            step()
        progress(len(steps), len(steps), "")

    def _trade(self, store_id: int, plan: SamplePlan, seed: int) -> None:
        shape = plan.shape
        trade = Trade(store_id, seed, shape, plan.products, self._ctx.clock.now())
        placed = {day: list(trade.orders(day)) for day in plan.days()}
        paid: dict[date, list[Order]] = defaultdict(list)
        for day_orders in placed.values():
            for order in day_orders:
                if order.paid_day is not None:
                    paid[order.paid_day].append(order)
        items = Items(plan.products)
        held = {order.order_key: items.of(order) for day_orders in placed.values() for order in day_orders}
        figures = Figures(store_id, seed, shape, plan.products)
        made: list[DayFigures] = [
            figures.of(day, paid[day], placed[day], service_names(plan, day), _items_of(paid[day], held))
            for day in plan.days()
        ]
        with self._ctx.open_uow(Text("Sample data written")) as uow:
            connection = uow.connection
            insert_records(connection, orders, (order for day in plan.days() for order in placed[day]))
            insert_records(connection, order_items, chain.from_iterable(held.values()))
            order_days.rebuild(connection, store_id)
            insert_records(connection, store_days, (day.store for day in made))
            insert_records(connection, product_days, (row for day in made for row in day.products))
            insert_records(connection, channel_days, (row for day in made for row in day.channels))
            insert_records(connection, service_days, (row for day in made for row in day.service))
            port.of(connection).refresh_statistics(connection)
            uow.touch("orders", "order_items", "order_days", "order_hours")
            uow.touch("store_days", "product_days", "channel_days", "service_days")
            uow.commit()

    def _match(self, store_id: int) -> None:
        """Hold the orders against the statements, and close two months; the last whole one is left for its owner."""
        matching = self._nouns.matching
        matching.recount(store_id, Text("Sample data written"))
        whole = sorted(view.month for view in matching.months.all(store_id) if view.is_whole)
        for month in whole[-3:-1]:
            matching.months.close(store_id, month)

    def _set_targets(self, store_id: int, plan: SamplePlan) -> None:
        """Targets a little above what the shape of the year promises, as an owner sets them."""
        targets = self._nouns.targets
        month = month_of(plan.shape.first)
        while month.start <= month_of(plan.today).end:
            days = list(month.days())
            promised = sum(_promised(plan.shape, day, plan.usual_value) for day in days)
            targets.set_month(store_id, month.start, promised // 500_000 * 500_000 + 500_000)
            month = month_of(month.end + timedelta(days=1))


def _items_of(orders: list[Order], held: dict[str, list[SampleItem]]) -> list[SampleItem]:
    return [item for order in orders for item in held[order.order_key]]


def _promised(shape: Shape, day: date, usual_value: int) -> int:
    return round(shape.visitors(day) * shape.conversion(day)) * usual_value


def _first_day(today: date) -> date:
    month = today.year * 12 + today.month - 1 - MONTHS
    return date(month // 12, month % 12 + 1, 1)


def _silent(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""
