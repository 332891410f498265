"""What the charts of the KPI page answer, each about one span of a store; reads only."""

from __future__ import annotations

from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.domain.kpi.pay_hours import pay_hours
from shopdesk.domain.periods import Period
from shopdesk.services.context import ServiceContext
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import kpi_charts as queries


class ChartService:
    """One method for each chart; the rule behind it is a module of the domain."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    @one_read
    def pay_hours(self, store_id: int, period: Period, measure: str = "") -> ChartAnswer:
        """When buyers pay, by weekday and hour; ``measure`` as of the rule."""
        with self._ctx.read() as uow:
            known = queries.days_with_orders(uow.connection, store_id, period)
            sums = queries.pay_hours(uow.connection, store_id, period)
        return pay_hours(period, known, sums, measure)
