"""Words that wrap and are never cut: what holds them hears how high they are."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel


class WrappingLabel(QLabel):
    """Qt's label says one line as its least height; this one says the lines that it has at its width.

    Layouts ask for the height at a width only as far as all that stand around it pass the question on, which tabs,
    stacks and splitters do not.
    """

    def __init__(self, text: str = "") -> None:
        """With words."""
        super().__init__(text)
        self.setWordWrap(True)

    def minimumSizeHint(self) -> QSize:
        """All lines, once it has its place."""
        hint = super().minimumSizeHint()
        if self.wordWrap() and self.isVisible():
            hint.setHeight(max(hint.height(), self.heightForWidth(self.width())))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say it where the width and so the number of lines became another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
