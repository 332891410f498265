"""Bars under each other: a name, how much of it, and the figure in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.stepped import SteppedDrawing
from shopdesk.infra.i18n import tr

_ROW = 26
_MOST = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``part`` from 0 to 1, ``None`` for no data; ``bad`` is the share of it drawn as failed."""

    name: str
    part: float | None
    words: str
    bad: float = 0.0


class ShareBars(SteppedDrawing):
    """Draws bars; the words stand beside them, so that the length is never the only sign."""

    def __init__(self, theme: Theme, name: str, label: str, parent: QWidget | None = None) -> None:
        """Without bars."""
        super().__init__(parent)
        self._theme = theme
        self._label = label
        self.bars: tuple[Bar, ...] = ()
        self.more = 0
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, the first fourteen at most, and below them how many more there are."""
        self.bars = tuple(bars[:_MOST])
        self.more = len(bars) - len(self.bars)
        self.new_points()
        self.updateGeometry()

    def reader_points(self) -> list[str]:
        """Each bar in words, and how many more there are."""
        return [*(f"{bar.name}: {bar.words}" for bar in self.bars), *self._rest()]

    def _rest(self) -> list[str]:
        return [tr("and {count} more", context="bars", count=self.more)] if self.more else []

    @property
    def _row(self) -> int:
        """The height of a bar's row."""
        return scaled(self, _ROW)

    def sizeHint(self) -> QSize:
        """A row for each bar."""
        return QSize(240, max(1, len(self.bars) + bool(self.more)) * self._row)

    def minimumSizeHint(self) -> QSize:
        """Room for names and figures."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, or that there is nothing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if not self.bars:
            painter.setPen(self._theme.muted)
            painter.drawText(self.rect(), middle, tr("Nothing in this span."))
            return
        metrics = painter.fontMetrics()
        names = min(self.width() * 9 // 20, max(metrics.horizontalAdvance(bar.name) for bar in self.bars) + 10)
        words = max(metrics.horizontalAdvance(bar.words) for bar in self.bars) + 10
        room = max(20, self.width() - names - words)
        for row, bar in enumerate(self.bars):
            top = row * self._row
            painter.setPen(self._theme.text)
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(QRect(0, top, names - 6, self._row), middle, name)
            painter.setPen(Qt.PenStyle.NoPen)
            ground = QRect(names, top + self._row // 2 - 5, room, 10)
            painter.setBrush(self._theme.raised)
            painter.drawRoundedRect(ground, 4, 4)
            if bar.part is not None:
                filled = QRect(ground.left(), ground.top(), int(room * min(1.0, bar.part)), ground.height())
                painter.setBrush(self._theme.accent)
                painter.drawRoundedRect(filled, 4, 4)
                if bar.bad:
                    end = QRect(filled)
                    end.setLeft(filled.right() - max(2, int(filled.width() * bar.bad)))
                    painter.setBrush(self._theme.bad)
                    painter.drawRoundedRect(end, 3, 3)
            painter.setPen(self._theme.muted)
            painter.drawText(
                QRect(self.width() - words, top, words, self._row), middle | int(Qt.AlignmentFlag.AlignRight), bar.words
            )
        for rest in self._rest():
            painter.drawText(QRect(0, len(self.bars) * self._row, self.width(), self._row), middle, rest)
        self.mark(painter, QRect(0, max(self.point, 0) * self._row, self.width(), self._row), self._theme.accent)
        painter.end()
