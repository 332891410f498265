"""Scores over time: a line for each, told apart by colour and dashes, on a scale of the scores that there are."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from shopdesk.domain.periods import Period
from shopdesk.gui.charts.plain_chart import round_step
from shopdesk.gui.charts.time_drawing import TimeDrawing
from shopdesk.infra.i18n import tr

_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_SWATCH, _GAP, _NEAR = 22, 16, 5.0


class ScoreLines(TimeDrawing):
    """A step without a score has no point, and no line leads over it; a dashed upright line is a changed definition.

    The scale does not begin at zero: scores differ in their hundredths.
    """

    low, wide = 180, 300

    def _plot(self) -> QRectF:
        metrics = self.fontMetrics()
        left, low = (
            metrics.horizontalAdvance("0.000") + 10,
            metrics.height() * 1.5 + 4,
        )  # Below half the words of the lowest figure.
        top = (metrics.height() * 1.2) * len(self._legend()) + 8
        return QRectF(left, top, max(self.width() - left - 8, 10), max(self.height() - top - low, 10))

    def span_of(self, place: int) -> Period:
        """The days of its step."""
        assert self.answer is not None
        span: Period = self.answer.drawn["spans"][self.answer.drawn["places"][place]]
        return span

    def across(self, plot: QRectF, day: float) -> float:
        """Within its step."""
        assert self.answer is not None
        return self.across_spans(plot, day, self.answer.drawn["spans"])

    def _scale(self) -> tuple[float, float, float]:
        """Lowest and highest figure of the scale, and its step."""
        assert self.answer is not None
        values = [float(value) for value in self.answer.drawn["values"]]
        step = round_step(max(max(values) - min(values), 0.04) / 4)
        return math.floor(min(values) / step) * step, (math.floor(max(values) / step) + 1) * step, step

    def _x(self, plot: QRectF, place: float) -> float:
        assert self.answer is not None
        return plot.left() + plot.width() * (place + 0.5) / max(len(self.answer.drawn["columns"]), 1)

    def areas(self) -> list[QRectF]:
        """A square around each point."""
        assert self.answer is not None
        drawn, plot = self.answer.drawn, self._plot()
        low, high, _step = self._scale()
        found = []
        for place, value in zip(drawn["places"], drawn["values"], strict=True):
            y = plot.bottom() - plot.height() * (float(value) - low) / (high - low)
            found.append(QRectF(self._x(plot, place) - _NEAR, y - _NEAR, 2 * _NEAR, 2 * _NEAR))
        return found

    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Axis, breaks, lines, names of the steps, legend."""
        assert self.answer is not None
        drawn, plot = self.answer.drawn, self._plot()
        self._draw_scale(painter, plot)
        self.draw_beside(painter, plot)
        painter.setPen(QPen(self.theme.warning, 2, Qt.PenStyle.DashLine))
        for place in drawn["breaks"]:
            x = self._x(plot, place - 0.5)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(len(drawn["names"])):
            self._draw_line(painter, areas, number)
        self._draw_steps(painter, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for row, names in enumerate(self._legend()):
            for number, left, words in names:
                y = self.fontMetrics().height() * (1.2 * row + 0.6)
                painter.setPen(self._pen(number))
                painter.drawLine(QPointF(left, y), QPointF(left + _SWATCH - 4, y))
                painter.setPen(self.theme.text)
                where = QRectF(left + _SWATCH, y - self.fontMetrics().height() / 2, self.width(), 30)
                painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)

    def _pen(self, number: int) -> QPen:
        return QPen(self.theme.series[number % len(self.theme.series)], 1.6, _STYLES[number % len(_STYLES)])

    def _draw_scale(self, painter: QPainter, plot: QRectF) -> None:
        low, high, step = self._scale()
        height = self.fontMetrics().height()
        for number in range(round((high - low) / step) + 1):
            y = plot.bottom() - plot.height() * number * step / (high - low)
            painter.setPen(QPen(self.theme.line, 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self.theme.muted)
            where = QRectF(0, y - height / 2, plot.left() - 6, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             f"{low + number * step:.2f}")  # fmt: skip

    def _draw_line(self, painter: QPainter, areas: list[QRectF], number: int) -> None:
        assert self.answer is not None
        drawn = self.answer.drawn
        run: list[QPointF] = []
        last = -2
        colour = self.theme.series[number % len(self.theme.series)]
        own = [at for at, series in enumerate(drawn["series"]) if series == number]
        for at in [*own, -1]:
            place = drawn["places"][at] if at >= 0 else -2
            if at < 0 or place != last + 1:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self._pen(number))
                painter.drawPolyline(QPolygonF(run))
                run = []
            if at >= 0:
                run.append(areas[at].center())
                last = place
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for at in own:
            if len(drawn["columns"]) <= 62:
                painter.drawEllipse(areas[at].center(), 2.4, 2.4)

    def _draw_steps(self, painter: QPainter, plot: QRectF) -> None:
        assert self.answer is not None
        columns, metrics = self.answer.drawn["columns"], self.fontMetrics()
        wide = max(metrics.horizontalAdvance(words) for words in columns) + 10
        step = max(math.ceil(wide * len(columns) / plot.width()), 1)
        painter.setPen(self.theme.muted)
        for place in range(0, len(columns), step):
            left = min(max(self._x(plot, place) - wide / 2, 0), self.width() - wide)
            where = QRectF(left, plot.bottom() + metrics.height() / 2, wide, metrics.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, columns[place])

    def _legend(self) -> list[list[tuple[int, float, str]]]:
        """The names of the lines in rows: number, where it begins, words."""
        assert self.answer is not None
        rows: list[list[tuple[int, float, str]]] = [[]]
        left = 8.0
        for number, name in enumerate(self.answer.drawn["names"]):
            words = tr(name)
            room = _SWATCH + self.fontMetrics().horizontalAdvance(words) + _GAP
            if rows[-1] and left + room > self.width():
                rows.append([])
                left = 8.0
            rows[-1].append((number, left, words))
            left += room
        return rows
