"""A closed dialog is gone: hours of work do not fill the memory, and no old one answers for a new one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import make_store, trigger

Start = Callable[..., Desktop]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("file.settings", "settings"),
        ("file.backups", "backups"),
        ("file.newStore", "storeEditor"),
        ("edit.history", "history"),
        ("edit.find", "palette"),
        ("help.guide", "guide"),
        ("help.about", "about"),
    ],
)
def test_escape_closes_a_dialog_and_nothing_of_it_stays(qtbot: QtBot, start: Start, command: str, name: str) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    trigger(desktop, command)
    settle(qtbot, desktop)
    qtbot.keyClick(dialog(desktop, name), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desktop.window.findChild(QWidget, name) is None)


@pytest.mark.parametrize(
    ("command", "closes"), [("file.imports", "imports.closeHistory"), ("file.backups", "backups.close")]
)
def test_enter_in_a_list_takes_nothing_back(qtbot: QtBot, start: Start, command: str, closes: str) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    trigger(desktop, command)
    settle(qtbot, desktop)
    opened = next(one for one in desktop.window.findChildren(QDialog) if one.isVisible())
    defaults = [button.objectName() for button in opened.findChildren(QPushButton) if button.isDefault()]
    assert defaults == [closes]
    for button in opened.findChildren(QPushButton):
        assert not button.autoDefault() or button.isDefault(), button.objectName()


def test_a_form_begins_in_its_first_field_and_ends_at_its_buttons(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    trigger(desktop, "file.newStore")
    settle(qtbot, desktop)
    form = dialog(desktop, "storeEditor")
    order = []
    field = form.focusWidget()
    while field is not None and field.objectName() not in order:
        if field.objectName() and field.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(field.objectName())
        field = field.nextInFocusChain()
    questions = [f"questions.{name}" for name in ("brand", "producer", "mark", "sells", "holder")]
    own = ["store.name", "store.platform", "store.type", "storeEditor.openedOn", *questions, "form.ok", "form.cancel"]
    assert order[: len(own)] == own
    # What lies over the form for a while comes behind all of it.
    assert all(name.startswith("messageBar.") for name in order[len(own) :])
