"""Arrows from what a step waits for to the step, over the bars of the rows in view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen

from shopdesk.gui.theme import Theme
from shopdesk.services.setup.timeline import TimelineRow

_OUT = 5  # pixels that an arrow goes on beyond a bar before it turns
_HEAD = 4


@dataclass(frozen=True, slots=True)
class Link:
    """That one step waits for another, each by its place among the rows shown."""

    before: int
    after: int


class Links:
    """Who waits for whom among the rows shown; rows that a filter hides have no arrows."""

    def __init__(self, rows: Sequence[TimelineRow]) -> None:
        """Find every pair once, however often the table is painted."""
        places = {row.view.step.code: place for place, row in enumerate(rows)}
        self._of: dict[int, list[Link]] = {}
        for place, row in enumerate(rows):
            for code in row.view.step.waits_for:
                before = places.get(code)
                if before is not None and row.bar is not None and rows[before].bar is not None:
                    link = Link(before, place)
                    self._of.setdefault(before, []).append(link)
                    self._of.setdefault(place, []).append(link)

    def touching(self, first: int, last: int) -> Iterator[Link]:
        """Those with an end in these rows, each once."""
        for place in range(first, last + 1):
            for link in self._of.get(place, ()):
                other = link.after if link.before == place else link.before
                if not first <= other < place:
                    yield link


def path(before: QRect, after: QRect) -> list[QPoint]:
    """The corners of an arrow from the end of one bar to the beginning of another one above or below it."""
    begin = QPoint(before.right() + 1, before.center().y())
    end = QPoint(after.left() - 1, after.center().y())
    turn = begin.x() + _OUT
    if end.x() >= turn + _HEAD:
        return [begin, QPoint(turn, begin.y()), QPoint(turn, end.y()), end]
    # There is no room beside the bar: between the rows, and into the bar from its left.
    between = after.top() - 3 if end.y() > begin.y() else after.bottom() + 3
    back = end.x() - _OUT - _HEAD
    return [
        begin,
        QPoint(turn, begin.y()),
        QPoint(turn, between),
        QPoint(back, between),
        QPoint(back, end.y()),
        end,
    ]


def paint(painter: QPainter, corners: Sequence[QPoint], theme: Theme, *, chosen: bool) -> None:
    """Draw an arrow; those of the chosen step stand out by colour and width."""
    color = theme.accent if chosen else theme.muted
    painter.setPen(QPen(color, 2 if chosen else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(list(corners))
    tip = corners[-1]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon([tip, tip + QPoint(-_HEAD, -_HEAD), tip + QPoint(-_HEAD, _HEAD)])
