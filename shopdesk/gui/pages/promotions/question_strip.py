"""A question inside the page instead of a window in the way: what is about to happen, do it or leave it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button, words
from shopdesk.infra.i18n import tr


class QuestionStrip(QFrame):
    """Hidden until something is asked; Esc leaves things as they are."""

    def __init__(self, theme: Theme) -> None:
        """No question yet."""
        super().__init__()
        self.setObjectName("promotions.question")
        self.setProperty("role", "question")
        ground = theme.warning_soft.name()
        self.setStyleSheet(f'QFrame[role="question"] {{ background: {ground}; border-radius: 6px; }}')
        self._answer: Callable[[], None] | None = None
        self.text = words()
        self.yes = button("promotions.question.yes", tr("Yes"), self._on_yes)
        self.no = button("promotions.question.no", tr("Leave it"), self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.hide()

    def ask(self, text: str, yes: str, answer: Callable[[], None]) -> None:
        """Ask; ``answer`` runs when the user says yes."""
        self._answer = answer
        self.text.setText(text)
        self.setAccessibleName(text)
        self.yes.setText(yes)
        self.show()
        self.no.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_yes(self) -> None:
        self.hide()
        if self._answer is not None:
            self._answer()
