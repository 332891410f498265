"""A small line without axes, drawn by QPainter: it costs no library and two milliseconds."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget


class Sparkline(QWidget):
    """The course of a figure; gaps stay gaps, a lonely day is a dot, the last known day is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`set_values`."""
        super().__init__(parent)
        self._values: list[float] = []
        self._line = QColor(Qt.GlobalColor.gray)
        self._fill = QColor(Qt.GlobalColor.transparent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(26)

    def sizeHint(self) -> QSize:
        """Wide enough to see a shape."""
        return QSize(96, 26)

    def set_values(self, values: Sequence[float], line: QColor) -> None:
        """Show ``values`` (not-a-number for no data) in the colour ``line``."""
        self._values = list(values)
        self._line = line
        self._fill = QColor(line)
        self._fill.setAlpha(28)
        self.update()

    def runs(self) -> list[list[QPointF]]:
        """The unbroken stretches as points of this widget."""
        known = [value for value in self._values if not math.isnan(value)]
        if not known:
            return []
        low, high = min(0.0, *known), max(0.0, *known)
        room = max(high - low, 1e-9)
        step = (self.width() - 6) / max(len(self._values) - 1, 1)
        top, height = 3.0, self.height() - 6.0
        runs: list[list[QPointF]] = [[]]
        for index, value in enumerate(self._values):
            if math.isnan(value):
                runs.append([])
            else:
                runs[-1].append(QPointF(3 + index * step, top + height * (1 - (value - low) / room)))
        return [run for run in runs if run]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        runs = self.runs()
        if not runs:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor = self.height() - 3.0
        for run in runs:
            if len(run) > 1:
                area = QPolygonF([QPointF(run[0].x(), floor), *run, QPointF(run[-1].x(), floor)])
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._fill)
                painter.drawPolygon(area)
        painter.setPen(QPen(self._line, 1.2))
        painter.setBrush(self._line)
        for run in runs:
            if len(run) > 1:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(QPolygonF(run))
                painter.setBrush(self._line)
            else:
                painter.drawEllipse(run[0], 1.2, 1.2)
        painter.drawEllipse(runs[-1][-1], 2.0, 2.0)
        painter.end()
