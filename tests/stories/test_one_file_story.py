"""Story: the owner writes the whole business into one file; where wages are locked, the pay password comes first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.gui.dialogs.first_start import FirstStartDialog
from tests.gui.shell.support import settle
from tests.gui.shell.test_window import Start, make_store, trigger


def test_everything_goes_into_one_file_and_comes_back(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Lamp House")
    services = desktop.app.services
    store = services.stores.all()[0].id or 0
    desktop.tasks.database(lambda: services.targets.set_month(store, date(2026, 3, 1), 3_100_000))
    desktop.tasks.database(lambda: services.pay_lock.set("lantern 42"))
    desktop.tasks.database(services.pay_lock.lock)
    settle(qtbot, desktop)

    target = tmp_path / "business.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    trigger(desktop, "file.exportAll")
    settle(qtbot, desktop)
    assert "pay password" in desktop.window.messages.text
    assert not target.exists()

    desktop.tasks.database(lambda: services.pay_lock.unlock("lantern 42"))
    settle(qtbot, desktop)
    trigger(desktop, "file.exportAll")
    settle(qtbot, desktop)
    assert "business.zip" in desktop.window.messages.text

    other = start(tmp_path / "other")
    welcome = other.window.findChild(FirstStartDialog)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(target.read_bytes()[:-400])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(broken), ""))
    qtbot.mouseClick(welcome.bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: welcome.start.isEnabled() and welcome.problem.isVisible(), timeout=20_000)
    assert "broken.zip" in welcome.problem.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(welcome.bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not welcome.isVisible() and bool(other.stores), timeout=20_000)
    settle(qtbot, other)
    assert other.window.pages is not None
    (again,) = other.stores
    assert again.name == "Lamp House"
    assert other.app.services.targets.month(again.id or 0, date(2026, 3, 1)) == 3_100_000
    assert not other.app.services.pay_lock.state().is_set
