"""Lengths that grow with the letters, for rows and columns whose size is given in pixels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_USUAL_HEIGHT = 17
"""Pixels from line to line of the program's font at its usual size, for which lengths are given."""


def scaled(widget: QWidget, pixels: int) -> int:
    """``pixels`` at the usual size of letters, more where the widget's are larger."""
    height = widget.fontMetrics().height()
    return pixels if height <= _USUAL_HEIGHT else round(pixels * height / _USUAL_HEIGHT)
