"""What is said while a dialog is in front is said over it: seen, read out, in nobody's way, gone in its time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.widgets import message_bar
from shopdesk.gui.widgets.free_strip import free_strip
from tests.gui.hands import click
from tests.gui.shell.support import settle
from tests.gui.shell.test_window import make_store
from tests.gui.test_nothing_moves import places

Start = Callable[..., Desktop]


def opened(desktop: Desktop, qtbot: QtBot, open_it: Callable[[], object]) -> QDialog:
    """Open a dialog and let it come to the front."""
    open_it()
    settle(qtbot, desktop)
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def seen_over(desktop: Desktop, ground: QWidget) -> bool:
    """Whether the bar is seen, wholly, on this ground."""
    bar = desktop.window.messages
    place = QRect(bar.mapTo(bar.window(), QPoint(0, 0)), bar.size())
    return bar.isVisible() and bar.window() is ground and ground.rect().contains(place)


def test_a_message_lies_over_the_dialog_in_front_moves_nothing_and_stays_when_it_closes(
    qtbot: QtBot, start: Start
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    messages = desktop.window.messages
    dialog = opened(desktop, qtbot, desktop.jobs.show_settings)
    before = places(dialog, messages)
    messages.error("The file could not be written.", "Try again", lambda: None)
    settle(qtbot, desktop)
    assert seen_over(desktop, dialog)
    assert places(dialog, messages) == before
    about = opened(desktop, qtbot, desktop.jobs.show_about)
    assert seen_over(desktop, about), "it follows to what comes in front"
    about.close()
    settle(qtbot, desktop)
    assert seen_over(desktop, dialog)
    dialog.close()
    settle(qtbot, desktop)
    assert seen_over(desktop, desktop.window) and messages.text == "The file could not be written."
    click(desktop.window, "messageBar.close")
    assert messages.isHidden()


def test_an_import_that_ends_is_said_over_a_dialog_and_can_be_followed_from_there(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    pressed: list[str] = []
    dialog = opened(desktop, qtbot, desktop.jobs.show_settings)
    desktop.tasks.background(
        lambda _progress, _cancelled: None,
        title="Importing",
        done=lambda _none: desktop.window.messages.success("Imported.", "Show", lambda: pressed.append("shown")),
    )
    settle(qtbot, desktop)
    assert seen_over(desktop, dialog)
    click(dialog, "messageBar.action")
    assert pressed == ["shown"] and desktop.window.messages.isHidden()


def test_what_undo_says_is_said_over_a_dialog(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    dialog = opened(desktop, qtbot, desktop.jobs.show_settings)
    desktop.jobs.redo()
    settle(qtbot, desktop)
    assert seen_over(desktop, dialog) and desktop.window.messages.text == "There is nothing to redo."


def test_good_news_goes_in_its_time_but_waits_behind_a_question(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_bar, "_GONE_AFTER_MS", {"info": 40, "success": 40})
    desktop = start()
    make_store(qtbot, desktop, "One")
    messages = desktop.window.messages
    dialog = opened(desktop, qtbot, desktop.jobs.show_settings)
    messages.success("Saved.")
    assert seen_over(desktop, dialog)
    qtbot.waitUntil(messages.isHidden)
    box = QMessageBox(QMessageBox.Icon.Question, "Sure?", "Do it?", QMessageBox.StandardButton.Ok, dialog)
    opened(desktop, qtbot, box.open)
    times: list[None] = []
    messages._timer.timeout.connect(lambda: times.append(None))
    messages.success("Saved.")
    qtbot.waitUntil(lambda: len(times) >= 3)
    assert seen_over(desktop, dialog), "it lies over no question, and its time has not begun"
    box.accept()
    qtbot.waitUntil(messages.isHidden)
    dialog.close()
    box.deleteLater()


def test_what_is_said_is_read_out_and_trouble_at_once(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    heard: list[tuple[str, object]] = []

    def hear(event: object) -> None:
        if event.type() == QAccessible.Event.Announcement:  # type: ignore[attr-defined]
            heard.append((event.message(), event.politeness()))  # type: ignore[attr-defined]

    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
    dialog = opened(desktop, qtbot, desktop.jobs.show_settings)
    desktop.window.messages.success("Saved.")
    desktop.window.messages.error("Not saved.")
    manners = QAccessible.AnnouncementPoliteness
    assert heard == [("Saved.", manners.Polite), ("Not saved.", manners.Assertive)]
    dialog.close()


def test_the_bar_keeps_off_the_keyboard_the_mouse_and_what_can_be_pressed(qtbot: QtBot) -> None:
    ground, bar = QDialog(), QWidget()
    qtbot.addWidget(ground)
    bar.setParent(ground)
    layout = QVBoxLayout(ground)
    field, save = QLineEdit(), QPushButton("Save")
    layout.addWidget(field)
    layout.addStretch(1)
    layout.addWidget(save)
    ground.resize(400, 300)
    ground.show()
    qtbot.waitUntil(ground.isActiveWindow)
    field.setFocus()
    size = QSize(376, 40)
    QCursor.setPos(ground.mapToGlobal(QPoint(200, 5)))
    place = free_strip(ground, size, bar)
    assert ground.rect().contains(place)
    assert not place.intersects(field.geometry()) and not place.intersects(save.geometry())
    QCursor.setPos(ground.mapToGlobal(place.center()))
    moved = free_strip(ground, size, bar)
    assert moved != place and not moved.contains(ground.mapFromGlobal(QCursor.pos()))
    layout.addWidget(filled := QPushButton("All the rest"))
    filled.setMinimumHeight(220)
    QTest.qWait(0)
    assert not free_strip(ground, size, bar).intersects(field.geometry()), "where all is full, not on what is typed"
