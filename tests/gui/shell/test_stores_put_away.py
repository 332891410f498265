"""Archiving and removing a store in the window, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from tests.gui.hands import click
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import make_store, trigger

Start = Callable[..., Desktop]


def press(qtbot: QtBot, desktop: Desktop, name: str) -> None:
    click(dialog(desktop, "storeEditor"), name)
    settle(qtbot, desktop)


def offered(desktop: Desktop) -> list[str]:
    box = desktop.window.findChild(QComboBox, "stores.current")
    return [box.itemText(number) for number in range(box.count())]


def test_a_store_is_archived_after_a_question_and_comes_back_by_undo_or_later(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    desktop.app.services.stores.open("Two")
    settle(qtbot, desktop)
    trigger(desktop, "file.editStore")
    press(qtbot, desktop, "storeEditor.away")
    assert offered(desktop) == ["One", "Two"]
    press(qtbot, desktop, "storeEditor.sure")
    assert offered(desktop) == ["Two"]
    assert desktop.window.windowTitle().startswith("Two")
    assert desktop.window.messages.text == "Archived: One"
    trigger(desktop, "edit.undo")
    settle(qtbot, desktop)
    assert offered(desktop) == ["One", "Two"]
    trigger(desktop, "edit.redo")
    settle(qtbot, desktop)
    trigger(desktop, "file.newStore")
    settle(qtbot, desktop)
    press(qtbot, desktop, "storeEditor.bringBack")
    assert offered(desktop) == ["One", "Two"]
    assert desktop.window.windowTitle().startswith("One")


def test_the_only_store_stays_and_the_form_says_why(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    trigger(desktop, "file.editStore")
    press(qtbot, desktop, "storeEditor.away")
    press(qtbot, desktop, "storeEditor.sure")
    assert "only store" in dialog(desktop, "storeEditor").findChild(QLabel, "form.problem").text()
    assert offered(desktop) == ["One"]


def test_the_sample_store_is_removed_and_the_first_start_comes_next(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    services = desktop.app.services
    dialog(desktop, "firstStart").hide()
    services.stores.create("Sample", sample=True)
    desktop.reload_stores()
    settle(qtbot, desktop)
    trigger(desktop, "file.editStore")
    press(qtbot, desktop, "storeEditor.away")
    press(qtbot, desktop, "storeEditor.sure")
    assert services.stores.all() == []
    assert desktop.window.findChild(QWidget, "firstStart") is not None
    newest = [action for action in desktop.window.findChildren(QAction) if action.objectName() == "file.editStore"]
    assert not newest[0].isEnabled()


def test_while_the_question_stands_one_pair_of_buttons_is_offered(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    desktop.app.services.stores.open("Two")
    settle(qtbot, desktop)
    trigger(desktop, "file.editStore")
    press(qtbot, desktop, "storeEditor.away")
    form = dialog(desktop, "storeEditor")
    assert [one.objectName() for one in form.findChildren(QPushButton) if one.isVisible()] == [
        "storeEditor.keep",
        "storeEditor.sure",
    ]
    press(qtbot, desktop, "storeEditor.keep")
    assert form.findChild(QPushButton, "form.ok").isVisible()
