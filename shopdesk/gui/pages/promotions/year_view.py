"""The year at a glance: twelve small months with days off, campaigns and the big days."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from shopdesk.domain.calendar.festivals import DayKind
from shopdesk.domain.campaigns.life import STATE_SIGNS
from shopdesk.gui.pages.promotions.calendar_data import FIRST_DAY, LAST_DAY, CalendarData
from shopdesk.gui.pages.promotions.month_layout import grid_start
from shopdesk.gui.pages.promotions.state_colors import soft, state_color
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import current_language, in_a_row, tr

_GAP, _SIDE = 12, 8
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class YearView(QWidget):
    """Twelve months. ``day_opened``: the user wants to see a day in its month; ``day_seen``: where the day stands."""

    day_opened = Signal(object)
    day_changed = Signal(object)
    day_seen = Signal(object)

    def __init__(self, theme: Theme, today: date) -> None:
        """An empty year."""
        super().__init__()
        self.setObjectName("promotions.yearView")
        self.setAccessibleName(tr("Year overview"))
        self._theme = theme
        self._today = today
        self._cursor = today
        self.on_paper = False
        self._data = CalendarData(today, today)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._columns = 4
        self._legend_height = 0
        # Letters of the same size as on screen, so that a narrow window gets fewer months beside each other.
        self._fit()

    def show_year(self, year: int) -> None:
        """Show another year."""
        if self._cursor.year != year:
            self._cursor = self._today if self._today.year == year else date(year, 1, 1)
        self.update()

    def set_data(self, data: CalendarData) -> None:
        """Show fresh entries and campaigns."""
        self._data = data
        self.update()

    def put_on_paper(self, font: QFont, year: int, data: CalendarData, size: QSize) -> None:
        """Take the letters and the size of a page; such a view is never shown, and no day is in view on it."""
        self.on_paper = True
        self.setFont(font)
        self.show_year(year)
        self.set_data(data)
        self.setMinimumSize(0, 0)
        self.resize(size)
        self._fit()

    @property
    def cursor_day(self) -> date:
        """The day in view."""
        return self._cursor

    def _fit(self) -> None:
        """As many months beside each other as their days have room for; what is too high is scrolled."""
        metrics, line = self.fontMetrics(), self.fontMetrics().height()
        least = 7 * (metrics.horizontalAdvance("00") + 6) + 2 * _SIDE
        self._columns = next((count for count in (4, 3, 2) if count * least + (count - 1) * _GAP <= self.width()), 1)
        self._title = line + 9
        self._legend_height = self._legend(None)
        rows = 12 // self._columns
        month = self._title + 7 * (line + 3) + 6
        self.setMinimumSize(QSize(least, rows * month + (rows - 1) * _GAP + self._legend_height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the months for another width."""
        super().resizeEvent(event)
        self._fit()

    def month_rect(self, month: int) -> QRect:
        """Where a month is painted."""
        row, column = divmod(month - 1, self._columns)
        rows = 12 // self._columns
        width = (self.width() - _GAP * (self._columns - 1)) // self._columns
        height = (self.height() - self._legend_height - _GAP * (rows - 1)) // rows
        return QRect(column * (width + _GAP), row * (height + _GAP), width, height)

    def day_rect(self, day: date) -> QRect:
        """Where a day of the year is painted."""
        box = self.month_rect(day.month).adjusted(_SIDE, self._title, -_SIDE, -6)
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
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paint the year on the screen or on paper."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._month(painter, month)
        self._legend(painter)

    def _legend(self, painter: QPainter | None) -> int:
        """What the signs mean, below the months, in as many lines as the width asks for; gives its height."""
        theme = self._theme
        metrics = self.fontMetrics()
        high = max(16, metrics.height())
        begin = self.height() - self._legend_height + 6
        top, left = begin, 4
        for text, paint in self._signs():
            width = metrics.horizontalAdvance(text) + 8
            if left > 4 and left + 24 + width > self.width():
                top, left = top + high + 4, 4
            if painter is not None:
                paint(painter, QRect(left, top + (high - 16) // 2, 18, 16))
                painter.setFont(self.font())
                painter.setPen(theme.muted)
                painter.drawText(QRect(left + 24, top, width, high), Qt.AlignmentFlag.AlignVCenter, text)
            left += 24 + width + 16
        return top - begin + high + 8

    def _signs(self) -> list[tuple[str, Callable[[QPainter, QRect], object]]]:
        """What the legend names, each with what paints its sign."""
        return [
            (tr("Day off"), lambda on, box: self._sign(on, box, DayKind.HOLIDAY)),
            (tr("Make-up workday"), lambda on, box: self._sign(on, box, DayKind.WORKDAY)),
            (tr("Campaign"), lambda on, box: on.fillRect(box.adjusted(0, 13, 0, 0), self._theme.series[0])),
            (tr("Big day (bold)"), self._bold),
        ]

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
        painter.drawText(box.adjusted(12, 4, -8, 0), Qt.AlignmentFlag.AlignLeft, month_name(month))
        small = QFont(self.font())
        if small.pixelSize() > 0:  # on paper: points would be those of the screen
            small.setPixelSize(small.pixelSize() - 1)
        else:
            small.setPointSizeF(max(small.pointSizeF() - 1, 7))
        painter.setFont(small)
        painter.setPen(theme.muted)
        first = grid_start(self._cursor.year, month)
        names = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
        body = box.adjusted(_SIDE, self._title, -_SIDE, -6)
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
        if day == self._cursor and not self.on_paper:
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
            self.day_seen.emit(self.day_rect(day))
            self.update()

    def event(self, event: QEvent) -> bool:
        """Show what is on a day in a tip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos())
            QToolTip.showText(event.globalPos(), self._tip(day) if day else "", self)
            return True
        return super().event(event)

    def _tip(self, day: date) -> str:
        return "\n".join(self._lines(day))

    def _words(self, day: date) -> str:
        return in_a_row(self._lines(day))

    def _lines(self, day: date) -> list[str]:
        lines = [entry.name(current_language()) for entry in self._data.told(day)]
        lines += [f"{STATE_SIGNS[campaign.state]} {campaign.name}" for campaign in self._data.on(day)]
        return [day.isoformat(), *dict.fromkeys(lines)]


def month_name(month: int) -> str:
    """A month in words."""
    return (
        tr("January"), tr("February"), tr("March"), tr("April"), tr("May"), tr("June"), tr("July"), tr("August"),
        tr("September"), tr("October"), tr("November"), tr("December"),
    )[month - 1]  # fmt: skip
