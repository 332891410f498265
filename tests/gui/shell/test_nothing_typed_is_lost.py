"""What is half typed survives: closing, another store, another language and the system's dusk all wait or ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Timer

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import open_app
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pages.daily.page import DailyPage
from tests.gui.hands import choose, click
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import make_store

Start = Callable[..., Desktop]


def half_typed(qtbot: QtBot, desktop: Desktop) -> QLineEdit:
    """Fail the first item and type half of the problem."""
    stores = desktop.app.services.stores
    # Daily work begins when the store has opened.
    store = stores.get(desktop.window.context.store_id)
    stores.update(replace(store, opened_on=desktop.app.clock.today()))
    settle(qtbot, desktop)
    desktop.window.open_page("daily")
    settle(qtbot, desktop)
    table = desktop.window.findChild(QTableView, "daily.sheet")
    qtbot.keyClick(table, Qt.Key.Key_2)
    field = desktop.window.findChild(QLineEdit, "daily.problemTitle")
    assert field is not None and field.isVisible()
    qtbot.keyClicks(field, "the banner li")
    return field


def press(qtbot: QtBot, desktop: Desktop, name: str) -> None:
    click(dialog(desktop, "unsaved"), name)
    qtbot.waitUntil(lambda: desktop.window.findChild(QMessageBox, "unsaved") is None)
    settle(qtbot, desktop)


def test_closing_asks_and_going_back_keeps_the_words(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    field = half_typed(qtbot, desktop)
    desktop.window.close()
    press(qtbot, desktop, "unsaved.stay")
    assert desktop.window.isVisible()
    assert field.text() == "the banner li"
    desktop.window.close()
    press(qtbot, desktop, "unsaved.go")
    assert not desktop.window.isVisible()


def test_another_store_waits_for_the_answer_and_never_gets_the_first_ones_words(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    desktop.app.services.stores.open("Two")
    settle(qtbot, desktop)
    field = half_typed(qtbot, desktop)
    box = desktop.window.findChild(QComboBox, "stores.current")
    choose(box, 1)
    press(qtbot, desktop, "unsaved.stay")
    assert box.currentText() == "One"
    assert desktop.window.windowTitle().startswith("One")
    assert field.isVisible()
    choose(box, 1)
    press(qtbot, desktop, "unsaved.go")
    assert desktop.window.windowTitle().startswith("Two")
    assert not field.isVisible()


def test_another_language_comes_once_the_words_are_saved(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    first = desktop.window
    field = half_typed(qtbot, desktop)
    desktop.set_language("zh_CN")
    settle(qtbot, desktop)
    assert desktop.window is first
    assert field.text() == "the banner li"
    assert "as soon as" in first.messages.text
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window is not first, timeout=5_000)
    settle(qtbot, desktop)
    store_id = desktop.app.services.stores.all()[0].id or 0
    assert [problem.title for problem in desktop.app.services.problems.open(store_id)] == ["the banner li"]
    assert desktop.window.navigation.isEnabled()


def test_a_large_window_stays_large_in_other_colours(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    first = desktop.window
    first.showMaximized()
    desktop.set_theme("dark")
    qtbot.waitUntil(lambda: desktop.window is not first)
    settle(qtbot, desktop)
    assert desktop.window.isMaximized()


def test_a_form_that_is_being_edited_holds_the_window_back_too(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    page = desktop.window.open_page("daily")
    assert isinstance(page, DailyPage)
    settle(qtbot, desktop)
    view = page.show_view("templates")
    settle(qtbot, desktop)
    assert desktop.window.unsaved() == []
    form = view.draft
    view.edit(replace(form, items=form.items[1:]))
    assert "not saved yet" in desktop.window.unsaved()[0]
    view.give_up()
    assert desktop.window.unsaved() == []


def field_on(qtbot: QtBot, desktop: Desktop, page: str, name: str) -> QLineEdit:
    desktop.window.open_page(page)
    settle(qtbot, desktop)
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    found = desktop.window.findChild(QWidget, name)
    assert isinstance(found, QLineEdit) and found.isVisible()
    found.setFocus()
    found.selectAll()
    return found


def test_a_day_that_is_none_holds_the_language_back_until_it_is_put_right(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    first = desktop.window
    due = field_on(qtbot, desktop, "setup", "setup.detail.due")
    qtbot.keyClicks(due, "2026-04-311")
    desktop.set_language("zh_CN")
    settle(qtbot, desktop)
    assert desktop.window is first and due.text() == "2026-04-311", "what cannot be kept is not thrown away unasked"
    assert "as soon as" in first.messages.text
    due.setFocus()
    due.selectAll()
    qtbot.keyClicks(due, "2026-04-30")
    qtbot.keyClick(due, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window is not first, timeout=5_000)
    settle(qtbot, desktop)
    steps = desktop.app.services.setup.board(desktop.app.services.stores.all()[0].id or 0).steps()
    assert date(2026, 4, 30) in [one.step.due_on for one in steps]


def test_closing_names_the_field_that_cannot_be_kept(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    due = field_on(qtbot, desktop, "setup", "setup.detail.due")
    qtbot.keyClicks(due, "2026-04-311")
    desktop.window.close()
    box = desktop.window.findChild(QMessageBox, "unsaved")
    assert box is not None and "2026-04-311" in box.text()
    press(qtbot, desktop, "unsaved.stay")
    assert desktop.window.isVisible() and due.text() == "2026-04-311"
    desktop.window.close()
    press(qtbot, desktop, "unsaved.go")
    assert not desktop.window.isVisible()


def test_what_is_typed_and_right_is_kept_when_the_window_closes(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    due = field_on(qtbot, desktop, "setup", "setup.detail.due")
    qtbot.keyClicks(due, "2026-04-30")
    desktop.window.close()
    settle(qtbot, desktop)
    assert not desktop.window.isVisible()
    steps = desktop.app.services.setup.board(desktop.app.services.stores.all()[0].id or 0).steps()
    assert date(2026, 4, 30) in [one.step.due_on for one in steps]


def test_what_stands_in_a_cell_is_kept_although_the_data_are_busy_when_the_window_closes(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    page = desktop.window.open_page("people")
    assert page is not None
    part = page.tabs.open("planner")
    settle(qtbot, desktop)
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    part.ladder.copy.click()
    settle(qtbot, desktop)
    grid = part.ladder.table.grid
    grid.setCurrentIndex(grid.model().index(3, 0))
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_1)
    line = grid.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "7")
    busy = Event()
    desktop.tasks.database(lambda: busy.wait(5))
    desktop.window.close()
    Timer(0.3, busy.set).start()
    folder = desktop.app.paths.data
    # It closes by itself once what was typed is kept.
    qtbot.waitUntil(lambda: not desktop.window.isVisible())
    assert desktop.close()
    app = open_app(folder, "en")
    store = app.services.stores.all()[0].id or 0
    steps = [choice.ladder.steps[0] for choice in app.services.tiers.choices(store)]
    assert "17" in repr(steps), steps
    app.close()
