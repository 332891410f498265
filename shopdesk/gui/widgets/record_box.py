"""Fields of a record beside a list, kept as they are edited, without a button; what is refused stays there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSizePolicy, QWidget

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.fields import Field, FieldError, Kind, Noun, Reader
from shopdesk.domain.joining import compare
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.editors import ChoiceEditor, Editor, FlagEditor, LineEditor, WordsEditor
from shopdesk.gui.widgets.field_rows import FieldRows
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.their_edits import TheirEdits, changed_too

_PAUSE_MS = 400


class RecordBox(FieldRows, QWidget):
    """``changed`` follows every key; ``settled`` says that the user is done with a field.

    That is a choice or a tick, Enter, the cursor that leaves, and shortly after an arrow key or the calendar.
    ``given_up`` carries a record that goes out of view while it is asked about, and the words that were typed for it.
    """

    changed = Signal()
    settled = Signal()
    given_up = Signal(object, list)

    def __init__(self, noun: Noun, reader: Reader, name: str, parent: QWidget | None = None) -> None:
        """Rows of ``noun`` to be added; ``name`` begins the object names."""
        super().__init__(parent)
        self.setObjectName(name)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(8)
        self.form.setVerticalSpacing(6)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.begin_fields(noun, reader)
        # Of each field that is typed and not kept yet, the record that stood there when the typing began.
        self._begun: dict[str, Any] = {}
        self._asked: dict[str, Any] = {}
        self._theirs: TheirEdits | None = None
        self._filling = False
        self._by_key = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.settled)

    def offer(self, name: str, names: Mapping[Any, str] | Sequence[str]) -> None:
        """Offer other values in a list, or names where one may be typed; what was chosen or typed stays."""
        kept, self._filling = self._filling, True
        made = self.editors[name]
        if isinstance(made, ChoiceEditor) and isinstance(names, Mapping):
            made.offer(dict(names))
        elif isinstance(made.widget, OwnerBox):
            made.widget.offer(names)
        self._filling = kept

    def choose_nothing(self, name: str) -> None:
        """Show that several records differ in a choice; choosing any sets it."""
        kept, self._filling = self._filling, True
        self[name].setCurrentIndex(-1)
        self._filling = kept

    def be_on(self, day: date) -> None:
        """It is another day now, by which days without a year and words like "today" are read."""
        if day == self.reader.today:
            return
        self.reader = dataclasses.replace(self.reader, today=day)
        for made in self.editors.values():
            made.reader = self.reader
            if isinstance(made.widget, DayEdit):
                made.widget.be_on(day)

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_record(self, record: Any, *, other: bool) -> None:
        """Show a record; what is typed and not kept yet stays, unless it belongs to an ``other`` one."""
        before, self.record = self.record, record
        self._filling = True
        if other:
            if self.asked:
                self.given_up.emit(before, self.asked)
            self._begun.clear()
            self._ask_no_more()
            self._pause.stop()
        for name in self.editors.keys() - self._begun.keys():
            made, value = self.editors[name], getattr(record, name)
            if other or self._read(name) != value:
                made.set_value(value)
                if isinstance(made, LineEditor):
                    made.line.setCursorPosition(0)
            self._mark(name, "")
        self._filling = False

    def accept(self, record: Any) -> None:
        """The record is kept like this: what could be read of it is no longer only typed."""
        self.record = record
        stays = [name for name in self._begun if name in self._asked or self.unreadable(name)]
        self._begun = {name: self._begun[name] for name in stays}

    def take_back(self, record: Any) -> None:
        """It could not be kept and still is ``record``; what was typed stays and can be kept once more."""
        self.record = record
        differ = [name for name in self.editors if self._read(name) != getattr(record, name)]
        self._begun = dict.fromkeys(differ, record)

    # --- reading ---------------------------------------------------------------------------------------------------

    def typed_record(self) -> Any:
        """The record with what the fields say; a field that cannot be read leaves the record's own value."""
        said = {name: self._read(name) for name in self._begun.keys() - self._asked.keys()}
        return dataclasses.replace(self.record, **said) if said else self.record

    @property
    def began_with(self) -> Any:
        """The record with what typed fields held when the typing began, whatever came into view since."""
        if not self._begun:
            return self.record
        held = {name: getattr(record, name) for name, record in self._begun.items()}
        return dataclasses.replace(self.record, version=min(one.version for one in self._begun.values()), **held)

    def unreadable(self, name: str) -> bool:
        """Whether what stands in a field is refused."""
        try:
            self.editors[name].value()
        except FieldError:
            return True
        return False

    @property
    def refused(self) -> list[str]:
        """The fields that stand there unreadable."""
        return [name for name in self._begun if self.unreadable(name)]

    @property
    def readable(self) -> list[str]:
        """The fields that were typed or chosen since the record was shown and can be kept."""
        free = self._begun.keys() - self._asked.keys()
        return [name for name in self.editors if name in free and not self.unreadable(name)]

    @property
    def dirty(self) -> bool:
        """Whether something is typed that the record does not have."""
        typed = self.record is not None and self.typed_record() != self.record
        return typed or bool(self.refused) or bool(self._asked)

    def _read(self, name: str) -> Any:
        try:
            return self.editors[name].value()
        except FieldError:
            return getattr(self.record, name)

    def complain(self, error: FieldError) -> bool:
        """Show a refusal at its field; whether it is one of these."""
        if error.field.name not in self.editors:
            return False
        self._type(error.field.name)
        self._show_problem(error.field.name, error.text)
        return True

    def settle(self) -> None:
        """Be done with what is being typed; what is refused is said at its field."""
        self._pause.stop()
        for name in self._begun:
            try:
                self.editors[name].value()
            except FieldError as error:
                self._show_problem(name, error.text)
        if self._begun.keys() - self._asked.keys():
            self.settled.emit()

    # --- two edits at once ---------------------------------------------------------------------------------------

    def ask_about(self, error: ChangedMeanwhile, was: Any) -> None:
        """Somebody else changed what was typed here too; ``was`` is what both began with.

        Their values of other fields come into view, those of the same are shown below: which of the two is kept the
        user says, and until then what was typed stands here and is not kept.
        """
        self.take_back(was)
        both = compare(was, error.mine, error.now).both
        self._asked = {name: getattr(error.now, name) for name in both if name in self.editors}
        self.show_record(error.now, other=False)
        if self._theirs is None:
            self._theirs = TheirEdits(self._take_theirs, self)
            self._keeps = self._theirs.offer_to_keep(self._keep_mine)
            self.form.addRow(self._theirs)
        self._theirs.ask(changed_too(error, self._keeps), [self._value_of(error.now, name) for name in self._asked])

    @property
    def asked(self) -> list[str]:
        """What stands in the fields that somebody else changed too, as it is shown."""
        return [self.reader.shown(self.editors[name].field, self._read(name)) for name in self._asked]

    def shown(self, name: str, record: Any) -> str:
        """The value that a field has in another record, as it is shown."""
        return self._value_of(record, name).shown

    def _take_theirs(self, name: str) -> None:
        kept, self._filling = self._filling, True
        self.editors[name].set_value(self._asked.pop(name))
        self._begun.pop(name, None)
        self._mark(name, "")
        self._filling = kept
        if not self._asked:
            self._ask_no_more()

    def _keep_mine(self) -> None:
        self._begun.update(dict.fromkeys(self._asked, self.record))
        self._ask_no_more()
        self.settle()

    def _ask_no_more(self) -> None:
        self._asked.clear()
        if self._theirs is not None:
            self._theirs.ask_no_more()

    # --- editing ---------------------------------------------------------------------------------------------------

    def _edit(self, field: Field, values: Mapping[str, Any], widget: QWidget | None, own: bool) -> Editor:
        made = super()._edit(field, values, widget, own)
        if isinstance(made, ChoiceEditor | FlagEditor):
            made.changed.connect(self._settle_choice)
            if isinstance(made, ChoiceEditor):
                be_narrow(made.list)
        elif isinstance(made, LineEditor):
            made.line.textEdited.connect(lambda _text: setattr(self, "_by_key", True))
            made.line.editingFinished.connect(self.settle)
            if isinstance(widget, QComboBox):
                be_narrow(widget)
                widget.activated.connect(lambda _row: self.settle())
        elif isinstance(made, WordsEditor):
            made.box.setFixedHeight(made.box.minimumHeight())
        made.left.connect(self.settle)
        return made

    def _type(self, name: str) -> None:
        self._begun.setdefault(name, self.record)

    def _settle_choice(self) -> None:
        if not self._filling:
            self.settle()

    def _on_changed(self, name: str) -> None:
        by_key, self._by_key = self._by_key, False
        if self._filling:
            return
        self._type(name)
        super()._on_changed(name)
        self._mark(name, "invalid" if self.unreadable(name) else "")
        if self.editors[name].field.kind is Kind.DAY and not by_key:
            self._pause.start()
        self.changed.emit()

    def _mark(self, name: str, invalid: str) -> None:
        widget = self.editors[name].widget
        if not invalid:
            self._hide_problem(name)
        if isinstance(widget, QLineEdit) and bool(widget.property("invalid")) != bool(invalid):
            widget.setProperty("invalid", bool(invalid))
            widget.style().unpolish(widget)
            widget.style().polish(widget)


def be_narrow(box: QComboBox) -> None:
    """Let a list take the room there is: one long name must not widen the panel."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
