"""The head of the roster's columns: the day, and below it what happens on it, each shortened on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from shopdesk.gui.pages.people.roster.model import RosterModel

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

_PADDING = 4


class DayHeader(QHeaderView):
    """Qt shortens a text of two lines as if it were one; this head looks at each line."""

    def __init__(self, theme: Theme, model: RosterModel, parent: QWidget) -> None:
        """Draw in the theme's colours."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._model = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 12)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head."""
        if not rect.isValid():
            return
        theme, middle = self._theme, int(Qt.AlignmentFlag.AlignCenter)
        text = str(self._model.headerData(section, Qt.Orientation.Horizontal) or "")
        first, _, second = text.partition("\n")
        painter.save()
        painter.fillRect(rect, theme.surface)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        today = self._model.is_today(section)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // (2 if second else 1))
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.accent if today else theme.muted)
        painter.drawText(upper, middle, _short(painter, first, upper.width()))
        if second:
            lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() // 2)
            plain = QFont(bold)
            plain.setBold(False)
            painter.setFont(plain)
            painter.setPen(theme.text)
            painter.drawText(lower, middle, _short(painter, second, lower.width()))
        painter.restore()


def _short(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
