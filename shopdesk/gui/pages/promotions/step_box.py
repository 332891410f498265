"""Taking the next step of a campaign's life: only the allowed ones, and what each asks for."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.life import (
    STATE_NAMES,
    STATE_SIGNS,
    STEP_NAMES,
    allowed_next,
    asks_for_lessons,
    needs_reason,
)
from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.typed_line import TypedLine
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
        self.due = words(name="promotions.dueStep", tone="warning")
        self._buttons = FlowLayout()
        self.form = QFrame()
        self.form.setProperty("role", "card")
        self.title = words(role="subtitle", wrap=False)
        self.day = named(DayEdit(today=today), "promotions.stepDay", tr("Day"))
        self.who = named(TypedLine(actor), "promotions.stepWho", tr("Who"))
        self.note = TypedLine()
        self.note.setObjectName("promotions.stepNote")
        self.note_label = words(wrap=False)
        self.confirm = button("promotions.stepConfirm", tr("Confirm"), self._on_confirmed, role="primary")
        self._build_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.due)
        layout.addLayout(self._buttons)
        layout.addWidget(self.form)
        self.form.hide()
        self.note.textChanged.connect(self._check)
        self.note.returnPressed.connect(self._on_confirmed)
        self.day.day_changed.connect(self._check)

    def _build_form(self) -> None:
        rows = QFormLayout()
        rows.addRow(tr("Day"), self.day)
        rows.addRow(tr("Who"), self.who)
        rows.addRow(self.note_label, self.note)
        ends = QHBoxLayout()
        ends.addStretch(1)
        ends.addWidget(button("promotions.stepCancel", tr("Cancel"), self.form.hide))
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
            item = self._buttons.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for position, to in enumerate(allowed_next(state)):
            label = f"{STATE_SIGNS[to]} {tr(STEP_NAMES[to])}"
            made = button(
                f"promotions.step.{to.value}",
                label,
                partial(self.open_form, to),
                role="" if position else "primary",
            )
            made.setAccessibleName(tr(STEP_NAMES[to]))
            self._buttons.add(made)
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
