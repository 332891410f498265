"""The structure of a tier as a calm diagram: one line for each department, a figure for each person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.text import NO_DATA
from shopdesk.domain.tiers.checks import yuan
from shopdesk.domain.tiers.planner import DepartmentGap, Plan
from shopdesk.gui.widgets.stepped import SteppedDrawing
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

_ROW = 30
_FIGURE = 18


class StructureDiagram(SteppedDrawing):
    """Who the tier wants where: leads wear a star, filled figures are present today, outlined ones are missing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of ``theme``."""
        super().__init__(parent)
        self._theme = theme
        self._gaps: tuple[DepartmentGap, ...] = ()
        self._costs: dict[str, int] = {}
        self._names: Mapping[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Structure of the tier"))

    def show_plan(self, plan: Plan, names: Mapping[str, str]) -> None:
        """Show the recommended tier; departments that it leaves empty and that are empty today are left out."""
        self._gaps = tuple(
            gap for gap in plan.gaps if gap.want_leads + gap.want_staff + gap.have_leads + gap.have_staff > 0
        )
        self._costs = {gap.department_code: plan.tier.post(gap.department_code).cost_fen for gap in self._gaps}
        self._names = names
        self.updateGeometry()
        self.new_points()

    def reader_points(self) -> list[str]:
        """Each department in words."""
        return [
            tr(
                "{department}: wanted {wanted}, today {today}, {cost} a month",
                department=self._names.get(gap.department_code, gap.department_code),
                wanted=gap.want_leads + gap.want_staff,
                today=gap.have_leads + gap.have_staff,
                cost=yuan(self._costs[gap.department_code]),
            )
            for gap in self._gaps
        ]

    def sizeHint(self) -> QSize:
        """One row for each department."""
        return QSize(420, max(1, len(self._gaps)) * self._row() + 4)

    def minimumSizeHint(self) -> QSize:
        """As tall as the rows."""
        return QSize(300, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        names = [self._names.get(gap.department_code, gap.department_code) for gap in self._gaps]
        label = max((metrics.horizontalAdvance(name) for name in names), default=0) + 16
        money = max((metrics.horizontalAdvance(yuan(cost)) for cost in self._costs.values()), default=0) + 4
        most = max(self._costs.values(), default=0)
        figures = max(
            (max(gap.want_leads + gap.want_staff, gap.have_leads + gap.have_staff) for gap in self._gaps), default=0
        )
        start = label + figures * (_FIGURE + 4) + 16
        room = max(0.0, self.width() - start - money - 12)
        height = self._row()
        for row, gap in enumerate(self._gaps):
            top = 2 + row * height
            if row:
                painter.setPen(QPen(self._theme.line, 1))
                painter.drawLine(QPointF(0, top - 0.5), QPointF(self.width(), top - 0.5))
            painter.setPen(self._theme.text)
            painter.drawText(QRectF(0, top, label, height), Qt.AlignmentFlag.AlignVCenter, names[row])
            self._figures(painter, label, top, gap)
            cost = self._costs[gap.department_code]
            if most and cost:
                bar = QRectF(start, top + height / 2 - 4, room * cost / most, 8)
                painter.setPen(Qt.PenStyle.NoPen)
                fill = QColor(self._theme.accent)
                fill.setAlpha(150)
                painter.setBrush(fill)
                painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(self._theme.text if cost else self._theme.muted)
            painter.drawText(
                QRectF(self.width() - money - 2, top, money, height),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                yuan(cost) if cost else NO_DATA,
            )
        self.mark(painter, QRect(0, 2 + max(self.point, 0) * height, self.width(), height), self._theme.accent)
        painter.end()

    def _row(self) -> int:
        return max(_ROW, self.fontMetrics().height() + 12)

    def _figures(self, painter: QPainter, left: float, top: float, gap: DepartmentGap) -> None:
        """Leads first. Present: filled; missing: outlined; more than wanted: crossed out."""
        x = left
        for wanted, present, lead in (
            (gap.want_leads, gap.have_leads, True),
            (gap.want_staff, gap.have_staff, False),
        ):
            for number in range(max(wanted, present)):
                _figure(
                    painter,
                    self._theme,
                    QRectF(x, top + (self._row() - _FIGURE) / 2, _FIGURE, _FIGURE),
                    filled=number < present,
                    surplus=number >= wanted,
                    lead=lead,
                )
                x += _FIGURE + 4


class Legend(QWidget):
    """What the figures of the diagram mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of ``theme``."""
        super().__init__(parent)
        self._theme = theme
        self._entries = [
            (tr("lead"), True, False, True),
            (tr("present", context="legend"), True, False, False),
            (tr("missing", context="legend"), False, False, False),
            (tr("more than needed", context="legend"), True, True, False),
        ]
        self.setAccessibleName(in_a_row(text for text, *_ in self._entries))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for all entries in a row."""
        width = sum(_FIGURE + 4 + self.fontMetrics().horizontalAdvance(text) + 16 for text, *_ in self._entries)
        return QSize(width, max(_FIGURE, self.fontMetrics().height()) + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entries."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for text, filled, surplus, lead in self._entries:
            _figure(painter, self._theme, QRectF(x, 3, _FIGURE, _FIGURE), filled=filled, surplus=surplus, lead=lead)
            x += _FIGURE + 4
            width = self.fontMetrics().horizontalAdvance(text)
            painter.setPen(self._theme.muted)
            painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += width + 16
        painter.end()


def _figure(painter: QPainter, theme: Theme, box: QRectF, *, filled: bool, surplus: bool, lead: bool) -> None:
    colour = QColor(theme.warning if surplus else theme.accent if filled else theme.muted)
    pen = QPen(colour, 1.4)
    if not filled:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    head = QRectF(box.center().x() - 3.5, box.top() + 1, 7, 7)
    body = QPainterPath()
    body.moveTo(box.left() + 3, box.bottom() - 1)
    body.arcTo(QRectF(box.left() + 3, box.top() + 9.5, box.width() - 6, 14), 180, -180)
    body.closeSubpath()
    painter.drawEllipse(head)
    painter.drawPath(body)
    if lead:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent_text if filled else colour)
        painter.drawPath(_star(QPointF(box.center().x(), box.bottom() - 4.4), 3.4))
    if surplus:
        painter.setPen(QPen(theme.text, 1.6))
        painter.drawLine(box.bottomLeft() + QPointF(1, -1), box.topRight() + QPointF(-1, 2))


def _star(centre: QPointF, radius: float) -> QPainterPath:
    import math

    path = QPainterPath()
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * 0.42
        angle = math.pi / 5 * corner - math.pi / 2
        point = centre + QPointF(length * math.cos(angle), length * math.sin(angle))
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
