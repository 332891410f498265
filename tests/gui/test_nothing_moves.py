"""Nothing moves under the mouse: messages and progress lie over the page, and a refusal leaves the buttons in place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.gui.widgets.field_rows import FieldRows
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW, make_sample
from tests.gui.shell.support import close, on_sample, settle
from tests.gui.walk import views

LONG = "The file could not be written, because another program has it open. " * 3


def places(window: QWidget, without: QWidget) -> dict[int, QRect]:
    """Where everything stands that is seen."""
    return {
        id(one): QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        for one in window.findChildren(QWidget)
        if one.isVisible() and not one.isWindow() and one is not without and not without.isAncestorOf(one)
    }


def wait_for_bell(qtbot: QtBot, desktop: Desktop) -> None:
    """The bell comes by itself, a while after the page; nothing that is tried here is to be blamed for it."""
    qtbot.waitUntil(lambda: bool(desktop.reminders and desktop.reminders.bell and desktop.reminders.bell.isVisible()))


@pytest.mark.timeout(300)
def test_a_message_moves_nothing_on_any_page(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    app = bootstrap.prepare(make_sample(tmp_path / "data", "en"), "en", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    desktop = Desktop(qapp, app)
    desktop.window.resize(1024, 640)
    desktop.window.show()
    desktop.open_data()
    wait_for_bell(qtbot, desktop)
    settle(qtbot, desktop)
    window, messages = desktop.window, desktop.window.messages
    seen = 0
    for view in views(desktop, lambda: settle(qtbot, desktop)):
        seen += 1
        messages.hide()
        before = places(window, messages)
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
    assert seen >= 18
    before = places(window, window.progress)
    window.progress.show()
    settle(qtbot, desktop)
    assert before == places(window, window.progress)
    close(desktop)
    i18n.set_language("en")


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


@pytest.mark.timeout(300)
def test_a_refusal_at_a_field_moves_nothing(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with on_sample(qtbot, qapp, tmp_path / "data", "en", FixedClock(NOW)) as desktop:
        desktop.window.resize(1024, 640)
        wait_for_bell(qtbot, desktop)
        seen: set[str] = set()

        def wait() -> None:
            QTest.qWait(0)

        beside = 0
        for view in views(desktop, lambda: settle(qtbot, desktop)):
            refuse_everywhere(desktop.window, seen, wait)
            for said in desktop.window.findChildren(LyingLabel):
                before = still(said)
                said.say(LONG)
                wait()
                beside += said.isVisible()
                assert still(said) == before, f"{view}: {said.objectName()}"
                assert said.isHidden() or said.height() >= said.heightForWidth(said.width())
                said.say("")
        assert beside >= 1, "the targets have one"
        people = desktop.window.open_page("people")
        people.lead_on("hire")  # type: ignore[union-attr]
        settle(qtbot, desktop)
        refuse_everywhere(desktop.window, seen, wait)
        assert len(seen) >= 6, seen
