"""Handling the whole window in tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.bootstrap import open_app
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra import i18n
from shopdesk.infra.clock import Clock, FixedClock
from tests.gui import hands
from tests.gui.sample_store import make_sample


def close(desktop: Desktop) -> None:
    """Close as the user does."""
    for dialog in desktop.window.findChildren(QWidget):
        if dialog.isWindow():
            dialog.hide()
    desktop.window.closing.disconnect()
    desktop.window.close()
    desktop.close()
    desktop.window.deleteLater()


@contextmanager
def on_sample(qtbot: QtBot, qapp: QApplication, folder: Path, language: str, clock: Clock) -> Iterator[Desktop]:
    """The program on a sample store of its own, opened and closed again."""
    app = bootstrap.prepare(make_sample(folder, language, settled=True), language, clock=clock)
    qapp.setFont(base_font())
    opened = Desktop(qapp, app)
    try:
        opened.window.show()
        opened.open_data()
        settle(qtbot, opened)
        yield opened
    finally:
        close(opened)
        i18n.set_language("en")


def with_store(folder: Path, clock: Clock, name: str = "Lamp House") -> Path:
    """A data folder with an open store, made yesterday where it has none yet, past the dialog of the first start."""
    app = open_app(folder, "en", clock=FixedClock(clock.now() - timedelta(days=1)))
    if not app.services.stores.all():
        app.services.stores.create(name, opened_on=date(2025, 1, 1))
    app.close()
    return folder


def settle(qtbot: QtBot, desktop: Desktop) -> None:
    """Wait until everything that was asked for is answered, and what that asked for too."""
    hands.settle(qtbot, desktop.tasks)


def dialog(desktop: Desktop, name: str) -> QWidget:
    """The open dialog of a name."""
    found = desktop.window.findChild(QWidget, name)
    assert found is not None and found.isVisible(), f"{name} is not open"
    return found
