"""A tier table as a card to choose: its name, and what it says about the turnover asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from shopdesk.domain.money import percent_text
from shopdesk.domain.tiers.band import BandPosition
from shopdesk.domain.tiers.checks import yuan
from shopdesk.domain.tiers.planner import Plan
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

_PAD = 12


class ChoiceCard(QAbstractButton):
    """One of several tables; the chosen one has an accent border and a filled circle."""

    def __init__(self, theme: Theme, key: str, name: str, about: str, parent: QWidget | None = None) -> None:
        """Show ``name``; ``about`` stands in the tooltip."""
        super().__init__(parent)
        self._theme = theme
        self.key = key
        self._lines: list[str] = []
        self._warn = False
        self.setText(name)
        self.setToolTip(about)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_plan(self, plan: Plan | None) -> None:
        """Show the tier, its cost and share; without a plan, what to do."""
        if plan is None:
            self._lines, self._warn = [tr("Enter a turnover to compare"), ""], False
        else:
            band = {
                BandPosition.BELOW: tr("below the band"),
                BandPosition.INSIDE: tr("in the band"),
                BandPosition.ABOVE: tr("above the band"),
            }[plan.position]
            tier = tr("Tier {tier} · {people} people", tier=yuan(plan.tier.turnover_fen), people=plan.tier.people)
            share = percent_text(plan.cost_ratio)
            self._lines = [
                tier,
                tr("{cost} a month · {share}, {band}", cost=yuan(plan.cost_fen), share=share, band=band),
            ]
            self._warn = plan.position is BandPosition.ABOVE
        self.setAccessibleDescription(in_a_row(line for line in self._lines if line))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines of text and room around."""
        metrics = self.fontMetrics()
        width = max(
            [metrics.horizontalAdvance(line) for line in self._lines] + [metrics.horizontalAdvance(self.text())]
        )
        return QSize(width + 2 * _PAD + 34, 3 * (metrics.height() + 3) + 2 * _PAD - 4)

    def minimumSizeHint(self) -> QSize:
        """Narrower than ideal; long lines are then shortened."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, chosen = self._theme, self.isChecked()
        border = QPen(theme.accent if chosen or self.hasFocus() else theme.line, 2 if chosen or self.hasFocus() else 1)
        if self.hasFocus() and not chosen:
            border.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(border)
        fill = QColor(theme.surface)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        metrics = self.fontMetrics()
        line = metrics.height() + 3
        circle = QRectF(_PAD, _PAD + (metrics.height() - 14) / 2, 14, 14)
        painter.setPen(QPen(theme.accent if chosen else theme.muted, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        if chosen:
            painter.setBrush(theme.accent)
            painter.drawEllipse(circle.adjusted(4, 4, -4, -4))
        left = _PAD + 24
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.text)
        self._draw(painter, left, _PAD, self.text(), QFontMetrics(bold))
        painter.setFont(self.font())
        for number, text in enumerate(self._lines, start=1):
            warn = self._warn and number == len(self._lines)
            painter.setPen(theme.warning if warn else theme.muted)
            self._draw(painter, left, _PAD + number * line, text, metrics)
        painter.end()

    def _draw(self, painter: QPainter, left: int, top: int, text: str, metrics: QFontMetrics) -> None:
        room = self.width() - left - _PAD
        shortened = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, top, room, metrics.height() + 2), Qt.AlignmentFlag.AlignVCenter, shortened)
