"""Taking the next step of a campaign's life: only the allowed ones, and what each asks for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.life import (
    STATE_NAMES,
    STATE_SIGNS,
    STEP_NAMES,
    allowed_next,
    asks_for_lessons,
    needs_reason,
)
from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.infra.i18n import tr


class StepBox(QWidget):
    """A button for each allowed step; choosing one opens its short form below.

    ``step_taken`` carries the state, the day, who, and the reason, lessons or note.
    """

    step_taken = Signal(object, object, str, str)

    def __init__(self, today: date, actor: str) -> None:
        """Nothing to take yet; ``actor`` is proposed as who did it."""
        super().__init__()
        self._to: CampaignState | None = None
        self._today = today
        self.due = QLabel()
        self.due.setObjectName("promotions.dueStep")
        self.due.setProperty("tone", "warning")
        self.due.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self.form = QFrame()
        self.form.setProperty("role", "card")
        self.title = QLabel()
        self.title.setProperty("role", "subtitle")
        self.day = DayEdit(today=today)
        self.day.setObjectName("promotions.stepDay")
        self.who = QLineEdit(actor)
        self.who.setObjectName("promotions.stepWho")
        self.note = QLineEdit()
        self.note.setObjectName("promotions.stepNote")
        self.note_label = QLabel()
        self.confirm = QPushButton(tr("Confirm"))
        self.confirm.setObjectName("promotions.stepConfirm")
        self.confirm.setProperty("role", "primary")
        cancel = QPushButton(tr("Cancel"))
        cancel.setObjectName("promotions.stepCancel")
        self._build_form(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.due)
        layout.addLayout(self._buttons)
        layout.addWidget(self.form)
        self.form.hide()
        self.confirm.clicked.connect(self._on_confirmed)
        cancel.clicked.connect(self.form.hide)
        self.note.textChanged.connect(self._check)
        self.note.returnPressed.connect(self._on_confirmed)
        self.day.day_changed.connect(self._check)

    def _build_form(self, cancel: QPushButton) -> None:
        rows = QFormLayout()
        rows.addRow(tr("Day"), self.day)
        rows.addRow(tr("Who"), self.who)
        rows.addRow(self.note_label, self.note)
        self.day.setAccessibleName(tr("Day"))
        self.who.setAccessibleName(tr("Who"))
        ends = QHBoxLayout()
        ends.addStretch(1)
        ends.addWidget(cancel)
        ends.addWidget(self.confirm)
        box = QVBoxLayout(self.form)
        box.setContentsMargins(12, 10, 12, 10)
        box.addWidget(self.title)
        box.addLayout(rows)
        box.addLayout(ends)

    def show_state(self, state: CampaignState, due: CampaignState | None) -> None:
        """Offer the steps that follow ``state``; ``due`` is the one the calendar says is late."""
        self.form.hide()
        self._to = None
        while self._buttons.count():
            widget = self._buttons.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for position, to in enumerate(allowed_next(state)):
            button = QPushButton(f"{STATE_SIGNS[to]} {tr(STEP_NAMES[to])}")
            button.setObjectName(f"promotions.step.{to.value}")
            button.setAccessibleName(tr(STEP_NAMES[to]))
            if position == 0:
                button.setProperty("role", "primary")
            button.clicked.connect(lambda _checked=False, wanted=to: self.open_form(wanted))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.due.setVisible(due is not None)
        if due is not None:
            self.due.setText(tr("By the calendar this is due: {step}", step=tr(STEP_NAMES[due])))

    def open_form(self, to: CampaignState) -> None:
        """Ask for what a step needs."""
        self._to = to
        self.title.setText(tr("To “{state}”", state=tr(STATE_NAMES[to])))
        label = (
            tr("Reason") if needs_reason(to) else tr("Lessons for next time") if asks_for_lessons(to) else tr("Note")
        )
        self.note_label.setText(label)
        self.note.setAccessibleName(label)
        self.note.clear()
        self.note.setPlaceholderText(tr("needed") if needs_reason(to) else "")
        self.day.set_day(self._today)
        self.form.show()
        self.note.setFocus()
        self._check()

    def _check(self, _value: object = None) -> None:
        missing = self._to is not None and needs_reason(self._to) and not self.note.text().strip()
        self.confirm.setEnabled(not missing and self.day.day is not None)

    def _on_confirmed(self) -> None:
        if self._to is not None and self.confirm.isEnabled():
            self.step_taken.emit(self._to, self.day.day, self.who.text(), self.note.text())
