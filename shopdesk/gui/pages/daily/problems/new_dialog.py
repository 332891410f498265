"""A problem that no check found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from shopdesk.domain.daily.problems import SEVERITY_NAMES, Problem, Severity
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.texts import SEVERITY_SIGNS
from shopdesk.gui.pages.setup.owner_box import OwnerBox
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr


class NewProblemDialog(FormDialog):
    """Asks for a new problem; ``created`` is called with it once it is kept."""

    def __init__(self, context: PageContext, loaded: Loaded, created: Callable[[Problem], None]) -> None:
        """Empty but for tomorrow as the due day."""
        super().__init__(tr("New problem"), self._send, context.window, ok_label=tr("Open problem"))
        self._context = context
        self._created = created
        self.setMinimumWidth(480)
        self.title = QLineEdit()
        self.title.setPlaceholderText(tr("What is wrong?"))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(72)
        self.owner = OwnerBox()
        self.owner.offer(loaded.people)
        self.due = DayEdit(today=context.clock.today())
        self.due.set_day(context.clock.today() + timedelta(days=1))
        self.severity = QComboBox()
        for severity in reversed(Severity):
            self.severity.addItem(f"{SEVERITY_SIGNS[severity]} {tr(SEVERITY_NAMES[severity])}", severity.value)
        self.severity.setCurrentIndex(self.severity.findData(Severity.NORMAL.value))
        self.second = QCheckBox(tr("A second person has to verify it"))
        self.add_row(tr("Problem"), self.title, "newProblem.title")
        self.add_row(tr("Details"), self.words, "newProblem.words")
        self.add_row(tr("Follow-up owner"), self.owner, "newProblem.owner")
        self.add_row(tr("Due"), self.due, "newProblem.due")
        self.add_row(tr("Severity"), self.severity, "newProblem.severity")
        self.add_row("", self.second, "newProblem.second")
        self.title.setFocus()

    def _send(self) -> bool:
        if not self.due.valid:
            raise UserError(Text("The due day is no day. Write it like 2026-03-16."))
        problem = Problem(
            store_id=self._context.store_id,
            title=self.title.text().strip(),
            detail=self.words.toPlainText().strip(),
            owner=self.owner.owner(),
            due=self.due.day,
            severity=Severity(self.severity.currentData()),
            opened_on=self._context.clock.today(),
            needs_second=self.second.isChecked(),
        )

        def done(kept: Problem) -> None:
            self.accept()
            self._created(kept)

        self._context.tasks.database(
            lambda: self._context.services.problems.create(problem), done=done, failed=self.complain, owner=self
        )
        return False
