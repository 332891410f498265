"""Story: the disk is full to its last byte; the owner looks at the figures, tries to save, frees space and goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import open_app
from shopdesk.gui.dialogs.crash import CrashDialog
from shopdesk.gui.navigation import PAGES
from shopdesk.infra.clock import FixedClock
from tests.full_disk import fill, small_disk
from tests.gui.shell.conftest import Start
from tests.gui.shell.support import settle
from tests.import_files import SHORT, short_row, write_csv

__all__ = ["small_disk"]


def shop_on(folder: Path, clock: FixedClock) -> Path:
    """A data folder with a store and thirty orders."""
    app = open_app(folder / "data", "en", clock=clock)
    store = app.services.stores.open("Kept", opened_on=date(2025, 1, 1))
    rows = [short_row(number) for number in range(100, 130)]
    app.services.imports.run_file(write_csv(folder / "orders.csv", [SHORT, *rows]), store)
    app.close()
    return folder / "data"


def test_on_a_full_disk_every_page_is_shown_and_nothing_is_lost(
    qtbot: QtBot, start: Start, small_disk: Path, clock: FixedClock, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = shop_on(small_disk, clock)
    filler = fill(small_disk)
    before = (folder / "shopdesk.db").read_bytes()
    desktop = start(folder)
    qtbot.waitUntil(lambda: desktop.window.windowTitle().startswith("Kept"), timeout=15_000)
    assert "The disk is full: you can look at everything" in desktop.window.messages.text

    for entry in PAGES:
        page = desktop.window.open_page(entry.name)
        settle(qtbot, desktop)
        assert page is not None and page.isVisible()
        assert [label for label in page.findChildren(QLabel) if label.isVisible() and label.text()], entry.name
        assert not [one for one in desktop.window.findChildren(CrashDialog) if one.isVisible()], entry.name

    store = desktop.app.services.stores.all()[0]
    desktop.tasks.database(lambda: desktop.app.services.stores.update(replace(store, name="Other")))
    settle(qtbot, desktop)
    assert "nothing was changed" in desktop.window.messages.text
    assert (folder / "shopdesk.db").read_bytes() == before

    filler.unlink()
    again = start(folder)
    again.tasks.database(lambda: again.app.services.stores.update(replace(store, name="Other")))
    settle(qtbot, again)
    assert again.window.windowTitle().startswith("Other")
    # Nothing wrote a trace beside the window, not when the settings could not be kept and not when it closed.
    assert capfd.readouterr().err.count("Traceback") == 0
