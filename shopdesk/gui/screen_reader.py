"""What a screen reader is told beyond what Qt tells it by itself.

Qt describes its own widgets well but for three things: on Linux a choice is called by what is chosen instead of by its
label; of buttons of which one is always pressed it says that they are boxes to tick; and a row that is chosen through
the accessibility interface is marked without the cursor going there, so that the keys would answer another row. Our own
widgets say by two small methods what can be done with them: ``reader_actions`` and, where they are drawn,
``reader_points``.

Qt asks :func:`_describe` for a widget only once something reads the window, so this costs nothing otherwise.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QAccessibleWidget,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

_PRESS = "Press"
_NAME, _DESCRIPTION, _VALUE = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value
_SAID_AT_ONCE = 400  # points of a drawing: more than a year of days


@runtime_checkable
class Pressed(Protocol):
    """A widget of our own that is pressed like a button."""

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """What can be done with it, by names; "Press" is what a click does."""


@runtime_checkable
class Drawn(Protocol):
    """A drawing that a person can go through with the arrow keys."""

    def reader_points(self) -> Sequence[str]:
        """Every point of it as a text."""


class RowsForReaders:
    """Goes before a view of items: a screen reader finds its lines, each with what can be done with it.

    Qt offers nothing but to choose a cell, so whoever presses no keys could give no answer.
    """

    @abstractmethod
    def reader_row(self, row: int) -> str:
        """A line as it is read aloud."""

    @abstractmethod
    def reader_row_actions(self, row: int) -> dict[str, Callable[[], Any]]:
        """What can be done with a line besides choosing it, by names in the reader's language."""

    def currentChanged(self: Any, current: QModelIndex, previous: QModelIndex) -> None:
        """Say which line the cursor is on; Qt itself would speak of cells that are not there."""
        QAbstractItemView.currentChanged(self, current, previous)
        if QAccessible.isActive() and current.isValid() and self.hasFocus():
            line = QAccessible.queryAccessibleInterface(self).child(current.row())
            QAccessible.updateAccessibility(QAccessibleEvent(line, QAccessible.Event.Focus))

    def selectionChanged(self: Any, selected: QItemSelection, deselected: QItemSelection) -> None:
        """The same for what is chosen."""
        QAbstractItemView.selectionChanged(self, selected, deselected)


def serve() -> None:
    """Answer screen readers from now on; calling it again changes nothing."""
    global _serving
    if not _serving:
        _serving = True
        QAccessible.installFactory(_describe)


_serving = False


def say(widget: QWidget, words: str) -> None:
    """Describe the point that the cursor of a drawing came to, and have it read aloud where the keyboard is there."""
    widget.setAccessibleDescription(words)
    if QAccessible.isActive() and widget.hasFocus():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _describe(_kind: str, thing: QObject) -> QAccessibleWidget | None:
    """The description of a widget that Qt's own does not fit; ``None`` leaves it to Qt.

    So are the widgets that Qt itself made, within a calendar or a file dialog: it does not tell us when they go, and
    what is remembered of such a widget would be taken for whatever comes to lie in its place.
    """
    if not shiboken6.createdByPython(thing):
        return None
    if isinstance(thing, QComboBox):
        return _Choice(thing)
    if isinstance(thing, Drawn) and isinstance(thing, QWidget):
        return _Drawing(thing)
    if isinstance(thing, Pressed) and isinstance(thing, QWidget):
        return _Tile(thing)
    if isinstance(thing, QAbstractButton) and _one_of_several(thing):
        return _OneOfSeveral(thing)
    if isinstance(thing, RowsForReaders):
        return _Rows(thing)  # type: ignore[arg-type]
    if isinstance(thing, QScrollArea) and thing.accessibleName():
        return _Text(thing)
    # The heading of a table is a view, too, on the same choice of rows, but does not scroll to any.
    if isinstance(thing, QAbstractItemView) and not isinstance(thing, QHeaderView):
        _follow(thing)
    elif isinstance(thing, QAbstractSpinBox):
        _name_inner(thing, thing.lineEdit())
    return None


def _one_of_several(button: QAbstractButton) -> bool:
    if not button.isCheckable() or isinstance(button, QCheckBox | QRadioButton):
        return False
    if isinstance(button, QPushButton | QToolButton) and button.menu() is not None:
        return False
    group = button.group()
    return button.autoExclusive() or (group is not None and group.exclusive())


def _follow(view: QAbstractItemView) -> None:
    """Take the cursor along where a row is chosen without it, which only the accessibility interface does."""
    if view.selectionModel() is None:
        return

    def go(now: QItemSelection, _before: QItemSelection) -> None:
        chosen = view.selectionModel()
        cells = now.indexes()  # none, where it is a heading
        # Whoever extends what is chosen by many rows at once, as by Ctrl+A, keeps the place.
        if not cells or (len({cell.row() for cell in cells}) > 1 and chosen.isSelected(view.currentIndex())):
            return
        target = next((cell for cell in cells if not _hidden(view, cell.column())), cells[0])
        chosen.setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        view.scrollTo(target)

    view.selectionModel().selectionChanged.connect(go)


def _hidden(view: QAbstractItemView, column: int) -> bool:
    asked = getattr(view, "isColumnHidden", None)
    return asked is not None and bool(asked(column))


def _name_inner(owner: QWidget, line: QLineEdit | None) -> None:
    """The line inside of a choice or a counter goes by the name of what it belongs to."""
    if line is not None and not line.accessibleName():
        line.setAccessibleName(owner.accessibleName() or _label_of(owner))


def _label_of(widget: QWidget) -> str:
    """The text of the label that leads to a widget; nothing where none does."""
    window = widget.window()
    labels = window.findChildren(QLabel) if window is not None else []
    return next((label.text().replace("&", "") for label in labels if label.buddy() is widget), "")


class _Own(QAccessibleWidget):
    """A widget with the role and the actions that we give it."""

    role_said = QAccessible.Role.Button

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, self.role_said)

    @property
    def _widget(self) -> Any:
        """The widget, asked for anew: the binding never lets go of a description, which must not hold what is gone."""
        return QAccessibleWidget.object(self)

    def _actions(self) -> dict[str, Callable[[], Any]]:
        return {}

    def actionNames(self) -> list[str]:
        return [*(self._actions() if self._widget.isEnabled() else ()), *super().actionNames()]

    def doAction(self, name: str) -> None:
        act = self._actions().get(name)
        if act is None:
            super().doAction(name)
        elif self._widget.isEnabled():
            act()


class _Choice(_Own):
    """A choice goes by its label; what is chosen is its value."""

    role_said = QAccessible.Role.ComboBox

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        _name_inner(box, box.lineEdit())

    def text(self, which: QAccessible.Text) -> str:
        if which == _VALUE:
            return str(self._widget.currentText())
        found = super().text(which)
        if which == _NAME:
            return found or _label_of(self._widget)
        if which == _DESCRIPTION:
            return ". ".join(part for part in (self._widget.currentText(), found) if part)
        return found

    def state(self) -> QAccessible.State:
        state = super().state()
        state.expandable = state.hasPopup = True
        state.editable = self._widget.isEditable()
        return state

    def _actions(self) -> dict[str, Callable[[], Any]]:
        box: QComboBox = self._widget
        return {_PRESS: box.showPopup, "ShowMenu": box.showPopup, "Increase": lambda: _turn(box, -1),
                "Decrease": lambda: _turn(box, 1)}  # fmt: skip


def _turn(box: QComboBox, step: int) -> None:
    """Choose the neighbour, as the arrow keys do, and say so as they do."""
    place = box.currentIndex() + step
    if 0 <= place < box.count():
        box.setCurrentIndex(place)
        box.activated.emit(place)


class _OneOfSeveral(_Own):
    """One of several buttons of which one is pressed."""

    role_said = QAccessible.Role.RadioButton

    def state(self) -> QAccessible.State:
        state = super().state()
        state.checkable = True
        state.checked = self._widget.isChecked()
        return state

    def text(self, which: QAccessible.Text) -> str:
        return super().text(which) or (str(self._widget.text()).replace("&", "") if which == _NAME else "")

    def _actions(self) -> dict[str, Callable[[], Any]]:
        return {_PRESS: self._widget.click}


class _Tile(_Own):
    """A widget of our own that acts like a button."""

    def _actions(self) -> dict[str, Callable[[], Any]]:
        actions: dict[str, Callable[[], Any]] = self._widget.reader_actions()
        return actions


class _Text(_Own):
    """A panel of text that scrolls."""

    role_said = QAccessible.Role.Pane

    def _actions(self) -> dict[str, Callable[[], Any]]:
        bar = self._widget.verticalScrollBar()
        return {
            "Increase": lambda: bar.setValue(bar.value() + bar.pageStep()),
            "Decrease": lambda: bar.setValue(bar.value() - bar.pageStep()),
        }


class _Drawing(_Own):
    """A drawing: its name, the point that its cursor is on, then all of them."""

    role_said = QAccessible.Role.Chart

    def childCount(self) -> int:
        return 0

    def child(self, _number: int) -> QAccessibleInterface | None:
        return None

    def text(self, which: QAccessible.Text) -> str:
        found = super().text(which)
        if which != _DESCRIPTION:
            return found
        points = list(self._widget.reader_points())
        return "\n".join([*([found] if found else []), *points[:_SAID_AT_ONCE]])

    def _actions(self) -> dict[str, Callable[[], Any]]:
        return self._widget.reader_actions() if isinstance(self._widget, Pressed) else {}


class _Rows(_Own):
    """A list of lines in the place of Qt's table of cells."""

    role_said = QAccessible.Role.List

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._lines: dict[int, _Row] = {}
        view.destroyed.connect(self._forget)

    def _forget(self) -> None:
        """Qt drops the description of a widget with it, but knows of no widget for a line."""
        lines, self._lines = self._lines, {}
        for line in lines.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(line))

    def childCount(self) -> int:
        view = self._widget
        return int(view.model().rowCount()) if view is not None else 0

    def child(self, number: int) -> QAccessibleInterface | None:
        if not 0 <= number < self.childCount():
            return None
        if number not in self._lines:
            self._lines[number] = _Row(self._widget, number, self)
            QAccessible.registerAccessibleInterface(self._lines[number])
        return self._lines[number]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((number for number, line in self._lines.items() if line is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        viewport = self._widget.viewport()
        index = self._widget.indexAt(viewport.mapFromGlobal(QPoint(x, y)))
        return self.child(index.row()) if index.isValid() else None

    def focusChild(self) -> QAccessibleInterface | None:
        return self.child(self._widget.currentIndex().row()) if self._widget.hasFocus() else None


class _Row(_Own):
    """A line of a view; it is no widget, so what belongs to the view is not its own."""

    role_said = QAccessible.Role.ListItem

    def __init__(self, view: QWidget, row: int, rows: _Rows) -> None:
        super().__init__(view)
        self._row = row
        self._rows = rows

    def object(self) -> QObject | None:
        return None

    def isValid(self) -> bool:
        return self._row < self._rows.childCount()

    def parent(self) -> QAccessibleInterface:
        return self._rows

    def childCount(self) -> int:
        return 0

    def child(self, _number: int) -> QAccessibleInterface | None:
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:
        return None

    def focusChild(self) -> QAccessibleInterface | None:
        return None

    def relations(self, _which: Any = None) -> list[Any]:
        return []

    def _index(self) -> QModelIndex:
        index: QModelIndex = self._widget.model().index(self._row, 0)
        return index

    def rect(self) -> QRect:
        view = self._widget
        place = view.visualRect(self._index())
        return QRect(
            view.viewport().mapToGlobal(QPoint(0, place.top())), QSize(view.viewport().width(), place.height())
        )

    def text(self, which: QAccessible.Text) -> str:
        return self._widget.reader_row(self._row) if which == _NAME and self.isValid() else ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        view = self._widget
        here = view.currentIndex().row() == self._row
        state.selectable = state.focusable = bool(self._index().flags() & Qt.ItemFlag.ItemIsSelectable)
        state.selected, state.focused = here, here and view.hasFocus()
        state.offscreen = not view.viewport().rect().intersects(view.visualRect(self._index()))
        return state

    def actionNames(self) -> list[str]:
        return list(self._actions()) if self.isValid() else []

    def _actions(self) -> dict[str, Callable[[], Any]]:
        if not self._index().flags() & Qt.ItemFlag.ItemIsSelectable:
            return {}
        return {_PRESS: self._choose, **self._widget.reader_row_actions(self._row)}

    def _choose(self) -> None:
        self._widget.setCurrentIndex(self._index())
        self._widget.setFocus()
