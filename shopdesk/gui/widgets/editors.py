"""The editor of a field: one widget for each kind, with one way to fill, read and watch it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from shopdesk.domain.fields import Field, Kind, Reader, check, written
from shopdesk.domain.text import NO_DATA
from shopdesk.domain.typed import parse
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.gui.widgets.time_edit import TimeEdit
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr


class ValueWidget(QWidget):
    """What a widget offers to be an editor by itself: a subclass says how; ``edited`` says that the user did."""

    edited = Signal()

    @abstractmethod
    def value(self) -> Any:
        """What it shows."""

    def raw(self) -> Any:
        """What it shows, before it is checked."""
        return self.value()

    @abstractmethod
    def set_value(self, value: Any) -> None:
        """Show a value, without saying ``edited``."""


class Editor(QObject):
    """Fills and reads one widget for one field. ``changed``: the user typed or chose; ``left``: the cursor went on."""

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, widget: QWidget, reader: Reader, empty: Any = None) -> None:
        """Edit ``field`` in ``widget``; ``empty`` is what the record keeps for nothing."""
        super().__init__(widget)
        self.field = field
        self.widget = widget
        self.reader = reader
        self._empty = empty
        widget.installEventFilter(self)

    def is_there(self) -> bool:
        """Whether the widget still stands, and all that is read from it."""
        return shiboken6.isValid(self.widget)

    def value(self) -> Any:
        """What stands there, checked.

        Raises:
            FieldError: unreadable, missing or out of bounds.
        """
        return parse(self.field, self.raw(), self.reader, empty=self._empty)

    @abstractmethod
    def raw(self) -> Any:
        """What stands there as it was typed or chosen, to see whether anything changed."""

    @abstractmethod
    def set_value(self, value: Any) -> None:
        """Show a value; ``None`` empties the editor."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say when the cursor leaves, not when the form goes: what is destroyed loses it, too."""
        if event.type() == QEvent.Type.FocusOut and self.is_there():
            self.left.emit()
        return super().eventFilter(watched, event)


class LineEditor(Editor):
    """One line: text, amounts, counts, rates, days and times, as they are typed; a list may offer known ones."""

    def __init__(self, field: Field, widget: QLineEdit | QComboBox, reader: Reader, empty: Any = None) -> None:
        """Edit in a line, or in the line of a list that can be typed into."""
        super().__init__(field, widget, reader, empty)
        line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
        assert line is not None
        self.line = line
        line.textChanged.connect(lambda _text: self.changed.emit())

    def is_there(self) -> bool:
        """A list that goes gives up its line before it gives up the cursor."""
        return super().is_there() and shiboken6.isValid(self.line)

    def raw(self) -> str:
        """The text."""
        return self.line.text()

    def set_value(self, value: Any) -> None:
        """Show a value as it would be typed."""
        self.line.setText(written(self.field, value))


class WordsEditor(Editor):
    """Several lines of text; Tab goes on to the next field."""

    def __init__(self, field: Field, widget: QPlainTextEdit, reader: Reader, empty: Any = None) -> None:
        """Edit in a box of lines."""
        super().__init__(field, widget, reader, empty)
        self.box = widget
        widget.textChanged.connect(self.changed.emit)

    def raw(self) -> str:
        """The text."""
        return self.box.toPlainText()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.box.setPlainText(value or "")


class FlagEditor(Editor):
    """A box to tick; the label stands behind it."""

    def __init__(self, field: Field, widget: QCheckBox, reader: Reader, empty: Any = None) -> None:
        """Edit with a tick."""
        super().__init__(field, widget, reader, empty)
        self.tick = widget
        widget.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def raw(self) -> bool:
        """The same."""
        return self.tick.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.tick.setChecked(bool(value))


class ChoiceEditor(Editor):
    """A list to choose from, of choices or of the owner's own codes."""

    def __init__(self, field: Field, widget: QComboBox, reader: Reader, empty: Any = None) -> None:
        """Choose from a list; a list that holds nothing yet is filled with what the field offers."""
        super().__init__(field, widget, reader, empty)
        self.list = widget
        if widget.count() == 0:
            self.offer(reader.choices(field))
        widget.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def offer(self, names: dict[Any, str], *, only: bool = False) -> None:
        """Offer other values; what was chosen stays, with ``only`` where it is among them, else the first is chosen."""
        kept = self.list.currentData()
        self.list.clear()
        if not self.field.required and self._empty is None:
            self.list.addItem(NO_DATA, None)
        for value, name in names.items():
            self.list.addItem(name, value)
        if not only or kept in names:
            self.set_value(kept)
        else:
            self.list.setCurrentIndex(0)

    def value(self) -> Any:
        """The chosen value as the record keeps it."""
        chosen = self.list.currentData()
        if chosen is not None and self.field.choices is not None:
            # Qt hands an enumeration back as the plain text that it is made of.
            chosen = next((value for value in self.field.choices if value == chosen), chosen)
        return check(self.field, chosen, empty=self._empty)

    def raw(self) -> Any:
        """The chosen value."""
        return self.list.currentData()

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is no longer offered is added, so that saving does not change it unseen."""
        place = self.list.findData(value)
        if place < 0 and value not in (None, ""):
            self.list.addItem(self.reader.shown(self.field, value), value)
            place = self.list.count() - 1
        self.list.setCurrentIndex(max(0, place) if self.list.count() else -1)


class ValueEditor(Editor):
    """A widget that shows and gives the value itself, such as a row of days to press."""

    def __init__(self, field: Field, widget: ValueWidget, reader: Reader, empty: Any = None) -> None:
        """Edit in a widget of one's own."""
        super().__init__(field, widget, reader, empty)
        self.own = widget
        widget.edited.connect(self.changed)

    def value(self) -> Any:
        """What it shows."""
        return self.own.value()

    def raw(self) -> Any:
        """The same, before it is checked."""
        return self.own.raw()

    def set_value(self, value: Any) -> None:
        """Show a value."""
        self.own.set_value(value)


def _line(_field: Field, _reader: Reader) -> QLineEdit:
    return TypedLine()


def _figure(_field: Field, _reader: Reader) -> QLineEdit:
    line = TypedLine()
    line.setAlignment(Qt.AlignmentFlag.AlignRight)
    return line


def _month(_field: Field, _reader: Reader) -> QLineEdit:
    line = TypedLine()
    line.setPlaceholderText(tr("YYYY-MM"))
    return line


def _words(_field: Field, _reader: Reader) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    box.setMinimumHeight(box.fontMetrics().lineSpacing() * 3 + 16)
    return box


def _tick(field: Field, reader: Reader) -> QCheckBox:
    return QCheckBox(reader.say(field.label) if field.label is not None else "")


_WIDGETS: dict[Kind, Callable[[Field, Reader], QWidget]] = {
    Kind.LINE: _line,
    Kind.WORDS: _words,
    Kind.MONEY: lambda _field, _reader: MoneyEdit(),
    Kind.COUNT: _figure,
    Kind.DECIMAL: _figure,
    Kind.RATE: _figure,
    Kind.DAY: lambda field, reader: DayEdit(today=reader.today, ahead=field.ahead),
    Kind.MONTH: _month,
    Kind.TIME: lambda _field, _reader: TimeEdit(),
    Kind.MOMENT: _line,
    Kind.FLAG: _tick,
    Kind.CHOICE: lambda _field, _reader: QComboBox(),
    Kind.REFERENCE: lambda _field, _reader: QComboBox(),
}


def editor(field: Field, reader: Reader, *, empty: Any = None, widget: QWidget | None = None) -> Editor:
    """The editor of a field, in its kind's own widget or in the one that is given."""
    made = widget if widget is not None else _WIDGETS[field.kind](field, reader)
    if field.placeholder is not None and isinstance(made, QLineEdit | QPlainTextEdit):
        made.setPlaceholderText(reader.say(field.placeholder))
    if isinstance(made, ValueWidget):
        return ValueEditor(field, made, reader, empty)
    if isinstance(made, QComboBox) and not made.isEditable():
        return ChoiceEditor(field, made, reader, empty)
    if isinstance(made, QCheckBox):
        return FlagEditor(field, made, reader, empty)
    if isinstance(made, QPlainTextEdit):
        return WordsEditor(field, made, reader, empty)
    assert isinstance(made, QLineEdit | QComboBox)
    return LineEditor(field, made, reader, empty)
