"""A line to type in that leaves keys with Alt to the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit


class TypedLine(QLineEdit):
    """Qt types the letter of a key with Alt that nothing listens to just now; here it is left alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, but not what was meant for a button."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if held == Qt.KeyboardModifier.AltModifier and event.text().isprintable() and event.text():
            event.ignore()
            return
        super().keyPressEvent(event)


def let_type(box: QComboBox) -> TypedLine:
    """Let something be typed into a choice."""
    box.setEditable(True)
    # Born in the box: a line that is moved there later keeps the padding and border of one that stands alone.
    line = TypedLine(box)
    box.setLineEdit(line)
    return line
