"""Start the program or an empty window and say when it was painted and usable: run by ``bench_start``.

``probe_window.py empty`` or ``probe_window.py app FOLDER PAGE``; prints JSON with milliseconds since ``STARTED``
(seconds since the epoch, set by the caller), the processor's milliseconds (``…_cpu``) and the resident memory in MB.
``probe_window.py close FOLDER PAGE`` closes the window as a user does, so that a picture of the page is kept; the next
``app`` then also says when that was ``seen``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

STARTED = float(os.environ["STARTED"])


def since() -> float:
    """Milliseconds since the caller spawned this process."""
    return (time.time() - STARTED) * 1000


def memory() -> float:
    """The resident memory in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def note(told: dict[str, float], name: str) -> None:
    """Keep the present moment."""
    told[name], told[f"{name}_cpu"] = since(), time.process_time() * 1000


def note_painting(told: dict[str, float], kind: type, name: str) -> None:
    """Note when a widget of ``kind`` was painted first, at the cost that the empty window has, too."""
    genuine = kind.paintEvent

    def paint(self, event) -> None:
        genuine(self, event)
        if name not in told:
            note(told, name)

    kind.paintEvent = paint


def empty() -> None:
    """The floor: a main window with nothing in it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event):
            super().paintEvent(event)
            if not told:
                note(told, "painted")
                QTimer.singleShot(200, application.quit)

    told = {}
    application = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    application.exec()
    print(json.dumps({**told, "memory": memory()}), flush=True)
    os._exit(0)


def app(folder: str, page: str, *, close: bool) -> None:
    """The program as a double click starts it, on a page, until that page has its data."""
    from shopdesk.gui.quick_imports import import_qt

    import_qt()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    told: dict[str, float] = {}
    genuine = QApplication.exec

    def run(*_args: object) -> int:
        application = QApplication.instance()
        start = sys._getframe(1).f_locals["start"]
        window = start.window
        note_painting(told, type(window), "painted")
        cover = window.findChild(QWidget, "firstPicture")
        if cover is not None:
            note_painting(told, type(cover), "seen")
        quiet = [0]

        def look() -> None:
            ready = window.pages is not None and window.pages.current is not None
            ready = ready and not busy(start.desktop)
            quiet[0] = quiet[0] + 1 if ready else 0
            if quiet[0] == 1:
                note(told, "usable")
            if quiet[0] == 40 and close:
                window.close()
            if quiet[0] > 40 and not close:
                print(json.dumps({**told, "memory": memory()}), flush=True)
                os._exit(0)

        timer = QTimer(application)
        timer.timeout.connect(look)
        timer.start(5)
        return genuine()

    QApplication.exec = run  # type: ignore[method-assign]
    from shopdesk.gui.app import run_window
    from shopdesk.infra.settings import CURRENT_PAGE, Settings

    Settings(Path(folder) / "settings.json").set(CURRENT_PAGE, page)
    run_window(Path(folder), "zh_CN")
    print(json.dumps(told), flush=True)


def busy(desktop) -> bool:
    """Whether somebody waits: neither the daily backup, nor what is loaded ahead of the first click, nor looking every
    second whether another program changed anything.
    """  # noqa: D205
    unasked = ("Ahead", "ForeignChanges")
    return any(not task.long and type(task._owner).__name__ not in unasked for task in desktop.tasks._open)


if __name__ == "__main__":
    empty() if sys.argv[1] == "empty" else app(sys.argv[2], sys.argv[3], close=sys.argv[1] == "close")
