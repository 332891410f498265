"""Drawings of a few figures that the arrow keys go through, point by point, and that a screen reader reads."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from shopdesk.gui.screen_reader import say

_BACK, _ON = (Qt.Key.Key_Up, Qt.Key.Key_Left), (Qt.Key.Key_Down, Qt.Key.Key_Right)


class SteppedDrawing(QWidget):
    """A drawing whose ``point`` the arrows move; -1 before the first of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without points."""
        super().__init__(parent)
        self.point = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @abstractmethod
    def reader_points(self) -> list[str]:
        """Every point as a text."""

    def mark(self, painter: QPainter, place: QRect, colour: QColor) -> None:
        """Frame the point that the cursor is on, or all of the drawing, while the keyboard is here."""
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def new_points(self) -> None:
        """Other figures are shown: the cursor begins anew."""
        self.point = -1
        self.setAccessibleDescription("")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the ends."""
        points, key = self.reader_points(), event.key()
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(points) - 1}
        if not points or key not in (*_BACK, *_ON, *ends):
            super().keyPressEvent(event)
            return
        self._go(ends.get(Qt.Key(key), self.point + self.stride(Qt.Key(key))))

    def stride(self, key: Qt.Key) -> int:
        """How many points an arrow goes on; a drawing with rows and columns has its own."""
        return 1 if key in _ON else -1

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """The arrows, for whoever presses none."""
        return {"Increase": lambda: self._go(self.point + 1), "Decrease": lambda: self._go(self.point - 1)}

    def _go(self, place: int) -> None:
        points = self.reader_points()
        if points:
            self.point = min(max(place, 0), len(points) - 1)
            say(self, points[self.point])
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The mark of the cursor gets its colour."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And loses it."""
        super().focusOutEvent(event)
        self.update()
