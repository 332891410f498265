"""Figures of several stores over days: a line for those known every day, a bar from end to end for what is a range."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from shopdesk.domain.fields import Kind
from shopdesk.domain.periods import Period
from shopdesk.gui.charts.time_drawing import TimeDrawing
from shopdesk.gui.charts.value_axis import draw_values
from shopdesk.infra.i18n import tr

_HALF = 4.0
_SWATCH, _GAP, _BESIDE = 16, 14, 9
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


class RangeLines(TimeDrawing):
    """Each store has a colour, a kind of line and a sign; only days that follow each other exactly are joined."""

    low, wide = 200, 320

    def _plot(self) -> QRectF:
        metrics = self.fontMetrics()
        left, top = metrics.horizontalAdvance("1,000.0k") + 8, metrics.height() * 1.5 + 4
        foot = metrics.height() + 8
        return QRectF(left, top, max(self.width() - left - 16, 10), max(self.height() - top - foot, 10))

    def _scale(self) -> float:
        """What a figure of the answer is multiplied by so that the axis reads well: shares become per cent."""
        assert self.answer is not None
        return 100.0 if self.answer.drawn["kind"] is Kind.RATE else 1.0

    @property
    def _daily(self) -> bool:
        """Whether every line has a figure of each day; otherwise all but the first were seen now and then."""
        assert self.answer is not None
        return bool(self.answer.drawn.get("daily"))

    def _top(self) -> float:
        assert self.answer is not None
        ends = [float(end) for pair in self.answer.drawn["ends"] for end in pair if end is not None]
        return max(ends, default=0.0) * self._scale() * 1.1 or 1.0

    def areas(self) -> list[QRectF]:
        """From the low end to the high one; an open end reaches to the edge of the plot."""
        assert self.answer is not None
        plot, top, scale = self._plot(), self._top(), self._scale()
        found = []
        drawn = self.answer.drawn
        for point, (low, high), series in zip(self.answer.points, drawn["ends"], drawn["series"], strict=True):
            begin = 0.0 if low is None else float(low) * scale
            end = top if high is None else float(high) * scale
            upper, lower = plot.bottom() - plot.height() * end / top, plot.bottom() - plot.height() * begin / top
            # Competitors are mostly looked at on the same day: they stand beside each other.
            aside = (series - (len(drawn["names"]) - 1) / 2) * _BESIDE if series and not self._daily else 0
            x = self.across(plot, point.cells[1].toordinal()) + aside
            found.append(QRectF(x - _HALF, upper - _HALF, 2 * _HALF, lower - upper + 2 * _HALF))
        return found

    def span_of(self, place: int) -> Period:
        """The day on which it was seen."""
        assert self.answer is not None
        day = self.answer.points[place].cells[1]
        return Period(day, day)

    def across(self, plot: QRectF, day: float) -> float:
        """From the first to the last day of the span, edge to edge."""
        assert self.answer is not None
        first, last = self.answer.drawn["first"], self.answer.drawn["last"]
        share = (day - first.toordinal()) / max((last - first).days, 1)
        return plot.left() + plot.width() * min(max(share, 0.0), 1.0)

    def _pen(self, series: int) -> QPen:
        colours = self.theme.series
        return QPen(QColor(colours[series % len(colours)]), 2, _STYLES[series % len(_STYLES)])

    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Axes, lines, points, names."""
        assert self.answer is not None
        drawn, plot = self.answer.drawn, self._plot()
        draw_values(painter, self.theme, plot, self._top(), money=drawn["kind"] is Kind.MONEY)
        self.draw_beside(painter, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = list(zip(self.answer.points, areas, drawn["series"], drawn["ends"], strict=True))
        for (one, area, series, ends), (other, beside, theirs, after) in pairwise(points):
            exact = ends[0] == ends[1] and after[0] == after[1]
            seen = series and not self._daily
            if series == theirs and exact and (seen or (other.cells[1] - one.cells[1]).days == 1):
                painter.setPen(self._pen(series))
                painter.drawLine(area.center(), beside.center())
        for _point, area, series, ends in points:
            self._draw_point(painter, area, series, exact=ends[0] == ends[1])
        self._draw_days(painter, plot)
        self._draw_names(painter, plot)

    def _draw_point(self, painter: QPainter, area: QRectF, series: int, *, exact: bool) -> None:
        pen = self._pen(series)
        colour = pen.color()
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if exact else self.theme.surface)
        if not exact:
            # On whole pixels: between them an edge is mixed with what it lies on, and pale.
            painter.drawRect(area.adjusted(2, _HALF, -2, -_HALF).toRect())
        elif self._daily:
            painter.drawEllipse(area.center(), 1.5, 1.5)
        elif series % 2:
            painter.drawRect(area.adjusted(1, 1, -1, -1).toRect())
        elif series:
            painter.drawEllipse(area)
        else:
            middle = area.center()
            painter.drawEllipse(QRectF(middle.x() - 1.5, middle.y() - 1.5, 3, 3))

    def _draw_days(self, painter: QPainter, plot: QRectF) -> None:
        assert self.answer is not None
        first, last, metrics = self.answer.drawn["first"], self.answer.drawn["last"], self.fontMetrics()
        painter.setPen(self.theme.muted)
        for day, side in ((first, Qt.AlignmentFlag.AlignLeft), (last, Qt.AlignmentFlag.AlignRight)):
            where = QRectF(plot.left(), plot.bottom() + 4, plot.width(), metrics.height())
            painter.drawText(where, side, day.isoformat())

    def _draw_names(self, painter: QPainter, plot: QRectF) -> None:
        assert self.answer is not None
        metrics, left = self.fontMetrics(), plot.left()
        for series, name in enumerate(self.answer.drawn["names"]):
            words = metrics.elidedText(name if isinstance(name, str) else tr(name), Qt.TextElideMode.ElideRight, 160)
            room = metrics.horizontalAdvance(words) + 4
            if left + _SWATCH + room > self.width():
                break
            painter.setPen(self._pen(series))
            middle = round(metrics.height() * 0.55)
            painter.drawLine(QPointF(left, middle), QPointF(left + _SWATCH - 5, middle))
            painter.setPen(self.theme.text)
            where = QRectF(left + _SWATCH, 0, room, metrics.height() * 1.1)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            left += _SWATCH + room + _GAP
