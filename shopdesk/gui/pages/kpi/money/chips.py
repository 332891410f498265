"""A row of buttons of which one is pressed: states with how many they hold and what these come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class Chip:
    """One button: what it is known by, what stands on it, and what is said of it."""

    key: str
    text: str
    tip: str = ""


class Chips(QWidget):
    """``chosen`` carries the key of the button that was pressed; the first one stands for all."""

    chosen = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """Without buttons; ``label`` is what a screen reader calls the row."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._buttons: dict[str, QPushButton] = {}
        self._row = FlowLayout(self, 4)
        self._key = ""

    @property
    def key(self) -> str:
        """The key of the pressed button; empty where there is none."""
        return self._key

    @property
    def buttons(self) -> dict[str, QPushButton]:
        """The buttons by their keys."""
        return dict(self._buttons)

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these; a button that stays keeps its place and the keyboard."""
        if [chip.key for chip in chips] != list(self._buttons):
            self._rebuild(chips)
        for chip in chips:
            made = self._buttons[chip.key]
            made.setText(chip.text)
            made.setToolTip(chip.tip)
            made.setAccessibleName(f"{chip.text}. {chip.tip}" if chip.tip else chip.text)
        if self._key not in self._buttons:
            self._key = chips[0].key if chips else ""
        self._press()
        self.updateGeometry()

    def choose(self, key: str) -> None:
        """Press a button, where there is such a one; once it is shown, where there is not."""
        self._key = key
        self._press()
        self.chosen.emit(key)

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        focused = next((key for key, made in self._buttons.items() if made.hasFocus()), None)
        kept = {key: made for key, made in self._buttons.items() if any(chip.key == key for chip in chips)}
        for key, made in self._buttons.items():
            self._row.removeWidget(made)
            if key not in kept:
                made.hide()
                made.deleteLater()
        self._buttons = {}
        for chip in chips:
            made = kept.get(chip.key)
            if made is None:
                made = button(f"{self.objectName()}.{chip.key}", chip.text, parent=self, checkable=True)
                made.clicked.connect(lambda _checked=False, key=chip.key: self.choose(key))
            self._row.addWidget(made)
            made.show()
            self._buttons[chip.key] = made
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def _press(self) -> None:
        for key, made in self._buttons.items():
            made.setChecked(key == self._key)
