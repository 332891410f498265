"""Photos on two PCs: what one adds the other sees, the line breaks and nothing is lost, and all of it goes back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.photos.viewer import PhotoViewer
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import click
from tests.gui.shell.support import settle
from tests.stories.sharing import Office, office


@pytest.fixture
def machine(qtbot: QtBot, qapp: QApplication, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("shopdesk.services.sharing.holding.own_addresses", lambda: ["127.0.0.1"])
    with office(qtbot, qapp, clock) as made:
        yield made


def photo(file: Path, colour: int) -> Path:
    made = QImage(320, 200, QImage.Format.Format_RGB32)
    made.fill(colour)
    assert made.save(str(file))
    return file


def problems(desktop: Desktop) -> Any:
    """The view of problems, in front."""
    return desktop.window.open_page("daily").show_view("problems")


def names(view: Any) -> list[str]:
    model = view.detail.files.files_model
    return [model.item(row).text().replace("\u200b", "") for row in range(model.rowCount())]


def drop(view: Any, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    view.detail.take(data)


def colour_shown(machine: Office, desktop: Desktop, view: Any, row: int) -> int:
    """Open a photo by Enter; the colour of its first point."""
    files = view.detail.files
    files.list.setCurrentIndex(files.files_model.index(row, 0))
    machine.qtbot.keyClick(files.list, Qt.Key.Key_Return)
    machine.until(lambda: bool(desktop.window.findChildren(PhotoViewer)))
    (viewer,) = desktop.window.findChildren(PhotoViewer)
    machine.until(lambda: not viewer.canvas._picture.pixmap().isNull())
    found = viewer.canvas._picture.pixmap().toImage().pixel(0, 0) & 0xFFFFFF
    viewer.close()
    settle(machine.qtbot, desktop)
    return int(found)


def hashes(folder: Path) -> set[str]:
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*.png")}


def test_a_photo_added_on_one_pc_is_seen_on_the_other_and_goes_back_with_the_data(
    machine: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    before, shared_photo, late = (
        photo(tmp_path / f"{name}.png", colour)
        for name, colour in (("before", 0xAA2211), ("shared", 0x22AA11), ("late", 0x1122AA))
    )
    boss = machine.window("boss", store=True)
    services = boss.app.services
    (store,) = services.stores.all()
    found = services.problems.create(
        Problem(store_id=store.id or 0, title="Sign is dark", opened_on=date(2026, 3, 16)), [before]
    )
    shared = machine.share(boss)
    code = machine.code(boss, shared)
    click(shared, "shared.close")
    other = machine.window("other")
    machine.join(other, code)
    machine.until(lambda: other.window.context is not None)
    settle(qtbot, other)

    # What was there before sharing is seen on the other PC, and what is added there on this one.
    theirs = problems(other)
    machine.until(lambda: names(theirs) == ["before.png"])
    assert colour_shown(machine, other, theirs, 0) == 0xAA2211
    drop(theirs, shared_photo)
    machine.until(lambda: names(theirs) == ["before.png", "shared.png"])
    mine = problems(boss)
    machine.until(lambda: names(mine) == ["before.png", "shared.png"])
    assert colour_shown(machine, boss, mine, 1) == 0x22AA11
    assert hashes(machine.home / "other" / "attachments") == set()
    assert hashes(machine.home / "other" / "fetched")

    # The PC with the data is closed; a photo that is added meanwhile waits, is said to, and is kept later.
    machine.close(boss)
    drop(theirs, late)
    machine.until(lambda: "not kept yet and waits here" in theirs.detail.files.trouble.text())
    assert theirs.detail.files.again.isVisible() and theirs.detail.files.again.text() == "Keep what waits (1)"
    assert "Photos or files of a problem are not kept yet" in theirs.unsaved()
    boss = machine.window("boss")
    settle(qtbot, boss)
    click(theirs, "problems.keepAgain")
    machine.until(lambda: names(theirs) == ["before.png", "shared.png", "late.png"])
    assert not theirs.detail.files.again.isVisible() and theirs.unsaved() == ""

    # Whoever leaves the store takes nothing along.
    other.app.close_data()
    other.app.sharing.leave()
    assert not (machine.home / "other" / "fetched").exists()
    machine.close(other)

    # A backup of the PC with the data holds them all, and so does the data folder once the data are back.
    made = boss.app.services.backups.create()
    assert boss.app.services.backups.verify(made.name)
    wanted = {hashlib.sha256(file.read_bytes()).hexdigest() for file in (before, shared_photo, late)}
    assert hashes(machine.home / "boss" / "backups" / "attachments") == wanted
    boss.commands.share.trigger()
    shared = machine.dialog(boss, "shared")
    click(shared, "shared.back")
    back = machine.dialog(boss, "shareBack")
    click(back, "shareBack.begin")
    machine.until(lambda: back.shut.isEnabled() and "Everything arrived" in back.view.state.text())
    moved = {one.table: one.rows for one in back.view.table.records_model.records}
    assert moved["file_contents"] == 3
    click(back, "shareBack.close")
    settle(qtbot, boss)
    assert hashes(machine.home / "boss" / "attachments") == wanted
    assert not (machine.home / "boss" / "fetched").exists()
    files = boss.app.services.problems.view(found.id or 0).files
    read = boss.app.services.problems.files.path_of
    assert [read(one).read_bytes() for one in files] == [
        before.read_bytes(),
        shared_photo.read_bytes(),
        late.read_bytes(),
    ]
