"""The trend chart: several KPIs over time, with a crosshair, zoom, gaps that stay gaps, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Protocol

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QKeySequence, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from shopdesk.domain.kpi import Kpi
from shopdesk.domain.periods import By
from shopdesk.gui.charts.axes import PeriodAxis, ValueAxis
from shopdesk.gui.charts.chart_menu import chart_menu
from shopdesk.gui.charts.data import ChartData, Line
from shopdesk.gui.charts.library import pg
from shopdesk.gui.charts.picture import paint_chart, style_of
from shopdesk.gui.charts.readout import Readout
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import BAND_ALPHA
from shopdesk.infra.i18n import in_a_row, tr

_MIN_SPAN = 3.0
_BETWEEN_NAMES = 8


class ChartColours(Protocol):
    """The colours a chart takes from the theme."""

    window: QColor
    surface: QColor
    text: QColor
    muted: QColor
    line: QColor
    edge: QColor
    accent: QColor
    series: list[QColor]


class TrendChart(QWidget):
    """Draws :class:`ChartData`.

    The first unit has the left axis, the second the right one with dashed lines, further ones an axis each beyond that,
    named after its figure. Mouse: wheel zooms, drag pans, double click resets. Keys: ←/→ move the crosshair, +/- zoom,
    PgUp/PgDn pan, 0 resets, Ctrl+C copies the data, Enter opens the rows of the first figure where the crosshair
    stands. The menu offers them for each figure.
    """

    pointed = Signal(int)
    copy_asked = Signal()
    rows_wanted = Signal(str, object)
    note_wanted = Signal(object, int, bool)

    def __init__(self, colours: ChartColours, parent: QWidget | None = None) -> None:
        """An empty chart."""
        super().__init__(parent)
        self._colours = colours
        self._data: ChartData | None = None
        self._x = np.zeros(0)
        self._index: int | None = None
        self._views: list[pg.ViewBox] = []
        self._numbers: list[np.ndarray] = []
        self._beside: list[pg.GraphicsObject] = []
        self._names: list[tuple[float, int, pg.InfLineLabel]] = []
        self._further: list[ValueAxis] = []
        self._fitting = False
        self.setObjectName("kpi.trendChart")
        self.setAccessibleName(tr("Trend chart"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()

    def _build(self) -> None:
        self._bottom, self._left, self._right = PeriodAxis(), ValueAxis("left"), ValueAxis("right")
        axes = {"bottom": self._bottom, "left": self._left, "right": self._right}
        self._plot = pg.PlotWidget(axisItems=axes, background=self._colours.surface)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._item = self._plot.getPlotItem()
        self._item.setMenuEnabled(False)
        self._item.hideButtons()
        self._item.setContentsMargins(0, 6, 0, 0)
        self._main = self._item.getViewBox()
        self._main.setMouseEnabled(x=True, y=False)
        self._main.sigXRangeChanged.connect(self._fit_heights)
        self._main.sigXRangeChanged.connect(self._place_names)
        self._main.sigResized.connect(self._place_views)
        self._main.sigResized.connect(self._place_names)
        for axis in axes.values():
            self._dress(axis)
        self._item.showGrid(y=True, alpha=0.18)
        self._cross = pg.InfiniteLine(angle=90, movable=False, pen=pg.mkPen(self._colours.muted, width=1))
        self._cross.setZValue(20)
        self._cross.hide()
        self._main.addItem(self._cross, ignoreBounds=True)
        self._plot.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self._plot.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        self._readout = Readout(self._plot, self._colours)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)

    def _dress(self, axis: pg.AxisItem) -> None:
        axis.setPen(QPen(self._colours.edge))
        axis.setTextPen(self._colours.muted)
        axis.setStyle(tickLength=-4, autoExpandTextSpace=True, hideOverlappingLabels=True)

    def set_data(self, data: ChartData) -> None:
        """Show ``data``; the zoom is reset."""
        self._clear()
        self._data = data
        self._x = np.array([float(period.start.toordinal()) for period in data.grid])
        self._bottom.set_grid(data.by, int(self._x[0]) if len(self._x) else 0)
        self._views = [self._main]
        for _ in range(max(data.scales, default=0)):
            view = pg.ViewBox(enableMenu=False)
            view.setMouseEnabled(x=False, y=False)
            view.setXLink(self._main)
            self._item.scene().addItem(view)
            self._views.append(view)
        self._show_axes()
        self._draw_bands()
        for place, _series in enumerate(data.series):
            self._draw_series(place)
        self._place_views()
        self.reset()

    def _show_axes(self) -> None:
        assert self._data is not None
        firsts: dict[int, Kpi] = {}
        for series, scale in zip(self._data.series, self._data.scales, strict=True):
            firsts.setdefault(scale, series.item)
        if 0 in firsts:
            self._left.set_item(firsts[0])
        self._item.showAxis("right", 1 in firsts)
        if 1 in firsts:
            self._right.set_item(firsts[1])
            self._right.linkToView(self._views[1])
        for scale in range(2, len(self._further) + 2):
            self._further[scale - 2].setVisible(scale in firsts)
        for scale in sorted(firsts):
            if scale > 1:
                self._show_further(scale, firsts[scale])

    def _show_further(self, scale: int, item: Kpi) -> None:
        """An axis beyond the right one. Once made it stays, hidden where it is not needed."""
        while len(self._further) < scale - 1:
            axis = ValueAxis("right")
            self._dress(axis)
            # The plot's own axes take the columns up to the third of its layout.
            self._item.layout.addItem(axis, 2, 3 + len(self._further))
            self._further.append(axis)
        axis = self._further[scale - 2]
        axis.set_item(item)
        axis.setLabel(escape(tr(item.name)))
        axis.linkToView(self._views[scale])
        axis.show()

    def colour(self, place: int) -> QColor:
        """The colour of the series at ``place``."""
        colours = self._colours.series
        owner = place if self._data is None else self._data.owners[place]
        return QColor(colours[owner % len(colours)])

    def _draw_series(self, place: int) -> None:
        assert self._data is not None
        numbers = np.array(self._data.series[place].numbers(), dtype=float)
        self._numbers.append(numbers)
        scale = self._data.scales[place]
        pen = pg.mkPen(self.colour(place), width=1, style=style_of(self._data, place))
        curve = pg.PlotCurveItem(self._x, numbers, pen=pen, connect="finite", antialias=len(self._x) <= 400)
        self._views[scale].addItem(curve)
        known = ~np.isnan(numbers)
        beside = np.zeros(len(known), dtype=bool)
        beside[1:] |= known[:-1]
        beside[:-1] |= known[1:]
        # A lonely day would be invisible as a line, and few points are read better as points.
        few = len(self._x) <= 45 and self._data.series[place].line is Line.FIGURE
        dots = known if few else known & ~beside
        if dots.any():
            scatter = pg.ScatterPlotItem(
                self._x[dots], numbers[dots], size=5, pen=None, brush=pg.mkBrush(self.colour(place)), pxMode=True
            )
            self._views[scale].addItem(scatter)

    def _draw_bands(self) -> None:
        assert self._data is not None
        fill = QColor(self._colours.accent)
        fill.setAlpha(BAND_ALPHA)
        edge = QColor(self._colours.accent)
        edge.setAlpha(70)
        for band in self._data.bands:
            ends = (band.period.start.toordinal() - 0.5, band.period.end.toordinal() + 0.5)
            region = pg.LinearRegionItem(ends, movable=False, brush=fill, pen=pg.mkPen(edge, width=1))
            region.setZValue(-20)
            self._add_beside(region)
            self._name_line(region.lines[0], ends[0], band.name, 0)
        pen = pg.mkPen(self._colours.edge, width=1, style=Qt.PenStyle.DotLine)
        parting = pg.mkPen(self._colours.warning, width=2, style=Qt.PenStyle.DashLine)
        for mark in self._data.marks:
            # A day that parts the chart lies between two days, not on one.
            place = mark.day.toordinal() - (0.5 if mark.parts else 0)
            line = pg.InfiniteLine(pos=place, angle=90, movable=False, pen=parting if mark.parts else pen)
            line.setZValue(-10)
            self._add_beside(line)
            if mark.major:
                self._name_line(line, float(mark.day.toordinal()), mark.name, 1)

    def _name_line(self, line: pg.InfiniteLine, place: float, name: str, row: int) -> None:
        text = pg.InfLineLabel(line, name, position=1.0, anchors=[(0, 0), (0, 0)], color=self._colours.muted)
        text.setZValue(-5)
        self._names.append((place, row, text))

    def _place_names(self, *_: object) -> None:
        """Campaigns are named in the first row, festivals in the second; who would run into another is left out.

        What is left out stands in the readout.
        """
        low, high = self.visible_span()
        width, height = self._main.width(), self._main.height()
        if high <= low or not height:
            return
        ends = [-1.0, -1.0]
        for place, row, text in sorted(self._names, key=lambda name: name[:2]):
            box = text.textItem.boundingRect()
            left = (place - low) / (high - low) * width
            # More than half of a low plot is not given to names.
            fits = ends[row] <= left and left + box.width() <= width and (row + 1) * box.height() <= height / 2
            text.setVisible(bool(fits))
            if fits:
                text.setPosition(1 - row * box.height() / height)
                ends[row] = left + box.width() + _BETWEEN_NAMES

    def _add_beside(self, item: pg.GraphicsObject) -> None:
        """Add what is no data; the view box neither counts nor clears such items, so they are remembered here."""
        self._main.addItem(item, ignoreBounds=True)
        self._beside.append(item)

    def _clear(self) -> None:
        # Names belong to their lines and go with them; held beyond that they are left hanging.
        self._names = []
        for view in self._views[1:]:
            view.clear()
            view.setXLink(None)
            self._item.scene().removeItem(view)
        self._main.clear()
        for item in self._beside:
            self._main.removeItem(item)
        self._beside = []
        self._numbers = []
        # Clearing cuts off everything that stood in the view box, the crosshair too.
        self._main.addItem(self._cross, ignoreBounds=True)
        self._cross.hide()
        self._readout.hide()
        self._index = None

    # Ranges -----------------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """Show the whole span."""
        if not len(self._x):
            return
        edge = max((self._x[-1] - self._x[0]) * 0.01, 0.6)
        self._main.setLimits(xMin=self._x[0] - 4 * edge, xMax=self._x[-1] + 4 * edge, minXRange=_MIN_SPAN)
        self._main.setXRange(self._x[0] - edge, self._x[-1] + edge, padding=0)
        self._fit_heights()
        self._place_names()

    def visible_span(self) -> tuple[float, float]:
        """The first and last ordinal in view."""
        (low, high), _ = self._main.viewRange()
        return low, high

    def _fit_heights(self, *_: object) -> None:
        """Fit every scale to what is in view: from zero for amounts, close around scores."""
        if self._data is None or self._fitting:
            return
        self._fitting = True
        low, high = self.visible_span()
        inside = (self._x >= low - 1) & (self._x <= high + 1)
        for scale, view in enumerate(self._views):
            tops = [
                numbers[inside]
                for numbers, own in zip(self._numbers, self._data.scales, strict=True)
                if own == scale and len(numbers)
            ]
            known = np.concatenate(tops) if tops else np.zeros(0)
            known = known[~np.isnan(known)]
            if len(known):
                bottom, top = float(known.min()), float(known.max())
                if bottom >= 0 and not (bottom > 0 and top < bottom * 1.3):
                    bottom = 0.0
                room = (top - bottom) or abs(top) or 1.0
                view.setYRange(bottom - (room * 0.05 if bottom else 0), top + room * 0.08, padding=0)
        self._fitting = False

    def _place_views(self, *_: object) -> None:
        for view in self._views[1:]:
            view.setGeometry(self._main.sceneBoundingRect())
            view.linkedViewChanged(self._main, view.XAxis)

    def zoom(self, factor: float) -> None:
        """Zoom by ``factor`` (below 1 is closer) around the crosshair or the middle."""
        low, high = self.visible_span()
        centre = self._x[self._index] if self._index is not None else (low + high) / 2
        span = max((high - low) * factor, _MIN_SPAN)
        share = (centre - low) / (high - low)
        self._main.setXRange(centre - span * share, centre + span * (1 - share), padding=0)

    def pan(self, share: float) -> None:
        """Move by a share of what is in view."""
        low, high = self.visible_span()
        move = (high - low) * share
        move = max(min(move, self._x[-1] + 1 - high), self._x[0] - 1 - low)
        self._main.setXRange(low + move, high + move, padding=0)

    # Crosshair --------------------------------------------------------------------------------------------------

    def point_at(self, index: int) -> None:
        """Put the crosshair on a period and show all values there."""
        if self._data is None or not self._data.grid:
            return
        self._index = max(0, min(index, len(self._data.grid) - 1))
        self._cross.setPos(self._x[self._index])
        self._cross.show()
        where = self._main.mapViewToScene(QPointF(self._x[self._index], 0))
        self._readout.show_period(self._data, self._index, where.x(), self.colour)
        self.pointed.emit(self._index)

    def hide_crosshair(self) -> None:
        """Take the crosshair away."""
        self._cross.hide()
        self._readout.hide()
        self._index = None

    @property
    def readout_text(self) -> str:
        """What the readout says, for screen readers and tests."""
        return self._readout.plain_text if self._readout.isVisibleTo(self._plot) else ""

    def reader_points(self) -> list[str]:
        """A line for each period, after one with the names."""
        return [] if self._data is None else [in_a_row(cells) for cells in self._data.as_rows()]

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """Through the points without a key."""
        return {
            "Next": lambda: self._step(Qt.Key.Key_Right),
            "Previous": lambda: self._step(Qt.Key.Key_Left),
            tr("Show rows"): lambda: self._open_rows(0),
        }

    def _open_rows(self, place: int) -> None:
        """Ask for the rows of a figure on the days where the crosshair stands."""
        data, index = self._data, self._index
        if data is None or index is None or place >= len(data.series):
            return
        series = data.series[place]
        span = series.spans[index] if series.spans else data.grid[index]
        if span is not None and series.line is not Line.MEAN:
            self.rows_wanted.emit(series.item.code, span)

    def make_menu(self) -> QMenu:
        """The rows of each figure and the notes where the crosshair stands, and the data of the chart."""
        ask, note = self.copy_asked.emit, self.note_wanted.emit
        return chart_menu(self, self._data, self._index, rows=self._open_rows, note=note, copy=ask)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the rows; the menu key does too."""
        self.make_menu().popup(event.globalPos())

    def _step(self, key: Qt.Key) -> None:
        if len(self._x):
            self._key_actions()[key]()
            say(self, self.readout_text)

    def _on_mouse_moved(self, where: QPointF) -> None:
        if not len(self._x):
            return
        if not self._main.sceneBoundingRect().contains(where):
            self.hide_crosshair()
            return
        x = self._main.mapSceneToView(where).x()
        self.point_at(int(np.abs(self._x - x).argmin()))

    def leaveEvent(self, event: object) -> None:
        """The mouse left: no crosshair."""
        self.hide_crosshair()

    def _on_mouse_clicked(self, event: Any) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.double():
            self.reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom and copy by keyboard."""
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._index is not None:
            self._open_rows(0)
        elif len(self._x) and key in self._key_actions():
            self._step(key)
        else:
            super().keyPressEvent(event)

    def _key_actions(self) -> dict[Qt.Key, Callable[[], None]]:
        last = len(self._x) - 1
        key = Qt.Key
        return {
            key.Key_Right: lambda: self.point_at(0 if self._index is None else self._index + 1),
            key.Key_Left: lambda: self.point_at(last if self._index is None else self._index - 1),
            key.Key_Home: lambda: self.point_at(0),
            key.Key_End: lambda: self.point_at(last),
            key.Key_Plus: lambda: self.zoom(0.7),
            key.Key_Equal: lambda: self.zoom(0.7),
            key.Key_Minus: lambda: self.zoom(1 / 0.7),
            key.Key_PageUp: lambda: self.pan(-0.5),
            key.Key_PageDown: lambda: self.pan(0.5),
            key.Key_0: self.reset,
            key.Key_Escape: self._start_over,
        }

    def _start_over(self) -> None:
        self.hide_crosshair()
        self.reset()

    def picture(self, title: str = "") -> QPixmap:
        """The whole chart as a picture, twice the size on screen, with title, days and legend."""
        data = self._data if self._data is not None else ChartData(By.DAY, (), ())
        inks = (self._colours.surface, self._colours.text, self._colours.muted)
        return paint_chart(self._plot, data, title, self._colours.series, inks)
