"""The table behind the chart: one line for each day, week or month, and the totals."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.kpi import Figures, Kpi, KpiTable, Value, kpi
from shopdesk.domain.kpi.output import plain, shown
from shopdesk.gui.charts.readout import period_name
from shopdesk.gui.pages.kpi.grid import GridColumn, GridView
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

# What stands left in the table; everything else with figures follows in declared order.
_FIRST = (
    "orders", "paid_orders", "gross_amount", "paid_amount", "refund_amount", "net_amount", "paying_rate",
    "amount_per_order", "refund_rate", "visitors", "conversion", "buyers", "aov",
)  # fmt: skip


class FiguresTable(QWidget):
    """Sorts by a click on a heading, filters, copies; the totals are honest about what does not add up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No lines."""
        super().__init__(parent)
        self._table: KpiTable | None = None
        self.view = GridView("kpi.table", tr("Figures by period"))
        self.search = SearchField(tr("Filter, for example 2026-03 or Sat"))
        self.search.setObjectName("kpi.filter")
        self.search.setFixedWidth(260)
        self.search.searched.connect(self.view.lines.set_filter)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.copy = QPushButton(tr("Copy table"))
        self.copy.setObjectName("kpi.copyTable")
        self.copy.setToolTip(tr("Copy as tab-separated text, for a spreadsheet (Ctrl+C in the table)"))
        self.copy.clicked.connect(self.view.copy)
        row = QHBoxLayout()
        row.addWidget(self.search)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)

    def show_table(self, table: KpiTable) -> None:
        """Show the figures of a table."""
        self._table = table
        with_data = list(table.codes_with_data())
        codes = [code for code in _FIRST if code in with_data]
        codes += [code for code in with_data if code not in codes]
        columns = [
            GridColumn(
                title=tr("Period"), text=self._name, key=partial(_start, table), number=False, plain=self._plain_name
            ),
            *(self._column(kpi(code)) for code in codes),
        ]
        self.view.show_lines(columns, list(reversed(table.rows)), table.totals)
        self.count.setText(tr("{count} lines", count=len(table.rows)))

    def _column(self, item: Kpi) -> GridColumn:
        return GridColumn(
            title=tr(item.name),
            text=lambda line: shown(item, line[item.code]),
            key=lambda line: line[item.code],
            tip=tr(item.formula),
            cell_tip=partial(self._why_none, item),
            plain=lambda line: _cell(item, line[item.code]),
        )

    def _why_none(self, item: Kpi, line: Figures) -> str:
        if line[item.code] is not None:
            return ""
        if item.why_no_total is not None and line.period.length > 1:
            return tr(item.why_no_total)
        return tr("No figures for this on these days.")

    def _name(self, line: Figures) -> str:
        assert self._table is not None
        if line is self._table.totals:
            return tr("Total")
        return period_name(line.period, self._table.by, self._table.label(line))

    def _plain_name(self, line: Figures) -> str:
        assert self._table is not None
        return tr("Total") if line is self._table.totals else self._table.label(line)


def _start(table: KpiTable, line: Figures) -> int:
    return line.period.start.toordinal()


def _cell(item: Kpi, value: Value) -> str:
    found = plain(item, value)
    return "" if found is None else str(found)
