"""What the charts of the KPI page answer, each about one span of a store; reads only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.nouns import ROLE_NAMES
from shopdesk.domain.kpi import slice_charts
from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.domain.kpi.compare import compared_with
from shopdesk.domain.kpi.funnel import funnel
from shopdesk.domain.kpi.kinds import Basis, Source
from shopdesk.domain.kpi.near import spans_near
from shopdesk.domain.kpi.pay_hours import pay_hours
from shopdesk.domain.kpi.product_charts import ProductSum, by_class, pareto, traffic
from shopdesk.domain.kpi.rating_chart import ratings
from shopdesk.domain.periods import By, Period
from shopdesk.domain.products import LIFE_NAMES
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import kpi_breakdown as breakdown
from shopdesk.storage.queries import kpi_charts as queries
from shopdesk.storage.repositories.products import Products

if TYPE_CHECKING:
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.kpi_definitions import DefinitionService


class ChartService:
    """One method for each chart; the rule behind it is a module of the domain."""

    def __init__(self, ctx: ServiceContext, definitions: DefinitionService, kpi: KpiService) -> None:
        """Work within ``ctx``; scores are figures of ``kpi``."""
        self._ctx = ctx
        self._definitions = definitions
        self._kpi = kpi

    @one_read
    def near(self, store_id: int, source: Source | None, period: Period) -> tuple[Period, ...]:
        """Spans as long as ``period`` that end or begin at the nearest day with a row of ``source``, the nearer first.

        ``None`` asks for looks at competitors.
        """
        with self._ctx.read() as uow:
            before, after = queries.nearest_days(uow.connection, store_id, source, period)
        return spans_near(period, before, after)

    @one_read
    def pay_hours(self, store_id: int, period: Period, measure: str = "") -> ChartAnswer:
        """When buyers pay, by weekday and hour; ``measure`` as of the rule."""
        with self._ctx.read() as uow:
            known = queries.days_with_orders(uow.connection, store_id, period)
            sums = queries.pay_hours(uow.connection, store_id, period)
        return pay_hours(period, known, sums, measure)

    @one_read
    def pareto(self, store_id: int, period: Period) -> ChartAnswer:
        """Which few products bring most of the sales."""
        return pareto(period, self._products(store_id, period))

    @one_read
    def traffic(self, store_id: int, period: Period) -> ChartAnswer:
        """Which products have visitors and which convert them."""
        return traffic(period, self._products(store_id, period))

    @one_read
    def by_class(self, store_id: int, period: Period, measure: str) -> ChartAnswer:
        """What the classes of products sold: a measure of ``RANGE_MEASURES``."""
        products = self._products(store_id, period)
        with self._ctx.read() as uow:
            said = {one.product_id: one for one in uow.repository(Products).of_store(store_id)}
        if measure == "group":
            own = {product: one.product_group for product, one in said.items() if one.product_group}
            classes = {one.product_id: own.get(one.product_id, one.category) for one in products}
            names: dict[str, Text | str] = {name: name for name in sorted(set(classes.values()))}
        else:
            found = {product: getattr(one, measure) for product, one in said.items()}
            classes = {product: str(value) for product, value in found.items() if value is not None}
            wording = ROLE_NAMES if measure == "role" else LIFE_NAMES
            names = {str(code): name for code, name in wording.items()}
        return by_class(period, products, classes, names)

    def _products(self, store_id: int, period: Period) -> list[ProductSum]:
        with self._ctx.read() as uow:
            return queries.product_sums(uow.connection, store_id, period)

    @one_read
    def funnel(self, store_id: int, period: Period) -> ChartAnswer:
        """How far visitors get."""
        with self._ctx.read() as uow:
            return funnel(period, queries.funnel_days(uow.connection, store_id, period))

    @one_read
    def channels(self, store_id: int, period: Period, by: By, measure: str) -> ChartAnswer:
        """A measure of ``CHANNEL_MEASURES`` by channel over time."""
        with self._ctx.read() as uow:
            days = queries.channel_days_of(uow.connection, store_id, period, measure)
        return slice_charts.channels_over_time(period, by, measure, days)

    @one_read
    def ads(self, store_id: int, period: Period) -> ChartAnswer:
        """What ads cost against what they brought."""
        with self._ctx.read() as uow:
            return slice_charts.ads(period, queries.ad_sums(uow.connection, store_id, period))

    @one_read
    def provinces(self, store_id: int, period: Period, basis: Basis) -> ChartAnswer:
        """Where buyers live."""
        with self._ctx.read() as uow:
            lines = breakdown.regions(uow.connection, store_id, period, basis, compared_with(period))
            unknown = queries.without_province(uow.connection, store_id, period, basis)
        return slice_charts.provinces(period, lines, unknown)

    @one_read
    def ratings(self, store_id: int, period: Period, by: By) -> ChartAnswer:
        """How the scores of the store went."""
        table = self._kpi.periods(
            store_id, period.start, period.end, by, sources={Source.STORE_DAYS}, count_people=False
        )
        return ratings(table, self._definitions.changes(store_id))

    @one_read
    def service_people(self, store_id: int, period: Period) -> ChartAnswer:
        """What service people sold."""
        with self._ctx.read() as uow:
            return slice_charts.service_people(period, queries.agent_sums(uow.connection, store_id, period))

    @one_read
    def closed_orders(self, store_id: int, period: Period) -> ChartAnswer:
        """Why orders were closed."""
        with self._ctx.read() as uow:
            return slice_charts.closed_orders(period, queries.closed_reasons(uow.connection, store_id, period))
