"""Click through the Daily tab as a user does and say how long each click took until its answer was painted.

``probe_daily.py click FOLDER STORE PATIENCE`` starts on the setup page, waits PATIENCE milliseconds after it stands,
then opens Today, opens it again with changed data, and opens the year's heat map; ``probe_daily.py start FOLDER STORE``
starts with Today as the page last open. Prints JSON: milliseconds on the clock, and of those the milliseconds that
this process computed (``…_cpu``), which say more on a machine that others share. ``start`` counts from ``STARTED``
(seconds since the epoch, set by the caller). Run by ``bench_daily``.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

_NOW = datetime(2026, 3, 16, 9)
_LATEST = 1_000  # events of this urgency are delivered before anything else
_LOOK_MS = 5
_GIVE_UP_MS = 60_000


class Probe(QObject):
    """Watches one widget at a time; what is painted counts once ``ready`` says that the answer is in it."""

    def __init__(self, desktop: Any) -> None:
        """Drive the window of ``desktop``."""
        super().__init__(desktop)
        self.desktop = desktop
        self.found: dict[str, float] = {}
        self._ready: Callable[[], bool] = lambda: False
        self._seen: Callable[[], None] | None = None
        QTimer.singleShot(_GIVE_UP_MS, self, lambda: os._exit(3))

    def watch(self, widget: QWidget, ready: Callable[[], bool], seen: Callable[[], None]) -> None:
        """Call ``seen`` right after the first painting of ``widget`` with its answer."""
        self._ready, self._seen = ready, seen
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._seen is not None and self._ready():
            watched.removeEventFilter(self)
            # Delivered when the painting of the whole window, which this event is part of, is over.
            QApplication.postEvent(self, QEvent(QEvent.Type.User), _LATEST)
        return False

    def customEvent(self, event: QEvent) -> None:
        seen, self._seen = self._seen, None
        if seen is not None:
            seen()

    def when_quiet(self, then: Callable[[], None], patience: float) -> None:
        """Call ``then`` when a page stood for so many milliseconds with nothing short going on."""
        stood = [time.perf_counter()]
        timer = QTimer(self)

        def look() -> None:
            window = self.desktop.window
            stands = window.pages is not None and window.pages.current is not None
            if not stands or (patience < _LOOK_MS and self.busy()):
                stood[0] = time.perf_counter()
            elif (time.perf_counter() - stood[0]) * 1000 >= patience and not self.busy():
                timer.stop()
                then()

        timer.timeout.connect(look)
        timer.start(_LOOK_MS)

    def busy(self) -> bool:
        """Whether short work is waiting; the daily backup runs beside and does not count."""
        return any(not task.long for task in self.desktop.tasks._open)

    def timed(self, name: str, act: Callable[[], tuple[QWidget, Callable[[], bool]]], then: Callable[[], None]) -> None:
        """Do what a click does and note the time until the answer is painted."""
        clock, cpu = time.perf_counter(), time.process_time()

        def seen() -> None:
            self.found[name] = (time.perf_counter() - clock) * 1000
            self.found[f"{name}_cpu"] = (time.process_time() - cpu) * 1000
            then()

        self.watch(*act(), seen)

    def end(self) -> None:
        """Print and leave; closed in order, or the next start would check every page of the data file."""
        print(json.dumps(self.found), flush=True)
        self.desktop.close()
        os._exit(0)

    # --- the clicks ------------------------------------------------------------------------------------------------

    def go(self, page: str) -> Any:
        """Click on a tab."""
        self.desktop.window.navigation.chosen.emit(page)
        return self.desktop.window.pages.current

    def today(self) -> tuple[QWidget, Callable[[], bool]]:
        """Open Today; painted when the form that holds now is in the table, read ahead or for this click."""
        view = self.go("daily").view("today")
        return view.table.viewport(), lambda: view.sheet is not None and view.main_look.stands

    def heat_map(self) -> tuple[QWidget, Callable[[], bool]]:
        """Open the look back; painted when the year is in the picture."""
        view = self.go("daily").show_view("lookback")
        return view.heat_map, lambda: view.years.count() > 0

    def click(self, patience: float) -> None:
        """Today, Today again, the heat map."""

        def first() -> None:
            self.timed("today_first", self.today, lambda: self.when_quiet(leave, 300))

        def leave() -> None:
            self.go("setup")
            self.desktop.events.changed.emit(frozenset({"answers"}))
            self.when_quiet(again, 300)

        def again() -> None:
            self.timed("today_later", self.today, lambda: self.when_quiet(year, 300))

        def year() -> None:
            self.timed("heat_map_first", self.heat_map, self.end)

        self.when_quiet(first, patience)

    def start(self) -> None:
        """The program's first page."""

        def find() -> None:
            page = self.desktop.window.pages and self.desktop.window.pages.current
            if page is None:
                return
            timer.stop()
            view = page.view("today")
            self.watch(view.table.viewport(), lambda: view.sheet is not None, seen)

        def seen() -> None:
            self.found["start"] = (time.time() - float(os.environ["STARTED"])) * 1000
            self.found["start_cpu"] = time.process_time() * 1000
            self.end()

        timer = QTimer(self)
        timer.timeout.connect(find)
        timer.start(1)


def main(what: str, folder: str, store: str, patience: str = "0") -> None:
    """Start the program as a double click does, on a fixed day, and drive it."""
    from shopdesk import bootstrap
    from shopdesk.gui.app import run_window
    from shopdesk.infra.clock import FixedClock
    from shopdesk.infra.settings import CURRENT_PAGE, CURRENT_STORE, ONBOARDED, Settings

    settings = Settings(Path(folder) / "settings.json")
    settings.set(CURRENT_PAGE, "daily" if what == "start" else "setup")
    settings.set(CURRENT_STORE, int(store))
    settings.set(ONBOARDED, True)
    bootstrap.SystemClock = lambda: FixedClock(_NOW)  # type: ignore[misc,assignment]
    genuine = QApplication.exec

    def run(*_args: object) -> int:
        from shopdesk.gui.desktop import Desktop

        desktop = next(one for one in gc.get_objects() if isinstance(one, Desktop))
        probe = Probe(desktop)
        probe.start() if what == "start" else probe.click(float(patience))
        return genuine()

    QApplication.exec = run  # type: ignore[method-assign]
    run_window(Path(folder), "zh_CN")


if __name__ == "__main__":
    main(*sys.argv[1:])
