"""The chart with its series, and the table behind it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSplitter, QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import Unit
from shopdesk.domain.kpi.beside import Against, Wanted
from shopdesk.domain.kpi.definitions import between
from shopdesk.gui.charts.answer_files import save_menu, save_rows
from shopdesk.gui.charts.data import ChartData, beside, chart_data
from shopdesk.gui.charts.picture import write_picture
from shopdesk.gui.charts.plain_chart import PlainChart
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.beside import Beside, BesideBar, load_beside
from shopdesk.gui.pages.kpi.definitions import break_marks
from shopdesk.gui.pages.kpi.figures_table import FiguresTable
from shopdesk.gui.pages.kpi.loading import KpiView
from shopdesk.gui.pages.kpi.series_bar import SeriesBar
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.scaled import keep_seen, scaled
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.charts.trend_chart import TrendChart

_FIRST_PICKS = ("paid_amount", "net_amount", "paid_orders", "ad_sales", "ad_spend", "list_price_sales", "page_views")


_LEAST_CHART = 160
_LEAST_TABLE = 190
"""Pixels at the usual size of letters, below which they scroll instead."""


class _ChartCard(QFrame):
    """The chart below its keys, which take a second line where the card is narrow: never at the cost of the chart."""

    def __init__(self, head: QLayout) -> None:
        """Without a chart."""
        super().__init__()
        self.setProperty("role", "card")
        self.head = head
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(12, 8, 12, 8)
        self.box.setSpacing(4)
        self.box.addLayout(head)
        self.box.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for as much height as keys and chart need at this width."""
        super().resizeEvent(event)
        self.ask_for_room()

    def ask_for_room(self) -> None:
        """Ask for it again, for other keys."""
        edges = self.box.contentsMargins()
        inside = self.contentsRect()
        inner = inside.width() - edges.left() - edges.right()
        around = self.height() - inside.height() + edges.top() + self.box.spacing() + edges.bottom()
        self.setMinimumHeight(around + self.head.heightForWidth(inner) + scaled(self, _LEAST_CHART))


class TrendTab(QWidget):
    """Chart above, table below, both of the same figures. The chart's library is imported with the first data."""

    rows_wanted = Signal(str, object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without data."""
        super().__init__(parent)
        self._context = context
        self._view: KpiView | None = None
        self._drawn: object = None
        self.chart: TrendChart | None = None
        self.plain: PlainChart | None = None
        self.series = SeriesBar(context.theme)
        self.series.changed.connect(self._draw)
        self.beside = BesideBar()
        self.beside.changed.connect(self._on_beside_changed)
        self._found = Beside()
        self.beside_look = Look(self, context, self._question, load_beside, self._show_beside)
        self.table = FiguresTable(context)
        self.table.rows_wanted.connect(self.rows_wanted)
        self._arrange()

    def _arrange(self) -> None:
        self.save = save_menu(
            "kpi.saveChart",
            (
                ("picture", tr("Save picture…"), self.save_picture),
                ("excel", tr("Export to Excel…"), lambda: self._save_rows(FileKind.WORKBOOK)),
                ("csv", tr("Export as CSV…"), lambda: self._save_rows(FileKind.CSV)),
                ("copy", tr("Copy data"), self.copy_data),
            ),
        )
        head = FlowLayout(spacing=6)
        head.add(self.series, grows=True)
        reset = tr("Show the whole span (0)")
        again = button("kpi.resetZoom", tr("Reset zoom"), self.reset_zoom, role="flat", tip=reset)
        head.add(self.beside, again, self.save)
        self._frame = _ChartCard(head)
        self._chart_box = self._frame.box
        self.table.setMinimumHeight(scaled(self.table, _LEAST_TABLE))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(9)
        splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        splitter.addWidget(self._frame)
        splitter.addWidget(self.table)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([620, 380])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        scroll = VerticalScroll(splitter)
        keep_seen(scroll)
        layout.addWidget(scroll)

    def show_view(self, view: KpiView) -> None:
        """Show the figures of a view."""
        assert view.table is not None
        self._view = view
        self.beside.set_step(view.table.by)
        self.series.offer(list(view.table.codes_with_data()), _FIRST_PICKS)
        self._frame.ask_for_room()
        self.table.show_table(view.table)
        self._draw()
        if not self.beside_look.stands:
            self.beside_look.ask()

    def pick(self, codes: list[str]) -> None:
        """Put exactly these KPIs on the chart."""
        self.series.pick(codes)

    @property
    def data(self) -> ChartData | None:
        """What the chart shows."""
        view, picked = self._view, self.series.picked
        if view is None or view.table is None:
            return None
        parting = break_marks(view.changes, picked, view.period)
        data = chart_data(view.table, picked, view.bands, (*view.marks, *parting))
        found = self._found
        if not self.beside_look.stands:
            return data
        past = found.past.period if found.past is not None else view.period
        parted = [code for code in picked if between(view.changes, code, past, view.period)]
        return beside(data, found.past, found.means, found.wanted.window, parted)

    # What stands beside the lines -------------------------------------------------------------------------------------

    def _question(self) -> Hashable:
        """The span whose earlier one or mean is wanted; nothing where neither is."""
        view, wanted = self._view, self.beside.wanted
        if view is None or view.table is None or wanted == Wanted():
            return None
        return (self._context.store_id, view.period, view.table.by, view.table.basis, wanted)

    def _on_beside_changed(self) -> None:
        if self.beside.wanted == Wanted():
            self._draw()
        else:
            self.beside_look.ask()

    def _show_beside(self, found: Beside) -> None:
        self._found = found
        self._draw()
        if found.past is None and found.wanted.against is not Against.NOTHING:
            self._context.messages.info(tr("The calendar has no span to hold these days against."))

    def _draw(self) -> None:
        data = self.data
        if data is None:
            return
        # The fuller second answer mostly holds the same figures; drawing them again would undo the reader's zoom.
        if self._drawn == data:
            return
        self._drawn = data
        if self.chart is not None:
            self.chart.set_data(data)
            return
        if self.plain is None:
            self.plain = PlainChart(self._context.theme)
            self._chart_box.takeAt(self._chart_box.count() - 1)
            self._chart_box.addWidget(self.plain, 1)
            # Importing the chart's library takes longer than the eye waits: the plain lines stand meanwhile.
            self._context.tasks.database(_import_ground, self._on_ground_imported, owner=self)
        self.plain.set_data(data)

    def _on_ground_imported(self, _ground: object) -> None:
        # The library itself belongs to Qt, and Qt may be taken in on the window's thread only.
        from shopdesk.gui.charts.trend_chart import TrendChart

        self.chart = TrendChart(self._context.theme)
        self.chart.copy_asked.connect(self.copy_data)
        self.chart.rows_wanted.connect(self.rows_wanted)
        self.chart.note_wanted.connect(self.edit_note)
        if self.plain is not None:
            self._chart_box.replaceWidget(self.plain, self.chart)
            self.plain.hide()
            self.plain.deleteLater()
            self.plain = None
        self._chart_box.setStretchFactor(self.chart, 1)
        data = self.data
        if data is not None:
            self.chart.set_data(data)

    def edit_note(self, day: date, number: int, remove: bool) -> None:
        """Open a new note on a day, open one that is there, or remove it."""
        from shopdesk.gui.pages.kpi.chart_notes import edit_note

        edit_note(self._context, day, number, remove, self)

    def reset_zoom(self) -> None:
        """Show the whole span."""
        if self.chart is not None:
            self.chart.reset()

    def copy_data(self) -> None:
        """Put the chart's figures on the clipboard as tab-separated text."""
        data = self.data
        if data is None:
            return
        rows = data.as_rows()
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        self._on_copied(len(rows) - 1)

    def _on_copied(self, lines: int) -> None:
        self._context.messages.success(tr("Copied {count} lines. Paste them into a spreadsheet.", count=lines))

    def _save_rows(self, kind: FileKind) -> None:
        """Ask for a file and write the chart's figures to it, also what stands beside them."""
        data, view = self.data, self._view
        if data is None or view is None:
            return
        units = {Unit.MONEY: Kind.MONEY, Unit.COUNT: Kind.COUNT, Unit.RATE: Kind.RATE}
        kinds = [None, *(units.get(series.item.unit, Kind.DECIMAL) for series in data.series)]
        rows = [
            [data.label(place), *(series.values[place] for series in data.series)] for place in range(len(data.grid))
        ]
        title = f"{self._context.store.name}-{view.period.start}-{view.period.end}"
        save_rows(self._context, self, kind, title, data.as_rows()[0], kinds, rows)

    def acts(self) -> tuple[tuple[str, str, str, Callable[[], object]], ...]:
        """What menu and palette offer of the trend: name, words, key, act."""
        return (
            ("copyChart", tr("Copy the chart's data"), "Ctrl+Shift+C", self.copy_data),
            ("savePicture", tr("Save the chart as a picture…"), "", self.save_picture),
            ("resetZoom", tr("Reset the chart's zoom"), "Ctrl+0", self.reset_zoom),
            ("copyTable", tr("Copy the table"), "", self.table.panel.copy),
        )

    def save_picture(self) -> None:
        """Ask for a file and save the chart as a picture, with its title, days and legend."""
        chart, view, name = self.chart, self._view, self._context.store.name
        if chart is None or view is None:
            return
        save_file(
            self._context,
            self,
            title=tr("Save picture"),
            suggested=f"{name}-{view.period.start}-{view.period.end}",
            kind=FileKind.PICTURE,
            write=lambda target: write_picture(chart.picture(name), target),
        )


def _import_ground() -> None:
    """Import what the chart's library stands on and has nothing to do with Qt: two fifths of the time it takes."""
    for module in ("numpy", "numpy.typing", "decimal", "subprocess", "cProfile", "xml.etree.ElementTree"):
        importlib.import_module(module)
