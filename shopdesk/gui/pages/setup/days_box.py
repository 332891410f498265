"""A whole number of days to type."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class DaysBox(QLineEdit):
    """Digits only, up and down count; ``committed`` carries the number once the user is done with it."""

    committed = Signal(int)

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        """A field for ``low`` to ``high`` days."""
        super().__init__(parent)
        self._low, self._high, self._kept = low, high, low
        self.setValidator(QIntValidator(low, high, self))
        self.setMaximumWidth(96)
        self.editingFinished.connect(self._on_done)

    def value(self) -> int:
        """The number as it stands; the lowest for an empty field."""
        return int(self.text()) if self.text() else self._low

    def set_value(self, days: int) -> None:
        """Show a number that is kept already."""
        self._kept = days
        self.setText(str(days))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down count."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setText(str(min(max(self.value() + step, self._low), self._high)))

    def _on_done(self) -> None:
        if self.value() != self._kept:
            self._kept = self.value()
            self.committed.emit(self._kept)
