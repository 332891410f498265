"""The head of the roster's columns: the day, and below it what happens on it, each shortened on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from shopdesk.gui.pages.people.roster.model import DAYS, RosterModel

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
        self._narrow = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.sectionResized.connect(lambda *_: self._fit())
        self._fit()

    def _fit(self) -> None:
        """Weekday and date share a line where they have room for it."""
        self._narrow = any(
            self._advance(self._lines(number)[0]) > self.sectionSize(number) - 2 * _PADDING
            for number in range(min(self.count(), DAYS))
        )
        self.setFixedHeight((3 if self._narrow else 2) * self.fontMetrics().lineSpacing() + 12)

    def _advance(self, text: str) -> int:
        bold = QFont(self.font())
        bold.setBold(True)
        return QFontMetrics(bold).horizontalAdvance(text)

    def _lines(self, section: int) -> tuple[str, str]:
        first, _, second = str(self._model.headerData(section, Qt.Orientation.Horizontal) or "").partition("\n")
        return first, second

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head."""
        if not rect.isValid():
            return
        theme, middle = self._theme, int(Qt.AlignmentFlag.AlignCenter)
        first, second = self._lines(section)
        first = first.replace(" ", "\n") if self._narrow and section < DAYS else first
        painter.save()
        painter.fillRect(rect, theme.surface)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        today = self._model.is_today(section)
        lines, of = first.count("\n") + 1, first.count("\n") + 1 + bool(second)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() * lines // of)
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.accent if today else theme.muted)
        shown = "\n".join(_short(painter, line, upper.width()) for line in first.splitlines())
        painter.drawText(upper, middle, shown)
        if second:
            lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.bottom() - upper.bottom())
            plain = QFont(bold)
            plain.setBold(False)
            painter.setFont(plain)
            painter.setPen(theme.text)
            painter.drawText(lower, middle, _short(painter, second, lower.width()))
        painter.restore()


def _short(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
