"""Run on its own by test_scaling.py: the size of a point is read once, when Qt starts.

``python -m tests.gui.scaling_probe DATA_FOLDER LANGUAGE`` prints one line of JSON: for each size of the window and each
view the texts that are ``cut``, and the views that are ``tight``, that is, that have to be scrolled.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.walk import cut_texts, views

SIZES = ((1280, 800), (1024, 640))


def settle(desktop: Desktop) -> None:
    """Run the event loop until every task has been answered and what followed is laid out."""
    loop = QEventLoop()
    watch = QTimer(interval=20)
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if desktop.tasks.idle() and desktop.window.pages is not None else 0
        if quiet > 3:
            loop.quit()

    watch.timeout.connect(look)
    watch.start()
    loop.exec()


def main(folder: str, language: str) -> None:
    """Walk through the window once for each size."""
    application = QApplication([])
    application.setFont(base_font())
    app = bootstrap.prepare(Path(folder), language, clock=FixedClock(NOW))
    desktop = Desktop(application, app)
    desktop.window.show()
    desktop.open_data()
    settle(desktop)
    found: dict[str, list[str]] = {}
    tight: dict[str, str] = {}
    for width, height in SIZES:
        desktop.window.resize(width, height)
        for view in views(desktop, lambda: settle(desktop)):
            size = desktop.window.size()
            if (size.width(), size.height()) != (width, height):
                found.setdefault(f"{width}x{height} {view}", []).append(f"the window is {size.toTuple()}")
            assert desktop.window.pages is not None and desktop.window.pages.current is not None
            needed = desktop.window.pages.current.minimumSizeHint()
            room = desktop.window.pages.size()
            if needed.width() > room.width() or needed.height() > room.height():
                tight[f"{width}x{height} {view}"] = f"needs {needed.toTuple()}, has {room.toTuple()}"
            for line in cut_texts(desktop.window):
                found.setdefault(f"{width}x{height} {view}", []).append(line)
    print(json.dumps({"cut": found, "tight": tight}))
    desktop.window.hide()
    desktop.tasks.stop()
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
