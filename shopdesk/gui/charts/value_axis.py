"""The side axis of a drawing of our own: lines with their figures, from zero up."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from shopdesk.domain.kpi.output import compact
from shopdesk.gui.charts.plain_chart import round_step
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import current_language


def short(value: float, *, money: bool = False) -> str:
    """A figure for an axis: ``1.2万`` in Chinese, ``12k`` in English; money is fen."""
    amount = Decimal(repr(round(value, 6))) / (100 if money else 1)
    return compact(amount, chinese=current_language() == "zh_CN")


def draw_values(painter: QPainter, theme: Theme, area: QRectF, top: float, *, money: bool) -> None:
    """Lines across ``area`` at round figures up to ``top``, named to the left of it."""
    height = QFontMetrics(painter.font()).height()
    step = round_step(top / max(area.height() / (height * 2.2), 1))
    value = 0.0
    while value <= top:
        y = area.bottom() - area.height() * value / top
        painter.setPen(QPen(theme.muted if not value else theme.line, 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(theme.muted)
        where = QRectF(0, y - height / 2, area.left() - 6, height)
        painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short(value, money=money))
        value += step
