"""The charts of the KPI page, each said once: its question, what answers it, what draws it.

A further chart is a rule in the domain, a method of ``ChartService``, and one entry here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.chart_answer import ChartAnswer
from shopdesk.domain.kpi.competitor_chart import COMPETITOR_MEASURES
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.pay_hours import AMOUNT
from shopdesk.domain.kpi.product_charts import RANGE_MEASURES
from shopdesk.domain.kpi.slice_charts import CHANNEL_MEASURES
from shopdesk.domain.periods import By, Period
from shopdesk.domain.text import Text

if TYPE_CHECKING:
    from shopdesk.gui.charts.answer_drawing import AnswerDrawing
    from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class ChartQuestion:
    """What a chart is asked: of a store, days, step and basis; ``measure`` is one of its choices."""

    store_id: int
    period: Period
    by: By
    basis: Basis
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Attributes:
        name: of its part and its objects.
        title: on its tab.
        question: what its reader wants to know.
        answer: asks the service; runs on the database thread.
        reads: of which imports it is, to find days that have some; ``None``: looks at competitors.
        drawing: ``module:class`` of ``gui/charts``, imported when the chart is first opened. Behind the points of a
            :class:`~shopdesk.gui.charts.time_drawing.TimeDrawing` stand campaigns and notes.
        measures: what it can show, by name; none where there is one thing only.
        nothing: what to import where nothing is known.
    """

    name: str
    title: Text
    question: Text
    answer: Callable[[Services, ChartQuestion], ChartAnswer]
    drawing: str
    reads: Source | None = None
    measures: tuple[tuple[str, Text], ...] = ()
    nothing: Text

    def drawing_kind(self) -> type[AnswerDrawing]:
        """The class that draws it."""
        module, name = self.drawing.split(":")
        kind: type[AnswerDrawing] = getattr(import_module(f"shopdesk.gui.charts.{module}"), name)
        return kind


_PAID_OR_ORDERS = (("orders", Text("Paid orders")), (AMOUNT, Text("Paid amount")))

CHARTS: tuple[Chart, ...] = (
    Chart(
        name="hours",
        title=Text("Hours", context="chart"),
        question=Text("At which hours of which weekdays do buyers pay?"),
        answer=lambda services, asked: services.charts.pay_hours(asked.store_id, asked.period, asked.measure),
        reads=Source.ORDERS,
        drawing="heat_map:HeatMap",
        measures=_PAID_OR_ORDERS,
        nothing=Text("Import an order report with pay times of these days, or choose other days."),
    ),
    Chart(
        name="pareto",
        title=Text("Best products"),
        question=Text("Which few products bring most of the sales?"),
        answer=lambda services, asked: services.charts.pareto(asked.store_id, asked.period),
        reads=Source.PRODUCTS,
        drawing="pareto_chart:ParetoChart",
        nothing=Text("Import a product report of these days, or choose other days."),
    ),
    Chart(
        name="traffic",
        title=Text("Traffic and conversion"),
        question=Text("Which products have visitors but few buyers, and the other way round?"),
        answer=lambda services, asked: services.charts.traffic(asked.store_id, asked.period),
        reads=Source.PRODUCTS,
        drawing="scatter_chart:ScatterChart",
        nothing=Text("Import a product report with visitors and buyers of these days, or choose other days."),
    ),
    Chart(
        name="range",
        title=Text("Range"),
        question=Text("Which roles and stages of life does the range sell by?"),
        answer=lambda services, asked: services.charts.by_class(asked.store_id, asked.period, asked.measure),
        reads=Source.PRODUCTS,
        drawing="bar_list:BarList",
        measures=RANGE_MEASURES,
        nothing=Text("Import a product report of these days, or choose other days."),
    ),
    Chart(
        name="funnel",
        title=Text("Funnel"),
        question=Text("How far do visitors get, and where are they lost?"),
        answer=lambda services, asked: services.charts.funnel(asked.store_id, asked.period),
        reads=Source.STORE_DAYS,
        drawing="bar_list:BarList",
        nothing=Text("Import the platform's daily store table of these days, or choose other days."),
    ),
    Chart(
        name="channels",
        title=Text("Channels over time"),
        question=Text("What does each channel bring, and how does that change?"),
        answer=lambda services, asked: services.charts.channels(asked.store_id, asked.period, asked.by, asked.measure),
        reads=Source.CHANNELS,
        drawing="stacked_columns:StackedColumns",
        measures=CHANNEL_MEASURES,
        nothing=Text("Import an ads report or a traffic report of these days, or choose other days."),
    ),
    Chart(
        name="ads",
        title=Text("Ads"),
        question=Text("Which ads are worth what they cost?"),
        answer=lambda services, asked: services.charts.ads(asked.store_id, asked.period),
        reads=Source.CHANNELS,
        drawing="scatter_chart:ScatterChart",
        nothing=Text("Import an ads report with cost and sales of these days, or choose other days."),
    ),
    Chart(
        name="provinces",
        title=Text("Provinces"),
        question=Text("Where do the buyers live?"),
        answer=lambda services, asked: services.charts.provinces(asked.store_id, asked.period, asked.basis),
        reads=Source.ORDERS,
        drawing="bar_list:BarList",
        nothing=Text("Import an order report with addresses of these days, or choose other days."),
    ),
    Chart(
        name="service",
        title=Text("Service people"),
        question=Text("What do the service people sell?"),
        answer=lambda services, asked: services.charts.service_people(asked.store_id, asked.period),
        reads=Source.SERVICE,
        drawing="bar_list:BarList",
        nothing=Text("Import a customer service report by person of these days, or choose other days."),
    ),
    Chart(
        name="ratings",
        title=Text("Ratings", context="chart"),
        question=Text("Do buyers become more content?"),
        answer=lambda services, asked: services.charts.ratings(asked.store_id, asked.period, asked.by),
        reads=Source.STORE_DAYS,
        drawing="score_lines:ScoreLines",
        nothing=Text("Import the platform's daily store table with its scores of these days, or choose other days."),
    ),
    Chart(
        name="closed",
        title=Text("Closed orders"),
        question=Text("Why were orders closed?"),
        answer=lambda services, asked: services.charts.closed_orders(asked.store_id, asked.period),
        reads=Source.ORDERS,
        drawing="bar_list:BarList",
        nothing=Text("Import an order report that says why orders were closed, or choose other days."),
    ),
    Chart(
        name="competitors",
        title=Text("Competitors over time"),
        question=Text("How do figures of the competitors move beside ours?"),
        answer=lambda services, asked: services.competitors.over_time(asked.store_id, asked.period, asked.measure),
        drawing="range_lines:RangeLines",
        measures=COMPETITOR_MEASURES,
        nothing=Text("Enter what you saw of a competitor in Market, or choose days in which you looked."),
    ),
)
