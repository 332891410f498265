"""Lengths that grow with the letters, for rows and columns whose size is given in pixels."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

_USUAL_HEIGHT = 17
"""Pixels from line to line of the program's font at its usual size, for which lengths are given."""


_LARGE = 1.3


def large(widget: QWidget) -> bool:
    """Whether the letters are so large that lists and panes want more than the few pixels that are their least."""
    return widget.fontMetrics().height() >= _USUAL_HEIGHT * _LARGE


def scaled(widget: QWidget, pixels: int) -> int:
    """``pixels`` at the usual size of letters, more where the widget's are larger."""
    height = widget.fontMetrics().height()
    return pixels if height <= _USUAL_HEIGHT else round(pixels * height / _USUAL_HEIGHT)


_FEW_LINES = 130


def with_few_lines(rows: QWidget, hint: QSize) -> QSize:
    """The least size of a list on a page: with large letters its head and some lines, where Qt's is less than one.

    A page can be scrolled; a dialog has to fit on the screen.
    """
    if isinstance(rows.window(), QDialog) or not large(rows):
        return hint
    return hint.expandedTo(QSize(0, scaled(rows, _FEW_LINES)))


_SEEN = 250


def keep_seen(content: QWidget) -> None:
    """Let so much be seen at once of a part that scrolls, whatever stands above it: else the page scrolls as well.

    For what scrolls by itself, because what one part asks of its page would be asked by all of them.
    """
    content.setMinimumHeight(scaled(content, _SEEN))
