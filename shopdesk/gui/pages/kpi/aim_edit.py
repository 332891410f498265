"""A field for a target: an amount, a count or a rate, as its figure is counted."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import FieldError, Reader, written
from shopdesk.domain.target_aims import AIMS, Aim
from shopdesk.domain.typed import parse
from shopdesk.gui.widgets.money_edit import MoneyEdit


class AimEdit(MoneyEdit):
    """Types a target in the unit of its figure and reads it as it is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty field for the paid amount."""
        self._aim = AIMS["paid_amount"]
        self.shown: int | None = None
        """What is kept as far as was shown here: before anybody typed."""
        super().__init__(parent, self._aim.field)

    def set_aim(self, aim: Aim) -> None:
        """Type another figure's target from now on."""
        self._aim, self._field = aim, aim.field

    @property
    def fen(self) -> int | None:
        """The target as it is kept; ``None`` for empty or unreadable text."""
        try:
            value = parse(self._field, self.text(), Reader(today=date.min))
        except FieldError:
            return None
        return None if value is None else self._aim.kept(value)

    def show_kept(self, fen: int | None) -> None:
        """Show what is kept."""
        self.shown = fen
        self.set_fen(fen)

    def set_fen(self, fen: int | None) -> None:
        """Show a target that is kept so; ``None`` empties the field."""
        self.setText("" if fen is None else written(self._field, self._aim.value(fen)))
