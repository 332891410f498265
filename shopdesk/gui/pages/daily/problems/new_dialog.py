"""A problem that no check found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from shopdesk.domain.daily.problems import SEVERITY_NAMES, Problem, Severity
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.icons import icon
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.texts import SEVERITY_SIGNS
from shopdesk.gui.photos.bringing import to_keep
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.gui.photos.pending import PendingPhotos
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr


class NewProblemDialog(FormDialog):
    """Asks for a new problem; ``created`` is called with it once it is kept.

    Photos are pasted with Ctrl+V, dropped or chosen; Ctrl+Enter keeps the problem from within the details, too.
    """

    def __init__(self, context: PageContext, loaded: Loaded, created: Callable[[Problem], None]) -> None:
        """Empty but for tomorrow as the due day."""
        super().__init__(tr("New problem"), self._send, context.window, ok_label=tr("Write it down"))
        self._context = context
        self._created = created
        self.setMinimumWidth(480)
        self.title = QLineEdit()
        self.title.setPlaceholderText(tr("What is wrong?"))
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(scaled(self, 72))
        self.owner = OwnerBox()
        self.owner.be_narrow()
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
        self.photos = PendingPhotos(context, "newProblem.photos")
        self.photos.refused.connect(self._on_refused)
        self.attach = QPushButton(icon("attach"), tr("Add photo or file…"))
        self.attach.setAutoDefault(False)
        self.attach.setToolTip(tr("Or drop files here, or paste a screenshot with Ctrl+V"))
        self.attach.clicked.connect(self.photos.choose)
        hint = QLabel(tr("or paste a screenshot: Ctrl+V"))
        hint.setProperty("role", "muted")
        hint.setMinimumHeight(self.attach.sizeHint().height())
        row = QWidget()
        beside = FlowLayout(row, spacing=8)
        beside.addWidget(self.attach)
        beside.addWidget(hint)
        self.attach.setObjectName("newProblem.attach")
        self.form.addRow(tr("Photos and files"), row)
        self.form.addRow("", self.photos)
        self.setAcceptDrops(True)
        self._catcher = PasteCatcher(self, self.photos.take)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.buttons.button(QDialogButtonBox.StandardButton.Ok).click)
        self.title.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what is dropped for the problem to be."""
        event.acceptProposedAction()
        self.photos.take(event.mimeData())

    def _on_refused(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

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

        given, ok = list(self.photos.given), self.buttons.button(QDialogButtonBox.StandardButton.Ok)

        def refused(error: Exception) -> None:
            ok.setEnabled(True)
            self.complain(error)

        # Enter pressed twice must not write it down twice.
        ok.setEnabled(False)
        self._context.tasks.database(
            lambda: self._context.services.problems.create(problem, to_keep(given)),
            done=done,
            failed=refused,
            owner=self,
        )
        return False
