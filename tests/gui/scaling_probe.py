"""Run on its own by test_scaling.py: the size of a point is read once, when Qt starts.

``python -m tests.gui.scaling_probe DATA_FOLDER LANGUAGE`` prints one line of JSON: for each size of the window and each
view the texts that are ``cut``, the views that are ``tight``, that is, that have to be scrolled, and what is ``wide``:
the scrolling areas that have to be scrolled sideways; ``slits`` are those of which a usual window shows
too little to use them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW
from tests.gui.walk import cut_texts, views

SIZES = ((1280, 800), (1024, 640))


def settle(desktop: Desktop) -> None:
    """Run the event loop until every task has been answered and what followed is laid out."""
    for _ in range(4):
        QTest.qWait(0)
        while not desktop.tasks.idle() or desktop.window.pages is None:
            loop = QEventLoop()  # which lets the other threads work, as QTest.qWait does not
            QTimer.singleShot(2, loop.quit)
            loop.exec()


def too_wide(areas: Iterable[QScrollArea]) -> list[str]:
    """What has to be scrolled sideways; tables scroll within themselves and are none of these areas."""
    return [
        f"{area.objectName() or type(area).__name__} is {too_much} px too wide"
        for area in areas
        if area.isVisible() and (too_much := area.horizontalScrollBar().maximum()) > 0
    ]


def slits(window: QWidget) -> list[str]:
    """What scrolls and shows less than three lines of what is in it; a field for a note may be as low."""
    return [
        f"{area.objectName() or type(area).__name__} shows {area.viewport().height()} px"
        for area in window.findChildren(QAbstractScrollArea)
        if area.isVisible()
        and not isinstance(area, QPlainTextEdit | QTextEdit)
        and area.verticalScrollBar().maximum() > 0
        and area.viewport().height() < 3 * area.fontMetrics().lineSpacing()
    ]


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
    wide: dict[str, list[str]] = {}
    narrow: dict[str, list[str]] = {}
    window = desktop.window
    for view in views(desktop, lambda: settle(desktop)):
        # Each view is loaded once and then laid out at both sizes.
        for width, height in SIZES:
            window.resize(width, height)
            settle(desktop)
            place = f"{width}x{height} {view}"
            if window.size().toTuple() != (width, height):
                found.setdefault(place, []).append(f"the window is {window.size().toTuple()}")
            assert window.pages is not None and window.pages.current is not None
            needed, room = window.pages.current.minimumSizeHint(), window.pages.size()
            if needed.width() > room.width() or needed.height() > room.height():
                tight[place] = f"needs {needed.toTuple()}, has {room.toTuple()}"
            if lines := too_wide(window.findChildren(QScrollArea)):
                wide[place] = lines
            if (width, height) == SIZES[0] and (lines := slits(window)):
                narrow[place] = lines
            for line in cut_texts(window):
                found.setdefault(place, []).append(line)
    print(json.dumps({"cut": found, "tight": tight, "wide": wide, "slits": narrow}))
    desktop.window.hide()
    desktop.tasks.stop()
    app.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
