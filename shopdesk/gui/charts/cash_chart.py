"""The cash of a plan by day in its outlooks: lines told apart by dashes and names, with the lowest point marked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopdesk.domain.money import format_yuan
from shopdesk.domain.setup.budget import OUTLOOK_NAMES, Outlook
from shopdesk.domain.setup.cash import CashCurve
from shopdesk.gui.charts.plain_chart import round_step
from shopdesk.gui.charts.value_axis import short
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.stepped import SteppedDrawing
from shopdesk.infra.i18n import sentences, tr

_STYLES = {
    Outlook.CAREFUL: Qt.PenStyle.DashLine,
    Outlook.EXPECTED: Qt.PenStyle.SolidLine,
    Outlook.BOLD: Qt.PenStyle.DotLine,
}
_SWATCH, _GAP, _MARK = 26, 16, 5.0


class CashChart(SteppedDrawing):
    """Steps of the cash; the arrows go through the days on which it moves, and each is said with all outlooks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without a plan."""
        super().__init__(parent)
        self._theme = theme
        self._curves: Mapping[Outlook, CashCurve] = {}
        self._days: list[date] = []
        self.setObjectName("setup.budget.cashChart")
        self.setAccessibleName(tr("Cash by day"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(520, self.minimumSizeHint().height() + 40)

    def minimumSizeHint(self) -> QSize:
        """Room for an axis of some figures in the letters in use."""
        return QSize(self.fontMetrics().horizontalAdvance("0") * 30, self.fontMetrics().height() * 11)

    def show_curves(self, curves: Mapping[Outlook, CashCurve]) -> None:
        """Show other figures."""
        self._curves = curves
        self._days = sorted({one.day for curve in curves.values() for one in curve.days})
        self.new_points()

    # --- what it says ------------------------------------------------------------------------------------------------

    def reader_points(self) -> list[str]:
        """A line for each day on which the cash of any outlook moves."""
        return [self._words(day) for day in self._days]

    def _words(self, day: date) -> str:
        told = [day.isoformat()]
        for outlook, curve in self._curves.items():
            cash = format_yuan(curve.on(day).cash_fen)
            text = tr("{outlook}: {amount}", outlook=tr(OUTLOOK_NAMES[outlook]), amount=cash)
            told.append(f"{text} ({tr('lowest')})" if curve.lowest.day == day else text)
        now = self._curves[Outlook.EXPECTED].on(day)
        told.append(
            tr(
                "spent {spent}, bound {bound}, returnable {returnable}",
                spent=format_yuan(now.spent_fen),
                bound=format_yuan(now.bound_fen),
                returnable=format_yuan(now.returnable_fen),
            )
        )
        return " · ".join(told)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        metrics = self.fontMetrics()
        left, line = metrics.horizontalAdvance("-1,000k") + 12, metrics.height()
        top = line * 1.4 * len(self._legend()) + line * 0.6
        return QRectF(left, top, max(self.width() - left - 10, 10), max(self.height() - top - line - 10, 10))

    def _scale(self) -> tuple[float, float, float]:
        """Lowest and highest figure of the axis and its step, in fen."""
        values = [one.cash_fen for curve in self._curves.values() for one in curve.days]
        low, high = min(*values, 0), max(*values, 0)
        rows = max(self._plot().height() / (self.fontMetrics().height() * 2.2), 2)
        step = round_step(max(high - low, 100) / rows)
        bottom = math.floor(low / step) * step
        return bottom, max(math.ceil(high / step) * step, bottom + step), step

    def _x(self, plot: QRectF, day: date) -> float:
        days = self._days
        room = max((days[-1] - days[0]).days, 1)
        return plot.left() + plot.width() * (day - days[0]).days / room

    @staticmethod
    def _y(plot: QRectF, scale: tuple[float, float, float], fen: float) -> float:
        low, high, _step = scale
        return plot.bottom() - plot.height() * (fen - low) / (high - low)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axis, lines, lowest points, names, cursor."""
        if not self._curves:
            return
        painter = QPainter(self)
        plot, scale = self._plot(), self._scale()
        self._draw_axis(painter, plot, scale)
        self._draw_months(painter, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for outlook, curve in self._curves.items():
            self._draw_curve(painter, plot, scale, outlook, curve)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._draw_legend(painter)
        if self.hasFocus() and 0 <= self.point < len(self._days):
            x = self._x(plot, self._days[self.point])
            painter.setPen(QPen(self._theme.accent, 1))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        self.mark(painter, self.rect(), self._theme.accent)
        painter.end()

    def _draw_axis(self, painter: QPainter, plot: QRectF, scale: tuple[float, float, float]) -> None:
        low, high, step = scale
        height = self.fontMetrics().height()
        for number in range(round((high - low) / step) + 1):
            value = low + number * step
            y = self._y(plot, scale, value)
            painter.setPen(QPen(self._theme.text if not round(value) else self._theme.line, 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self._theme.muted)
            where = QRectF(0, y - height / 2, plot.left() - 6, height)
            words = short(value, money=True)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _months(self, plot: QRectF) -> list[tuple[QRectF, str]]:
        """Names of months below, as many as there is room for, each at the first day of its month in the plan.

        A first month of few days gives way to the next one.
        """
        days = self._days
        first, last = (day.year * 12 + day.month - 1 for day in (days[0], days[-1]))
        wide = self.fontMetrics().horizontalAdvance("0000-00") + 14
        shown = [max(date(place // 12, place % 12 + 1, 1), days[0]) for place in range(first, last + 1)]
        step = max(math.ceil(len(shown) * wide / plot.width()), 1)
        if len(shown) > 1 and days[0].day > 1 and self._x(plot, shown[1]) - self._x(plot, shown[0]) < wide:
            shown.pop(0)
        names: list[tuple[QRectF, str]] = []
        for day in shown[::step]:
            left = min(max(self._x(plot, day) - wide / 2, 0), self.width() - wide)
            if not names or left >= names[-1][0].right():  # the last one is held in the window at its right edge
                where = QRectF(left, plot.bottom() + 4, wide, self.fontMetrics().height())
                names.append((where, f"{day:%Y-%m}"))
        return names

    def _draw_months(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(self._theme.muted)
        for where, name in self._months(plot):
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, name)

    def _pen(self, outlook: Outlook) -> QPen:
        colour = self._theme.series[list(Outlook).index(outlook) % len(self._theme.series)]
        return QPen(colour, 2 if outlook is Outlook.EXPECTED else 1.4, _STYLES[outlook])

    def _draw_curve(
        self, painter: QPainter, plot: QRectF, scale: tuple[float, float, float], outlook: Outlook, curve: CashCurve
    ) -> None:
        points: list[QPointF] = []
        for one in curve.days:
            x, y = self._x(plot, one.day), self._y(plot, scale, one.cash_fen)
            if points:
                points.append(QPointF(x, points[-1].y()))
            points.append(QPointF(x, y))
        pen = self._pen(outlook)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))
        low = QPointF(self._x(plot, curve.lowest.day), self._y(plot, scale, curve.lowest.cash_fen))
        painter.setPen(QPen(pen.color(), 1.4))
        painter.setBrush(self._theme.surface if outlook is not Outlook.EXPECTED else pen.color())
        below = [QPointF(0, 0), QPointF(-_MARK, -2 * _MARK), QPointF(_MARK, -2 * _MARK)]
        painter.drawPolygon(QPolygonF([low + point for point in below]))

    def _legend(self) -> list[list[tuple[Outlook, float, str]]]:
        """The names in rows: outlook, where it begins, words; each with its lowest point."""
        rows: list[list[tuple[Outlook, float, str]]] = [[]]
        left = 8.0
        for outlook, curve in self._curves.items():
            words = tr(
                "{outlook}: lowest {amount} on {day}",
                outlook=tr(OUTLOOK_NAMES[outlook]),
                amount=format_yuan(curve.lowest.cash_fen),
                day=curve.lowest.day.isoformat(),
            )
            room = _SWATCH + self.fontMetrics().horizontalAdvance(words) + _GAP
            if rows[-1] and left + room > self.width():
                rows.append([])
                left = 8.0
            rows[-1].append((outlook, left, words))
            left += room
        return rows

    def _draw_legend(self, painter: QPainter) -> None:
        height = self.fontMetrics().height()
        for row, names in enumerate(self._legend()):
            for outlook, left, words in names:
                y = height * (1.4 * row + 0.7)
                painter.setPen(self._pen(outlook))
                painter.drawLine(QPointF(left, y), QPointF(left + _SWATCH - 6, y))
                painter.setPen(self._theme.text)
                where = QRectF(left + _SWATCH, y - height / 2, self.width(), height)
                painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    # --- the mouse ---------------------------------------------------------------------------------------------------

    def _nearest(self, where: QPoint) -> int:
        plot = self._plot()
        places = [abs(self._x(plot, day) - where.x()) for day in self._days]
        return places.index(min(places))

    def event(self, event: QEvent) -> bool:
        """Say the day under the mouse."""
        if isinstance(event, QHelpEvent) and self._curves:
            day = self._days[self._nearest(event.pos())]
            QToolTip.showText(event.globalPos(), sentences([self._words(day)]), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cursor goes to the day that was clicked."""
        if self._curves:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._go(self._nearest(event.position().toPoint()))
        super().mousePressEvent(event)
