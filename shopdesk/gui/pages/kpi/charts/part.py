"""The inner page "Charts": a row of tabs, one for each declared chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.gui.pages.kpi.charts.chart_part import ChartPart
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS, ChartQuestion
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.periods import Period
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.pages.kpi.selection import Selection


class ChartsPart(QWidget):
    """Holds the charts; each is made when it is first looked at and loads by itself, so this loads nothing."""

    def __init__(
        self,
        context: PageContext,
        days: Callable[[], Period],
        selection: Callable[[], Selection],
        parent: QWidget | None = None,
    ) -> None:
        """``days`` and ``selection`` are what is chosen above."""
        super().__init__(parent)

        def asked(measure: str) -> ChartQuestion:
            chosen = selection()
            return ChartQuestion(context.store_id, days(), chosen.by, chosen.basis, measure)

        self.setObjectName("kpi.charts")
        self.tabs = PartTabs("kpi.charts.parts", tr("Charts"), keys=False)
        for chart in CHARTS:
            self.tabs.add(chart.name, tr(chart.title), partial(ChartPart, context, chart, asked), gap=4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.tabs)

    def days_changed(self) -> None:
        """Other days were chosen above: the charts are asked anew, now or when they are seen."""
        for part in self.tabs.parts:
            if not part.main_look.stands:
                part.main_look.invalidate()
