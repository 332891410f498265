"""A flat button for a title of any length: it shortens the title rather than make the page wider."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

_NARROWEST = 80
# What shortening measures and what the style measures may differ by a pixel or two.
_SLACK = 6


class ElidedButton(QPushButton):
    """Shows as much of ``title`` as there is room for; the whole stands in the tooltip where it is shortened."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """A button that says ``title``."""
        super().__init__(_plain(title), parent)
        self._title = title
        self.setProperty("role", "flat")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the whole title."""
        self.ensurePolished()
        whole = super().sizeHint()
        missing = self.fontMetrics().horizontalAdvance(self._title) - self.fontMetrics().horizontalAdvance(
            self.text().replace("&&", "&")
        )
        return QSize(whole.width() + max(0, missing) + _SLACK, whole.height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(min(_NARROWEST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to the room that there is."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        frame = self.sizeHint().width() - metrics.horizontalAdvance(self._title)
        shown = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, max(0, self.width() - frame + _SLACK))
        if _plain(shown) != self.text():
            self.setText(_plain(shown))
        self.setToolTip(self._title if shown != self._title else "")


def _plain(text: str) -> str:
    """A single ampersand would become a key mark."""
    return text.replace("&", "&&")
