"""Points by two figures, their size by a third; signs tell the groups apart, not colours alone."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from shopdesk.domain.fields import Field, Kind
from shopdesk.gui.charts.answer_drawing import AnswerDrawing, heading_text
from shopdesk.gui.charts.plain_chart import round_step
from shopdesk.gui.charts.value_axis import short
from shopdesk.infra.i18n import tr

_SMALLEST, _LARGEST = 5.0, 17.0
_SIDES = (0, 4, 3, 5)
_APART = 3.0
"""Lines of letters from one figure of the scale to the next."""


class ScatterChart(AnswerDrawing):
    """The figure across grows by factors, because a few points have most of it; lines part the points."""

    low, wide = 200, 300

    def _plot(self) -> QRectF:
        metrics = self.fontMetrics()
        left, low = metrics.horizontalAdvance("1,000.0%") + 8, 2 * metrics.height() + 8
        top = metrics.height() * 1.5 + 2  # The name of the scale stands above its highest figure.
        return QRectF(left, top, max(self.width() - left - 14, 10), max(self.height() - low - top, 10))

    def _axes(self) -> tuple[Field, Field]:
        """The fields across and up: the two whose cells are drawn."""
        assert self.answer is not None
        cells = self.answer.points[0].cells
        found = [
            next(field for field, cell in zip(self.answer.fields, cells, strict=True) if cell is value)
            for value in (self.answer.drawn["x"][0], self.answer.drawn["y"][0])
        ]
        return found[0], found[1]

    def _scales(self) -> tuple[float, float, float]:
        """The ends of the scale across, as logarithms, and the top of the one that goes up."""
        assert self.answer is not None
        across = [math.log10(float(value)) for value in self.answer.drawn["x"] if value > 0] or [0.0]
        low, high = min(across), max(across)
        edge = max((high - low) * 0.06, 0.1)
        up = [float(value) for value in self.answer.drawn["y"]]
        limit = self.answer.drawn["up"]
        return low - edge, high + edge, max([*up, float(limit or 0)]) * 1.12 or 1.0

    def areas(self) -> list[QRectF]:
        """Squares around the points."""
        assert self.answer is not None
        drawn, plot = self.answer.drawn, self._plot()
        sizes = [float(size or 0) for size in drawn["size"]]
        most = max(sizes, default=0) or 1.0
        scales = self._scales()
        found = []
        for x, y, size in zip(drawn["x"], drawn["y"], sizes, strict=True):
            middle = _place(plot, scales, float(x), float(y))
            half = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(max(size, 0) / most)
            found.append(QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half))
        return found

    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Axes, the lines that part, the points."""
        assert self.answer is not None
        plot = self._plot()
        self._draw_axes(painter, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, group in zip(areas, self.answer.drawn["groups"], strict=True):
            self._draw_sign(painter, area, group)
        self._draw_words(painter, plot)

    def _draw_sign(self, painter: QPainter, area: QRectF, group: int) -> None:
        """A point: each group has a colour and a form."""
        colour = QColor(self.theme.series[group % len(self.theme.series)])
        painter.setPen(QPen(colour, 1.4))
        soft = QColor(colour)
        soft.setAlpha(210)
        painter.setBrush(soft)
        sides = _SIDES[group % len(_SIDES)]
        if sides:
            painter.drawPolygon(_polygon(area, sides))
        else:
            painter.drawEllipse(area)

    def _draw_words(self, painter: QPainter, plot: QRectF) -> None:
        """What the groups are: in the corners where they are parts of the plot, otherwise in a line above."""
        assert self.answer is not None
        metrics, flag = self.fontMetrics(), Qt.AlignmentFlag
        corners = self.answer.drawn.get("corners", ())
        for place, name in enumerate(corners):
            painter.setPen(self.theme.muted)
            side = flag.AlignRight if place % 2 else flag.AlignLeft
            high = flag.AlignBottom if place > 1 else flag.AlignTop
            half = plot.width() / 2 - 8
            words = metrics.elidedText(tr(name), Qt.TextElideMode.ElideRight, int(half))
            painter.drawText(plot.adjusted(4, 2, -4, -4), side | high, words)
        right = plot.right()
        for group, name in reversed(list(enumerate(self.answer.drawn.get("names", ())))):
            if group not in self.answer.drawn["groups"]:
                continue
            room = metrics.horizontalAdvance(tr(name)) + 6
            painter.setPen(self.theme.text)
            painter.drawText(QRectF(right - room, 0, room, metrics.height()), flag.AlignRight, tr(name))
            sign = metrics.height() - 6  # as large as the letters, which may be twice the usual size
            right -= room + sign + 4
            self._draw_sign(painter, QRectF(right, 3, sign, sign), group)
            right -= 14

    def ticks(self) -> list[tuple[float, str]]:
        """Round figures of the scale that goes up, as many as there is room for, each with its words."""
        top, room = self._scales()[2], self._plot().height()
        step = round_step(top / max(room / (self.fontMetrics().height() * _APART), 1))
        rate = self._axes()[1].kind is Kind.RATE
        values = [number * step for number in range(int(top / step) + 1)]
        return [(value, f"{round(value * 100, 6):g}%" if rate else short(value)) for value in values]

    def _draw_axes(self, painter: QPainter, plot: QRectF) -> None:
        assert self.answer is not None
        drawn, metrics = self.answer.drawn, self.fontMetrics()
        across, up = self._axes()
        low, high, top = self._scales()
        painter.setPen(QPen(self.theme.edge, 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.drawLine(plot.bottomLeft(), plot.topLeft())
        painter.setPen(self.theme.muted)
        height = metrics.height()
        for value, words in self.ticks():
            y = plot.bottom() - plot.height() * value / top
            where = QRectF(0, y - height / 2, plot.left() - 6, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        taken = -1e9
        for power in range(math.floor(low), math.ceil(high) + 1):
            for part in (1, 2, 5):
                at = math.log10(part) + power
                x = plot.left() + plot.width() * (at - low) / (high - low)
                words = short(part * 10.0**power, money=across.kind is Kind.MONEY)
                wide = metrics.horizontalAdvance(words) + 12
                if low <= at <= high and x - wide / 2 >= taken:
                    where = QRectF(x - wide / 2, plot.bottom() + 2, wide, height)
                    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)
                    taken = x + wide / 2
        foot = QRectF(plot.left(), plot.bottom() + height + 4, plot.width(), height)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, heading_text(across))
        head = QRectF(2, 0, plot.width(), height)
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, heading_text(up))
        painter.setPen(QPen(self.theme.muted, 1, Qt.PenStyle.DashLine))
        if drawn["up"] is not None:
            y = plot.bottom() - plot.height() * float(drawn["up"]) / top
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if drawn["across"]:
            x = _place(plot, (low, high, top), float(drawn["across"]), 0).x()
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))


def _place(plot: QRectF, scales: tuple[float, float, float], x: float, y: float) -> QPointF:
    """Where two figures stand; ``scales`` as of ``ScatterChart._scales``."""
    low, high, top = scales
    share = (math.log10(max(x, 1e-9)) - low) / (high - low)
    return QPointF(plot.left() + plot.width() * share, plot.bottom() - plot.height() * y / top)


def _polygon(area: QRectF, sides: int) -> QPolygonF:
    middle, half = area.center(), area.width() / 2
    turn = [2 * math.pi * side / sides - math.pi / 2 for side in range(sides)]
    return QPolygonF([QPointF(middle.x() + half * math.cos(at), middle.y() + half * math.sin(at)) for at in turn])
