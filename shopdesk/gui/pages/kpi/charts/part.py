"""The inner page "Charts": a row of tabs, one for each chart, and a second chart beside it where there is room."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.gui.pages.kpi.charts.chart_part import ChartPart
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS, Chart, ChartQuestion
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.widgets.controls import named
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import SECOND_CHART

if TYPE_CHECKING:
    from shopdesk.domain.periods import Period
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.pages.kpi.selection import Selection

ROOM = 1600
"""From so wide a window on (at the usual size of letters) two charts stand beside each other."""


class ChartsPart(QWidget):
    """Holds the charts; each is made when it is first looked at and loads by itself, so this loads nothing.

    ``days_wanted`` carries the days that a chart without any figures offers, ``look_wanted`` a look at a competitor.
    """

    days_wanted = Signal(object)
    look_wanted = Signal(int)

    def __init__(
        self,
        context: PageContext,
        days: Callable[[], Period],
        selection: Callable[[], Selection],
        parent: QWidget | None = None,
    ) -> None:
        """``days`` and ``selection`` are what is chosen above."""
        super().__init__(parent)
        self._context = context

        def asked(measure: str) -> ChartQuestion:
            chosen = selection()
            return ChartQuestion(context.store_id, days(), chosen.by, chosen.basis, measure)

        self._asked = asked
        self.setObjectName("kpi.charts")
        self.tabs = PartTabs("kpi.charts.parts", tr("Charts"), {one.name: one.title for one in CHARTS}, keys=False)
        for chart in CHARTS:
            self.tabs.add(chart.name, partial(self._make, chart), gap=4)
        self.choice = named(QComboBox(), "kpi.charts.second", tr("Chart beside it"))
        self.choice.addItem(tr("No second chart"), None)
        for chart in CHARTS:
            self.choice.addItem(tr(chart.title), chart)
        names = ["", *(chart.name for chart in CHARTS)]
        kept = context.settings.get(SECOND_CHART)
        self.choice.setCurrentIndex(names.index(kept) if kept in names else 0)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.second: ChartPart | None = None
        self._bar, self._right = QWidget(), QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, 0, 0, 0)
        label = QLabel(tr("Chart beside it"))
        label.setBuddy(self.choice)
        bar.addStretch(1)
        bar.addWidget(label)
        bar.addWidget(self.choice)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self._bar)
        layout.addWidget(SplitView(self.tabs, self._right, (1, 1)), 1)
        self._place_second()

    def _make(self, chart: Chart, place: str = "kpi.charts") -> ChartPart:
        made = ChartPart(self._context, chart, self._asked, place=place)
        made.days_wanted.connect(self.days_wanted)
        made.look_wanted.connect(self.look_wanted)
        return made

    def _on_chosen(self, _index: int) -> None:
        """Another second chart is kept, so that it stands there after the next start."""
        chart = self.choice.currentData()
        self._context.settings.set(SECOND_CHART, "" if chart is None else chart.name)
        self._place_second()

    def days_changed(self) -> None:
        """Other days were chosen above: the charts are asked anew, now or when they are seen."""
        for part in [*self.tabs.parts, *([self.second] if self.second is not None else [])]:
            if not part.main_look.stands:
                part.main_look.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer a second chart where there is room for it; the one that was chosen comes back with the room."""
        super().resizeEvent(event)
        self._place_second()

    def _place_second(self) -> None:
        room = self.window().width() >= scaled(self, ROOM)
        chart = self.choice.currentData() if room else None
        self._bar.setVisible(room)
        if self.second is not None and (chart is None or self.second.chart is not chart):
            self.second.hide()
            self.second.deleteLater()
            self.second = None
        if chart is not None and self.second is None:
            self.second = self._make(chart, "kpi.charts.beside")
            column = self._right.layout()
            assert column is not None
            column.addWidget(self.second)
        self._right.setVisible(chart is not None)
