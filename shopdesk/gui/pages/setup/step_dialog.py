"""The form for one step: wording, phase, duration, what it waits for, and whether it blocks the opening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.records import STEP_STATE_NAMES, SetupStep, StepState
from shopdesk.domain.text import Text
from shopdesk.gui.pages.setup.days_box import DaysBox
from shopdesk.gui.pages.setup.step_model import STATE_SIGNS
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import SetupBoard, StepView


class StepDialog(FormDialog):
    """Edits ``step``; wording left as it ships stays with the template, so that it follows the language."""

    def __init__(
        self,
        board: SetupBoard,
        step: SetupStep,
        shipped: StepView | None,
        owners: Sequence[str],
        save: Callable[[SetupStep, StepDialog], object],
        parent: QWidget | None = None,
    ) -> None:
        """A form for ``step``; ``shipped`` is how it is shown now, ``None`` for a new one."""
        title = tr("Edit step") if step.id else tr("New step")
        super().__init__(title, lambda: save(self.read(), self), parent, ok_label=tr("Save"))
        self.setObjectName("setup.stepDialog")
        self.setMinimumWidth(560)
        self._step = step
        self._shown = (shipped.title, shipped.what, shipped.why) if shipped else ("", "", "")
        self.title_edit = QLineEdit(self._shown[0])
        self.add_row(tr("Title"), self.title_edit, "setup.stepDialog.title")
        self.phase = QComboBox()
        for phase in board.phases:
            self.phase.addItem(phase.title, phase.code)
        self.phase.setCurrentIndex(max(self.phase.findData(step.phase), 0))
        self.add_row(tr("Phase"), self.phase, "setup.stepDialog.phase")
        self.state = QComboBox()
        for state in StepState:
            self.state.addItem(f"{STATE_SIGNS[state]} {tr(STEP_STATE_NAMES[state])}", state)
        self.state.setCurrentIndex(list(StepState).index(step.state))
        self.add_row(tr("State"), self.state, "setup.stepDialog.state")
        self.owner = OwnerBox()
        self.owner.offer(owners)
        self.owner.set_owner(step.owner)
        self.add_row(tr("Owner"), self.owner, "setup.stepDialog.owner")
        self.due = DayEdit(today=board.today)
        self.due.set_day(step.due_on)
        self.add_row(tr("Due"), self.due, "setup.stepDialog.due")
        self.days = DaysBox(1, 999)
        self.days.set_value(step.typical_days)
        self.add_row(tr("Usually takes (days)"), self.days, "setup.stepDialog.days")
        self.what = _lines(self._shown[1])
        self.add_row(tr("What to do"), self.what, "setup.stepDialog.what")
        self.why = _lines(self._shown[2])
        self.add_row(tr("Why"), self.why, "setup.stepDialog.why")
        self.note = _lines(step.note)
        self.add_row(tr("Note"), self.note, "setup.stepDialog.note")
        self.waits = QListWidget()
        self.waits.setMaximumHeight(120)
        for view in board.steps():
            if view.step.code != step.code:
                _check(self.waits, view.title, view.step.code, on=view.step.code in step.waits_for)
        self.add_row(tr("Waits for"), self.waits, "setup.stepDialog.waits")
        self.documents = QListWidget()
        self.documents.setMaximumHeight(96)
        for document in board.documents:
            code = document.document.code
            _check(self.documents, document.title, code, on=code in step.documents)
        self.add_row(tr("Documents"), self.documents, "setup.stepDialog.documents")
        self.blocks = QCheckBox(tr("The store cannot open before it is done"))
        self.blocks.setChecked(step.blocks_opening)
        self.blocks.setObjectName("setup.stepDialog.blocks")
        self.form.addRow("", self.blocks)
        self.title_edit.setFocus()

    def read(self) -> SetupStep:
        """The step as it stands in the form.

        Raises:
            UserError: the title is empty or the due date unreadable.
        """
        title = self.title_edit.text().strip()
        if not title:
            raise UserError(Text("Give the step a title."))
        if not self.due.valid:
            raise UserError(Text("The due date is not a day. Enter it like 2026-03-16, or leave it empty."))
        texts = (title, self.what.toPlainText().strip(), self.why.toPlainText().strip())
        step = self._step
        kept = (step.title, step.what, step.why)
        own = [old if new == shown else new for new, shown, old in zip(texts, self._shown, kept, strict=True)]
        return replace(
            step,
            title=own[0] if step.id else title,
            what=own[1],
            why=own[2],
            phase=self.phase.currentData(),
            state=StepState(self.state.currentData()),
            owner=self.owner.owner(),
            due_on=self.due.day,
            typical_days=self.days.value(),
            note=self.note.toPlainText().strip(),
            waits_for=_checked(self.waits),
            documents=_checked(self.documents),
            blocks_opening=self.blocks.isChecked(),
        )


def _lines(text: str) -> QPlainTextEdit:
    edit = QPlainTextEdit(text)
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(54)
    return edit


def _check(target: QListWidget, title: str, code: str, *, on: bool) -> None:
    item = QListWidgetItem(title)
    item.setData(Qt.ItemDataRole.UserRole, code)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    target.addItem(item)


def _checked(source: QListWidget) -> tuple[str, ...]:
    items = (source.item(row) for row in range(source.count()))
    return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)
