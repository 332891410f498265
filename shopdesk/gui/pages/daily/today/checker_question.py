"""Asks once who checks today, before the first answer is kept without a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr

_OFFERED = 12


class CheckerQuestion(Card):
    """Emits ``chosen`` with a name, empty for nobody, or ``left`` when the user thought better of it.

    Arrows go from name to name and Enter takes one. Figures choose nobody: whoever presses 1 for the next item must
    not sign with the first name by accident.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(tr("Who checks today?"), parent)
        self.setObjectName("daily.checkerQuestion")
        self._content = QWidget()
        self.body.addWidget(self._content)
        self.hide()

    def ask(self, people: Sequence[str], checker: str = "") -> None:
        """Offer these people, the cursor on ``checker`` or the first of them."""
        fresh = QWidget()
        row = FlowLayout(fresh, spacing=6)
        buttons = [
            button(f"daily.checker.{place}", name, lambda name=name: self._choose(name), spoken=name)
            for place, name in enumerate(people[:_OFFERED], start=1)
        ]
        tip = tr("Answers then say nobody; another name can be typed above")
        buttons.append(button("daily.checker.nobody", tr("Without a name"), lambda: self._choose(""), tip=tip))
        for one in buttons:
            row.addWidget(one)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh
        self.show()
        place = list(people[:_OFFERED]).index(checker) if checker in people[:_OFFERED] else 0
        buttons[place].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the name that the cursor is on, Escape leaves."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, name: str) -> None:
        self.hide()
        self.chosen.emit(name)
