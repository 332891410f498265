"""Bars to the right and left of zero: what each cause added to sales or took away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from shopdesk.domain.money import format_yuan, signed_yuan
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.stepped import SteppedDrawing
from shopdesk.infra.i18n import tr

_ROW = 30
_GAP = 12
_LEAST_BARS = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One cause: its name, its level before and after as text, its effect in fen.

    ``total`` makes it the sales of a span, from which a waterfall comes and to which it goes. ``code`` is the KPI whose
    rows are behind it, ``only`` what narrows them down.
    """

    name: str
    levels: str
    effect: int
    strong: bool = False
    total: int | None = None
    code: str = ""
    only: Mapping[str, Any] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """What stands at its end: a total as it is, an effect with sign and arrow."""
        return arrowed(self.effect) if self.total is None else format_yuan(self.total)


class EffectBars(SteppedDrawing):
    """Name, levels, bar, amount with sign and arrow; as high as its bars. Enter or a double click asks for rows."""

    opened = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Without bars; ``name`` is for tests and screen readers."""
        super().__init__(parent)
        self._theme = theme
        self._bars: list[Bar] = []
        self.setObjectName(name)
        self.setAccessibleName(tr("Effects on sales"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> list[Bar]:
        """What is shown."""
        return list(self._bars)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars."""
        self._bars = list(bars)
        self.setFixedHeight(max(len(self._bars), 1) * _ROW)
        self.new_points()

    def reader_points(self) -> list[str]:
        """Each cause in words."""
        return [
            f"{bar.name} {bar.levels} {signed_yuan(bar.effect) if bar.total is None else bar.said}"
            for bar in self._bars
        ]

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """The arrows, and the rows of the bar that they are on."""
        return {**super().reader_actions(), tr("Show rows"): lambda: self.open_bar(self.point)}

    def open_bar(self, place: int) -> None:
        """Ask for the rows of a bar that has some."""
        if 0 <= place < len(self._bars) and self._bars[place].code:
            self.opened.emit(self._bars[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the rows of the bar that the arrows are on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_bar(self.point)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the rows of the bar below it."""
        self.open_bar(int(event.position().y()) // _ROW)

    def sizeHint(self) -> QSize:
        """Room for the texts and the bars."""
        return QSize(560, max(len(self._bars), 1) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        if not self._bars:
            return
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        heavy = self.font()
        heavy.setBold(True)
        bold = QFontMetrics(heavy)
        levels = max(metrics.horizontalAdvance(bar.levels) for bar in self._bars)
        amounts = max(bold.horizontalAdvance(bar.said) for bar in self._bars) + 8
        # Where it is narrow the names give way, so that no bar lies over an amount.
        most = max(self.width() - levels - amounts - 3 * _GAP - _LEAST_BARS, _LEAST_BARS)
        names = min(max(bold.horizontalAdvance(bar.name) for bar in self._bars) + 4, scaled(self, 220), most)
        left = names + levels + 2 * _GAP
        room = max(self.width() - left - amounts - _GAP, _LEAST_BARS)
        spans = spans_of(self._bars)
        lowest = min(0, *(min(span) for span in spans))
        reach = (max(0, *(max(span) for span in spans)) - lowest) or 1
        zero = left - lowest / reach * room
        for row, bar in enumerate(self._bars):
            top = row * _ROW
            font = self.font()
            font.setBold(bar.strong)
            painter.setFont(font)
            painter.setPen(self._theme.text)
            name = (bold if bar.strong else metrics).elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRectF(0, top, names, _ROW), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(self._theme.muted)
            where = QRectF(names + _GAP, top, levels, _ROW)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, bar.levels)
            ink = self._theme.rise if bar.effect > 0 else self._theme.fall if bar.effect < 0 else self._theme.muted
            ink = self._theme.accent if bar.total is not None else ink
            start, end = sorted(zero + value / reach * room for value in spans[row])
            painter.fillRect(QRectF(start, top + 8, max(end - start, 1.0), _ROW - 16), ink)
            painter.setPen(ink if bar.total is None else self._theme.text)
            where = QRectF(self.width() - amounts, top, amounts, _ROW)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(where, align, bar.said)
        painter.setPen(QPen(self._theme.edge, 1))
        painter.drawLine(int(zero), 2, int(zero), self.height() - 2)
        self.mark(painter, QRect(0, max(self.point, 0) * _ROW, self.width(), _ROW), self._theme.accent)
        painter.end()


def spans_of(bars: Sequence[Bar]) -> list[tuple[int, int]]:
    """From where to where each bar goes, in fen: from zero, or after a total from where the bar before it ended."""
    found: list[tuple[int, int]] = []
    level: int | None = None
    for bar in bars:
        if bar.total is not None:
            found.append((0, bar.total))
            level = bar.total
        elif level is None:
            found.append((0, bar.effect))
        else:
            found.append((level, level + bar.effect))
            level += bar.effect
    return found


def arrowed(fen: int) -> str:
    """``▲ +1,234.50``; the arrow says without colour which way it went."""
    return f"{'▲ ' if fen > 0 else '▼ ' if fen < 0 else ''}{signed_yuan(fen)}"
