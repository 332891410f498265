"""One way to open a dialog: it goes when it is closed, or every opening would leave one in memory."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

D = TypeVar("D", bound=QDialog)


def open_once(dialog: D) -> D:
    """Show a dialog over its window until it is closed; gives it back, for whoever has more to say to it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
