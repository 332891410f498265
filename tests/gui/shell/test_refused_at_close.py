"""What is refused while the window closes is told: it stays open, says what is lost and why, and can be closed so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import open_app
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.last_saves import LastSaves
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite import engine
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.full_disk import fill, small_disk
from tests.gui.hands import click
from tests.gui.shell.support import settle
from tests.gui.shell.test_nothing_typed_is_lost import field_on, press
from tests.gui.shell.test_window import make_store
from tests.stories.test_full_disk_story import shop_on

__all__ = ["small_disk"]

Start = Callable[..., Desktop]
DAY = date(2026, 4, 30)


def typed(qtbot: QtBot, desktop: Desktop) -> QLineEdit:
    """A due day that stands in its field, right and not kept yet."""
    due = field_on(qtbot, desktop, "setup", "setup.detail.due")
    qtbot.keyClicks(due, DAY.isoformat())
    return due


def asked(qtbot: QtBot, desktop: Desktop) -> str:
    """What the question says that comes when the saves are answered."""
    window = desktop.window
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "unsaved") is not None, timeout=20_000)
    assert window.isVisible()
    box = window.findChild(QMessageBox, "unsaved")
    return f"{box.text()} {box.informativeText()}"


def kept_days(folder: Path) -> set[date | None]:
    """The due days as the next start finds them."""
    app = open_app(folder, "en")
    found = {one.step.due_on for one in app.services.setup.board(app.services.stores.all()[0].id or 0).steps()}
    app.close()
    return found


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Another program is writing to the data file and does not come to an end."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_data_that_are_busy_keep_the_window_and_once_free_the_words_are_kept(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    desktop = start()
    make_store(qtbot, desktop, "One")
    due = typed(qtbot, desktop)
    with writing(desktop.app.paths.database):
        desktop.window.close()
        said = asked(qtbot, desktop)
        assert f"“{DAY.isoformat()}” was not saved" in said and due.accessibleName() in said, said
        assert "If you go on, it is lost." in said
        press(qtbot, desktop, "unsaved.stay")
    assert desktop.window.isVisible() and desktop.window.focusWidget() is due, "back where it can be put right"
    # Without a window manager nobody gives the keyboard back to the window.
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    assert due.text() == DAY.isoformat(), "nobody types it twice"
    desktop.window.close()
    qtbot.waitUntil(lambda: not desktop.window.isVisible(), timeout=20_000)
    assert desktop.close()
    assert DAY in kept_days(desktop.app.paths.data)


def test_it_can_be_closed_all_the_same(qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    desktop = start()
    make_store(qtbot, desktop, "One")
    typed(qtbot, desktop)
    with writing(desktop.app.paths.database):
        desktop.window.close()
        asked(qtbot, desktop)
        press(qtbot, desktop, "unsaved.go")
    assert not desktop.window.isVisible()
    assert desktop.close()
    assert DAY not in kept_days(desktop.app.paths.data)


def test_a_rule_that_refuses_says_why(qtbot: QtBot, start: Start, clock: FixedClock) -> None:
    """Another program removed the step meanwhile."""
    desktop = start()
    make_store(qtbot, desktop, "One")
    typed(qtbot, desktop)
    page = desktop.window.open_page("setup")
    step_id = page.steps.tree.current_step().step.id
    desktop.foreign.stop()
    other = open_app(desktop.app.paths.data, "en", clock=clock)
    other.services.setup.remove_step(step_id)
    other.close()
    desktop.window.findChild(QLineEdit, "setup.detail.due").setFocus()
    desktop.window.close()
    said = asked(qtbot, desktop)
    assert f"“{DAY.isoformat()}” was not saved." in said
    assert "no longer" in said, said
    press(qtbot, desktop, "unsaved.go")
    assert not desktop.window.isVisible()


def test_on_a_full_disk_the_window_stays_and_says_so(
    qtbot: QtBot, start: Start, small_disk: Path, clock: FixedClock
) -> None:
    desktop = start(shop_on(small_disk, clock))
    qtbot.waitUntil(lambda: desktop.window.windowTitle().startswith("Kept"), timeout=15_000)
    typed(qtbot, desktop)
    filler = fill(small_disk)
    desktop.window.close()
    said = asked(qtbot, desktop)
    assert "was not saved" in said and "disk" in said, said
    filler.unlink()
    press(qtbot, desktop, "unsaved.go")


def test_what_was_clicked_a_moment_ago_is_told_by_its_page(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 50)
    desktop = start()
    make_store(qtbot, desktop, "One")
    page = desktop.window.open_page("setup")
    settle(qtbot, desktop)
    with writing(desktop.app.paths.database):
        tree = page.steps.tree
        tree.setCurrentIndex(tree.indexBelow(tree.model().index(0, 0)))
        tree.setFocus()
        qtbot.keyClick(tree, " ")
        desktop.window.close()
        assert "Setup: what you did last was not saved." in asked(qtbot, desktop)
        press(qtbot, desktop, "unsaved.go")


def test_a_save_that_takes_long_is_waited_for_in_words_and_can_be_given_up(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "One")
    window, busy = desktop.window, Event()
    due = typed(qtbot, desktop)
    desktop.foreign.stop()
    desktop.tasks.database(lambda: busy.wait(60), asked=False)
    window.close()
    assert window.isVisible()
    window.findChild(LastSaves)._slow.timeout.emit()
    assert "still being saved" in window.messages.text
    click(window, "messageBar.action")
    said = asked(qtbot, desktop)
    assert f"{due.accessibleName()}: “{DAY.isoformat()}” – still being saved" in said
    busy.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert desktop.close()
    assert DAY in kept_days(desktop.app.paths.data)
