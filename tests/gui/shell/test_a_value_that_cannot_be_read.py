"""A page whose data hold a value that cannot be read says which, and offers to correct it; so does the start."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.dialogs.correct_value import CorrectValueDialog
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.shell.support import settle, with_store

Start = Callable[..., Desktop]


def spoil(folder: Path, sql: str) -> None:
    with closing(sqlite3.connect(folder / "shopdesk.db")) as raw, raw:
        raw.execute(sql)


def correct(qtbot: QtBot, desktop: Desktop, words: str) -> None:
    """Press the button of the message and type the right value."""
    button = desktop.window.messages.findChild(QPushButton, "messageBar.action")
    assert button.text() == "Correct…"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (dialog,) = (one for one in desktop.window.findChildren(CorrectValueDialog) if one.isVisible())
    (editor,) = dialog.editors.values()
    qtbot.keyClicks(editor.widget, words)
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)


def test_the_setup_page_is_opened_again(qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock) -> None:
    folder = with_store(tmp_path / "data", clock)
    desktop = start(folder)
    store_id = desktop.app.services.stores.all()[0].id or 0
    desktop.app.services.setup.start(desktop.app.services.stores.get(store_id))
    spoil(folder, "UPDATE setup_plans SET opening_on = '2026-02-30'")
    desktop.window.open_page("setup")
    desktop.window.pages.current.refresh()
    settle(qtbot, desktop)
    assert desktop.window.messages.text.startswith("Setup plan: “Wanted opening day” holds “2026-02-30”")
    correct(qtbot, desktop, "2026-05-01")
    assert desktop.window.pages.current.board.plan.opening_on == date(2026, 5, 1)
    assert desktop.window.messages.text == "The value was corrected."


def test_the_start_goes_on_after_a_store_was_corrected(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock
) -> None:
    folder = with_store(tmp_path / "data", clock)
    spoil(folder, "UPDATE stores SET opened_on = 'long ago'")
    desktop = start(folder)
    assert "“Opened on” holds “long ago”" in desktop.window.messages.text
    correct(qtbot, desktop, "2020-05-01")
    assert [store.opened_on for store in desktop.stores] == [date(2020, 5, 1)]


@pytest.mark.parametrize("day", ["1027-03-01", "1900-01-01", "9999-12-31"])
def test_opening_days_of_other_ages_are_shown(
    qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock, day: str
) -> None:
    folder = with_store(tmp_path / "data", clock)
    desktop = start(folder)
    services = desktop.app.services
    services.setup.start(services.stores.all()[0])
    spoil(folder, f"UPDATE setup_plans SET opening_on = '{day}'")
    spoil(folder, f"UPDATE stores SET opened_on = '{day}'")
    desktop.window.open_page("setup")
    desktop.window.pages.current.refresh()
    settle(qtbot, desktop)
    page = desktop.window.pages.current
    assert page.board.plan.opening_on == date.fromisoformat(day)
    assert page.header.opening.day == date.fromisoformat(day)
    assert desktop.window.messages.text == ""
