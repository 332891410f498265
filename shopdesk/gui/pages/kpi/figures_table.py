"""The table behind the chart: one line for each day, week or month, and the totals."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import KPIS, Figures, Kpi, KpiTable, Unit, kpi
from shopdesk.domain.kpi.kinds import Rebuild
from shopdesk.domain.kpi.output import shown
from shopdesk.gui.charts.readout import period_name
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import FiguresPanel
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.figure_column import column
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

# What stands left in the table; everything else follows in declared order.
_FIRST = (
    "orders", "paid_orders", "gross_amount", "paid_amount", "refund_amount", "net_amount", "paying_rate",
    "amount_per_order", "refund_rate", "visitors", "conversion", "buyers", "aov",
)  # fmt: skip
_KINDS = {Unit.MONEY: Kind.MONEY, Unit.COUNT: Kind.COUNT, Unit.RATE: Kind.RATE}


class FiguresTable(QWidget):
    """All figures as columns, those with data are shown unless chosen otherwise; totals are honest about people.

    ``rows_wanted`` carries the KPI and the span of a cell whose rows the reader wants to see.
    """

    rows_wanted = Signal(str, object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """No lines."""
        super().__init__(parent)
        self._table: KpiTable | None = None
        self._fitted: object = None
        codes = [*_FIRST, *(item.code for item in KPIS if item.code not in _FIRST)]
        period = Column(tr("Period"), lambda line: line, text=self._name, order=_start, name="period")
        self.panel = FiguresPanel(
            context, "kpi.table", tr("Figures by period"), [period, *(self._column(kpi(code)) for code in codes)]
        )
        self.panel.offer_rows(self._on_opened)
        self.search = SearchField(tr("Filter, for example 2026-03 or Sat"))
        self.search.setObjectName("kpi.filter")
        self.search.setFixedWidth(260)
        self.search.searched.connect(self.panel.lines.set_search)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        tip = tr("Copy as tab-separated text, for a spreadsheet (Ctrl+C in the table)")
        row = QHBoxLayout()
        row.addWidget(self.search)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(button("kpi.copyTable", tr("Copy table"), self.panel.copy, tip=tip))
        row.addWidget(button("kpi.exportTable", tr("Export to Excel…"), self.panel.export))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.panel, 1)

    def show_table(self, table: KpiTable) -> None:
        """Show the figures of a table."""
        self._table = table
        codes = table.codes_with_data()
        self.panel.lines.show(list(reversed(table.rows)), table.totals)
        if self._fitted != (codes, table.by):
            self._fitted = (codes, table.by)
            self.panel.table.propose(("period", *codes))
        self.count.setText(tr("{count} lines", count=len(table.rows)))

    def _on_opened(self, code: str, line: Figures) -> None:
        # The first column names the span; what is looked for there is most often its sales.
        self.rows_wanted.emit(_FIRST[3] if code == "period" else code, line.period)

    def _column(self, item: Kpi) -> Column[Figures]:
        return column(
            item.code, tr(item.name), lambda line: line[item.code], _KINDS.get(item.unit, Kind.DECIMAL),
            tr(item.formula), adds_up=item.rebuild is Rebuild.SUM, text=partial(shown, item),
            tip=partial(self._why_none, item), hidden=True,
        )  # fmt: skip

    def _why_none(self, item: Kpi, line: Figures) -> str | None:
        if line[item.code] is not None:
            return None
        if item.why_no_total is not None and line.period.length > 1:
            return tr(item.why_no_total)
        return tr("No figures for this on these days.")

    def _name(self, line: Figures) -> str:
        assert self._table is not None
        if line is self._table.totals:
            return tr("Total")
        return period_name(line.period, self._table.by, self._table.label(line))


def _start(line: Figures) -> int:
    return line.period.start.toordinal()
