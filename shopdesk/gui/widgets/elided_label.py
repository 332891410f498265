"""A line of text of any length that never pushes what stands beside it out of sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_LEAST_LETTERS, _MOST_LETTERS = 6, 60


class ElidedLabel(QLabel):
    """Shows as much of its words as there is room for; all of them stand in the tip where they are shortened."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """A label that says ``text``."""
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)

    @property
    def words(self) -> str:
        """The whole text."""
        return self._words

    def setText(self, text: str) -> None:
        """Say another text."""
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._shorten()

    def sizeHint(self) -> QSize:
        """Room for the whole text, as far as it does not take the room of what stands beside it."""
        margins = self.contentsMargins()
        width = max((self.fontMetrics().horizontalAdvance(line) for line in self._words.splitlines()), default=0)
        width = min(width, self.fontMetrics().averageCharWidth() * _MOST_LETTERS)
        return QSize(width + margins.left() + margins.right() + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        least = self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        return QSize(min(least, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the room that there is."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self.contentsRect().width(), 0)
        metrics = self.fontMetrics()
        shown = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in self._words.splitlines()]
        said = "\n".join(shown)
        if said != super().text():
            super().setText(said)
        self.setToolTip(self._words if said != self._words else "")
