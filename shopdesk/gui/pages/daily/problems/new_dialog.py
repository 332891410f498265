"""A problem that no check found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.domain.daily.nouns import PROBLEM
from shopdesk.domain.daily.problems import Problem, Severity
from shopdesk.domain.fields import Reader
from shopdesk.gui.icons import icon
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.texts import severity_box
from shopdesk.gui.photos.bringing import to_keep
from shopdesk.gui.photos.drop_catcher import DropCatcher
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.gui.photos.pending import PendingPhotos
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import tr


class NewProblemDialog(RecordForm):
    """Asks for a new problem; ``saved`` carries it once it is kept.

    Photos are pasted with Ctrl+V, dropped or chosen; Ctrl+Enter keeps the problem from within the details, too.
    """

    def __init__(self, context: PageContext, loaded: Loaded) -> None:
        """Empty but for tomorrow as the due day."""
        today = context.clock.today()
        super().__init__(
            context.tasks,
            PROBLEM,
            name="newProblem",
            title=tr("New problem"),
            confirm=tr("Write it down"),
            reader=Reader(today=today, say=tr),
            parent=context.window,
        )
        self._context = context
        self.setMinimumWidth(480)
        self.owner = OwnerBox()
        self.owner.be_narrow()
        self.owner.offer(loaded.people)
        self.add_fields(
            "title",
            "detail",
            "owner",
            "due",
            "severity",
            "needs_second",
            values={"due": today + timedelta(days=1), "severity": Severity.NORMAL.value},
            widgets={"owner": self.owner, "severity": severity_box()},
            called={"detail": "newProblem.words", "needs_second": "newProblem.second"},
        )
        self.title, self.words, self.second = self["title"], self["detail"], self["needs_second"]
        self.words.setFixedHeight(scaled(self, 72))
        self.photos = PendingPhotos(context, "newProblem.photos")
        self.photos.refused.connect(self._on_refused)
        tip = tr("Or drop files here, or paste a screenshot with Ctrl+V")
        self.attach = button("newProblem.attach", tr("Add photo or file…"), self.photos.choose, tip=tip)
        self.attach.setIcon(icon("attach"))
        hint = QLabel(tr("or paste a screenshot: Ctrl+V"))
        hint.setProperty("role", "muted")
        hint.setMinimumHeight(self.attach.sizeHint().height())
        row = QWidget()
        beside = FlowLayout(row, spacing=8)
        beside.addWidget(self.attach)
        beside.addWidget(hint)
        self.form.addRow(tr("Photos and files"), row)
        self.form.addRow("", self.photos)
        DropCatcher(self, self.photos.take)
        self._catcher = PasteCatcher(self, self.photos.take)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.ok.click)

    @property
    def dirty(self) -> bool:
        """Whether something was typed or brought that closing would lose."""
        return super().dirty or bool(self.photos.given)

    def _on_refused(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def work(self) -> Callable[[], Problem]:
        """Keep it with its photos."""
        problem = self.changed_record(store_id=self._context.store_id, opened_on=self._context.clock.today())
        problems, given = self._context.services.problems, list(self.photos.given)
        return lambda: problems.create(problem, to_keep(given))
