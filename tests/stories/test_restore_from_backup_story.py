"""Story: the owner renames a store by mistake and brings a backup back; another day the data file is damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

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
