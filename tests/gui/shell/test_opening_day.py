"""The opening day of a store is set where the store is edited; daily work begins with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.dialogs.store_editor import StoreEditor
from shopdesk.infra.clock import FixedClock
from tests.gui.shell.support import settle, with_store

Start = Callable[..., Desktop]


def test_the_day_is_kept_and_asked(qtbot: QtBot, start: Start, tmp_path: Path, clock: FixedClock) -> None:
    desktop = start(with_store(tmp_path / "data", clock))
    desktop.jobs.edit_store()
    (editor,) = (one for one in desktop.window.findChildren(StoreEditor) if one.isVisible())
    editor["opened_on"].setText("2026-05-01")
    qtbot.mouseClick(editor.ok, Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    (store,) = desktop.app.services.stores.all()
    assert store.opened_on == date(2026, 5, 1)
    unopened = desktop.app.services.stores.unopened(store.id or 0, date(2026, 4, 30))
    assert unopened is not None
    assert "opening day, 2026-05-01" in str(unopened.sentence)
