"""Columns over time made of pieces that add up; each piece has its colour and its pattern."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from shopdesk.domain.periods import Period
from shopdesk.gui.charts.time_drawing import TimeDrawing
from shopdesk.gui.charts.value_axis import draw_values
from shopdesk.infra.i18n import tr

_PATTERNS = (
    Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.Dense4Pattern, Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.FDiagPattern, Qt.BrushStyle.Dense6Pattern,
)  # fmt: skip
_SWATCH, _GAP = 14, 16


class StackedColumns(TimeDrawing):
    """A column for each day, week or month; a step without figures stays empty."""

    low, wide = 180, 300

    def _plot(self) -> QRectF:
        metrics = self.fontMetrics()
        left, low = (
            metrics.horizontalAdvance("1,000.0k") + 8,
            metrics.height() * 1.5 + 4,
        )  # Below half the words of the lowest figure.
        top = metrics.height() * 1.5 + 4
        return QRectF(left, top, max(self.width() - left - 8, 10), max(self.height() - top - low, 10))

    def span_of(self, place: int) -> Period:
        """The days of its column."""
        assert self.answer is not None
        span: Period = self.answer.drawn["spans"][self.answer.drawn["groups"][place]]
        return span

    def across(self, plot: QRectF, day: float) -> float:
        """Within its column."""
        assert self.answer is not None
        return self.across_spans(plot, day, self.answer.drawn["spans"])

    def _top(self) -> float:
        assert self.answer is not None
        sums: dict[int, int] = {}
        for group, value in zip(self.answer.drawn["groups"], self.answer.drawn["values"], strict=True):
            sums[group] = sums.get(group, 0) + max(value, 0)
        return max(sums.values(), default=0) * 1.05 or 1.0

    def areas(self) -> list[QRectF]:
        """The pieces, from the ground up."""
        assert self.answer is not None
        drawn, plot, top = self.answer.drawn, self._plot(), self._top()
        each = plot.width() / max(len(drawn["columns"]), 1)
        wide, level, found = max(each * 0.76, 0.8), {}, []
        for group, value in zip(drawn["groups"], drawn["values"], strict=True):
            begin = level.get(group, 0)
            level[group] = begin + max(value, 0)
            high = plot.height() * max(value, 0) / top
            left = plot.left() + each * group + (each - wide) / 2
            found.append(QRectF(left, plot.bottom() - plot.height() * begin / top - high, wide, high))
        return found

    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Axis, pieces, names of the steps, legend."""
        assert self.answer is not None
        drawn, plot = self.answer.drawn, self._plot()
        draw_values(painter, self.theme, plot, self._top(), money=drawn["money"])
        self.draw_beside(painter, plot)
        for area, series in zip(areas, drawn["series"], strict=True):
            self._fill(painter, area, series)
        metrics, columns = self.fontMetrics(), drawn["columns"]
        each = plot.width() / max(len(columns), 1)
        wide = max(metrics.horizontalAdvance(words) for words in columns) + 10
        step = max(-(-wide // max(int(each), 1)), 1)
        painter.setPen(self.theme.muted)
        used = 0.0
        for place in range(0, len(columns), step):
            middle = plot.left() + each * (place + 0.5)
            left = min(max(middle - wide / 2, 0), self.width() - wide)
            if left < used:
                continue
            used = left + wide
            where = QRectF(left, plot.bottom() + metrics.height() / 2, wide, metrics.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, columns[place])
        left = plot.left()
        for series, name in enumerate(drawn["names"]):
            words = tr(name)
            room = metrics.horizontalAdvance(words) + 4
            if left + _SWATCH + room > self.width():
                break
            self._fill(painter, QRectF(left, metrics.height() * 0.25, _SWATCH - 4, metrics.height() * 0.6), series)
            painter.setPen(self.theme.text)
            where = QRectF(left + _SWATCH, 0, room, metrics.height() * 1.1)
            painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            left += _SWATCH + room + _GAP

    def _fill(self, painter: QPainter, area: QRectF, series: int) -> None:
        colour = self.theme.series[series % len(self.theme.series)]
        painter.fillRect(area, self.theme.surface)
        painter.fillRect(area, QBrush(colour, _PATTERNS[series % len(_PATTERNS)]))
        if area.width() > 4 and area.height() > 2:
            painter.setPen(QPen(colour, 1))
            painter.drawRect(area)
