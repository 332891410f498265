"""A word in a coloured pill; the word says it, the colour only helps."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.gui.theme import Theme


class StatusPill(QLabel):
    """Shows ``text`` in one of the tones neutral, accent, good, warning, bad."""

    def __init__(self, theme: Theme, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        """A pill."""
        super().__init__(parent)
        self._theme = theme
        self.set_status(text, tone)

    def set_status(self, text: str, tone: str) -> None:
        """Show another word in another tone."""
        self.setText(text)
        self.setAccessibleName(text)
        ink, ground = tone_colors(self._theme, tone)
        self.setStyleSheet(
            f"QLabel {{ color: {ink.name()}; background: {ground.name()}; border-radius: 9px; padding: 1px 9px; }}"
        )


def tone_colors(theme: Theme, tone: str) -> tuple[QColor, QColor]:
    """The ink and the ground of a tone, for pills that are painted by a delegate."""
    pairs = {
        "accent": (theme.accent, theme.accent_soft),
        "good": (theme.good, theme.good_soft),
        "warning": (theme.warning, theme.warning_soft),
        "bad": (theme.bad, theme.bad_soft),
    }
    return pairs.get(tone, (theme.muted, theme.raised))
