"""Two windows on one machine: one that holds the data, one that joins over the loopback."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from shopdesk.sharing.server import LOOPBACK
from tests.gui.hands import click
from tests.gui.shell.support import close, with_store

PASSWORD = "correct horse 2026"
PATIENCE_MS = 100_000


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as asked:
        asked.bind((LOOPBACK, 0))
        return int(asked.getsockname()[1])


class Office:
    """The machine on which both windows are."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, clock: FixedClock, home: Path) -> None:
        self.qtbot, self.qapp, self.clock, self.home = qtbot, qapp, clock, home
        self.open: list[Desktop] = []

    def window(self, name: str, *, store: bool = False) -> Desktop:
        """Start the program on the data folder of a PC."""
        folder = self.home / name
        if store:
            with_store(folder, self.clock)
        app = bootstrap.prepare(folder, "en", clock=self.clock)
        if os.name == "posix":
            folder.chmod(0o711)  # the server's user is another one where the tests run as root
        desktop = Desktop(self.qapp, app)
        self.open.append(desktop)
        desktop.window.show()
        desktop.open_data()
        self.until(desktop.tasks.idle)
        return desktop

    def close(self, desktop: Desktop) -> None:
        """Close a window, whoever else is at work."""
        self.open.remove(desktop)
        close(desktop)

    def dialog(self, desktop: Desktop, name: str) -> Any:
        """The dialog of a name, once it is there."""
        found: list[Any] = []

        def there() -> bool:
            found[:] = [one for one in desktop.window.findChildren(QDialog, name) if one.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there, timeout=PATIENCE_MS)
        return found[-1]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something."""
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def share(self, desktop: Desktop, owner: str = "Boss") -> Any:
        """Share through the window; the page of sharing."""
        desktop.commands.share.trigger()
        dialog = self.dialog(desktop, "share")
        type_into(dialog, "share.name", owner)
        type_into(dialog, "share.port", str(free_port()))
        click(dialog, "share.again")
        self.until(dialog.share.isEnabled)
        click(dialog, "share.share")
        self.until(lambda: dialog.shut.isEnabled())
        assert dialog.shut.text() == "Go on", dialog.problem.text()
        click(dialog, "share.close")
        return self.dialog(desktop, "shared")

    def code(self, desktop: Desktop, shared: Any, group: str = "owner") -> str:
        """Let a code be shown; its text."""
        self.until(desktop.app.sharing.holding.state().is_open.__bool__)
        click(shared, "shared.code")
        form = self.dialog(desktop, "rights")
        form.group.setCurrentIndex(form.group.findData(group))
        form.ok.click()
        shown = self.dialog(desktop, "code")
        click(shown, "code.copy")
        text = self.qapp.clipboard().text()
        click(shown, "code.close")
        return text

    def join(
        self,
        desktop: Desktop,
        code: str,
        name: str = "Xiaoman",
        password: str = PASSWORD,
        authority: Path | None = None,
    ) -> None:
        """Join at the first start; ``authority`` is the file of who vouches for a server that is there."""
        click(self.dialog(desktop, "firstStart"), "firstStart.join")
        dialog = self.dialog(desktop, "join")
        type_into(dialog, "join.code", code)
        click(dialog, "join.next")
        type_into(dialog, "join.name", name)
        type_into(dialog, "join.password", password)
        type_into(dialog, "join.again", password)
        if authority is not None:
            type_into(dialog, "join.authority", str(authority))
        click(dialog, "join.next")
        # Once in, the dialog is gone with all that it held.
        self.until(lambda: not isValid(dialog) or desktop.window.context is not None or dialog.problem.text() != "")


def type_into(dialog: QDialog, name: str, text: str) -> None:
    """Put text into a line, as pasting does."""
    line = dialog.findChild(QLineEdit, name)
    assert line is not None and line.isVisible(), name
    line.setText(text)


@contextmanager
def office(qtbot: QtBot, qapp: QApplication, clock: FixedClock) -> Iterator[Office]:
    """A machine of its own, with all windows closed at the end."""
    # pytest's own folders are closed to the ordinary user as whom a server runs for root.
    home = Path(tempfile.mkdtemp(prefix="shopdesk-office-"))
    home.chmod(0o711)
    made = Office(qtbot, qapp, clock, home)
    try:
        yield made
    finally:
        for desktop in reversed(made.open):
            close(desktop)
        shutil.rmtree(home, ignore_errors=True)
