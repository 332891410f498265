"""Rectangles of the month grid: cells, bars, and which day or bar lies under the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect

from shopdesk.gui.pages.promotions.bar_drag import Grip
from shopdesk.gui.pages.promotions.month_layout import DAYS, WEEKS, Segment

HEADER = 28
EDGE = 7


@dataclass(frozen=True, slots=True)
class GridGeometry:
    """The sizes of one painting: ``line`` is the height of a line of small text in pixels."""

    width: int
    height: int
    line: int
    start: date

    @property
    def bar_height(self) -> int:
        """The height of a campaign's bar."""
        return self.line + 4

    @property
    def head(self) -> int:
        """The height of a cell's day number and festival line."""
        return 2 * self.line + 10

    @property
    def least_height(self) -> int:
        """What a day number, a festival and one bar need in every week; with less a bar would lie over a number."""
        return HEADER + WEEKS * (self.head + self.bar_height + 4)

    def cell(self, index: int) -> QRect:
        """The rectangle of the nth day."""
        week, column = divmod(index, 7)
        left, right = self.width * column // 7, self.width * (column + 1) // 7
        body = self.height - HEADER
        top, bottom = HEADER + body * week // WEEKS, HEADER + body * (week + 1) // WEEKS
        return QRect(left, top, right - left, bottom - top)

    def lanes(self) -> int:
        """How many bars fit into a cell below its head; at least one."""
        smallest = (self.height - HEADER) // WEEKS
        return max((smallest - self.head - 2) // (self.bar_height + 2), 1)

    def bar(self, segment: Segment) -> QRect:
        """The rectangle of a bar's part in one week."""
        first, last = self.cell(segment.week * 7 + segment.first), self.cell(segment.week * 7 + segment.last)
        top = first.top() + self.head + segment.lane * (self.bar_height + 2)
        left = first.left() + (4 if segment.starts else 0)
        right = last.right() - (4 if segment.ends else 0)
        return QRect(left, top, right - left + 1, self.bar_height)

    def more(self, week: int, column: int, lanes: int) -> QRect:
        """The rectangle of the "+n more" of a day."""
        cell = self.cell(week * 7 + column)
        top = cell.top() + self.head + (lanes - 1) * (self.bar_height + 2)
        return QRect(cell.left() + 4, top, cell.width() - 8, self.bar_height)

    def index_at(self, point: QPoint) -> int:
        """The day under a point; points outside are moved to the nearest day."""
        column = min(max(point.x() * 7 // max(self.width, 1), 0), 6)
        week = min(max((point.y() - HEADER) * WEEKS // max(self.height - HEADER, 1), 0), WEEKS - 1)
        return week * 7 + column

    def day_at(self, point: QPoint) -> date:
        """The date under a point."""
        return self.start + timedelta(days=self.index_at(point))

    def index_of(self, day: date) -> int | None:
        """The place of a date in the grid; ``None`` if it is not shown."""
        index = (day - self.start).days
        return index if 0 <= index < DAYS else None

    def grip(self, segment: Segment, point: QPoint) -> Grip:
        """Which part of a bar a point holds; very short bars are held by the body only in their middle third."""
        bar = self.bar(segment)
        edge = min(EDGE, bar.width() // 3)
        if segment.starts and point.x() - bar.left() < edge:
            return Grip.START
        if segment.ends and bar.right() - point.x() < edge:
            return Grip.END
        return Grip.BODY
