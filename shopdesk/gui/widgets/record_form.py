"""A form made from the fields of a noun: one way to fill, check, refuse, ask, save and close."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.fields import FieldError, Noun, Reader, doubt
from shopdesk.domain.joining import StandsThere, TwoEdits, Was, compare
from shopdesk.gui.presence import words_for
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.field_rows import FieldRows, fields_in
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.others_label import OthersLabel
from shopdesk.gui.widgets.their_edits import TheirEdits, changed_too
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.presence import Presence

__all__ = ["Lane", "RecordForm", "fields_in"]

_PROGRESS_AFTER_MS = 500
_GAP = 12


class Lane(Protocol):
    """What a form needs of the task runner: short work on the database thread."""

    def database(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> object:
        """Run ``work`` there and answer here."""


class RecordForm(FieldRows, FormDialog):
    """Shows chosen fields of a noun, and calls :meth:`work` to save. ``saved`` carries what the work gave.

    A refusal stands at its field and goes when the input is right. A value that is possible but unusual is asked about:
    pressing OK once more keeps it. Closing with something typed asks first.

    What somebody else saved meanwhile in the same record is kept: in other fields at once, beside what was typed here;
    in the same field both values are shown, and this one gives way only where the user says so.
    """

    saved = Signal(object)

    elsewhere: frozenset[str] = frozenset()
    """Fields of the record that a form edits otherwise than in an editor of their name; they cannot be joined."""

    was: Was | None = None
    """What stood in the one value that a form without a record edits. What stands there now is said when somebody else
    changed it, and saving once more goes over it."""

    def __init__(
        self,
        tasks: Lane,
        noun: Noun,
        *,
        name: str,
        title: str,
        confirm: str,
        reader: Reader,
        parent: QWidget | None = None,
        record: Any = None,
    ) -> None:
        """An empty form.

        Args:
            tasks: where the work runs.
            noun: whose fields it shows.
            name: begins the object names: ``people.hire`` gives ``people.hire.name``.
            title: of the dialog.
            confirm: the word on the button that saves.
            reader: the day it is and the lists of codes to choose from.
            parent: the widget it belongs to.
            record: whose values it begins with; without one it begins as the record does.
        """
        super().__init__(title, self._save, parent, ok_label=confirm)
        self.setObjectName(name)
        self.setMinimumWidth(460)
        self.begin_fields(noun, reader, record)
        self._tasks = tasks
        self._begin: dict[str, Any] | None = None
        self._confirmed: dict[str, Any] = {}
        self._theirs: TheirEdits | None = None
        self._their_record: Any = None
        self._joined = ""
        self._build_progress()
        self.others = OthersLabel("form.others", self.buttons, self._left_of_buttons)
        self._question: QWidget | None = None
        self._asked_in: QWidget | None = None

    # --- reading ---------------------------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether something stands there that did not when the form was shown."""
        return self._begin is not None and self._raw() != self._begin

    def said(self) -> str:
        """Every sentence about what is wrong that is shown now, one a line."""
        above = self.problem.text() if self.problem.isVisibleTo(self) else ""
        return "\n".join(filter(None, (above, super().said())))

    @abstractmethod
    def work(self) -> Callable[[], Any]:
        """Return what to do on the database thread, made from the fields; the form stays open when it refuses."""

    # --- saving ----------------------------------------------------------------------------------------------------

    def _save(self) -> bool:
        work = self.work()
        for name, value in self.values().items():
            question = doubt(self.editors[name].field, value)
            if question is not None and self._confirmed.get(name) != value:
                self._confirmed[name] = value
                asked = tr("{question} Press “{button}” again to keep it.", question=question, button=self.ok.text())
                self._show_problem(name, asked)
                self.editors[name].widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        self._set_busy(True)
        self._tasks.database(work, done=self._on_saved, failed=self._on_failed, owner=self)
        return False

    def _on_saved(self, result: object) -> None:
        self._set_busy(False)
        self._begin = None
        messages = _messages_above(self) if self._joined else None
        self.accept()
        if messages is not None:
            messages.info(self._joined)
        self.saved.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not (isinstance(error, ChangedMeanwhile) and self._join(error)):
            self.complain(error)

    # --- two edits at once -----------------------------------------------------------------------------------------

    def _join(self, error: ChangedMeanwhile) -> bool:
        """Take what others changed in other fields and save again, or ask about the fields that both changed."""
        edits = self._two_edits(error)
        if edits is None:
            return False
        self.record = self._their_record = error.now
        for name in edits.theirs:
            self._take_theirs(name)
        who = error.who or tr("Somebody else")
        if edits.both:
            self._ask_about(edits.both, changed_too(error, self.ok.text()))
            return True
        theirs, mine = self._called(edits.theirs), self._called(edits.mine)
        if theirs and mine:
            self._joined = tr(
                "Both are kept: {who} changed “{theirs}”, you changed “{mine}”.", who=who, theirs=theirs, mine=mine
            )
        self._save()
        return True

    def _two_edits(self, error: ChangedMeanwhile) -> TwoEdits | None:
        """What each changed; ``None`` where this form cannot put the two together."""
        if self.record is None or getattr(self.record, "id", None) != getattr(error.now, "id", None):
            return None
        try:
            edits = self.compared(self.record, error.mine, error.now)
        except TypeError:
            return None
        told = {*edits.theirs, *edits.both}
        return None if told & self.elsewhere or set(edits.both) - set(self.editors) else edits

    def compared(self, base: Any, mine: Any, now: Any) -> TwoEdits:
        """What each changed, by the names of the editors."""
        return compare(base, mine, now)

    def take_in(self, now: Any) -> None:
        """Show what others saved of this record by ``now``, wherever nothing was typed here.

        A field with something typed in it stays, and so does what it began with: where both changed it, saving asks.
        """
        begun = self._begin
        if begun is None or now == self.record:
            return
        typed = {name for name, made in self.editors.items() if made.raw() != begun[name]}
        kept, self._their_record = self.record, now
        for name in self.editors.keys() - typed:
            if self.held(kept, name) != self.held(now, name):
                self._take_theirs(name)
        self.record = self.begun_with(kept, now, typed)

    def begun_with(self, kept: Any, now: Any, typed: Collection[str]) -> Any:
        """``now`` as this form began with it: what is ``typed`` over is as it was ``kept``, the version with it."""
        fields = {name: getattr(kept, name) for name in typed if hasattr(kept, name)}
        return replace(now, **fields, version=kept.version) if typed else now

    def _called(self, names: Iterable[str]) -> str:
        fields = {field.name: field for field in self.noun.fields}
        fields.update((name, made.field) for name, made in self.editors.items())
        labels = (fields[name].label for name in names if name in fields)
        return in_a_row([tr(label) for label in labels if label is not None])

    def _ask_about(self, names: Sequence[str], asked: str) -> None:
        if self._theirs is None:
            self._theirs = TheirEdits(self._take_theirs)
            self._insert_above_buttons(self._theirs)
        self._theirs.ask(asked, [self._value_of(self._their_record, name) for name in names])
        self.editors[names[0]].widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _take_theirs(self, name: str) -> None:
        """Put their value into a field; it counts as what the form began with."""
        made = self.editors.get(name)
        if made is None:
            return
        made.set_value(self.held(self._their_record, name))
        self._hide_problem(name)
        if self._begin is not None:
            self._begin[name] = made.raw()

    def complain(self, error: Exception) -> None:
        """Show a refusal at its field where it has one here, otherwise above the buttons."""
        if isinstance(error, StandsThere):
            self.was = Was(error.now)
        if isinstance(error, FieldError) and error.field.name in self.editors:
            self._show_problem(error.field.name, error.text)
        else:
            super().complain(error)
        self.fit()

    def _build_progress(self) -> None:
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setObjectName("form.progress")
        self.progress.setAccessibleName(tr("Saving"))
        self.progress.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PROGRESS_AFTER_MS)
        self._wait.timeout.connect(self.progress.show)
        self._insert_above_buttons(self.progress)

    def _set_busy(self, busy: bool) -> None:
        self.ok.setEnabled(not busy)
        if busy:
            self._wait.start()
        else:
            self._wait.stop()
            self.progress.hide()

    def _on_changed(self, name: str) -> None:
        """A day that is only written out anew when the cursor leaves is still the one that was asked about."""
        if name in self._confirmed:
            try:
                if self._confirmed[name] == self.editors[name].value():
                    return
            except FieldError:
                pass
            del self._confirmed[name]
        super()._on_changed(name)
        if self._asking:
            self._ask(asking=False)

    def _on_left(self, name: str) -> None:
        if name not in self._confirmed:
            super()._on_left(name)

    # --- closing ---------------------------------------------------------------------------------------------------

    def _raw(self) -> dict[str, Any]:
        return {name: made.raw() for name, made in self.editors.items()}

    def begin_anew(self) -> None:
        """What stands there now is what the form began with: it was filled in by the form itself."""
        self._begin = self._raw()

    def showEvent(self, event: QShowEvent) -> None:
        """Note what the form began with, and fit the sentences that stand from the beginning."""
        super().showEvent(event)
        if self._begin is None:
            self.begin_anew()
            self._say_who_looks()
        self.fit()

    def _left_of_buttons(self) -> QRect:
        first = min((one.x() for one in self.buttons.buttons() if one.isVisible()), default=0)
        return QRect(0, 0, first - _GAP, self.buttons.height())

    def _say_who_looks(self) -> None:
        """Tell others that this record is shown here, and say who of them shows it, too."""
        context = _above(self, "context")
        number = getattr(self.record, "id", None)
        if context is not None and number is not None:
            presence: Presence = context.events.presence
            presence.show(self, f"{self.noun.table}:{number}", lambda names: self.others.say(words_for(names)))
            self.finished.connect(lambda _result: presence.leave(self))

    @property
    def _asking(self) -> bool:
        return self._question is not None and self._question.isVisibleTo(self)

    def _make_question(self) -> QWidget:
        question = QWidget()
        words = QLabel(tr("What you typed is not saved yet."))
        words.setWordWrap(True)
        self._stay = button("form.stay", tr("Go on typing"), lambda: self._ask(asking=False))
        self._discard = button("form.discard", tr("Close without saving"), self._close_unsaved, role="danger")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._stay)
        row.addWidget(self._discard)
        column = QVBoxLayout(question)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words)
        column.addLayout(row)
        self._insert_above_buttons(question)
        return question

    def _insert_above_buttons(self, widget: QWidget) -> None:
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.buttons), widget)

    def _ask(self, *, asking: bool) -> None:
        if self._question is None:
            self._question = self._make_question()
        back = None if asking else self._asked_in
        if asking:
            self._asked_in = self.focusWidget()
            if self._asked_in is not None:
                # An amount is written out anew when its field is left; that is no answer to the question.
                self._asked_in.clearFocus()
        elif not self._question.isAncestorOf(self.focusWidget()):
            back = None  # the answer was to go on typing
        self._question.setVisible(asking)
        self.buttons.setVisible(not asking)
        if asking:
            self._stay.setFocus(Qt.FocusReason.OtherFocusReason)
        elif back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _close_unsaved(self) -> None:
        self._begin = None
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers the question where it stands, not the hidden OK."""
        if self._asking and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._discard if self._discard.hasFocus() else self._stay).click()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Cancel, Escape and the window's cross: ask where something was typed; Escape once more goes back to it."""
        if self._asking:
            self._ask(asking=False)
        elif self.isVisible() and self.dirty:
            self._ask(asking=True)
        else:
            super().reject()


class _Messages(Protocol):
    def info(self, text: str) -> None: ...


def _messages_above(form: QWidget) -> _Messages | None:
    """The message bar of the window that a form belongs to, over however many other forms."""
    found: _Messages | None = _above(form, "messages")
    return found


def _above(form: QWidget, name: str) -> Any:
    """What is called ``name`` at the first window above a form that has it."""
    above = form.parentWidget()
    while above is not None:
        found = getattr(above.window(), name, None)
        if found is not None:
            return found
        above = above.window().parentWidget()
    return None
