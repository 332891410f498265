"""Columns from the largest down with the share of all up to each: where the line meets four fifths is marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from shopdesk.gui.charts.answer_drawing import AnswerDrawing
from shopdesk.gui.charts.value_axis import draw_values
from shopdesk.infra.i18n import tr

_FOUR_FIFTHS = 0.8


class ParetoChart(AnswerDrawing):
    """Sales as columns on the left scale, the share up to each as a line on the right one."""

    def _plot(self) -> QRectF:
        metrics = self.fontMetrics()
        left, right = metrics.horizontalAdvance("1,000.0k") + 8, metrics.horizontalAdvance("100%") + 8
        top, low = metrics.height() + 2, metrics.height() + 6
        return QRectF(left, top, max(self.width() - left - right, 10), max(self.height() - top - low, 10))

    def areas(self) -> list[QRectF]:
        """A strip over the whole height for each product, so that small ones are met, too."""
        assert self.answer is not None
        plot = self._plot()
        each = plot.width() / max(len(self.answer.points), 1)
        return [
            QRectF(plot.left() + place * each, plot.top(), each, plot.height())
            for place in range(len(self.answer.points))
        ]

    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Axes, columns, line, and the mark of four fifths."""
        assert self.answer is not None
        drawn, plot, theme = self.answer.drawn, self._plot(), self.theme
        bars, line, bar_at = drawn["bars"], drawn["line"], drawn["bar_at"]
        top = max(bars) * 1.05 or 1.0
        draw_values(painter, theme, plot, top, money=True)
        needed = theme.series[0]
        for place, (area, fen) in enumerate(zip(areas, bars, strict=True)):
            high = plot.height() * max(fen, 0) / top
            gap = min(area.width() * 0.15, 4)
            bar = QRectF(area.left() + gap, plot.bottom() - high, max(area.width() - 2 * gap, 0.6), high)
            if place <= bar_at:
                painter.fillRect(bar, needed)
            else:
                # Told from the others by more than its colour: an outline instead of a full column.
                painter.setPen(QPen(needed, 1))
                painter.drawRect(bar)
        self._draw_line(painter, plot, areas, [float(share) for share in line])

    def _draw_line(self, painter: QPainter, plot: QRectF, areas: list[QRectF], line: list[float]) -> None:
        theme, height = self.theme, self.fontMetrics().height()
        painter.setPen(theme.muted)
        for share in (0.0, 0.2, 0.4, 0.6, _FOUR_FIFTHS, 1.0):
            y = plot.bottom() - plot.height() * share
            where = QRectF(plot.right() + 4, y - height / 2, self.width() - plot.right() - 4, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{share:.0%}")
        painter.setPen(QPen(theme.text, 1, Qt.PenStyle.DashLine))
        y = plot.bottom() - plot.height() * _FOUR_FIFTHS
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.text, 1.4))
        run = [
            QPointF(area.center().x(), plot.bottom() - plot.height() * share)
            for area, share in zip(areas, line, strict=True)
        ]
        painter.drawPolyline(QPolygonF(run))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(theme.muted)
        foot = QRectF(plot.left(), plot.bottom() + 4, plot.width(), height)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, tr("Products by sales"))
        head = QRectF(plot.left(), 0, plot.width(), height)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight, tr("Line: share of all sales up to here"))
