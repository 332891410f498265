"""How long each view of the window waits for its data over a line that takes 5 ms there and back (aim: 300 ms).

    python benchmarks/bench_line.py [--rounds 3] [--all] [--json]

The sample store lies on a server behind a line that delays. A walk opens every page, and in it every part behind a tab
or a switch, in a program just opened. What a view asks for when it is opened is measured on the thread that asks: how
often the server was asked (statements, the beginning and the end of each transaction), the time by the clock from the
first question to the last answer, and the processor's of this process in between. By the clock of a busy machine a view
takes longer than on a quiet one, so beside it stands what the line alone takes: round trips times 5 ms. The median of
the rounds counts. Only what views ask for is counted: not what is loaded ahead of a click, kept while nobody waits, or
worked out beside the page with its progress in the strip.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={ROOT / 'tests' / 'screen.json'}")

LINE_MS, TARGET_MS = 5.0, 300.0


@dataclass
class Load:
    """What one view asked for: how often it asked, and milliseconds by the clock and of the processor."""

    trips: int = 0
    clock_ms: float = 0.0
    cpu_ms: float = 0.0

    def add(self, other: Load) -> None:
        """Both, one after the other."""
        self.trips += other.trips
        self.clock_ms += other.clock_ms
        self.cpu_ms += other.cpu_ms


@contextmanager
def watched(engine: Any) -> Iterator[list[Load]]:
    """The loads that users wait for, as they end."""
    from psycopg import ClientCursor
    from sqlalchemy import event

    from shopdesk.gui.task_runner import Task

    trips: dict[int, int] = {}
    found: list[Load] = []

    def asked(times: int) -> None:
        me = threading.get_ident()
        trips[me] = trips.get(me, 0) + times

    def each(cursor: Any, *words: Any, **more: Any) -> Any:
        asked(1)
        return genuine_execute(cursor, *words, **more)

    def begun(_connection: object) -> None:
        asked(2)

    genuine, genuine_execute = Task.run, ClientCursor.execute

    def run(task: Task, work: Any) -> None:
        me = threading.get_ident()
        trips[me], clock, cpu = 0, time.perf_counter(), time.thread_time()
        genuine(task, work)
        if type(task._owner).__name__ == "Look" and not task.long:
            found.append(Load(trips[me], (time.perf_counter() - clock) * 1000, (time.thread_time() - cpu) * 1000))

    ClientCursor.execute = each  # type: ignore[method-assign]
    event.listen(engine, "begin", begun)
    Task.run = run  # type: ignore[method-assign]
    try:
        yield found
    finally:
        Task.run = genuine  # type: ignore[method-assign]
        ClientCursor.execute = genuine_execute  # type: ignore[method-assign]
        event.remove(engine, "begin", begun)


def delay(home: Path, ports: Any, end: Any) -> None:
    """Be the line until ``end`` is set: in a process of its own, so that it waits for nothing of the program's."""
    from tests.line import Line

    with Line(home, LINE_MS / 1000) as line:
        ports.put(line.address("shop"))
        end.wait()


@contextmanager
def delayed(home: Path) -> Iterator[str]:
    """The address of the database ``shop`` behind the line."""
    process = multiprocessing.get_context("spawn")
    ports, end = process.Queue(), process.Event()
    line = process.Process(target=delay, args=(home, ports, end))
    line.start()
    try:
        yield ports.get(timeout=60)
    finally:
        end.set()
        line.join()


def rest(desktop: Any) -> None:
    """Wait until everything is answered, and what that asked for, too."""
    from PySide6.QtCore import QEventLoop, QTimer

    quiet = 0
    while quiet < 4:
        # As in the program, whose threads go on while its window waits; Qt's own waiting for tests holds them up.
        waiting = QEventLoop()
        QTimer.singleShot(0 if desktop.tasks.idle() else 10, waiting.quit)
        waiting.exec()
        quiet = quiet + 1 if desktop.tasks.idle() else 0


def walk(folder: Path) -> dict[str, Load]:
    """Every view of a program just opened, with what it asked for."""
    from PySide6.QtWidgets import QApplication
    from sqlalchemy import Engine

    from shopdesk import bootstrap
    from shopdesk.gui.desktop import Desktop
    from shopdesk.gui.theme import base_font
    from shopdesk.infra.clock import FixedClock
    from tests.gui import sample_store
    from tests.gui.shell.support import close
    from tests.gui.walk import views

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setFont(base_font())
    seen: dict[str, Load] = {}
    with watched(Engine) as loads:
        desktop = Desktop(application, bootstrap.prepare(folder, "en", clock=FixedClock(sample_store.NOW)))
        try:
            desktop.window.show()
            desktop.open_data()
            rest(desktop)
            # Loaded ahead, whichever page is opened first.
            for load in loads:
                seen.setdefault("daily / Today, with what stands beside it", Load()).add(load)
            loads.clear()
            for name in views(desktop, lambda: rest(desktop)):
                whole = seen.setdefault(name, Load())
                for load in loads:
                    whole.add(load)
                loads.clear()
        finally:
            close(desktop)
    return seen


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Every view, on a server of its own behind a line that delays."""
    from shopdesk.storage import places
    from tests import engines, postgres_server
    from tests.gui import sample_store

    server = postgres_server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            sample_store.home[:] = [Path(folder)]
            engines.moved(sample_store.kept_sample("en"), server.address(server.make(name="shop")))
            home = Path(folder) / "data"
            home.mkdir()
            found: dict[str, list[Load]] = {}
            with delayed(server.home) as address:
                places.keep_address(home / "server.json", address)
                for _ in range(rounds):
                    for name, load in walk(home).items():
                        found.setdefault(name, []).append(load)
    finally:
        server.stop()
    return {
        name: {what: statistics.median(getattr(one, what) for one in loads) for what in ("trips", "clock_ms", "cpu_ms")}
        for name, loads in found.items()
    }


def main() -> int:
    """Print what was measured beside what it aims at, the slowest view first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--all", action="store_true", help="print every view instead of the ten slowest")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.rounds)
    if args.json:
        print(json.dumps(found))
        return 0
    slowest = sorted(found.items(), key=lambda one: -one[1]["clock_ms"])
    for name, told in slowest if args.all else slowest[:10]:
        line = told["trips"] * LINE_MS
        print(
            f"{name:<44}{told['trips']:4.0f} round trips ({line:.0f} ms of line), {told['clock_ms']:.0f} ms by the "
            f"clock, of which {told['cpu_ms']:.0f} of the processor"
        )
    over = sum(told["clock_ms"] > TARGET_MS for told in found.values())
    print(f"{len(found)} views, {over} over the aim of {TARGET_MS:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
