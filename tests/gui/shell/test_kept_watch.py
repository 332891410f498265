"""What the window looks after by itself: every page of the data file, a backup each day, and what it says where not."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from shopdesk.domain.backups import Backup
from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.text import Text
from shopdesk.gui import desktop as desktop_module
from shopdesk.infra.clock import FixedClock
from shopdesk.services.backups import BackupService
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui.shell.conftest import Start
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import make_store


def test_a_damaged_page_is_found_behind_the_first_page_without_asking(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Kept")
    desktop.app.close_data()
    with closing(sqlite3.connect(desktop.app.paths.database)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'import_rows'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with desktop.app.paths.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    monkeypatch.setattr(desktop_module, "_CHECK_AFTER_MS", 0)

    hurt = start()
    qtbot.waitUntil(lambda: hurt.window.findChild(QMessageBox, "dataFault") is not None, timeout=15_000)
    box = dialog(hurt, "dataFault")
    assert isinstance(box, QMessageBox) and "damaged in the tables import_rows" in box.text()
    assert hurt.window.windowTitle().startswith("Kept"), "the first page stands"


def test_a_backup_that_cannot_be_made_is_said_the_louder_the_older_the_last_one_is(
    qtbot: QtBot, start: Start, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_backups: BackupService) -> None:
        raise EnvironmentFault(Text("No stick."))

    desktop = start()
    make_store(qtbot, desktop, "Kept")
    monkeypatch.setattr(BackupService, "create_daily", refuse)
    lost = "Today's backup could not be made. No stick."
    for days, said in (
        (None, f"{lost} There is none yet."),
        (4, f"{lost} The newest is 4 days old."),
        (3, f"{lost} The newest is 3 days old."),
        (2, lost),
        (0, "The backup could not be copied. No stick."),
    ):
        when = clock.now() - timedelta(days=days or 0)
        made = Backup(file=Path("x.db"), made_at=when, why="daily", size=1)
        found = [] if days is None else [made]
        monkeypatch.setattr(BackupService, "list", lambda _self, found=found: found)
        desktop._back_up_today()
        settle(qtbot, desktop)
        assert desktop.window.messages.text == said
