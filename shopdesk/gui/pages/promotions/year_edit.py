"""A field for a year that is typed or stepped with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit


class YearEdit(QLineEdit):
    """Says ``valueChanged`` when a whole year was entered; what is no year is put back."""

    valueChanged = Signal(int)

    def __init__(self, year: int) -> None:
        """Show a year."""
        super().__init__(str(year))
        self._year = year
        self.setValidator(QIntValidator(1, 9999, self))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(max(72, self.fontMetrics().horizontalAdvance("2026") + 32))
        self.editingFinished.connect(self._on_finished)

    def value(self) -> int:
        """The year."""
        return self._year

    def setValue(self, year: int) -> None:
        """Show another year and say so."""
        self.setText(str(year))
        if year != self._year:
            self._year = year
            self.valueChanged.emit(year)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step by a year."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setValue(self._year + step)

    def _on_finished(self) -> None:
        self.setValue(int(self.text()) if self.text() else self._year)
