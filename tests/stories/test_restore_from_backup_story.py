"""Story: the owner renames a store by mistake and brings a backup back; another day the data file is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import FileState
from shopdesk.infra import atomic
from shopdesk.storage.sqlite import engine
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import Start, make_store, trigger


def test_restore_from_backup(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Right name")
    trigger(desktop, "file.backups")
    settle(qtbot, desktop)
    backups = dialog(desktop, "backups")
    qtbot.mouseClick(backups.findChild(QPushButton, "backups.create"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert "Made and checked" in backups.findChild(QLabel, "backups.state").text()
    backups.hide()

    store = desktop.app.services.stores.all()[0]
    desktop.tasks.database(lambda: desktop.app.services.stores.update(replace(store, name="Wrong name")))
    settle(qtbot, desktop)
    assert desktop.window.windowTitle().startswith("Wrong name")

    trigger(desktop, "file.backups")
    settle(qtbot, desktop)
    again = [one for one in desktop.window.findChildren(type(backups)) if one.isVisible()][-1]
    table = again.findChild(QTableView, "backups.table")
    manual = next(row for row in range(table.model().rowCount()) if "made by you" in table.model().index(row, 1).data())
    table.selectRow(manual)
    qtbot.mouseClick(again.findChild(QPushButton, "backups.restore"), Qt.MouseButton.LeftButton)
    question = again.findChild(QMessageBox, "backups.confirm")
    assert "kept as a backup of its own" in question.text()
    qtbot.mouseClick(question.findChild(QPushButton, "backups.confirmRestore"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert desktop.window.windowTitle().startswith("Right name")
    assert [one.name for one in desktop.app.services.stores.all()] == ["Right name"]
    assert any(backup.why == "before_restore" for backup in desktop.app.services.backups.list())


def test_a_damaged_file_offers_the_last_good_backup(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Kept")
    desktop.app.services.backups.create()
    start(tmp_path / "elsewhere")
    database = tmp_path / "data" / "shopdesk.db"
    database.write_bytes(b"\x00garbage" * 4_000)

    hurt = start(tmp_path / "data")
    qtbot.waitUntil(lambda: hurt.window.findChild(QMessageBox, "dataFault") is not None)
    box = dialog(hurt, "dataFault")
    assert isinstance(box, QMessageBox)
    assert "damaged" in box.text()
    assert "Kept with 0 orders" in box.informativeText()
    qtbot.mouseClick(box.findChild(QPushButton, "dataFault.restore"), Qt.MouseButton.LeftButton)
    settle(qtbot, hurt)
    qtbot.waitUntil(lambda: hurt.window.windowTitle().startswith("Kept"), timeout=15_000)
    assert list((tmp_path / "data").glob("damaged-*.db"))


def test_a_data_file_that_is_gone_brings_the_backups_not_the_welcome(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Kept")
    desktop.app.services.backups.create()
    start(tmp_path / "elsewhere")
    for file in (tmp_path / "data").glob("shopdesk.db*"):
        file.unlink()

    empty = start(tmp_path / "data")
    qtbot.waitUntil(lambda: empty.window.findChild(QMessageBox, "dataFault") is not None)
    box = dialog(empty, "dataFault")
    assert "missing or empty, but there are backups" in box.text()
    assert empty.window.findChild(QDialog, "firstStart") is None
    assert box.defaultButton().objectName() == "dataFault.leave"
    qtbot.mouseClick(box.findChild(QPushButton, "dataFault.restore"), Qt.MouseButton.LeftButton)
    settle(qtbot, empty)
    qtbot.waitUntil(lambda: empty.window.windowTitle().startswith("Kept"), timeout=15_000)


def test_a_page_that_rots_while_the_window_is_open_is_named_with_what_a_backup_holds(
    qtbot: QtBot, start: Start
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Kept")
    desktop.app.services.backups.create()
    desktop.app.services.stores.create("Later")
    settle(qtbot, desktop)
    database = desktop.app.paths.database
    desktop.app.services.ctx.engine.dispose()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'import_rows'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)

    trigger(desktop, "file.check")
    qtbot.waitUntil(lambda: desktop.window.findChild(QMessageBox, "dataFault") is not None)
    box = dialog(desktop, "dataFault")
    assert "damaged in the tables import_rows" in box.text()
    assert "Kept with 0 orders" in box.informativeText()
    assert "What is newer in the data file would be missing" in box.informativeText()
    qtbot.mouseClick(box.findChild(QPushButton, "dataFault.leave"), Qt.MouseButton.LeftButton)
    settle(qtbot, desktop)
    assert desktop.window.isVisible()


def test_a_full_disk_opens_for_reading_and_says_so(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Kept")
    start(tmp_path / "elsewhere")
    real = engine.open_engine
    monkeypatch.setattr(engine, "open_engine", lambda file: (engine._reading_engine(file), FileState.FULL))
    full = start(tmp_path / "data")
    qtbot.waitUntil(lambda: full.window.windowTitle().startswith("Kept"), timeout=15_000)
    assert "The disk is full: you can look at everything" in full.window.messages.text
    store = full.app.services.stores.all()[0]
    full.tasks.database(lambda: full.app.services.stores.update(replace(store, name="Other")))
    qtbot.waitUntil(lambda: "nothing was changed" in full.window.messages.text)
    assert full.app.services.stores.all()[0].name == "Kept"

    monkeypatch.setattr(engine, "open_engine", real)
    full.app.close_data()
    full.open_data()
    settle(qtbot, full)
    full.tasks.database(lambda: full.app.services.stores.update(replace(store, name="Other")))
    settle(qtbot, full)
    assert full.app.services.stores.all()[0].name == "Other"


def test_a_file_put_in_place_from_outside_is_opened_and_said(qtbot: QtBot, start: Start) -> None:
    desktop = start()
    make_store(qtbot, desktop, "Kept")
    made = desktop.app.services.backups.create()
    store = desktop.app.services.stores.all()[0]
    desktop.tasks.database(lambda: desktop.app.services.stores.update(replace(store, name="Later")))
    settle(qtbot, desktop)
    atomic.write_bytes(desktop.app.paths.database, made.file.read_bytes())
    desktop.app.paths.database.with_name("shopdesk.db-wal").unlink(missing_ok=True)
    qtbot.waitUntil(lambda: desktop.window.windowTitle().startswith("Kept"), timeout=15_000)
    qtbot.waitUntil(lambda: "replaced by another program" in desktop.window.messages.text)
