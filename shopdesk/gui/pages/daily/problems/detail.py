"""The chosen problem: its fields kept as soon as they are left, its steps, its files, what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.daily.problems import SEVERITY_NAMES, STATE_NAMES, Problem, ProblemState, Severity, check_problem
from shopdesk.domain.errors import UserError
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.activity import Activity
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.step_bar import StepBar
from shopdesk.gui.pages.daily.problems.texts import SEVERITY_SIGNS, STATE_TONES, due_text
from shopdesk.gui.photos.bringing import bring
from shopdesk.gui.photos.files_strip import FilesStrip, Looked, picture_kinds
from shopdesk.gui.widgets.cell_text import tip_text
from shopdesk.gui.widgets.note_edit import NoteEdit
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.settled_day import SettledDay
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import ACTOR
from shopdesk.services.daily.problems import ProblemView

_BESIDE_DAY = 52  # the field's edges and its button


class ProblemDetail(QFrame):
    """The panel. ``edited`` carries the changed problem and what it was; ``left`` gives the keyboard back to the cards;
    the other signals carry an id or file and what to do with it.
    """  # noqa: D205

    edited = Signal(object, object)
    left = Signal()
    stepped = Signal(int, object, str, str)
    commented = Signal(int, str)
    files_added = Signal(int, list)
    file_opened = Signal(object)
    file_removed = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_view`."""
        super().__init__(parent)
        self._context = context
        self._problem: Problem | None = None
        self._filling = False
        self._refused = False
        self._drafts: dict[int, str] = {}
        self.setProperty("role", "card")
        self.setObjectName("problems.detail")
        self.setAcceptDrops(True)
        theme = context.theme
        self.state = StatusPill(theme)
        self.late = StatusPill(theme)
        self.title = QLineEdit()
        self.title.setObjectName("problems.title")
        self.title.setAccessibleName(tr("Problem"))
        self.title.editingFinished.connect(self._keep)
        self.origin = QLabel()
        self.origin.setObjectName("problems.origin")
        self.origin.setProperty("role", "muted")
        self.origin.setWordWrap(True)
        self.words = NoteEdit()
        self.words.setObjectName("problems.words")
        self.words.setPlaceholderText(tr("Details: where, since when, what was tried"))
        self.words.setAccessibleName(tr("Details"))
        self.words.setFixedHeight(scaled(self, 64))
        self.words.committed.connect(lambda _text: self._keep())
        self.owner = OwnerBox()
        self.owner.setObjectName("problems.owner")
        self.owner.be_narrow()
        self.owner.committed.connect(lambda _name: self._keep())
        self.due = SettledDay(today=context.clock.today())
        self.due.setObjectName("problems.due")
        self.due.setAccessibleName(tr("Due"))
        self.due.setMinimumWidth(self.due.fontMetrics().horizontalAdvance("2026-12-31") + _BESIDE_DAY)
        self.due.committed.connect(lambda _day: self._keep())
        self.severity = QComboBox()
        self.severity.setObjectName("problems.severity")
        self.severity.setAccessibleName(tr("Severity"))
        for severity in reversed(Severity):
            self.severity.addItem(f"{SEVERITY_SIGNS[severity]} {tr(SEVERITY_NAMES[severity])}", severity.value)
        self.severity.activated.connect(lambda _index: self._keep())
        self.second = QCheckBox(tr("A second person has to verify it"))
        self.second.setObjectName("problems.second")
        self.second.clicked.connect(lambda _checked: self._keep())
        self.trouble = QLabel()
        self.trouble.setObjectName("problems.trouble")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.result = QLabel()
        self.result.setObjectName("problems.resultText")
        self.result.setWordWrap(True)
        self.steps = StepBar()
        self.steps.stepped.connect(self._on_stepped)
        self.steps.left.connect(self.left)
        self.files = FilesStrip("problems", tr("Add photo or file…"), picture_kinds)
        self.files.added.connect(lambda paths: self._with_id(lambda number: self.files_added.emit(number, paths)))
        self.files.opened.connect(self.file_opened)
        self.files.removed.connect(self.file_removed)
        self.activity = Activity(theme)
        self.activity.said.connect(lambda words: self._with_id(lambda number: self.commented.emit(number, words)))
        self.hint = QLabel(tr("Choose a problem to see its details."))
        self.hint.setProperty("role", "muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.content = QWidget()
        self._lay_out()
        self.content.hide()

    def _lay_out(self) -> None:
        pills = QHBoxLayout()
        pills.setSpacing(6)
        pills.addWidget(self.state)
        pills.addWidget(self.late)
        pills.addStretch(1)
        due = QHBoxLayout()
        due.setSpacing(0)
        due.addWidget(self.due, 1)
        for days, label in ((0, tr("Today")), (1, "+1"), (7, "+7")):
            quick = QPushButton(label)
            quick.setProperty("role", "flat")
            quick.setObjectName(f"problems.due.{days}")
            quick.setToolTip(tr("Due in {days} days", days=days) if days else tr("Due today"))
            quick.clicked.connect(lambda _checked=False, days=days: self._set_due(days))
            due.addWidget(quick)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(tr("Owner", context="problem"), self.owner)
        form.addRow(tr("Due"), due)
        form.addRow(tr("Severity"), self.severity)
        form.addRow("", self.second)
        inner = QVBoxLayout(self.content)
        inner.setContentsMargins(14, 10, 14, 12)
        inner.setSpacing(8)
        inner.addLayout(pills)
        for widget in (self.title, self.origin, self.words):
            inner.addWidget(widget)
        inner.addLayout(form)
        for widget in (self.trouble, self.result, self.steps, _heading(tr("Photos and files")), self.files):
            inner.addWidget(widget)
        inner.addWidget(_heading(tr("Comments and history")))
        inner.addWidget(self.activity)
        inner.addStretch(1)
        holder = QWidget()
        both = QVBoxLayout(holder)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.hint, 1)
        both.addWidget(self.content, 1)
        self.scroll = VerticalScroll(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.scroll)

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def problem_id(self) -> int:
        """The id of the problem shown; 0 for none."""
        return (self._problem.id or 0) if self._problem is not None else 0

    def show_view(self, view: ProblemView | None, loaded: Loaded, looked: Mapping[int, Looked]) -> None:
        """Show a problem; what was typed for the one before is kept first, a half written comment waits for it."""
        if self._problem is not None and (view is None or view.problem.id != self._problem.id):
            self._flush()
            self._set_draft_aside()
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self.content.setVisible(view is not None)
        self.hint.setVisible(view is None)
        if view is None:
            self._problem = None
            if had_focus:
                self.left.emit()
            return
        kept = view.problem
        problem = replace(kept, title=kept.title.strip(), detail=kept.detail.strip(), owner=kept.owner.strip())
        other = self._problem is None or self._problem.id != problem.id
        self._problem = problem
        self._filling = True
        self._fill(problem, loaded, other=other)
        self._filling = False
        self.steps.show_problem(problem, loaded.people, self._context.settings.get(ACTOR))
        self.files.show_files(view.files, looked)
        self.activity.show_view(view)

    def unsaved(self) -> str:
        """What was typed for a problem and is not kept yet, as a sentence."""
        if self.activity.words.text().strip() or self._drafts:
            return tr("A comment on a problem is not kept yet.")
        if self.steps.half_typed:
            return tr("What came of a problem is written, but the step is not taken yet.")
        edited = self._problem is not None and self._typed() != self._problem
        return tr("A problem is not kept yet.") if edited else ""

    def forget_drafts(self) -> None:
        """Another store is in view, and the user was asked."""
        self._drafts.clear()

    def _set_draft_aside(self) -> None:
        words = self.activity.words.text().strip()
        if words:
            self._drafts[self.problem_id] = words

    def _fill(self, problem: Problem, loaded: Loaded, *, other: bool) -> None:
        self.state.set_status(tr(STATE_NAMES[problem.state]), STATE_TONES[problem.state])
        late = problem.days_late(loaded.today)
        self.late.setVisible(bool(late))
        self.late.set_status(due_text(problem, loaded.today), "bad")
        if other:
            self._refused = False
            self.trouble.hide()
            self.files.complain("")
            self.activity.words.setText(self._drafts.pop(problem.id or 0, ""))
            self.scroll.verticalScrollBar().setValue(0)
        # What was refused stays, to be put right, until another problem comes into view.
        if other or not self.title.isModified():
            self.title.setText(problem.title)
            self.title.setCursorPosition(0)
        self.title.setToolTip(tip_text(problem.title))
        self.owner.offer(loaded.people)
        if not self._refused:
            self.words.set_note(problem.detail)
            self.owner.set_owner(problem.owner)
            self.due.show_kept(problem.due, loaded.today)
            self.severity.setCurrentIndex(self.severity.findData(problem.severity.value))
            self.second.setChecked(problem.needs_second)
        self.origin.setText(_origin(problem, loaded))
        self.result.setVisible(bool(problem.result))
        self.result.setText(tr("Result: {result}", result=problem.result))

    def ask(self, state: ProblemState) -> None:
        """Ask for what a step needs, as if its button was pressed; the keyboard goes back to the cards afterwards."""
        self.steps.ask(state, from_cards=True)
        QTimer.singleShot(0, self, lambda: self.scroll.ensureWidgetVisible(self.steps))

    # --- editing ---------------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        self.words.flush()
        self.owner.flush()
        self.due.flush()
        self._keep()

    def _set_due(self, days: int) -> None:
        self.due.set_day(self._context.clock.today() + timedelta(days=days))
        self.due.flush()

    def _typed(self) -> Problem | None:
        """The problem as the fields have it."""
        old = self._problem
        if old is None:
            return None
        due: date | None = self.due.day if self.due.valid else old.due
        return replace(
            old,
            title=self.title.text().strip(),
            detail=self.words.toPlainText().strip(),
            owner=self.owner.owner(),
            due=due,
            severity=Severity(self.severity.currentData()),
            needs_second=self.second.isChecked(),
        )

    def _keep(self) -> None:
        old, fresh = self._problem, self._typed()
        if old is None or fresh is None or self._filling:
            return
        if not self.due.valid:
            self.complain(tr("The due day is no day. Write it like 2026-03-16."))
            return
        if fresh == old:
            self.trouble.hide()
            self.title.setModified(False)
            return
        try:
            check_problem(fresh)
        except UserError as error:
            self.complain(tr(error.text))
            return
        self.trouble.hide()
        self.title.setModified(False)
        self._refused = False
        self._problem = fresh
        self.edited.emit(fresh, old)

    def not_kept(self, was: Problem, sentence: str) -> None:
        """Say why an edit could not be kept; what was typed stays and can be kept once more."""
        if self._problem is not None and self._problem.id == was.id:
            self._problem = was
            self._refused = True
            self.title.setModified(self.title.text().strip() != was.title)
            self.complain(sentence)

    def complain(self, sentence: str) -> None:
        """Say beside the fields what is wrong."""
        self.trouble.setText(sentence)
        self.trouble.show()
        QTimer.singleShot(0, self, lambda: self.scroll.ensureWidgetVisible(self.trouble))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts a refused title back, or goes back to the cards."""
        if event.key() != Qt.Key.Key_Escape or self._problem is None:
            super().keyPressEvent(event)
            return
        if not self.title.text().strip() or not self.due.valid:
            self.title.setText(self._problem.title)
            self.due.set_day(self._problem.due)
            self._keep()
            return
        self.left.emit()

    def _on_stepped(self, state: ProblemState, who: str, note: str) -> None:
        self._flush()
        self._with_id(lambda number: self.stepped.emit(number, state, who, note))

    def _with_id(self, act: Any) -> None:
        if self._problem is not None and self._problem.id is not None:
            act(self._problem.id)

    # --- files -----------------------------------------------------------------------------------------------------

    def take(self, data: QMimeData) -> None:
        """Keep what the clipboard or a drop brings with the problem shown."""
        if self._problem is None:
            return
        self.files.complain("")
        try:
            brought = bring(data, self._context.clock.now())
        except UserError as error:
            self.files.complain(tr(error.text))
            return
        self._with_id(lambda number: self.files_added.emit(number, brought))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures for the problem shown."""
        if self._problem is not None and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the dropped files with the problem."""
        event.acceptProposedAction()
        self.take(event.mimeData())


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label


def _origin(problem: Problem, loaded: Loaded) -> str:
    found = tr("Found on {day}", day=problem.opened_on)
    if problem.opened_by:
        found = tr("Found on {day} by {who}", day=problem.opened_on, who=problem.opened_by)
    parts = [found]
    if problem.item_code:
        parts.append(tr("Check item: {item}", item=loaded.item_name(problem.item_code)))
    repeat = next((one for one in loaded.repeats if one.item_code == problem.item_code), None)
    if repeat is not None:
        parts.append(tr("failed on {count} days of the last 14", count=len(repeat.days)))
    if problem.closed_on is not None:
        days, who = problem.days_open(loaded.today), problem.closed_by or "—"
        closed = tr("closed on {day} by {who} after {days} days", day=problem.closed_on, who=who, days=days)
        parts.append(closed)
    if problem.reopened:
        parts.append(tr("re-opened {count} times", count=problem.reopened))
    return " · ".join(parts)
