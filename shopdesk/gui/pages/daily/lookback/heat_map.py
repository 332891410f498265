"""A year of daily forms in one picture: a cell for each day, the fuller the deeper, with a mark where checks failed.

Weeks run from left to right, Monday is on top. The arrows move a cursor, Enter opens its day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopdesk.domain.daily.lookback import DayCompletion
from shopdesk.domain.money import percent_text
from shopdesk.gui.pages.daily.templates.texts import weekday_short
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

_GAP = 3
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LARGEST, _SMALLEST = 28.0, 9.0


def month_short(number: int) -> str:
    """A month in a few letters."""
    return f"{number}月" if current_language().startswith("zh") else _MONTHS_EN[number - 1]


def describe(day: date, completion: DayCompletion | None) -> str:
    """A day in a sentence."""
    if completion is None or not completion.asked:
        return tr("{day}: nothing was asked", day=day)
    rate = percent_text(completion.share.rate, 0)
    words = tr(
        "{day}: {answered} of {asked} answered ({rate})",
        day=day,
        answered=completion.answered,
        asked=completion.asked,
        rate=rate,
    )
    if not completion.failed:
        return words
    return tr("{day}, {failed}", day=words, failed=tr("{count} failed", count=completion.failed))


class HeatMap(QWidget):
    """The year. ``opened`` carries a clicked or confirmed day, ``pointed`` the sentence of the day of the cursor."""

    opened = Signal(object)
    pointed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty year."""
        super().__init__(parent)
        self._theme = theme
        self._days: dict[date, DayCompletion] = {}
        self._year = 2000
        self._last = date.min
        self.cursor_day = date.min
        self.setObjectName("lookback.heatMap")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_year(self, year: int, days: Sequence[DayCompletion], today: date) -> None:
        """Show a year; days after ``today`` are left empty."""
        self._year = year
        self._last = min(date(year, 12, 31), today)
        self._days = {one.day: one for one in days}
        if self.cursor_day.year != year or self.cursor_day > self._last:
            self.cursor_day = self._last
        self.setAccessibleName(tr("Completion of the daily forms in {year}", year=year))
        self._say()
        self.update()

    # --- geometry --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Seven rows as high as the width lets 54 weeks be."""
        return QSize(700, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The height follows the width, for square cells."""
        super().resizeEvent(event)
        self.setFixedHeight(self._height())

    @property
    def _left(self) -> int:
        """The room for the weekdays."""
        return scaled(self, 30)

    @property
    def _top(self) -> int:
        """The room for the months."""
        return scaled(self, 20)

    def _height(self) -> int:
        return int(self._top + 7 * self._pitch() + 4)

    def _pitch(self) -> float:
        return max(_SMALLEST, min(_LARGEST, (self.width() - self._left - 4) / 54))

    @property
    def _origin(self) -> date:
        first = date(self._year, 1, 1)
        return first - timedelta(days=first.weekday())

    def _cell(self, day: date) -> QRectF:
        number = (day - self._origin).days
        pitch = self._pitch()
        return QRectF(self._left + number // 7 * pitch, self._top + number % 7 * pitch, pitch - _GAP, pitch - _GAP)

    def day_at(self, x: float, y: float) -> date | None:
        """The day of a point; ``None`` beside the year."""
        pitch = self._pitch()
        week, weekday = int((x - self._left) // pitch), int((y - self._top) // pitch)
        if x < self._left or not 0 <= weekday <= 6:
            return None
        day = self._origin + timedelta(days=week * 7 + weekday)
        return day if day.year == self._year and day <= self._last else None

    # --- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw months, weekdays, cells, marks and the cursor."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_labels(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        day = date(self._year, 1, 1)
        while day.year == self._year:
            rect = self._cell(day)
            one = self._days.get(day)
            painter.setBrush(self._color(day, one))
            painter.drawRoundedRect(rect, 2, 2)
            if one is not None and one.failed:
                self._paint_mark(painter, rect)
            day += timedelta(days=1)
        if self._days or self.hasFocus():
            pen = QPen(self._theme.text if self.hasFocus() else self._theme.muted, 2 if self.hasFocus() else 1)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._cell(self.cursor_day).adjusted(-1, -1, 1, 1), 3, 3)
        painter.end()

    def _paint_labels(self, painter: QPainter) -> None:
        font = painter.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() - 2))
        painter.setFont(font)
        painter.setPen(self._theme.muted)
        for month in range(1, 13):
            left = self._cell(date(self._year, month, 1) + timedelta(days=6)).left()
            painter.drawText(QPointF(left, self._top - 6), month_short(month))
        for weekday in (0, 2, 4, 6):
            rect = self._cell(self._origin + timedelta(days=weekday))
            box = QRectF(0, rect.top() - 3, self._left - 6, rect.height() + 6)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), weekday_short(weekday + 1)
            )

    def _color(self, day: date, one: DayCompletion | None) -> QColor:
        theme = self._theme
        if day > self._last or one is None or not one.asked:
            return theme.window if day > self._last else theme.raised
        share = min(1.0, one.answered / one.asked)
        return theme.line if not share else _blend(theme.raised, theme.accent, 0.25 + 0.75 * share)

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        """A corner in the warning colour: checks failed on that day."""
        side = rect.width() * 0.55
        corner = QPolygonF([rect.topRight(), rect.topRight() - QPointF(side, 0), rect.topRight() + QPointF(0, side)])
        painter.setBrush(self._theme.bad)
        painter.drawPolygon(corner)

    # --- keys and mouse --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down by a day, left and right by a week, Page keys by a month, Enter opens."""
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -7,
            Qt.Key.Key_Right: 7,
            Qt.Key.Key_PageUp: -28,
            Qt.Key.Key_PageDown: 28,
        }
        if key in steps:
            self._go(self.cursor_day + timedelta(days=steps[key]))
        elif key == Qt.Key.Key_Home:
            self._go(date(self._year, 1, 1))
        elif key == Qt.Key.Key_End:
            self._go(self._last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.cursor_day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the day."""
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None:
            self._go(day)
            self.opened.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand shows where a click opens a day."""
        over = self.day_at(event.position().x(), event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """The tooltip tells the day under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(event.pos().x(), event.pos().y())
            if day is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), describe(day, self._days.get(day)), self)
            return True
        return super().event(event)

    def reader_points(self) -> list[str]:
        """A sentence for each day on which something was asked."""
        return [describe(day, found) for day, found in sorted(self._days.items()) if found.asked]

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """What Enter does."""
        return {"Press": lambda: self.opened.emit(self.cursor_day)}

    def _go(self, day: date) -> None:
        first = date(self._year, 1, 1)
        self.cursor_day = max(first, min(day, self._last))
        self._say()
        self.update()

    def _say(self) -> None:
        words = describe(self.cursor_day, self._days.get(self.cursor_day))
        say(self, words)
        self.pointed.emit(words)


def _blend(first: QColor, second: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )
