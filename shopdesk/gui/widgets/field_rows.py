"""Rows for the fields of a noun in a form layout: editor, help, what is wrong. The form and the box share them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.fields import Field, FieldError, Noun, Reader, default
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.controls import lettered, plain
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.refusals import Refusals
from shopdesk.gui.widgets.their_edits import TheirValue
from shopdesk.infra.i18n import tr

_KEPT_ENDINGS = ("_fen", "_code", "_id")

if TYPE_CHECKING:
    _Mixed = QWidget
else:
    _Mixed = object  # mixed into a dialog or a panel, which is the widget


class FormRows(_Mixed):
    """What a dialog or a panel with a layout ``form`` adds to it."""

    form: QFormLayout

    def add_row(self, label: str, widget: QWidget, name: str = "") -> QWidget:
        """Add a labelled field; ``name`` becomes its object name, the label's letter leads to it."""
        if name:
            widget.setObjectName(name)
        if not widget.accessibleName():
            widget.setAccessibleName(plain(label))
        self.form.addRow(label, widget)
        return widget

    def hint(self, text: str = "") -> QLabel:
        """Add a quiet sentence under the last row."""
        label = QLabel(text)
        label.setProperty("role", "muted")
        label.setWordWrap(True)
        self.form.addRow("", label)
        return label

    def section(self, title: str) -> None:
        """Begin a part of the form with a heading."""
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self.form.addRow(heading)

    def fit(self) -> None:
        """Make room for the sentences that stand there now; a panel's layout does so by itself."""


class FieldRows(FormRows):
    """Rows that are fields. The object name of the dialog or panel begins those of the fields."""

    def begin_fields(self, noun: Noun, reader: Reader, record: Any = None) -> None:
        """Show fields of ``noun``, which begin with what ``record`` holds or as the noun's record does."""
        self.noun = noun
        self.reader = reader
        self.record = record
        self.editors: dict[str, Editor] = {}
        self._refusals = Refusals(self.form.parentWidget())

    def add_fields(
        self,
        *names: str | Field,
        values: Mapping[str, Any] | None = None,
        widgets: Mapping[str, QWidget] | None = None,
        labels: Mapping[str, Text] | None = None,
        called: Mapping[str, str] | None = None,
        optional: bool = True,
        paired: bool = False,
        behind: QWidget | None = None,
        bare: bool = False,
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
            behind: what stands behind each editor in its row (buttons for the days that are meant most).
            bare: whether they take the whole width, with their label only read aloud.
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
                called_so = f"{label} ({tr(field.unit)})" if field.unit is not None else label
                made = self._edit(field, values or {}, (widgets or {}).get(field.name), field.name in names)
                made.widget.setObjectName(
                    (called or {}).get(field.name) or f"{self.objectName()}.{widget_name(field.name)}"
                )
                ticked = isinstance(made.widget, QCheckBox)
                made.widget.setAccessibleName((not ticked and made.widget.accessibleName()) or called_so)
                row.append(("" if ticked else lettered(called_so, field.key), made.widget))
            if bare:
                self.form.addRow(row[0][1])
            elif behind is not None:
                self.form.addRow(row[0][0], _together(row[0][1], behind))
            else:
                self.form.addRow(row[0][0], row[0][1] if len(row) == 1 else beside(*row))
            for field in fields[first : first + step]:
                if field.help is not None:
                    self.hint(tr(field.help))
                self._refusals.add(field.name, self.editors[field.name].widget)

    def _edit(self, field: Field, values: Mapping[str, Any], widget: QWidget | None, own: bool) -> Editor:
        made = editor(field, self.reader, empty=self.noun.empty(field.name) if own else None, widget=widget)
        made.set_value(values[field.name] if field.name in values else self._start(field.name) if own else None)
        made.changed.connect(lambda: self._on_changed(field.name))
        made.left.connect(lambda: self._on_left(field.name))
        self.editors[field.name] = made
        return made

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
        first: tuple[str, FieldError] | None = None
        for name, made in self.editors.items():
            try:
                found[name] = made.value()
            except FieldError as error:
                self._show_problem(name, error.text)
                first = first or (name, error)
        if first is not None:
            self.editors[first[0]].widget.setFocus(Qt.FocusReason.OtherFocusReason)
            raise first[1]
        return found

    def changed_record(self, **more: Any) -> Any:
        """The record with what the form says, or a new one; ``more`` fills what the form does not show."""
        said = {**self.values(), **more}
        return dataclasses.replace(self.record, **said) if self.record is not None else self.noun.record(**said)

    def said(self) -> str:
        """Every sentence about what is wrong at a field, one a line."""
        return self._refusals.said(lambda field: field.isVisibleTo(self))

    def held(self, record: Any, name: str) -> Any:
        """What a record holds for an editor."""
        return getattr(record, name)

    def _value_of(self, record: Any, name: str) -> TheirValue:
        field = self.editors[name].field
        label = tr(field.label) if field.label is not None else tr("Value")
        return TheirValue(name, label, self.reader.shown(field, self.held(record, name)))

    # --- what is wrong ---------------------------------------------------------------------------------------------

    def _show_problem(self, name: str, text: Text | str) -> None:
        self._refusals.say(name, text if isinstance(text, str) else tr(text))

    def _hide_problem(self, name: str) -> None:
        self._refusals.take_back(name)

    def _on_changed(self, name: str) -> None:
        """Too long or too large shows at once, for more typing makes it worse; the rest waits for the cursor to go."""
        try:
            self.editors[name].value()
        except FieldError as error:
            if error.limit or self._refusals.stands(name):
                self._show_problem(name, error.text)
        else:
            self._hide_problem(name)

    def _on_left(self, name: str) -> None:
        made = self.editors[name]
        if made.raw() in (None, ""):
            return  # that something is missing is said when it is kept, not on the way there
        try:
            made.value()
        except FieldError as error:
            self._show_problem(name, error.text)


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


def _together(editor: QWidget, behind: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(editor, 1)
    layout.addWidget(behind)
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
