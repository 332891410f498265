"""A gauge of people cost against turnover, with the band in which it should lie."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.money import percent_text
from shopdesk.gui.widgets.stepped import SteppedDrawing
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme


class Gauge(SteppedDrawing):
    """A horizontal scale from 0% to beyond the band: band, pointer of the tier, pointer of today's team.

    The scale ends at twice the band's upper end, or beyond the larger pointer; a pointer far outside is drawn at the
    end with an arrow. Position is told by place, shape and figure, not by colour alone.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Draw in the colours of ``theme``."""
        super().__init__(parent)
        self._theme = theme
        self._band = (Decimal("0.06"), Decimal("0.07"))
        self._cost: Decimal | None = None
        self._team: Decimal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("People cost against turnover"))

    def show_ratios(self, low: Decimal, high: Decimal, cost: Decimal | None, team: Decimal | None) -> None:
        """Show a tier's ratio and, below it, that of today's team; None leaves a pointer out."""
        self._band, self._cost, self._team = (low, high), cost, team
        self.setToolTip(in_a_row(self.reader_points()))
        self.new_points()

    def reader_points(self) -> list[str]:
        """Both pointers and the band."""
        low, high = self._band
        return [
            tr("Recommended tier {cost}", cost=percent_text(self._cost)),
            tr("Today's team {team}", team=percent_text(self._team)),
            tr("Band {low} to {high}", low=percent_text(low), high=percent_text(high)),
        ]

    def sizeHint(self) -> QSize:
        """Room for the scale between two lines of text."""
        return QSize(320, 3 * self.fontMetrics().height() + 46)

    def minimumSizeHint(self) -> QSize:
        """As tall as needed, at least wide enough for the figures."""
        return QSize(220, self.sizeHint().height())

    def _end(self) -> Decimal:
        largest = max((ratio for ratio in (self._cost, self._team) if ratio is not None), default=Decimal(0))
        return min(max(2 * self._band[1], largest * Decimal("1.1")), 6 * self._band[1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw scale, band and pointers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        margin = 24.0
        track = QRectF(margin, line + 16.0, self.width() - 2 * margin, 12.0)
        end = self._end()

        def place(ratio: Decimal) -> float:
            return track.left() + track.width() * float(min(ratio / end, Decimal(1)))

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.line)
        painter.drawRoundedRect(track, 6, 6)
        band = QRectF(place(self._band[0]), track.top(), 0.0, track.height())
        band.setRight(place(self._band[1]))
        painter.setBrush(self._theme.good)
        painter.drawRect(band)
        self._scale(painter, track, place, end)
        if self._cost is not None:
            self._pointer(painter, track, place(self._cost), self._cost, end, above=True)
        if self._team is not None:
            self._pointer(painter, track, place(self._team), self._team, end, above=False)
        self.mark(painter, self.rect(), self._theme.accent)
        painter.end()

    def _scale(self, painter: QPainter, track: QRectF, place: object, end: Decimal) -> None:
        metrics = self.fontMetrics()
        painter.setPen(self._theme.muted)
        top = track.bottom() + 2
        text = f"{_short(self._band[0])}–{_short(self._band[1])}%"
        middle = (place(self._band[0]) + place(self._band[1])) / 2  # type: ignore[operator]
        width = metrics.horizontalAdvance(text) + 8
        painter.drawText(QRectF(middle - width / 2, top, width, metrics.height()), Qt.AlignmentFlag.AlignCenter, text)
        painter.drawText(QRectF(track.left() - 20, top, 40, metrics.height()), Qt.AlignmentFlag.AlignCenter, "0%")
        last = f"{_short(end)}%"
        painter.drawText(QRectF(track.right() - 30, top, 60, metrics.height()), Qt.AlignmentFlag.AlignCenter, last)

    def _pointer(
        self, painter: QPainter, track: QRectF, x: float, ratio: Decimal, end: Decimal, *, above: bool
    ) -> None:
        inside = self._band[0] <= ratio <= self._band[1]
        colour: QColor = self._theme.text if inside else self._theme.warning
        tip = track.top() if above else track.bottom() + self.fontMetrics().height() + 4
        away = -9.0 if above else 9.0
        shape = QPolygonF([QPointF(x, tip), QPointF(x - 6, tip + away), QPointF(x + 6, tip + away)])
        painter.setPen(QPen(self._theme.surface, 1))
        painter.setBrush(colour if above else self._theme.surface)
        if not above:
            painter.setPen(QPen(colour, 1.5))
        painter.drawPolygon(shape)
        label = (
            tr("Tier {share}", share=percent_text(ratio)) if above else tr("Team {share}", share=percent_text(ratio))
        )
        if ratio > end:
            label += " →"
        font = QFont(self.font())
        font.setBold(above)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(label) + 4
        left = min(max(x - width / 2, 0.0), self.width() - width)
        top = tip + away - metrics.height() - 1 if above else tip + away + 1
        painter.setPen(self._theme.text)
        painter.drawText(QRectF(left, top, width, metrics.height()), Qt.AlignmentFlag.AlignCenter, label)
        painter.setFont(self.font())


def _short(ratio: Decimal) -> str:
    text = percent_text(ratio, 1).removesuffix("%")
    return text.removesuffix(".0")
