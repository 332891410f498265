"""Says that a form has unsaved changes and what saving does to past days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.daily.checklist import Form
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import sentences, tr


class SaveBar(QFrame):
    """Hidden while nothing is unsaved. Emits ``saved`` and ``given_up``."""

    saved = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("templates.saveBar")
        self.setStyleSheet(
            f"QFrame#templates\\.saveBar {{ background: {theme.warning_soft.name()}; border-radius: 8px; }}"
        )
        self.words = QLabel()
        self.words.setObjectName("templates.unsaved")
        self.words.setWordWrap(True)
        self.trouble = QLabel()
        self.trouble.setObjectName("templates.trouble")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.reset = button("templates.reset", tr("Give up changes"), self.given_up.emit)
        self.save = button("templates.save", tr("Save (Ctrl+S)"), self.saved.emit, role="primary")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.words)
        texts.addWidget(self.trouble)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(texts, 1)
        layout.addWidget(self.reset)
        layout.addWidget(self.save)
        self.hide()

    def show_changes(self, kept: Form, draft: Form, number: int, today: date) -> None:
        """Say what is unsaved; hide where nothing is."""
        self.setVisible(kept != draft)
        if kept == draft:
            self.trouble.hide()
            return
        changes = count_changes(kept, draft)
        what = tr("{count} items changed, not saved yet.", count=changes) if changes else tr("Changes not saved yet.")
        then = tr(
            "Saving makes version {number}, valid from today ({day}). Days filled in before keep the form they had.",
            number=number + 1,
            day=today,
        )
        self.words.setText(sentences((what, then)))

    def complain(self, sentence: str) -> None:
        """Say why it cannot be saved."""
        self.trouble.setText(sentence)
        self.trouble.show()


def count_changes(kept: Form, draft: Form) -> int:
    """How many items were added, removed or changed; moves within an area are not counted."""
    before, after = {item.code: item for item in kept.items}, {item.code: item for item in draft.items}
    return sum(before.get(code) != after.get(code) for code in before.keys() | after.keys())
