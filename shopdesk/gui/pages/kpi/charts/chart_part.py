"""The frame of every chart: its question, what is seen in words, the drawing, the table beside it, where it is from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import NUMBERS, Field, Reader
from shopdesk.domain.kpi.chart_answer import ChartAnswer, Point, Seen
from shopdesk.gui.charts.answer_drawing import cell_text, heading_text
from shopdesk.gui.charts.answer_files import AnswerFiles
from shopdesk.gui.charts.time_drawing import TimeDrawing
from shopdesk.gui.pages.kpi.cells import FiguresPanel
from shopdesk.gui.pages.kpi.charts.declarations import Chart, ChartQuestion
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.loading import Backdrop, beside_of
from shopdesk.gui.pages.kpi.rows_dialog import open_rows
from shopdesk.gui.pages.kpi.rows_of import RowsOf
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.domain.periods import Period
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


class ChartPart(Part):
    """Shows one chart of the days chosen above; drawing and table open the rows behind their points.

    ``look_wanted`` carries the look at a competitor that is behind the point that was opened, ``days_wanted`` the
    nearest days that have something to draw.
    """

    look_wanted = Signal(int)
    days_wanted = Signal(object)

    def __init__(
        self,
        context: PageContext,
        chart: Chart,
        asked: Callable[[str], ChartQuestion],
        parent: QWidget | None = None,
        *,
        place: str = "kpi.charts",
    ) -> None:
        """``asked`` says what is chosen above, with the measure chosen here; ``place`` begins the names of objects."""
        super().__init__(context, parent)
        self.chart, self._asked = chart, asked
        name = f"{place}.{chart.name}"
        self.setObjectName(name)
        self._reader = Reader(today=context.clock.today(), say=tr)
        self._shown: ChartQuestion | None = None
        self.measure = named(QComboBox(), f"{name}.measure", tr("What is shown"))
        for code, label in chart.measures:
            self.measure.addItem(tr(label), code)
        self.measure.currentIndexChanged.connect(lambda _index: self.refresh())
        kind = chart.drawing_kind()
        self._over_time = issubclass(kind, TimeDrawing)
        self.drawing = kind(context.theme, f"{name}.drawing", tr(chart.question))
        self.drawing.opened.connect(self._open_place)
        self.files = AnswerFiles(context, self, tr(chart.title))
        self.save = self.files.button(f"{name}.save", self.drawing, context.theme)
        self.said = words(name=f"{name}.said")
        self.source = words(name=f"{name}.source", role="muted")
        self.lacking = words(name=f"{name}.lacking", tone="warning")
        self.panel: FiguresPanel | None = None
        self._fields: tuple[Field, ...] = ()
        self._table_box = QVBoxLayout()
        self._table_box.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(tr("Nothing to draw in these days"), tr(chart.nothing), action=self._go_near)
        self.empty.button.setObjectName(f"{name}.near")
        self._near: Period | None = None
        self._box = QWidget()
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        question = words(tr(self.chart.question), role="subtitle")
        head.addWidget(question, 1)
        head.addWidget(self.measure)
        head.addWidget(self.save)
        frame, table = QFrame(), QWidget()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self.drawing)
        table.setLayout(self._table_box)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(SplitView(frame, table, (7, 3)), 1)
        column.addWidget(self.lacking)
        column.addWidget(self.source)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._box, 1)
        layout.addWidget(self.empty, 1)
        self.empty.hide()
        # Only now: what is shown before it lies in anything is a window of its own and takes the keyboard.
        self.measure.setVisible(len(self.chart.measures) > 1)

    # Asking and answering ---------------------------------------------------------------------------------------------

    def question(self) -> Hashable:
        """What is chosen above and here."""
        return self._asked(self.measure.currentData() or "")

    def load(self, services: Services, question: Any) -> tuple[ChartQuestion, ChartAnswer, Backdrop, Period | None]:
        """The chart's answer, what stands behind it where it goes over time, and other days where it has none."""
        beside: Backdrop = beside_of(services, question.store_id, question.period) if self._over_time else ((), ())
        found = self.chart.answer(services, question)
        return question, found, beside, None if found.points else self._nearest(services, question)

    def _nearest(self, services: Services, question: ChartQuestion) -> Period | None:
        """The nearest days, as many as were asked for, in which this chart has a point."""
        for period in services.charts.near(question.store_id, self.chart.reads, question.period):
            if self.chart.answer(services, replace(question, period=period)).points:
                return period
        return None

    def populate(self, answer: tuple[ChartQuestion, ChartAnswer, Backdrop, Period | None]) -> None:
        """Draw it, list it, say it."""
        self._shown, found, beside, self._near = answer
        if isinstance(self.drawing, TimeDrawing):
            self.drawing.show_beside(*beside)
        known = bool(found.points)
        self._box.setVisible(known)
        self.save.setEnabled(known)
        self.empty.setVisible(not known)
        self.empty.hint.setText("\n".join([tr(self.chart.nothing), *map(tr, found.lacking)]))
        self.empty.button.setVisible(self._near is not None)
        if self._near is not None:
            self.empty.button.setText(tr("Show {days}", days=days_text(self._near)))
        self.drawing.show_answer(found, self._reader)
        self.said.setText(sentences(map(tr, found.said)))
        self.lacking.setText("\n".join(map(tr, found.lacking)))
        self.lacking.setVisible(bool(found.lacking))
        days = days_text(self._shown.period)
        self.source.setText(tr("{days}. {source}", days=days, source=tr(found.source)))
        self.files.show(found, f"{self.context.store.name} {days}")
        if known:
            self._show_table(found)

    def _show_table(self, answer: ChartAnswer) -> None:
        if self.panel is None or self._fields != answer.fields:
            if self.panel is not None:
                self._table_box.removeWidget(self.panel)
                self.panel.deleteLater()
            self._fields = answer.fields
            self.panel = FiguresPanel(self.context, f"{self.objectName()}.table", tr(self.chart.title), self._columns())
            self.panel.offer_rows(lambda _column, point: self._open(point))
            self.panel.table.chosen.connect(self._on_chosen)
            self._table_box.addWidget(self.panel)
        self.panel.show_lines(answer.points)

    def _columns(self) -> list[Column[Any]]:
        return [
            Column(
                heading_text(field),
                partial(_cell, place),
                text=partial(cell_text, field, reader=self._reader),
                numeric=field.kind in NUMBERS,
                name=field.name,
                field=field,
            )
            for place, field in enumerate(self._fields)
        ]

    def _go_near(self) -> None:
        if self._near is not None:
            self.days_wanted.emit(self._near)

    # What the reader does ---------------------------------------------------------------------------------------------

    def _on_chosen(self, point: Point | None) -> None:
        """The point that is chosen in the table is framed in the drawing."""
        answer = self.drawing.answer
        if answer is not None and point is not None and not self.drawing.hasFocus():
            self.drawing.point = next((at for at, one in enumerate(answer.points) if one is point), -1)
            self.drawing.update()

    def _open_place(self, place: int) -> None:
        if self.drawing.answer is not None:
            self._open(self.drawing.answer.points[place])

    def _open(self, point: Point) -> None:
        behind, shown = point.behind, self._shown
        if behind is None or shown is None:
            return
        if isinstance(behind, Seen):
            self.look_wanted.emit(behind.look_id)
            return
        open_rows(self.context, RowsOf.behind(behind, shown.basis), self)


def _cell(place: int, point: Point) -> Any:
    return point.cells[place]
