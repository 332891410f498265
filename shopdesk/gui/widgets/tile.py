"""A figure with what it is called, how it changed, and a small line of its course."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_table import NO_DATA


class Tile(QFrame):
    """Shows one figure. ``clicked`` is emitted on a click, Enter or Space."""

    clicked = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """A tile for the figure called ``name``, empty."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name = QLabel(name)
        self.name.setProperty("role", "muted")
        self.value = QLabel(NO_DATA)
        self.value.setProperty("role", "figure")
        self.change = QLabel()
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.spark = _Spark(theme)
        below = QHBoxLayout()
        below.addWidget(self.change)
        below.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(3)
        layout.addWidget(self.name)
        layout.addWidget(self.value)
        layout.addLayout(below)
        layout.addWidget(self.spark)

    def show_figure(
        self, value: str | None, change: str = "", direction: int = 0, note: str = "", course: Sequence[float | None] = ()
    ) -> None:
        """Show ``value`` (``None`` is no data), the ``change`` with an arrow for ``direction`` 1, 0 or -1."""
        self.value.setText(NO_DATA if value is None else value)
        arrow = {1: "▲ ", -1: "▼ "}.get(direction, "")
        self.change.setText(f"{arrow}{change}" if change else "")
        ink = {1: self._theme.rise, -1: self._theme.fall}.get(direction, self._theme.muted)
        self.change.setStyleSheet(f"color: {ink.name()};")
        self.note.setText(note)
        self.spark.set_course(course)
        self.setAccessibleName(f"{self.name.text()} {self.value.text()} {self.change.text()} {note}".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the tile counts."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space count as a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class _Spark(QWidget):
    """A line without axes; a missing day is a gap."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._course: tuple[float | None, ...] = ()
        self.setFixedHeight(26)

    def set_course(self, course: Sequence[float | None]) -> None:
        self._course = tuple(course)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        known = [value for value in self._course if value is not None]
        if len(known) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.accent), 1.4))
        for part in _parts(self._course, self.width(), self.height(), min(known), max(known)):
            painter.drawPolyline(QPolygonF(part))


def _parts(
    course: Sequence[float | None], width: int, height: int, low: float, high: float
) -> list[list[QPointF]]:
    span = (high - low) or 1.0
    parts: list[list[QPointF]] = [[]]
    for place, value in enumerate(course):
        if value is None:
            parts.append([])
            continue
        x = 1 + place * (width - 2) / max(1, len(course) - 1)
        parts[-1].append(QPointF(x, height - 3 - (value - low) / span * (height - 6)))
    return [part for part in parts if len(part) > 1]
