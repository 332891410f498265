"""Run on its own by test_small_screen.py: the screen is read once, when Qt starts.

``python -m tests.gui.small_screen_probe DATA_FOLDER LANGUAGE`` prints one line of JSON: what stands off the
screen or is cut, by page or dialog, and how many dialogs were opened.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.scaling_probe import settle
from tests.gui.walk import cut_texts, views

_NOT_OPENED = ("file.quit", "file.import", "file.exportAll", "help.dataFolder", "edit.undo", "edit.redo")


def off_screen(widget: QWidget) -> str:
    """How a window leaves the screen; empty where it does not."""
    screen, place = widget.screen().availableGeometry(), widget.frameGeometry()
    return "" if screen.contains(place) else f"{place.getRect()} leaves {screen.getRect()}"


def main(folder: str, language: str) -> None:
    """Walk through the window and the dialogs of the menus."""
    application = QApplication([])
    application.setFont(base_font())
    app = bootstrap.prepare(Path(folder), language, clock=FixedClock(NOW))
    desktop = Desktop(application, app)
    desktop.window.show()
    desktop.open_data()
    settle(desktop)
    found: dict[str, list[str]] = {}

    def look(name: str, widget: QWidget) -> None:
        said = [line for line in (off_screen(widget), *cut_texts(widget)) if line]
        if said:
            found[name] = said

    for view in views(desktop, lambda: settle(desktop)):
        look(view, desktop.window)
    opened = 0
    for action in list(desktop.commands.actions):
        name = action.objectName()
        if name in _NOT_OPENED or name.startswith(("view.", "theme.", "language.")):
            continue
        action.trigger()
        settle(desktop)
        for dialog in [one for one in desktop.window.findChildren(QDialog) if one.isVisible()]:
            opened += 1
            look(name, dialog)
            dialog.reject()
        settle(desktop)
    print(json.dumps({"found": found, "opened": opened, "size": desktop.window.size().toTuple()}))
    desktop.window.hide()
    desktop.tasks.stop()
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
