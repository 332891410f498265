"""A word in a coloured pill; the word says it, the colour only helps."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.gui.theme import Theme

_WASH = 0.25


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
        "fourth": (theme.text, _washed(theme, 3)),
        "fifth": (theme.text, _washed(theme, 5)),
    }
    return pairs.get(tone, (theme.muted, theme.raised))


def _washed(theme: Theme, place: int) -> QColor:
    """A pale ground in the colour of a line of the charts, for what has more kinds than there are tones."""
    color, ground = theme.series[place], theme.surface
    red, green, blue = (
        round(over * _WASH + below * (1 - _WASH))
        for over, below in zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True)
    )
    return QColor(red, green, blue)
