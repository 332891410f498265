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
from shopdesk.domain.kpi.pay_hours import AMOUNT
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
        drawing: ``module:class`` of ``gui/charts``, imported when the chart is first opened.
        measures: what it can show, by name; none where there is one thing only.
        nothing: what to import where nothing is known.
    """

    name: str
    title: Text
    question: Text
    answer: Callable[[Services, ChartQuestion], ChartAnswer]
    drawing: str
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
        drawing="heat_map:HeatMap",
        measures=_PAID_OR_ORDERS,
        nothing=Text("Import an order report with pay times of these days, or choose other days."),
    ),
)
