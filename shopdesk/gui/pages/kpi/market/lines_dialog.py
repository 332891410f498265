"""Daily figures of a few things as lines: chosen keywords, a product before and after its title was changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Field, Reader
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer
from shopdesk.domain.periods import Period
from shopdesk.gui.charts.answer_files import AnswerFiles
from shopdesk.gui.charts.data import Band, Mark
from shopdesk.gui.charts.range_lines import RangeLines
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.loading import beside_of
from shopdesk.gui.pages.kpi.rows_dialog import open_rows
from shopdesk.gui.pages.kpi.rows_of import RowsOf
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

Ask = Callable[["Services", str], ChartAnswer]


class DayLinesDialog(QDialog):
    """One figure at a time, with campaigns and notes behind it; saved as picture and data."""

    def __init__(
        self,
        context: PageContext,
        name: str,
        title: str,
        figures: Sequence[Field],
        ask: Ask,
        parent: QWidget,
        *,
        marks: Sequence[Mark] = (),
    ) -> None:
        """``ask`` answers a figure by its name; ``marks`` stand on the chart beside festivals and notes."""
        super().__init__(parent)
        self._own = tuple(marks)
        self._ask, self._context = ask, context
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setModal(True)
        roomy(self, 900, 520)
        self.figure = named(QComboBox(), f"{name}.figure", tr("What is shown"))
        for one in figures:
            self.figure.addItem(tr(one.label) if one.label is not None else one.name, one.name)
        self.figure.currentIndexChanged.connect(lambda _index: self.look.ask())
        self.drawing = RangeLines(context.theme, f"{name}.drawing", title)
        self.drawing.opened.connect(self._open_place)
        self.files = AnswerFiles(context, self, title)
        self.save = self.files.button(f"{name}.save", self.drawing, context.theme)
        self.said = words(name=f"{name}.said")
        self.source = words(name=f"{name}.source", role="muted")
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.figure)
        head.addWidget(self.save)
        foot.addWidget(self.source, 1)
        foot.addWidget(button(f"{name}.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.drawing, 1)
        layout.addLayout(foot)
        self.look = Look(self, context, self.figure.currentData, self._load, self._show, covered=lambda: self.drawing)

    def _open_place(self, place: int) -> None:
        """Open the rows behind a point."""
        answer = self.drawing.answer
        behind = answer.points[place].behind if answer is not None else None
        if isinstance(behind, Behind):
            open_rows(self._context, RowsOf.behind(behind, Basis.PAID), self)

    def _load(self, services: Services, figure: Any) -> tuple[ChartAnswer, tuple[Band, ...], tuple[Mark, ...]]:
        answer = self._ask(services, figure)
        period = Period(answer.drawn["first"], answer.drawn["last"])
        store = self._context.store_id
        return answer, *beside_of(services, store, period)

    def _show(self, found: tuple[ChartAnswer, tuple[Band, ...], tuple[Mark, ...]]) -> None:
        answer, bands, marks = found
        self.drawing.show_beside(bands, (*marks, *self._own))
        self.drawing.show_answer(answer, Reader(today=self._context.clock.today(), say=tr))
        self.said.setText(
            sentences(map(tr, answer.said)) if answer.points else tr("This figure is not known on these days.")
        )
        days = days_text(Period(answer.drawn["first"], answer.drawn["last"]))
        self.source.setText(tr("{days}. {source}", days=days, source=tr(answer.source)))
        self.save.setEnabled(bool(answer.points))
        self.files.show(answer, days)
