"""No dialog larger than its screen: at double scale a screen has half the pixels that its number says."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from shopdesk.gui.widgets.scaled import scaled

_TITLE = 32  # pixels for the frame that the system draws above


_AROUND = QSize(40, 60)  # pixels of a screen that a dialog leaves free: its frame and a taskbar


def roomy(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog a size that is said for letters of the usual size: larger with them, never more than the screen."""
    wanted = QSize(scaled(dialog, width), scaled(dialog, height))
    dialog.resize(wanted.boundedTo(dialog.screen().availableSize() - _AROUND))


def keep_on_screen(window: QWindow | None) -> None:
    """Make a dialog that just came up no larger than its screen, and move it wholly onto it.

    The main window takes its size from the screen when it is made; later it is where its user put it.
    """
    screen = window.screen() if window is not None else None
    if window is None or screen is None or window.type() is not Qt.WindowType.Dialog:
        return
    room, place = screen.availableGeometry(), window.geometry()
    if room.contains(place):
        return
    title = _TITLE if place.height() > room.height() - _TITLE else 0
    size = place.size().boundedTo(room.adjusted(0, title, 0, 0).size()).expandedTo(window.minimumSize())
    place.setSize(size)
    place.moveLeft(max(room.left(), min(place.left(), room.right() + 1 - size.width())))
    place.moveTop(max(room.top() + title, min(place.top(), room.bottom() + 1 - size.height())))
    window.setGeometry(place)
