"""The chosen problem: its fields kept as soon as they are left, its steps, its files, what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.daily.meetings import MEETING_NAMES, MeetingPoint
from shopdesk.domain.daily.nouns import PROBLEM, check_problem
from shopdesk.domain.daily.problems import STATE_NAMES, Problem, ProblemState
from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.joining import compare
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.problems.activity import Activity
from shopdesk.gui.pages.daily.problems.loading import Loaded
from shopdesk.gui.pages.daily.problems.step_bar import StepBar
from shopdesk.gui.pages.daily.problems.texts import STATE_TONES, due_text, severity_box
from shopdesk.gui.photos.bringing import bring
from shopdesk.gui.photos.drop_catcher import DropCatcher
from shopdesk.gui.photos.files_strip import FilesStrip, Looked, picture_kinds
from shopdesk.gui.widgets.controls import button, problem_label, words
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.daily.problems import ProblemView

if TYPE_CHECKING:
    from shopdesk.domain.kpi.alert_marks import AlertMark

_BESIDE_DAY = 52  # the field's edges and its button

_NARROWEST = 356


class ProblemDetail(QFrame):
    """The panel. ``edited`` carries the changed problem and what it was; ``left`` gives the keyboard back to the cards;
    the other signals carry an id or file and what to do with it.
    """  # noqa: D205

    edited = Signal(object, object)
    left = Signal()
    meeting_opened = Signal(int)
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
        self._drafts: dict[int, str] = {}
        self.setProperty("role", "card")
        self.setObjectName("problems.detail")
        DropCatcher(self, self.take, lambda: self._problem is not None)
        theme = context.theme
        self.state = StatusPill(theme)
        self.late = StatusPill(theme)
        self.box = RecordBox(PROBLEM, Reader(context.clock.today(), tr), "problems")
        self.box.settled.connect(self._keep)
        self.box.given_up.connect(lambda problem, typed: self._give_back(problem, typed))
        self.box.add_fields("title", bare=True)
        self.origin = words(name="problems.origin", role="muted")
        self.box.form.addRow(self.origin)
        self._meeting = 0
        self.meeting = button("problems.meeting", "", lambda: self.meeting_opened.emit(self._meeting), role="flat")
        self.box.form.addRow(self.meeting)
        self._alert: AlertMark | None = None
        self.figure = button("problems.figure", tr("Show the figure of the alert"), self._show_figure, role="flat")
        self.box.form.addRow(self.figure)
        self.box.add_fields("detail", bare=True, called={"detail": "problems.words"})
        self.owner = OwnerBox()
        self.box.add_fields("owner", widgets={"owner": self.owner})
        self.box.add_fields("due", behind=self._quick_days())
        self.box.add_fields(
            "severity", "needs_second", widgets={"severity": severity_box()}, called={"needs_second": "problems.second"}
        )
        self.box.add_fields("inspect_on")
        self.title, self.words, self.due = self.box["title"], self.box["detail"], self.box["due"]
        self.due.setMinimumWidth(self.due.fontMetrics().horizontalAdvance("2026-12-31") + _BESIDE_DAY)
        self.trouble = problem_label("problems.trouble")
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
        inner = QVBoxLayout(self.content)
        inner.setContentsMargins(14, 10, 14, 12)
        inner.setSpacing(8)
        inner.addLayout(pills)
        for widget in (self.box, self.trouble, self.result, self.steps, _heading(tr("Photos and files")), self.files):
            inner.addWidget(widget)
        inner.addWidget(_heading(tr("Comments and history")))
        inner.addWidget(self.activity)
        inner.addStretch(1)
        holder = QWidget()
        both = QVBoxLayout(holder)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.hint, 1)
        both.addWidget(self.content, 1)
        self.scroller = VerticalScroll(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.scroller)

    def minimumSizeHint(self) -> QSize:
        """As wide as what it shows, and no narrower while nothing is chosen."""
        return super().minimumSizeHint().expandedTo(QSize(_NARROWEST, 0))

    def _quick_days(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for days, label in ((0, tr("Today")), (1, "+1"), (7, "+7")):
            tip = tr("Due in {days} days", days=days) if days else tr("Due today")
            row.addWidget(
                button(f"problems.due.{days}", label, lambda days=days: self._set_due(days), role="flat", tip=tip)
            )
        return holder

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def problem_id(self) -> int:
        """The id of the problem shown; 0 for none."""
        return (self._problem.id or 0) if self._problem is not None else 0

    def show_view(self, view: ProblemView | None, loaded: Loaded, looked: Mapping[int, Looked]) -> None:
        """Show a problem; what was typed for the one before is kept first, a half written comment waits for it."""
        if self._problem is not None and (view is None or view.problem.id != self._problem.id):
            self.box.settle()
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
        self._fill(problem, loaded, other=other)
        self._show_meeting(view.meeting)
        self._alert = view.alert
        self.figure.setVisible(view.alert is not None)
        self.steps.show_problem(problem, loaded.people, self._context.actor)
        self.files.show_files(view.files, looked)
        self.activity.show_view(view)

    def _show_figure(self) -> None:
        if self._alert is not None:
            self._context.events.alert_wanted.emit(self._alert)

    def _show_meeting(self, point: MeetingPoint | None) -> None:
        self.meeting.setVisible(point is not None)
        if point is not None:
            self._meeting = point.id or 0
            meeting = tr("{meeting} of {day}", meeting=tr(MEETING_NAMES[point.kind]), day=point.day)
            self.meeting.setText(tr("Decided: {meeting}", meeting=meeting))

    def unsaved(self) -> str:
        """What was typed for a problem and is not kept yet, as a sentence."""
        if self.activity.words.text().strip() or self._drafts:
            return tr("A comment on a problem is not kept yet.")
        if self.steps.half_typed:
            return tr("What came of a problem is written, but the step is not taken yet.")
        if self.files.waiting:
            return tr("Photos or files of a problem are not kept yet.")
        return tr("A problem is not kept yet.") if self._problem is not None and self.box.dirty else ""

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
            self.trouble.hide()
            self.files.complain("")
            self.activity.words.setText(self._drafts.pop(problem.id or 0, ""))
            self.scroller.verticalScrollBar().setValue(0)
        self.box.offer("owner", loaded.people)
        self.box.be_on(loaded.today)
        self.box.show_record(problem, other=other)
        self.title.setToolTip(problem.title)
        self.origin.setText(_origin(problem, loaded))
        self.result.setVisible(bool(problem.result))
        self.result.setText(tr("Result: {result}", result=problem.result))

    def ask(self, state: ProblemState) -> None:
        """Ask for what a step needs, as if its button was pressed; the keyboard goes back to the cards afterwards."""
        self.steps.ask(state, from_cards=True)
        QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(self.steps))

    # --- editing ---------------------------------------------------------------------------------------------------

    def _set_due(self, days: int) -> None:
        self.due.set_day(self._context.clock.today() + timedelta(days=days))
        self.box.settle()

    def _keep(self) -> None:
        old = self._problem
        if old is None or self.box.refused:
            return
        fresh, was = self.box.typed_record(), self.box.began_with
        self.trouble.hide()
        try:
            check_problem(fresh)
        except FieldError as error:
            self.box.complain(error)
            return
        self.box.accept(fresh)
        if fresh != old:
            self._problem = fresh
            self.edited.emit(fresh, was)

    def not_kept(self, problem: Problem, was: Problem, sentence: str) -> None:
        """Say why an edit could not be kept; what was typed stays and can be kept once more."""
        if self.problem_id == was.id:
            self._problem = was
            self.box.take_back(was)
            self.complain(sentence)
        else:
            edits = compare(was, problem, was)
            self._give_back(was, [self.box.shown(name, problem) for name in edits.mine], sentence)

    def ask_about(self, problem: Problem, was: Problem, error: ChangedMeanwhile) -> None:
        """Somebody else changed the same field: say so, and which of the two is kept is the user's choice."""
        if self.problem_id != was.id or not isinstance(error.now, Problem):
            self.not_kept(problem, was, tr(error.text))
            return
        self._problem = error.now
        self.box.ask_about(error, was)
        QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(self.box.form.parentWidget()))

    def _give_back(self, problem: Problem, typed: list[str], why: str = "") -> None:
        """What was typed for a problem that is out of view, to be copied from the sentence."""
        why = why or tr("Somebody else changed it too.")
        said = tr("“{title}” is kept without what was typed: {typed}", title=problem.title, typed=" · ".join(typed))
        self._context.messages.warning(sentences((said, why)))

    def said(self) -> str:
        """Every sentence about what is wrong that is shown now, one a line."""
        return "\n".join(filter(None, (self.box.said(), self.trouble.text() if self.trouble.isVisibleTo(self) else "")))

    def complain(self, sentence: str) -> None:
        """Say beside the fields what is wrong."""
        self.trouble.setText(sentence)
        self.trouble.show()
        QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(self.trouble))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts back what was refused, or goes back to the cards."""
        if event.key() != Qt.Key.Key_Escape or self._problem is None:
            super().keyPressEvent(event)
        elif self.box.refused:
            self.box.show_record(self._problem, other=True)
        else:
            self.left.emit()

    def _on_stepped(self, state: ProblemState, who: str, note: str) -> None:
        self.box.settle()
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
        days, who = problem.days_open(loaded.today), problem.closed_by or NO_DATA
        closed = tr("closed on {day} by {who} after {days} days", day=problem.closed_on, who=who, days=days)
        parts.append(closed)
    if problem.reopened:
        parts.append(tr("re-opened {count} times", count=problem.reopened))
    return " · ".join(parts)
