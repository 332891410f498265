"""The panel under the form that asks for what one key cannot say: a number, words, a photo, a problem, a reason.

Enter keeps, Escape leaves, Tab goes through the fields: the mouse is never needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.problems import SEVERITY_NAMES, Problem, Severity
from shopdesk.domain.daily.sheet import SheetLine
from shopdesk.domain.daily.worksheet import Result, outcome, read_number, too_early
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.photos.bringing import Brought
from shopdesk.gui.photos.drop_catcher import DropCatcher
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.gui.photos.pending import PendingPhotos
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button, captioned, words
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.typed_line import TypedLine, let_type
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.daily_sheet import answer_words
from shopdesk.services.daily.views import NewProblem

_ROOMY = 620  # pixels: below, a problem's words would have too little of the line
_STRETCH = {"daily.answerValue": 2, "daily.answerReason": 3, "daily.problemTitle": 6, "daily.problemOwner": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was filled in: an answer ready for the service."""

    line: SheetLine
    result: Result
    number: Decimal | None = None
    words: str = ""
    photos: tuple[Brought, ...] = ()
    reason: str = ""
    problem: NewProblem | None = None


class AnswerPanel(Card):
    """Emits ``given`` with a :class:`Given`, or ``left`` when the user thought better of it.

    ``shown`` says whether it takes room now.
    """

    given = Signal(object)
    left = Signal()
    shown = Signal(bool)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(" ", parent)
        self.setObjectName("daily.answerPanel")
        self._context = context
        self._line: SheetLine | None = None
        self._result = Result.PASS
        self._given: Given | None = None
        self._arranged: tuple[list[QWidget], bool] | None = None
        self.value = TypedLine()
        self.value.setObjectName("daily.answerValue")
        self.reason = TypedLine()
        self.reason.setObjectName("daily.answerReason")
        self.title = TypedLine()
        self.title.setObjectName("daily.problemTitle")
        self.owner = QComboBox()
        let_type(self.owner)
        self.owner.setObjectName("daily.problemOwner")
        self.due = DayEdit(today=context.clock.today())
        self.due.setObjectName("daily.problemDue")
        self.due.setMinimumWidth(self.due.fontMetrics().horizontalAdvance("2026-12-31") * 5 // 4 + 40)
        self.severity = QComboBox()
        self.severity.setObjectName("daily.problemSeverity")
        for severity in Severity:
            self.severity.addItem(tr(SEVERITY_NAMES[severity]), severity.value)
        self.same = QCheckBox()
        self.same.setObjectName("daily.problemSame")
        self.same.setToolTip(tr("Untick to write down another problem of the same item"))
        self.same.toggled.connect(self._on_same_toggled)
        self._labels: dict[QWidget, QLabel] = {}
        self._lines = (QHBoxLayout(), QHBoxLayout())
        for label, field in (
            ("", self.value),
            (tr("Why the data are wrong"), self.reason),
            (tr("Problem"), self.title),
            (tr("Follow-up owner"), self.owner),
            (tr("Due"), self.due),
            (tr("Severity"), self.severity),
        ):
            self._cell(label, field)
        for line in self._lines:
            line.setSpacing(8)
            self.body.addLayout(line)
        self.body.addWidget(self.same)
        self.photos = PendingPhotos(context, "daily.answerPhotos", lines=1)
        self.photos.refused.connect(self._on_photo_refused)
        self.body.addWidget(self.photos)
        self.early = words(name="daily.answerEarly", tone="warning")
        self.body.addWidget(self.early)
        self.body.addLayout(self._foot())
        for before, after in pairwise((*self._labels, self.same, self.photos.strip, self.photo)):
            self.setTabOrder(before, after)
        DropCatcher(self, self.take, lambda: not self.photo.isHidden())
        self._catcher = PasteCatcher(self, self.take)
        self.hide()

    def _cell(self, label: str, field: QWidget) -> None:
        """A field below its name, both in one place that can move between the two lines."""
        field.setAccessibleName(label)
        cell, self._labels[field] = captioned(label, field)
        self._lines[0].addWidget(cell)

    def _arrange(self) -> None:
        """All fields in one line; where that is too crowded, the problem's details in a second."""
        shown = [field for field in self._labels if not field.isHidden()]
        crowded = len(shown) > 4 or (len(shown) > 1 and self.width() < scaled(self, _ROOMY))
        if (shown, crowded) == self._arranged:
            return
        self._arranged = (shown, crowded)
        for field in self._labels:
            cell = field.parentWidget()
            for line in self._lines:
                line.removeWidget(cell)
            second = crowded and field in (self.owner, self.due, self.severity)
            self._lines[second].addWidget(cell, _STRETCH.get(field.objectName(), 0))
            cell.setVisible(field in shown)

    def _foot(self) -> QHBoxLayout:
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setProperty("tone", "bad")
        self.trouble.setObjectName("daily.answerTrouble")
        self.photo = button(
            "daily.answerPhoto",
            tr("Choose a photo…"),
            self.photos.choose,
            tip=tr("Or drop files here, or paste a screenshot with Ctrl+V"),
        )
        self.paste_hint = QLabel(tr("or paste a screenshot: Ctrl+V"))
        self.paste_hint.setProperty("role", "muted")
        self.paste_hint.setWordWrap(True)
        self.keep = keep = button("daily.answerKeep", tr("Keep (Enter)"), self._keep, role="primary")
        leave = button("daily.answerLeave", tr("Leave (Esc)"), self._leave)
        row = QHBoxLayout()
        row.addWidget(self.photo)
        row.addWidget(self.paste_hint, 1)
        row.addWidget(self.trouble, 1)
        row.addWidget(leave)
        row.addWidget(keep)
        return row

    def set_people(self, names: Sequence[str]) -> None:
        """Offer these people for following up."""
        self.owner.clear()
        self.owner.addItem("")
        self.owner.addItems(list(names))

    def needs(self, line: SheetLine, result: Result, *, overrules: bool) -> bool:
        """Whether an answer needs more than its key."""
        asks = line.item.kind is not AnswerKind.YES_NO and result is Result.PASS
        return result is Result.FAIL or asks or overrules or self._is_early(line, result)

    def _is_early(self, line: SheetLine, result: Result) -> bool:
        """Whether a pass comes before the item's time; it is asked whether that is meant."""
        now = self._context.clock.now()
        return result is Result.PASS and too_early(line.item, now.date(), now)

    def ask(self, line: SheetLine, result: Result, *, overrules: bool) -> None:
        """Show the fields that this answer needs and put the cursor in the first."""
        self._line, self._result, self._given = line, result, None
        kind = line.item.kind
        language = current_language()
        self.heading.setText(line.item.text(language))
        self.trouble.clear()
        asks_value = kind in (AnswerKind.NUMBER, AnswerKind.TEXT) and (
            result is Result.PASS or kind is AnswerKind.NUMBER
        )
        self._show(self.value, asks_value)
        self._labels[self.value].setText(self._value_label(line))
        self.value.setAccessibleName(self._value_label(line))
        self.value.setText(self._old_value(line))
        # An answer holds one photo; a problem shows them all.
        self.photos.clear(only_one=result is not Result.FAIL)
        self._show(self.reason, overrules)
        self.reason.clear()
        self._ask_for_problem(line, wanted=result is Result.FAIL)
        self.early.setVisible(self._is_early(line, result))
        if line.item.opens is not None:
            now, opens = f"{self._context.clock.now():%H:%M}", f"{line.item.opens:%H:%M}"
            self.early.setText(
                tr("This is looked at from {opens} on, and it is {now}. Is it done already?", opens=opens, now=now)
            )
        self.show()
        first = self.value if asks_value else self.reason if overrules else self.title
        if kind is AnswerKind.PHOTO and result is Result.PASS:
            self.photo.setFocus()
        elif first.isHidden():
            self.keep.setFocus()
        else:
            first.setFocus()
            if isinstance(first, QLineEdit):
                first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow panel takes a second line."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Say that it takes room."""
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that it gives the room back."""
        super().hideEvent(event)
        self.shown.emit(False)

    def holds(self, given: Given) -> bool:
        """Whether what was kept last is still in the fields."""
        return self._given is given and self.isHidden()

    def again(self, trouble: str) -> None:
        """Show what was filled in once more, with why it could not be kept."""
        self.trouble.setText(trouble)
        self.show()
        fields = (self.reason, self.value, self.title)
        first = next((field for field in fields if not field.isHidden()), self.keep)
        first.setFocus()

    def _ask_for_problem(self, line: SheetLine, *, wanted: bool) -> None:
        for field in (self.title, self.owner, self.due, self.severity):
            self._show(field, wanted)
        self._arrange()
        self.photo.setVisible(wanted or line.item.kind is AnswerKind.PHOTO)
        self.paste_hint.setVisible(not self.photo.isHidden())
        self._offer_same(line, wanted=wanted)
        if wanted:
            # A closed problem stays closed: what fails after it is a new one.
            self._prefill(line, line.open_problem)

    def _offer_same(self, line: SheetLine, *, wanted: bool) -> None:
        """A fail goes with the problem that the item left on an earlier day, unless the user says otherwise."""
        earlier = line.earlier if line.open_problem is line.earlier else None
        self.same.setVisible(wanted and earlier is not None)
        self.same.blockSignals(True)
        self.same.setChecked(earlier is not None)
        self.same.blockSignals(False)
        if earlier is not None:
            self.same.setText(tr("Still the problem that is open since {day}", day=f"{earlier.opened_on:%m-%d}"))

    def _on_same_toggled(self, same: bool) -> None:
        if self._line is not None:
            self._prefill(self._line, self._line.open_problem if same else None)
            self.title.setFocus()

    def _prefill(self, line: SheetLine, problem: Problem | None) -> None:
        answer = line.answer
        said = answer_words(answer) if answer is not None and answer.auto else ""
        self.title.setText(problem.title if problem else said)
        self.title.setPlaceholderText(tr("What is wrong?"))
        self.owner.setCurrentText(problem.owner if problem else "")
        self.due.set_day(problem.due if problem else self._context.clock.today() + timedelta(days=1))
        chosen = problem.severity if problem else Severity.NORMAL
        self.severity.setCurrentIndex(self.severity.findData(chosen.value))

    @staticmethod
    def _value_label(line: SheetLine) -> str:
        item = line.item
        if item.kind is AnswerKind.TEXT:
            return tr("In a few words")
        unit = item.unit(current_language())
        low, high = item.minimum, item.maximum
        if low is not None and high is not None:
            return tr("Number of {unit}, {low} to {high}", unit=unit, low=low, high=high)
        if low is not None:
            return tr("Number of {unit}, at least {low}", unit=unit, low=low)
        if high is not None:
            return tr("Number of {unit}, at most {high}", unit=unit, high=high)
        return tr("Number of {unit}", unit=unit)

    @staticmethod
    def _old_value(line: SheetLine) -> str:
        answer = line.answer
        if answer is None:
            return ""
        return f"{answer.number.normalize():f}" if answer.number is not None else answer.words

    def _show(self, field: QWidget, shown: bool) -> None:
        field.setVisible(shown)
        self._labels[field].setVisible(shown)

    def take(self, data: QMimeData) -> None:
        """Take the photos that the clipboard or a drop brings, where this answer can have one."""
        if not self.photo.isHidden():
            self.photos.take(data)

    def _on_photo_refused(self, sentence: str) -> None:
        self.trouble.setText(sentence)

    def _keep(self) -> None:
        line = self._line
        if line is None:
            return
        try:
            number = self._number(line)
            result = outcome(line.item, self._result, number)
            if result is Result.FAIL and number is not None and self.title.isHidden():
                self._fail_by(line, number)
                return
            self._given = given = self._read(line, result, number)
        except UserError as error:
            self.trouble.setText(tr(error.text))
            return
        self.hide()
        self.given.emit(given)

    def _number(self, line: SheetLine) -> Decimal | None:
        if line.item.kind is not AnswerKind.NUMBER or not self.value.text().strip():
            return None
        return read_number(line.item, self.value.text())

    def _fail_by(self, line: SheetLine, number: Decimal) -> None:
        """A number outside its limits fails the check: ask for the problem, with words ready to be kept."""
        item, language = line.item, current_language()
        self._ask_for_problem(line, wanted=True)
        self.photos.only_one = False
        if not self.title.text():
            value = f"{number.normalize():f} {item.unit(language)}".strip()
            self.title.setText(tr("{item}: {value}", item=item.text(language), value=value))
        self.trouble.setText(tr("Outside its limits, so the check fails. Correct the number or keep the problem."))
        self.title.setFocus()
        self.title.selectAll()

    def _read(self, line: SheetLine, result: Result, number: Decimal | None) -> Given:
        kind = line.item.kind
        has_photo = bool(self.photos.given) or (line.answer is not None and line.answer.file)
        if kind is AnswerKind.PHOTO and result is Result.PASS and not has_photo:
            raise UserError(Text("“{item}” asks for a photo. Attach it.", item=line.item.text(current_language())))
        if result is Result.FAIL and not self.due.valid:
            raise UserError(Text("The due day is no day. Write it like 2026-03-16."))
        words = self.value.text().strip() if kind is AnswerKind.TEXT else ""
        return Given(
            line=line,
            result=result,
            number=number,
            words=words,
            photos=tuple(self.photos.given),
            reason=self.reason.text().strip(),
            problem=self._problem() if result is Result.FAIL else None,
        )

    def _problem(self) -> NewProblem | None:
        title = self.title.text().strip()
        if not title:
            raise UserError(Text("Say in a few words what the problem is."))
        due: date | None = self.due.day
        return NewProblem(
            title=title,
            owner=self.owner.currentText().strip(),
            due=due,
            severity=Severity(self.severity.currentData()),
            continues=self._continued(),
        )

    def _continued(self) -> int | None:
        problem = self._line.open_problem if self._line is not None else None
        another = not self.same.isHidden() and not self.same.isChecked()
        return problem.id if problem is not None and not another else None

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
