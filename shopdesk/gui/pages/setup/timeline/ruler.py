"""The months and weeks above the bars, with the wanted and the earliest opening; the wanted one can be dragged."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from shopdesk.gui.pages.setup.timeline.scale import Scale
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.timeline import Timeline

_GRIP = 6


def opening_lines(shown: Timeline, theme: Theme) -> list[tuple[date, QColor, Qt.PenStyle, str]]:
    """The upright lines: today, the wanted opening, and the earliest one, which is dashed."""
    found = [(shown.today, theme.muted, Qt.PenStyle.DotLine, tr("today"))]
    if shown.opening is not None:
        found.append((shown.opening, theme.accent, Qt.PenStyle.SolidLine, tr("wanted opening")))
    if shown.earliest is not None:
        found.append((shown.earliest, theme.warning, Qt.PenStyle.DashLine, tr("earliest opening")))
    return found


class Ruler(QWidget):
    """``opening_moved`` carries the day to which the wanted opening was dragged."""

    opening_moved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Without days."""
        super().__init__()
        self._theme = theme
        self._shown: Timeline | None = None
        self._scale: Scale | None = None
        self._left = 0
        self._held: date | None = None
        self.setMouseTracking(True)
        self.setFixedHeight(scaled(self, 38))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, scaled(self, 38))

    def show_days(self, shown: Timeline, scale: Scale, left: int) -> None:
        """Show the days of ``scale``, which begin ``left`` pixels from the own edge."""
        self._shown, self._scale, self._left = shown, scale, left
        self.update()

    def _place(self, day: date) -> int:
        assert self._scale is not None
        return self._left + self._scale.left(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months above, the lines of the opening below."""
        if self._scale is None or self._shown is None:
            return
        painter, half = QPainter(self), self.height() // 2
        painter.setFont(self.font())
        painter.setClipRect(self._left, 0, self._scale.width, self.height())
        wide = painter.fontMetrics().horizontalAdvance("2026-00") + 8
        free = self._left
        for day, month in self._scale.marks(wide):
            place = self._place(day)
            painter.setPen(QPen(self._theme.line, 1))
            painter.drawLine(place, 0 if month else half, place, self.height())
            if month and place >= free:
                painter.setPen(self._theme.text)
                painter.drawText(QRect(place + 3, 0, wide, half), Qt.AlignmentFlag.AlignVCenter, f"{day:%Y-%m}")
                free = place + wide
        self._openings(painter, half)
        painter.end()

    def _openings(self, painter: QPainter, half: int) -> None:
        assert self._shown is not None
        lines = [
            (self._place(self._held if self._held is not None and day == self._shown.opening else day), *more)
            for day, *more in opening_lines(self._shown, self._theme)
        ]
        lines.sort(key=lambda line: line[0])
        free = self._left
        for number, (place, color, style, said) in enumerate(lines):
            painter.setPen(QPen(color, 2, style))
            painter.drawLine(place, half, place, self.height())
            room = painter.fontMetrics().horizontalAdvance(said) + 8
            next_place = lines[number + 1][0] if number + 1 < len(lines) else self.width()
            # Where the words have no room behind their line they stand before it, so that they are whole.
            left = place + 4 if place + room < next_place else place - room
            if left >= free:
                painter.drawText(QRect(left, half, room, half), Qt.AlignmentFlag.AlignVCenter, said)
                free = left + room

    def _over_opening(self, event: QMouseEvent) -> bool:
        shown = self._shown
        if shown is None or shown.opening is None or self._scale is None:
            return False
        return abs(event.position().x() - self._place(shown.opening)) <= _GRIP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the wanted opening."""
        if event.button() is Qt.MouseButton.LeftButton and self._over_opening(event) and self._shown is not None:
            self._held = self._shown.opening

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse with it."""
        if self._held is None or self._scale is None:
            over = self._over_opening(event)
            self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)
            return
        self._held = self._scale.day_at(int(event.position().x()) - self._left)
        self.setToolTip(str(self._held))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: ask for the day."""
        held, self._held = self._held, None
        if held is not None and self._shown is not None and held != self._shown.opening:
            self.opening_moved.emit(held)
        self.update()
