"""The year at a glance: twelve small months with days off, campaigns and the big days."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from shopdesk.domain.calendar.festivals import DayKind
from shopdesk.domain.campaigns.life import STATE_SIGNS
from shopdesk.gui.pages.promotions.calendar_data import FIRST_DAY, LAST_DAY, CalendarData
from shopdesk.gui.pages.promotions.month_layout import grid_start
from shopdesk.gui.pages.promotions.state_colors import soft, state_color
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.cell_text import tip_text
from shopdesk.infra.i18n import current_language, tr

_COLUMNS, _ROWS, _GAP, _TITLE, _LEGEND = 4, 3, 12, 26, 24
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class YearView(QWidget):
    """Twelve months; ``day_opened`` says which day the user wants to see in its month."""

    day_opened = Signal(object)
    day_changed = Signal(object)

    def __init__(self, theme: Theme, today: date) -> None:
        """An empty year."""
        super().__init__()
        self._theme = theme
        self._today = today
        self._cursor = today
        self._data = CalendarData(today, today)
        self.setObjectName("promotions.yearView")
        self.setAccessibleName(tr("Year overview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(420, 420))

    def show_year(self, year: int) -> None:
        """Show another year."""
        if self._cursor.year != year:
            self._cursor = self._today if self._today.year == year else date(year, 1, 1)
        self.update()

    def set_data(self, data: CalendarData) -> None:
        """Show fresh entries and campaigns."""
        self._data = data
        self.update()

    @property
    def cursor_day(self) -> date:
        """The day in view."""
        return self._cursor

    def month_rect(self, month: int) -> QRect:
        """Where a month is painted."""
        row, column = divmod(month - 1, _COLUMNS)
        width = (self.width() - _GAP * (_COLUMNS - 1)) // _COLUMNS
        height = (self.height() - _LEGEND - _GAP * (_ROWS - 1)) // _ROWS
        return QRect(column * (width + _GAP), row * (height + _GAP), width, height)

    def day_rect(self, day: date) -> QRect:
        """Where a day of the year is painted."""
        box = self.month_rect(day.month).adjusted(8, _TITLE, -8, -6)
        week, column = divmod((day - grid_start(day.year, day.month)).days, 7)
        left, right = box.width() * column // 7, box.width() * (column + 1) // 7
        top, bottom = box.height() * (week + 1) // 7, box.height() * (week + 2) // 7
        return QRect(box.left() + left, box.top() + top, right - left, bottom - top)

    def day_at(self, point: QPoint) -> date | None:
        """The day under a point."""
        year = self._cursor.year
        for month in range(1, 13):
            if self.month_rect(month).contains(point):
                for number in range(1, calendar.monthrange(year, month)[1] + 1):
                    if self.day_rect(date(year, month, number)).contains(point):
                        return date(year, month, number)
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the year."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._month(painter, month)
        self._legend(painter)
        painter.end()

    def _legend(self, painter: QPainter) -> None:
        """What the signs mean, below the months."""
        theme = self._theme
        top, left = self.height() - _LEGEND + 6, 4
        for text, paint in (
            (tr("Day off"), lambda box: self._sign(painter, box, DayKind.HOLIDAY)),
            (tr("Make-up workday"), lambda box: self._sign(painter, box, DayKind.WORKDAY)),
            (tr("Campaign"), lambda box: painter.fillRect(box.adjusted(0, 13, 0, 0), theme.series[0])),
            (tr("Big day (bold)"), lambda box: self._bold(painter, box)),
        ):
            box = QRect(left, top, 18, 16)
            paint(box)
            painter.setPen(theme.muted)
            width = painter.fontMetrics().horizontalAdvance(text) + 8
            painter.drawText(QRect(left + 24, top, width, 16), Qt.AlignmentFlag.AlignVCenter, text)
            left += 24 + width + 16

    def _sign(self, painter: QPainter, box: QRect, mark: DayKind) -> None:
        """A wash with a corner sign: a dot for a day off, a square for a make-up workday."""
        off = mark is DayKind.HOLIDAY
        theme = self._theme
        painter.fillRect(box, theme.good_soft if off else theme.warning_soft)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.good if off else theme.warning)
        corner = QRect(box.left() + 2, box.top() + 2, 4, 4)
        if off:
            painter.drawEllipse(corner)
        else:
            painter.drawRect(corner)

    def _bold(self, painter: QPainter, box: QRect) -> None:
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.accent)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "11")
        font.setBold(False)
        painter.setFont(font)

    def _month(self, painter: QPainter, month: int) -> None:
        theme, box = self._theme, self.month_rect(month)
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 8, 8)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.text)
        painter.drawText(box.adjusted(12, 4, -8, 0), Qt.AlignmentFlag.AlignLeft, _month_name(month))
        small = QFont(self.font())
        small.setPointSizeF(max(self.font().pointSizeF() - 1, 7))
        painter.setFont(small)
        painter.setPen(theme.muted)
        first = grid_start(self._cursor.year, month)
        names = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
        body = box.adjusted(8, _TITLE, -8, -6)
        for column, name in enumerate(names):
            rect = QRect(body.left() + body.width() * column // 7, body.top(), body.width() // 7, body.height() // 7)
            short = name[-1] if current_language() == "zh_CN" else name[:2]
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, short)
        day = max(first, date(self._cursor.year, month, 1))
        while day.month == month and day.year == self._cursor.year:
            self._day(painter, day)
            day += timedelta(days=1)

    def _day(self, painter: QPainter, day: date) -> None:
        theme, rect = self._theme, self.day_rect(day)
        mark = self._data.mark(day)
        if mark is not None:
            self._sign(painter, rect.adjusted(1, 1, -1, -1), mark)
        held = self._data.on(day)
        if held:
            color = state_color(theme, held[0].state)
            painter.fillRect(rect.adjusted(1, 1, -1, -1), soft(color, 40))
            painter.fillRect(QRect(rect.left() + 1, rect.bottom() - 3, rect.width() - 2, 3), color)
        major = any(entry.major for entry in self._data.named(day))
        if day == self._today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4)
        painter.setPen(theme.accent_text if day == self._today else theme.accent if major else theme.text)
        font = QFont(painter.font())
        font.setBold(major)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day))
        font.setBold(False)
        painter.setFont(font)
        if major:
            painter.drawText(rect.adjusted(0, 0, -2, 0), Qt.AlignmentFlag.AlignRight, "·")
        if day == self._cursor:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent if self.hasFocus() else theme.muted, 2 if self.hasFocus() else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the day under the mouse into view."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self._go_to(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the day's month."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.day_opened.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the day, Enter opens its month."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go_to(self._cursor + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def reader_points(self) -> list[str]:
        """A line for each day of the year on which something is."""
        year = self._cursor.year
        days = {day for day in self._data.entries if day.year == year}
        for campaign in self._data.campaigns:
            first, last = max(campaign.start, date(year, 1, 1)), min(campaign.end, date(year, 12, 31))
            days.update(first + timedelta(days=step) for step in range((last - first).days + 1))
        return [self._words(day) for day in sorted(days)]

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """What Enter does."""
        return {"Press": lambda: self.day_opened.emit(self._cursor)}

    def _go_to(self, day: date) -> None:
        if FIRST_DAY <= day <= LAST_DAY:
            self._cursor = day
            say(self, self._words(day))
            self.day_changed.emit(day)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Show what is on a day in a tip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(day) if day else "", self)
            return True
        return super().event(event)

    def _tip(self, day: date) -> str:
        return tip_text("\n".join(self._lines(day)))

    def _words(self, day: date) -> str:
        return ", ".join(self._lines(day))

    def _lines(self, day: date) -> list[str]:
        lines = [entry.name(current_language()) for entry in self._data.entries.get(day, ())]
        lines += [f"{STATE_SIGNS[campaign.state]} {campaign.name}" for campaign in self._data.on(day)]
        return [day.isoformat(), *dict.fromkeys(lines)]


def _month_name(month: int) -> str:
    return (
        tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"), tr("July"), tr("August"),
        tr("September"), tr("October"), tr("November"), tr("December"),
    )[month - 1]  # fmt: skip
