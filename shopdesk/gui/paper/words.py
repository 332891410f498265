"""A piece of text set to a width, with a height that is known before it is drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from shopdesk.gui.theme import chinese_font

PT = 20
"""Layout units per point. Whole units this fine keep a page the same on screen, on paper and in a PDF."""

BLACK, GREY = "#000000", "#444444"


@lru_cache(maxsize=64)
def font(points: float, bold: bool) -> QFont:
    """The font that sets Chinese, in a size in points."""
    made = QFont(chinese_font() or "sans-serif")
    made.setPixelSize(round(points * PT))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


class Words:
    """Text broken into lines no wider than ``width``, Chinese punctuation kept off the beginning of a line."""

    def __init__(
        self,
        text: str,
        width: float,
        *,
        points: float = 8,
        bold: bool = False,
        color: str = BLACK,
        centred: bool = False,
        right: bool = False,
    ) -> None:
        """Set ``text`` now; it is drawn later."""
        self.text = text
        self.width = width
        self._look: dict[str, Any] = {
            "points": points,
            "bold": bold,
            "color": color,
            "centred": centred,
            "right": right,
        }
        self._color = QColor(color)
        self._layout = QTextLayout(text, font(points, bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(Qt.AlignmentFlag.AlignRight if right else align)
        self._layout.setTextOption(option)
        self.lines = 0
        self.height = 0.0
        self._layout.beginLayout()
        while text:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
            self.lines += 1
        self._layout.endLayout()

    @property
    def natural_width(self) -> float:
        """The width that its widest line really takes."""
        return max((self._layout.lineAt(index).naturalTextWidth() for index in range(self.lines)), default=0.0)

    def split(self, height: float) -> tuple[Words, Words]:
        """The lines that fit into ``height``, one at least, and the rest; the rest may be empty."""
        kept = max(1, sum(self._layout.lineAt(index).rect().bottom() <= height for index in range(self.lines)))
        if kept >= self.lines:
            return self, Words("", self.width, **self._look)
        # Qt counts in units of UTF-16, in which a rare character is two.
        units, at = self.text.encode("utf-16-le"), 2 * self._layout.lineAt(kept).textStart()
        head, rest = units[:at].decode("utf-16-le"), units[at:].decode("utf-16-le")
        return Words(head, self.width, **self._look), Words(rest, self.width, **self._look)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw it with its upper left corner at a point."""
        if not self.text:
            return
        painter.setPen(self._color)
        self._layout.draw(painter, QPointF(x, y))
