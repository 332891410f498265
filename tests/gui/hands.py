"""The user's hands, once for all tests of the window: click, press, write, choose, and wait until all is answered."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QEventLoop, QMimeData, QModelIndex, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk.gui.charts.answer_drawing import AnswerDrawing
from shopdesk.gui.task_runner import TaskRunner

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def settle(_qtbot: QtBot, tasks: TaskRunner) -> None:
    """Wait until every task is answered, and also those that a commit or an answer sets off."""
    quiet = 0
    while quiet < 4:
        QTest.qWait(0)
        quiet = quiet + 1 if tasks.idle() else 0
        if not quiet:
            _wait_for_answers(tasks)


def _wait_for_answers(tasks: TaskRunner) -> None:
    # The end of a task ends the wait at once: to look again every few milliseconds took longer than most answers, tens
    # of thousands of times in a run. Qt's own waiting keeps other threads of Python from working meanwhile.
    loop, late = QEventLoop(), QTimer()
    late.setSingleShot(True)
    late.timeout.connect(loop.quit)
    late.start(30_000)
    while not tasks.idle():
        next(iter(tasks._open)).ended.connect(loop.quit)
        loop.exec()
        assert late.isActive(), "a task is not answered"


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


def drop_on(view: QAbstractItemView, index: QModelIndex, data: QMimeData) -> None:
    """Drag files or a picture over a line or cell, which has to take them, and let go."""
    assert index.isValid() and view.acceptDrops()
    view.scrollTo(index)
    where = view.visualRect(index).center()
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_MODIFIER)
    for event in (QDragEnterEvent(where, *how), QDragMoveEvent(where, *how), QDropEvent(QPointF(where), *how)):
        QApplication.sendEvent(view.viewport(), event)
        assert event.isAccepted(), "this is not taken"


def click_point(drawing: AnswerDrawing, place: int) -> None:
    """Click where no later point lies over this one of a chart."""
    areas = drawing.areas()
    spots = [
        QPointF(areas[place].left() + areas[place].width() * part / 8, y)
        for part in range(1, 8)
        for y in (areas[place].top() + areas[place].height() * down / 8 for down in range(1, 8))
    ]
    where = next(spot.toPoint() for spot in spots if not any(area.contains(spot) for area in areas[place + 1 :]))
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, NO_MODIFIER, where)


def opened_menu(menu: QMenu) -> QMenu:
    """The menu as it was when it opened, closed again."""
    menu.popup(menu.pos())
    assert menu.isVisible()
    menu.close()
    return menu


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


def write(words: str, field: QWidget | None = None) -> None:
    """Put in words as an input method sends them, Chinese ones too; into a field whose window is not in front, too."""
    typed = QInputMethodEvent()
    typed.setCommitString(words)
    QApplication.sendEvent(field or keyboard(), typed)


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
    write(text, line)
    QTest.keyClick(line, Qt.Key.Key_Return)
    return line
