"""Nothing moves under the mouse: messages and progress lie over the page, and a refusal leaves the buttons in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.widgets.field_rows import FieldRows
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle
from tests.gui.walk import views

LONG = "The file could not be written, because another program has it open. " * 3


def places(window: QWidget, without: QWidget) -> dict[int, QRect]:
    """Where everything stands that is seen."""
    return {
        id(one): QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        for one in window.findChildren(QWidget)
        if one.isVisible() and not one.isWindow() and one is not without and not without.isAncestorOf(one)
    }


def at_rest(window: QWidget, without: QWidget) -> dict[int, QRect]:
    """Where everything stands, the page laid out once more.

    What spoke out of sight on parts in the same stack gave its room back there without a word, and the page would
    learn of it with whatever is tried next.
    """
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.widget() is not None:
            QApplication.sendEvent(area.widget(), QEvent(QEvent.Type.LayoutRequest))
    QTest.qWait(0)
    return places(window, without)


def wait_for_bell(qtbot: QtBot, desktop: Desktop) -> None:
    """The bell comes by itself, a while after the page; nothing that is tried here is to be blamed for it."""
    qtbot.waitUntil(lambda: bool(desktop.reminders and desktop.reminders.bell and desktop.reminders.bell.isVisible()))


def moved_by_a_message(qtbot: QtBot, desktop: Desktop, view: str) -> None:
    """Say something short and something long over a view: neither moves anything or is cut."""
    window, messages = desktop.window, desktop.window.messages
    messages.hide()
    before = at_rest(window, messages)
    messages.success("Saved.")
    settle(qtbot, desktop)
    assert before == places(window, messages), view
    header = window.switcher.geometry().bottom() + 8
    assert messages.geometry().bottom() <= header, f"{view}: a short message covers the page"
    messages.error(LONG, "Try again", lambda: None)
    settle(qtbot, desktop)
    assert before == places(window, messages), view
    assert window.rect().contains(QRect(messages.mapTo(window, QPoint(0, 0)), messages.size()))
    assert messages.height() >= messages.heightForWidth(messages.width())
    messages.hide()


def still(form: QWidget) -> dict[int, QRect]:
    """Where everything in the window of a form or list stands, the sentences about what is wrong apart."""
    window = form.window()
    return {
        id(one): QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        for one in window.findChildren(QWidget)
        if one.isVisible() and not one.isWindow() and one.property("role") != "refusal"
    }


def refuse(form: FieldRows, name: str, wait: Callable[[], None]) -> None:
    """Refuse what stands in a field, and take that back; nothing else in the window may move."""
    before = still(form)
    form._show_problem(name, LONG)
    wait()
    assert still(form) == before, f"{form.objectName()}: {name}"
    labels = form.window().findChildren(QLabel)
    (shown,) = [one for one in labels if one.property("role") == "refusal" and one.isVisible()]
    assert shown.text() == LONG and shown.height() >= shown.heightForWidth(shown.width())
    form._hide_problem(name)
    wait()
    assert still(form) == before and not shown.isVisible(), f"{form.objectName()}: {name}"


def refuse_everywhere(window: QWidget, seen: set[str], wait: Callable[[], None]) -> None:
    """Refuse the first and the last field of each box and form that is seen and was not tried yet."""
    for form in window.findChildren(QWidget):
        if not isinstance(form, FieldRows) or not form.isVisible() or form.objectName() in seen:
            continue
        fields = [name for name, made in form.editors.items() if made.widget.isVisible()]
        if fields:
            seen.add(form.objectName())
            for name in dict.fromkeys((fields[0], fields[-1])):
                refuse(form, name, wait)


def moved_by_what_is_said_beside(window: QWidget, view: str, wait: Callable[[], None]) -> int:
    """Say something in every line that lies over the page; how many were to be seen."""
    lines = window.findChildren(LyingLabel)
    # Those of pages that were opened before are many: they speak together, and nobody may see any of it.
    away = [said for said in lines if said._by is None or not said._by.isVisible()]
    before = still(window)
    for said in away:
        said.say(LONG)
    wait()
    assert still(window) == before, f"{view}: what is said out of sight moves something"
    assert not [said.objectName() for said in away if said.isVisible()], view
    for said in away:
        said.say("")
    shown = 0
    for said in lines:
        if said in away:
            continue
        before = still(said)
        said.say(LONG)
        wait()
        shown += said.isVisible()
        assert still(said) == before, f"{view}: {said.objectName()}"
        assert said.isHidden() or said.height() >= said.heightForWidth(said.width())
        said.say("")
    return shown


@pytest.mark.timeout(300)
def test_neither_a_message_nor_a_refusal_moves_anything(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with on_sample(qtbot, qapp, tmp_path / "data", "en", FixedClock(NOW)) as desktop:
        window = desktop.window
        window.resize(1024, 640)
        wait_for_bell(qtbot, desktop)
        settle(qtbot, desktop)
        refused: set[str] = set()

        def wait() -> None:
            QTest.qWait(0)

        seen = beside = 0
        for view in views(desktop, lambda: settle(qtbot, desktop)):
            seen += 1
            moved_by_a_message(qtbot, desktop, view)
            refuse_everywhere(window, refused, wait)
            beside += moved_by_what_is_said_beside(window, view, wait)
        assert seen >= 18
        assert beside >= 1, "the targets have one"
        before = at_rest(window, window.progress)
        window.progress.show()
        settle(qtbot, desktop)
        assert before == places(window, window.progress)
        people = window.open_page("people")
        people.lead_on("hire")  # type: ignore[union-attr]
        settle(qtbot, desktop)
        refuse_everywhere(window, refused, wait)
        assert len(refused) >= 6, refused
