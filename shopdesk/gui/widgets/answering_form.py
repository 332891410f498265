"""A form that says beside its fields what they come to, while they are typed."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll

_PAUSE_MS = 150


class AnsweringForm(RecordForm):
    """Asks :meth:`answered` a moment after each change and shows the rich text that it gives."""

    def begin_answers(self, label: str, shares: tuple[int, int], size: tuple[int, int]) -> None:
        """Call this when all fields are there; ``label`` says what is shown, ``shares`` part the width."""
        self.answer = QLabel()
        self.answer.setObjectName(f"{self.objectName()}.answer")
        self.answer.setTextFormat(Qt.TextFormat.RichText)
        self.answer.setWordWrap(True)
        self.answer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.put_beside(VerticalScroll(self.answer, name=f"{self.objectName()}.shown", label=label), shares)
        roomy(self, *size)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.show_answer)
        for one in self.editors.values():
            one.changed.connect(self._soon.start)
        self.show_answer()

    def show_answer(self) -> None:
        """Say what the fields come to now."""
        self.answer.setText(self.answered())

    def typed(self) -> dict:
        """What the fields hold while they are typed: no field is marked for what it lacks.

        Raises:
            UserError: one of them cannot be read.
        """
        return {name: editor.value() for name, editor in self.editors.items()}

    @abstractmethod
    def answered(self) -> str:
        """What the fields come to as rich text, or why they come to nothing."""

    def done(self, result: int) -> None:
        """Nothing is reckoned any more."""
        self._soon.stop()
        super().done(result)
