"""The user's hands, once for all tests of the window: click, press, write, choose, and wait until all is answered."""

from __future__ import annotations

from time import monotonic

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk.gui.task_runner import TaskRunner

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def settle(qtbot: QtBot, tasks: TaskRunner) -> None:
    """Wait until every task is answered, and also those that a commit or an answer sets off."""
    for _ in range(4):
        QTest.qWait(0)
        until = monotonic() + 30
        # Waiting for a condition, pytest-qt looks again after ten milliseconds only, thousands of times in a run. Qt's
        # own waiting keeps other threads of Python from working meanwhile.
        while not tasks.idle():
            assert monotonic() < until, "a task is not answered"
            qtbot.wait(2)


def click(root: QWidget, name: str) -> None:
    """Click a button of a name, which has to be in sight and enabled."""
    button = root.findChild(QAbstractButton, name)
    assert button is not None, f"there is no button {name}"
    assert button.isVisible(), f"{name} is not in sight"
    assert button.isEnabled(), f"{name} is grey"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_on(view: QAbstractItemView, index: QModelIndex) -> None:
    """Click on a line or cell, which is scrolled to first."""
    assert index.isValid()
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO_MODIFIER, view.visualRect(index).center())


def keyboard() -> QWidget:
    """Where the keyboard is; it must always be somewhere."""
    found = QApplication.focusWidget()
    assert found is not None, "the keyboard is nowhere"
    return found


def press(*keys: Key | str, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Press keys, or type letters, wherever the keyboard is."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(keyboard(), key)
        else:
            QTest.keyClick(keyboard(), key, modifier)


def write(words: str) -> None:
    """Put in words as an input method sends them, Chinese ones too."""
    typed = QInputMethodEvent()
    typed.setCommitString(words)
    QApplication.sendEvent(keyboard(), typed)


def choose(box: QComboBox, place: int) -> None:
    """Open a list, go to a place by the keyboard and take it."""
    assert 0 <= place < box.count(), "this is not offered"
    assert box.isVisible() and box.isEnabled()
    window = QApplication.activeWindow()
    QTest.keyClick(box, Key.Key_F4)
    view = box.view()
    assert view.isVisible(), "the list does not open"
    while (row := view.currentIndex().row()) != place:
        QTest.keyClick(view, Key.Key_Down if row < place else Key.Key_Up)
        assert view.currentIndex().row() != row, "this cannot be reached"
    QTest.keyClick(view, Key.Key_Return)
    # Without a window manager nobody gives the keyboard back to the window that the list belonged to.
    if window is not None and shiboken6.isValid(window) and QApplication.activeModalWidget() is None:
        window.activateWindow()
        QTest.qWait(0)


def choose_data(box: QComboBox, data: object) -> None:
    """The same, by what the line stands for."""
    choose(box, box.findData(data))


class ModelRules:
    """Watches item models by Qt's rules for as long as the test lasts.

    Qt's tester ends with its last reference; one made in passing checks a model as it is and none of its changes. It
    speaks by warnings, and a warning of Qt fails the test.
    """

    def __init__(self) -> None:
        """Watch nothing yet."""
        self._testers: list[QAbstractItemModelTester] = []

    def watch(self, *models: QAbstractItemModel) -> None:
        """Check models now and at each change."""
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        self._testers += [QAbstractItemModelTester(model, mode) for model in models]

    def let_go(self) -> None:
        """Watch nothing any more."""
        self._testers.clear()


def edit_cell(table: QTableView, text: str) -> QLineEdit:
    """Write into the cell that the cursor is on, ended with Enter; gives the line, which stays where it is refused."""
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    line = table.viewport().findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    return line
