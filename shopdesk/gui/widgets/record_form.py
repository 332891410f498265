"""A form made from the fields of a noun: one way to fill, check, refuse, ask, save and close."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from shopdesk.domain.fields import Field, FieldError, Noun, Reader, default, doubt
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.controls import button, lettered
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.form_dialog import FormDialog, problem_label
from shopdesk.infra.i18n import tr

_PROGRESS_AFTER_MS = 500
_KEPT_ENDINGS = ("_fen", "_code", "_id")


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


class RecordForm(FormDialog):
    """Shows chosen fields of a noun, and calls :meth:`work` to save. ``saved`` carries what the work gave.

    A refusal stands at its field and goes when the input is right. A value that is possible but unusual is asked about:
    pressing OK once more keeps it. Closing with something typed asks first.
    """

    saved = Signal(object)

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
        self.noun = noun
        self.reader = reader
        self.record = record
        self.editors: dict[str, Editor] = {}
        self._tasks = tasks
        self._problems: dict[str, QLabel] = {}
        self._begin: dict[str, Any] | None = None
        self._confirmed: dict[str, Any] = {}
        self._build_progress()
        self._question: QWidget | None = None

    # --- building --------------------------------------------------------------------------------------------------

    def add_fields(
        self,
        *names: str | Field,
        values: Mapping[str, Any] | None = None,
        widgets: Mapping[str, QWidget] | None = None,
        labels: Mapping[str, Text] | None = None,
        called: Mapping[str, str] | None = None,
        optional: bool = True,
        paired: bool = False,
    ) -> None:
        """Add a row for each of these fields, in this order.

        Args:
            names: the fields; a field that is not the noun's own is edited and checked all the same.
            values: what they begin with, before the record's own values.
            widgets: other widgets than those of the kind (a grouped list of roles).
            labels: other labels where the form means something narrower than the record.
            called: other object names than those made from the form's and the field's.
            optional: whether to show fields that only some stores keep.
            paired: whether two short ones share a row.
        """
        fields = [
            one
            for name in names
            for one in ((name,) if isinstance(name, Field) else self.noun.chosen((name,), optional=optional))
        ]
        step = 2 if paired else 1
        for first in range(0, len(fields), step):
            row: list[tuple[str, QWidget]] = []
            for field in fields[first : first + step]:
                label = tr((labels or {}).get(field.name) or field.label or Text("Value"))
                words = f"{label} ({tr(field.unit)})" if field.unit is not None else label
                made = self._edit(field, values or {}, (widgets or {}).get(field.name), field.name in names)
                made.widget.setObjectName(
                    (called or {}).get(field.name) or f"{self.objectName()}.{widget_name(field.name)}"
                )
                ticked = isinstance(made.widget, QCheckBox)
                made.widget.setAccessibleName((not ticked and made.widget.accessibleName()) or words)
                row.append(("" if ticked else lettered(words, field.key), made.widget))
            self.form.addRow(row[0][0], row[0][1] if len(row) == 1 else beside(*row))
            for field in fields[first : first + step]:
                if field.help is not None:
                    self.hint(tr(field.help))
                self._add_problem(field.name)

    def _edit(self, field: Field, values: Mapping[str, Any], widget: QWidget | None, own: bool) -> Editor:
        made = editor(field, self.reader, empty=self.noun.empty(field.name) if own else None, widget=widget)
        made.set_value(values[field.name] if field.name in values else self._start(field.name) if own else None)
        made.changed.connect(lambda: self._on_changed(field.name))
        made.left.connect(lambda: self._on_left(field.name))
        self.editors[field.name] = made
        return made

    def _add_problem(self, name: str) -> None:
        problem = problem_label()
        problem.setObjectName(f"{self.editors[name].widget.objectName()}.problem")
        self.form.addRow("", problem)
        self.form.setRowVisible(problem, False)
        self._problems[name] = problem

    def section(self, title: str) -> None:
        """Begin a part of the form with a heading."""
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self.form.addRow(heading)

    def __getitem__(self, name: str) -> Any:
        """The widget of a field."""
        return self.editors[name].widget

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide the row of a field."""
        self.form.setRowVisible(self.editors[name].widget, shown)

    def _start(self, name: str) -> Any:
        return getattr(self.record, name) if self.record is not None else default(self.noun.record, name)

    # --- reading ---------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What every field says, by name; every refusal is shown at its field and the first gets the cursor.

        Raises:
            FieldError: the first refusal.
        """
        found: dict[str, Any] = {}
        first: FieldError | None = None
        for name, made in self.editors.items():
            try:
                found[name] = made.value()
            except FieldError as error:
                self._show_problem(name, error.text)
                first = first or error
        if first is not None:
            self.editors[first.field.name].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            raise first
        return found

    def changed_record(self, **more: Any) -> Any:
        """The record with what the form says, or a new one; ``more`` fills what the form does not show."""
        said = {**self.values(), **more}
        return dataclasses.replace(self.record, **said) if self.record is not None else self.noun.record(**said)

    @property
    def dirty(self) -> bool:
        """Whether something stands there that did not when the form was shown."""
        return self._begin is not None and self._raw() != self._begin

    def said(self) -> str:
        """Every sentence about what is wrong that is shown now, one a line."""
        shown = [self.problem, *self._problems.values()]
        return "\n".join(label.text() for label in shown if label.isVisibleTo(self))

    def work(self) -> Callable[[], Any]:
        """Return what to do on the database thread, made from the fields; the form stays open when it refuses."""
        raise NotImplementedError

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
        self.accept()
        self.saved.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.complain(error)

    def complain(self, error: Exception) -> None:
        """Show a refusal at its field where it has one here, otherwise above the buttons."""
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

    # --- what is wrong ---------------------------------------------------------------------------------------------

    def _show_problem(self, name: str, text: Text | str) -> None:
        label = self._problems[name]
        label.setText(text if isinstance(text, str) else tr(text))
        self.form.setRowVisible(label, True)
        self.editors[name].widget.setAccessibleDescription(label.text())
        self.fit()

    def _hide_problem(self, name: str) -> None:
        if self._problems[name].isVisibleTo(self):
            self.form.setRowVisible(self._problems[name], False)
            self.editors[name].widget.setAccessibleDescription("")
            self.fit()

    def _on_changed(self, name: str) -> None:
        """Too long or too large shows at once, for more typing makes it worse; the rest waits for the cursor to go."""
        try:
            value = self.editors[name].value()
            # A day that is only written out anew when the cursor leaves is still the one that was asked about.
            if name in self._confirmed and self._confirmed[name] == value:
                return
        except FieldError as error:
            if error.limit or self._problems[name].isVisibleTo(self):
                self._show_problem(name, error.text)
        else:
            self._hide_problem(name)
        self._confirmed.pop(name, None)
        if self._asking:
            self._ask(asking=False)

    def _on_left(self, name: str) -> None:
        made = self.editors[name]
        if made.raw() in (None, "") or name in self._confirmed:
            return  # that something is missing is said at OK, not on the way there
        try:
            made.value()
        except FieldError as error:
            self._show_problem(name, error.text)

    # --- closing ---------------------------------------------------------------------------------------------------

    def _raw(self) -> dict[str, Any]:
        return {name: made.raw() for name, made in self.editors.items()}

    def showEvent(self, event: QShowEvent) -> None:
        """Note what the form began with, and fit the sentences that stand from the beginning."""
        super().showEvent(event)
        if self._begin is None:
            self._begin = self._raw()
        self.fit()

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
        self._question.setVisible(asking)
        self.buttons.setVisible(not asking)
        if asking:
            self._stay.setFocus(Qt.FocusReason.OtherFocusReason)
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


def beside(first: tuple[str, QWidget], second: tuple[str, QWidget]) -> QWidget:
    """A row for two labelled widgets; the label of the first is left to the form."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    label = QLabel(second[0])
    label.setBuddy(second[1])
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    layout.addWidget(first[1], 3)
    layout.addWidget(label, 2)
    layout.addWidget(second[1], 3)
    return row


def widget_name(field: str) -> str:
    """A field's name within object names: ``hired_on`` is ``hiredOn``, ``base_fen`` is ``base``."""
    for ending in _KEPT_ENDINGS:
        field = field.removesuffix(ending)
    first, *rest = field.split("_")
    return first + "".join(part.capitalize() for part in rest)


def fields_in(noun: Noun, *, without: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of a noun's fields that a form can show, in the declared order."""
    return tuple(one.name for one in noun.fields if one.label is not None and one.name not in without)
