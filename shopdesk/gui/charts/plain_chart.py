"""The chart that stands until the chart library is imported: the same lines, drawn by QPainter, without a crosshair."""

from __future__ import annotations

import math
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from shopdesk.domain.kpi import Unit
from shopdesk.domain.kpi.output import shown_short
from shopdesk.gui.charts.data import ChartData, Series
from shopdesk.gui.charts.picture import style_of
from shopdesk.gui.theme import BAND_ALPHA, Theme
from shopdesk.infra.i18n import current_language, tr

_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 46, 8, 24
_TO_UNIT = {Unit.MONEY: Decimal(100), Unit.RATE: Decimal("0.01")}


class PlainChart(QWidget):
    """Draws :class:`ChartData` without importing anything heavy; gaps stay gaps."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty chart."""
        super().__init__(parent)
        self._theme = theme
        self._data: ChartData | None = None
        self.setObjectName("kpi.plainChart")
        self.setAccessibleName(tr("Trend chart"))

    def set_data(self, data: ChartData) -> None:
        """Show ``data``."""
        self._data = data
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        data = self._data
        if data is None or not data.grid:
            return
        painter = QPainter(self)
        area = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        self._draw_bands(painter, data, area)
        self._draw_days(painter, data, area)
        tops = self._tops(data)
        for scale, series in self._firsts(data).items():
            if scale < 2 and tops[scale]:
                self._draw_axis(painter, series, area, tops[scale], left=scale == 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(data.grid) <= 400)
        for place, series in enumerate(data.series):
            scale = data.scales[place]
            colour = self._theme.series[data.owners[place] % len(self._theme.series)]
            painter.setPen(QPen(colour, 1, style_of(data, place)))
            self._draw_line(painter, series.numbers(), area, tops[scale] or 1.0, colour)
        painter.end()

    @staticmethod
    def _tops(data: ChartData) -> dict[int, float]:
        tops: dict[int, float] = {}
        for series, scale in zip(data.series, data.scales, strict=True):
            tops[scale] = max(tops.get(scale, 0.0), series.largest * 1.08)
        return tops

    @staticmethod
    def _firsts(data: ChartData) -> dict[int, Series]:
        firsts: dict[int, Series] = {}
        for series, scale in zip(data.series, data.scales, strict=True):
            firsts.setdefault(scale, series)
        return firsts

    def _x(self, data: ChartData, area: QRectF, ordinal: float) -> float:
        days = data.grid_days
        room = max(data.grid[-1].start.toordinal() - days[0], 1)
        return area.left() + area.width() * (0.02 + 0.96 * (ordinal - days[0]) / room)

    def _draw_bands(self, painter: QPainter, data: ChartData, area: QRectF) -> None:
        fill = QColor(self._theme.accent)
        fill.setAlpha(BAND_ALPHA)
        for band in data.bands:
            left = max(self._x(data, area, band.period.start.toordinal() - 0.5), area.left())
            right = min(self._x(data, area, band.period.end.toordinal() + 0.5), area.right())
            painter.fillRect(QRectF(left, area.top(), max(right - left, 0), area.height()), fill)

    def _draw_days(self, painter: QPainter, data: ChartData, area: QRectF) -> None:
        painter.setPen(QPen(self._theme.edge, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(self._theme.muted)
        wide = self.fontMetrics().horizontalAdvance(data.label(0)) + 14
        step = max(math.ceil(len(data.grid) * wide / max(area.width(), 1)), 1)
        for index in range(0, len(data.grid), step):
            x = self._x(data, area, data.grid[index].start.toordinal())
            where = QRectF(x - wide / 2, area.bottom() + 4, wide, 18)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, data.label(index))

    def _draw_axis(self, painter: QPainter, series: Series, area: QRectF, top: float, *, left: bool) -> None:
        step = round_step(top / 4)
        chinese = current_language() == "zh_CN"
        value = step
        while value < top:
            y = area.bottom() - area.height() * value / top
            if left:
                painter.setPen(QPen(self._theme.edge, 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._theme.muted)
            exact = Decimal(repr(round(value, 9))) * _TO_UNIT.get(series.item.unit, Decimal(1))
            side = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
            where = QRectF(0 if left else area.right() + 6, y - 8, _LEFT - 6, 16)
            text = shown_short(series.item, exact, chinese=chinese)
            painter.drawText(where, side | Qt.AlignmentFlag.AlignVCenter, text)
            value += step

    def _draw_line(self, painter: QPainter, numbers: list[float], area: QRectF, top: float, colour: QColor) -> None:
        assert self._data is not None
        run: list[QPointF] = []
        for index, number in enumerate([*numbers, math.nan]):
            if not math.isnan(number):
                x = self._x(self._data, area, self._data.grid[index].start.toordinal())
                run.append(QPointF(x, area.bottom() - area.height() * number / top))
                continue
            if len(run) > 1:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(QPolygonF(run))
            if len(run) == 1 or len(numbers) <= 45:
                painter.setBrush(colour)
                for point in run:
                    painter.drawEllipse(point, 1.8, 1.8)
            run = []


def round_step(rough: float) -> float:
    """The 1, 2 or 5 times a power of ten that is next above ``rough``."""
    size = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    return next(step for step in (size, 2 * size, 5 * size, 10 * size) if step >= rough)
