"""Asking for the second answer when the first one is on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class AfterPaint(QObject):
    """Calls ``act`` once after the next painting of a widget.

    A thread at work holds up the painting, which goes through Python cell by cell. What the first picture does not
    need is therefore asked for when that picture stands.
    """

    def __init__(self, widget: QWidget, act: Callable[[], None]) -> None:
        """Wait for :meth:`arm`."""
        super().__init__(widget)
        self._widget = widget
        # A child, so that it goes with the widget and never fires for one that is gone.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(act)

    def arm(self) -> None:
        """Call at the next painting; doing so twice before it calls once."""
        self._widget.removeEventFilter(self)
        self._widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the widget painted."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            # When this comes the whole window is painted.
            self._timer.start(0)
        return False
