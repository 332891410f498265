"""A festival beside last year's: the days around both at the same distance, as a chart and as a table."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.calendar.festivals import CalendarDay
from shopdesk.domain.calendar.year_earlier import Pair
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.kpi import Basis, Figures, Kpi, KpiTable, Unit, kpi
from shopdesk.domain.kpi.beside import around
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import decimal_text
from shopdesk.domain.periods import By
from shopdesk.gui.charts.data import ChartData, Mark, beside, chart_data
from shopdesk.gui.charts.trend_chart import TrendChart
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import current_language, sentences, tr
from shopdesk.infra.weekdays import weekday_text
from shopdesk.services.registry import Services

_NAME = "promotions.festival"
FIGURES = ("paid_amount", "paid_orders", "visitors_per_day")


@dataclass(frozen=True, slots=True)
class Around:
    """The figures of the days around a festival, this year's and last year's."""

    pair: Pair
    now: KpiTable
    then: KpiTable


@dataclass(frozen=True, slots=True)
class Row:
    """One distance from the festival, with the figures of both days; ``None`` for a day without any."""

    away: int
    day: date
    now: Figures | None
    then: Figures | None


def rows_of(found: Around) -> list[Row]:
    """A row for each distance, the earliest first."""
    now, then = ({row.period.start: row for row in table.rows} for table in (found.now, found.then))
    pair = found.pair
    return [
        Row((day - pair.now).days, day, now.get(day), then.get(pair.then + (day - pair.now)))
        for day in found.now.period.days()
    ]


class FestivalDialog(QDialog):
    """Days without data are gaps and dashes; nothing is added up over the days."""

    def __init__(self, context: PageContext, entry: CalendarDay, parent: QWidget) -> None:
        """Hold ``entry`` against the one of the year before."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self._context, self._entry = context, entry
        self._found: Around | None = None
        self._title = entry.name(current_language())
        self.setWindowTitle(tr("“{name}” beside last year's", name=self._title))
        roomy(self, 1220, 720)
        self.figure = named(QComboBox(), f"{_NAME}.figure", tr("Figure"))
        for code in FIGURES:
            self.figure.addItem(tr(kpi(code).name), code)
        self.figure.currentIndexChanged.connect(lambda _index: self._draw())
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.chart = TrendChart(context.theme)
        self.chart.setMinimumHeight(200)
        self.table = RecordTable(RecordTableModel(_columns()), f"{_NAME}.list", self.windowTitle())
        self.table.sort_by([(0, False)])
        panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        panel.offer_export(self.windowTitle())
        self.excel = button(f"{_NAME}.excel", tr("Export to Excel…"), panel.export)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.figure)
        head.addWidget(self.said, 1)
        foot.addWidget(self.excel)
        foot.addStretch(1)
        foot.addWidget(button(f"{_NAME}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.chart, 3)
        layout.addWidget(panel, 2)
        layout.addLayout(foot)
        self.look = Look(self, context, self._question, _load, self._show, covered=lambda: panel)

    def _question(self) -> Hashable:
        return self._context.store_id, self._entry

    def _show(self, found: Around | None) -> None:
        self._found = found
        self.excel.setEnabled(found is not None)
        if found is None:
            self.said.setText(tr("The calendar has no such day a year before."))
            return
        self.said.setText(_about(found))
        self.table.set_records(rows_of(found))
        self.table.fit_columns()
        self._draw()

    @property
    def data(self) -> ChartData | None:
        """What the chart shows."""
        if self._found is None:
            return None
        mark = Mark(self._found.pair.now, self._title, major=True)
        chart = chart_data(self._found.now, [self.figure.currentData()], (), (mark,))
        return beside(chart, self._found.then, None, 0)

    def _draw(self) -> None:
        data = self.data
        if data is not None:
            self.chart.set_data(data)


def _load(services: Services, question: tuple[int, CalendarDay]) -> Around | None:
    store_id, entry = question
    pair = services.calendar.year_earlier(store_id, entry)
    if pair is None:
        return None
    now, then = (
        services.kpi.periods(store_id, span.start, span.end, By.DAY, Basis.PAID, count_people=False)
        for span in around(pair.now, pair.then)
    )
    return Around(pair, now, then)


def _about(found: Around) -> str:
    """Which days stand beside each other, and of how many the figures are known."""
    length = found.now.period.length
    return sentences(
        [
            tr("The dashed line is the year before."),
            tr(
                "Day 0 is {now}, last time {then}.",
                now=found.pair.now.isoformat(),
                then=found.pair.then.isoformat(),
            ),
            tr(
                "Figures are known of {now} of {all} days now, and of {then} then; days without are gaps.",
                now=len(found.now.rows),
                then=len(found.then.rows),
                all=length,
            ),
        ]
    )


def _columns() -> list[Column[Row]]:
    columns: list[Column[Row]] = [
        Column(
            tr("Days to it"),
            lambda row: row.away,
            text=lambda away: f"{away:+d}" if away else "0",
            numeric=True,
            name="away",
        ),
        Column(tr("Day"), lambda row: row.day, text=str, width=96, name="day", field=Field("day", Kind.DAY)),
        Column(tr("Weekday"), lambda row: weekday_text(row.day), width=72, name="weekday"),
    ]
    for code in FIGURES:
        item = kpi(code)
        kind = Kind.MONEY if item.unit is Unit.MONEY else Kind.COUNT
        for side, header in (
            ("now", tr("{name}, now", name=item.name)),
            ("then", tr("{name}, a year before", name=item.name)),
        ):
            columns.append(
                Column(
                    header,
                    partial(_figure, code, side),
                    text=partial(_shown, item),
                    numeric=True,
                    name=f"{code}_{side}",
                    field=Field(f"{code}_{side}", kind, additive=False),
                )
            )
    return columns


def _shown(item: Kpi, value: Any) -> str:
    """Of one day people are whole."""
    return decimal_text(Decimal(value), 0) if item.unit is Unit.NUMBER else shown(item, value)


def _figure(code: str, side: str, row: Row) -> Any:
    figures = row.now if side == "now" else row.then
    return None if figures is None else figures[code]
