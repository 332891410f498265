"""Opens the dialogs of the real window as a person comes to them, and finds the class of each that could be met."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QMessageBox,
    QWidget,
)

import shopdesk.gui
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.widgets.record_table import RecordTable
from tests.gui.walk import views

# What leaves the window or asks the system.
_NOT_PRESSED = {
    "file.quit",
    "file.import",
    "file.exportAll",
    "help.dataFolder",
    "edit.undo",
    "edit.redo",
    "daily.roster",
}
_NOT_LIKE = ("daily.carried.",)  # a long title has an ellipsis of its own
_COMMANDS_LEFT = ("view.", "theme.", "language.")
_DEEPEST = 3


def kinds() -> set[str]:
    """The names of all dialogs that the window has, apart from those that others are made of."""
    for module in pkgutil.walk_packages(shopdesk.gui.__path__, "shopdesk.gui."):
        importlib.import_module(module.name)
    found = [one for one in _below(QDialog) if one.__module__.startswith("shopdesk.")]
    return {one.__name__ for one in found if not (inspect.isabstract(one) or one.__subclasses__())}


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


class DialogWalk:
    """Goes through the window and shows each dialog once to ``look``, with how it was opened."""

    def __init__(self, desktop: Desktop, settle: Callable[[], None], look: Callable[[str, QDialog], None]) -> None:
        """Nothing is met yet."""
        self._desktop, self._settle, self._look = desktop, settle, look
        self._pressed: set[tuple[str, str]] = set()
        self.met: set[str] = set()

    def everywhere(self, only: str = "") -> None:
        """Every view: what its buttons, menus and rows open, and what those open in turn; then the menus.

        ``only`` is a page where the others are to be left out.
        """
        window = self._desktop.window
        for view in views(self._desktop, self._settle, only):
            self._around(window, view)
            for table in [one for one in window.findChildren(RecordTable) if one.isVisible()]:
                self.open(f"{view}: a row of {table.objectName()}", lambda table=table: _open_row(table))
            self._around(window, view)
        for action in list(self._desktop.commands.actions):
            name = action.objectName()
            if name not in _NOT_PRESSED and not name.startswith(_COMMANDS_LEFT) and action.isEnabled():
                self.open(name, action.trigger)

    def open(self, how: str, act: Callable[[], Any], depth: int = 0) -> bool:
        """Do something; where that opens a dialog, look at it and close it again."""
        before = set(_open_dialogs())
        act()
        self._settle()
        opened = [one for one in _open_dialogs() if one not in before]
        for dialog in opened:
            # What the system offers, as the choice of a printer, is not ours to name.
            ours = type(dialog).__module__.startswith("shopdesk.")
            names = {type(dialog).__name__, dialog.objectName()}
            if ours and not names <= self.met:
                self._look(how, dialog)
            self.met |= names
            if depth < _DEEPEST and shiboken6.isValid(dialog) and dialog.isVisible():
                self._around(dialog, how, depth + 1)
            if shiboken6.isValid(dialog):
                dialog.close()
                if shiboken6.isValid(dialog) and dialog.isVisible():
                    dialog.hide()
                    dialog.close()
        self._settle()
        return bool(opened)

    def _around(self, place: QWidget, how: str, depth: int = 0) -> None:
        for rows in place.findChildren(QAbstractItemView):
            model = rows.model()
            if rows.isVisible() and model is not None and model.rowCount() and not rows.currentIndex().isValid():
                rows.setCurrentIndex(model.index(0, 0))
        self._settle()
        known = [*place.findChildren(QAbstractButton), *place.findChildren(QAction)]
        pages = self._desktop.window.pages
        if place is self._desktop.window and pages is not None and pages.current is not None:
            known += pages.current.actions_offered()
        for control in known:
            if not _leads_on(control):
                continue
            name = (control.objectName(), control.text())
            if name in self._pressed or name[0] in _NOT_PRESSED or name[0].startswith(_NOT_LIKE):
                continue
            self._pressed.add(name)
            self.open(f"{how}: {name[0] or name[1]}", _press(control), depth)


def _leads_on(control: QObject) -> bool:
    """Whether the words of a button or command say that more is asked before anything is done."""
    try:
        text, enabled = control.text(), control.isEnabled()
    except RuntimeError:  # it went with what was opened and closed
        return False
    if isinstance(control, QAbstractButton) and not control.isVisible():
        return False
    return enabled and "…" in text


def _press(control: Any) -> Callable[[], None]:
    return control.click if isinstance(control, QAbstractButton) else control.trigger


def _open_row(table: RecordTable) -> None:
    if table.model().rowCount():
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Return)


def _open_dialogs() -> list[QDialog]:
    tops = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return [one for one in tops if not isinstance(one, QFileDialog | QMessageBox)]
