"""Weekdays by hours as squares: the darker (in the dark: the brighter), the more; the figure stands where it fits."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from shopdesk.domain.kpi.pay_hours import HOURS
from shopdesk.domain.money import round_half_up
from shopdesk.domain.periods import WEEKDAYS
from shopdesk.gui.charts.answer_drawing import AnswerDrawing
from shopdesk.infra.i18n import current_language, tr

_APART = 4
"""Pixels between two figures at least."""
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -HOURS, Qt.Key.Key_Down: HOURS}


class HeatMap(AnswerDrawing):
    """Seven rows of 24 squares; left and right go by hours, up and down by weekdays."""

    low, wide = 190, 420

    def stride(self, key: Qt.Key) -> int:
        """By hour or by weekday; what would leave the map stays where it is."""
        step = _ARROWS[key]
        if self.point < 0 or not 0 <= self.point + step < 7 * HOURS:
            return 1 if self.point < 0 else 0
        return step

    def areas(self) -> list[QRectF]:
        """The squares."""
        metrics = self.fontMetrics()
        left = max(metrics.horizontalAdvance(tr(name)) for name in WEEKDAYS) + 10
        top = metrics.height() + 4
        wide, high = (self.width() - left - 4) / HOURS, (self.height() - top - 4) / 7
        return [
            QRectF(left + hour * wide, top + day * high, max(wide - 1, 1), max(high - 1, 1))
            for day in range(7)
            for hour in range(HOURS)
        ]

    def draw(self, painter: QPainter, areas: list[QRectF]) -> None:
        """Names of hours and weekdays, the squares, their figures."""
        assert self.answer is not None
        values, metrics = self.answer.drawn["values"], self.fontMetrics()
        painter.setPen(self.theme.muted)
        height = metrics.height()
        step = 1 if areas[0].width() > metrics.horizontalAdvance("00") + 4 else 3
        for hour in range(0, HOURS, step):
            area = areas[hour]
            where = QRectF(area.left() - 20, 0, area.width() + 40, height)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, f"{hour:02d}")
        for day, name in enumerate(WEEKDAYS):
            area = areas[day * HOURS]
            where = QRectF(0, area.top(), area.left() - 6, area.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tr(name))
        top = max((value for value in values if value), default=1)
        money, room = self.answer.drawn["money"], areas[0].width() - _APART
        texts = [_short(value, money) for value in values]
        if max(map(metrics.horizontalAdvance, texts)) > room:
            # Figures that touch read as one: without decimals they may stand apart.
            texts = [_short(value, money, whole=True) for value in values]
        fits = max(map(metrics.horizontalAdvance, texts)) <= room and height <= areas[0].height()
        for area, value, text in zip(areas, values, texts, strict=True):
            if value is None:
                # Not known is no colour at all, and not the colour of nothing.
                painter.fillRect(area, self.theme.window)
                painter.setPen(QPen(self.theme.line, 1))
                painter.drawLine(area.bottomLeft(), area.topRight())
                continue
            ground, ink = self.shade(0.04 + 0.96 * float(value) / float(top))
            painter.fillRect(area, ground)
            if fits:
                painter.setPen(ink)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def _short(value: Decimal | int | None, money: bool, *, whole: bool = False) -> str:
    """A figure for a square: one decimal of counts below ten, amounts in yuan, large ones in thousands or 万.

    ``whole``: without decimals of counts; less than half of one is "<1", for it is not nothing.
    """
    if value is None:
        return ""
    amount = Decimal(value) / 100 if money else Decimal(value)
    size, word = (10_000, "万") if current_language() == "zh_CN" else (1_000, "k")
    if amount >= size:
        return f"{amount / size:.1f}{word}"
    if amount >= 10 or money:
        return f"{amount:.0f}"
    if not whole:
        return f"{amount:.1f}"
    return "<1" if 0 < amount < Decimal("0.5") else f"{round_half_up(amount)}"
