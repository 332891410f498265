"""The whole window on a data folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from tests.gui.shell.support import close, settle

Start = Callable[..., Desktop]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Start]:
    """Start the windowed program as a double click does; several starts on one folder follow one another."""
    open_desktops: list[Desktop] = []

    def begin(folder: Path | None = None, language: str = "en") -> Desktop:
        for old in open_desktops:
            close(old)
        open_desktops.clear()
        app = bootstrap.prepare(folder or tmp_path / "data", language, clock=clock)
        qapp.setFont(base_font())
        desktop = Desktop(qapp, app)
        open_desktops.append(desktop)
        desktop.window.show()
        desktop.open_data()
        settle(qtbot, desktop)
        return desktop

    yield begin
    for desktop in open_desktops:
        close(desktop)
