"""How fast exports are imported, against reading the same file and nothing but ``executemany`` in the same run.

    python benchmarks/bench_import.py [--rows 100000] [--rounds 3] [--json]

The floor reads every row (calamine ``iter_rows`` or the csv module), converts nothing, and inserts twenty of its
columns into a bare table with one unique constraint and two indexes, in one transaction, with the journal and sync
settings that ShopDesk uses. Each measurement is a process of its own; floor and import take turns, and the least of
each counts. ``again`` is the same file once more, which is known and not read; ``reread`` a copy under another name,
which is read and compared row by row, as a fresh export of known orders is. Seconds are those of the processor, the
reading process included, so that what else runs on the machine says little. ``stall`` is the longest gap between two
beats of a 5-millisecond Qt timer while the import runs beside it, by the clock and by the processor: on a busy machine
the clock also counts how long other programs kept the window waiting. Garbage is left to the pauses there, as in a
window.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TARGETS = {"xlsx": 1.5, "csv": 1.75, "again": 0.7, "stall_ms": 50.0}
_COLUMNS = 20
_BATCH = 100


def busy() -> float:
    """Seconds that processors worked for this process and for those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def floor(file: Path, folder: Path) -> dict[str, float]:
    """Read and insert, nothing else."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")
    names = ", ".join(f"c{number}" for number in range(_COLUMNS))
    connection.execute(f"CREATE TABLE o (id INTEGER PRIMARY KEY, store INTEGER, {names}, UNIQUE (store, c0))")
    connection.execute("CREATE INDEX a ON o (store, c12)")
    connection.execute("CREATE INDEX b ON o (store, c13, c1)")
    insert = f"INSERT INTO o (store, {names}) VALUES (1, {', '.join('?' * _COLUMNS)})"
    started = busy()
    connection.execute("BEGIN IMMEDIATE")
    rows = _calamine_rows(file) if file.suffix == ".xlsx" else _csv_rows(file)
    next(rows)
    while batch := [row[:_COLUMNS] for row in islice(rows, _BATCH)]:
        connection.executemany(insert, batch)
    connection.execute("COMMIT")
    return {"seconds": busy() - started}


def _csv_rows(file: Path) -> Any:
    with file.open(encoding="gb18030", newline="") as stream:
        yield from csv.reader(stream)


def _calamine_rows(file: Path) -> Any:
    import python_calamine

    yield from python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).iter_rows()


def imported(file: Path, folder: Path) -> dict[str, float]:
    """A first import, the same once more, and a copy of it."""
    app, run = _opened(folder)
    copy = Path(shutil.copy(file, folder / f"copy{file.suffix}"))
    times = []
    for one in (file, file, copy):
        started = busy()
        run(one)
        times.append(busy() - started)
    app.close()
    return {"seconds": times[0], "again": times[1], "reread": times[2]}


def stalled(file: Path, folder: Path) -> dict[str, float]:
    """The longest wait of a window's event loop while a thread imports."""
    from concurrent.futures import ThreadPoolExecutor

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gc.disable()
    from PySide6.QtCore import QCoreApplication, QTimer

    app, run = _opened(folder)
    qt = QCoreApplication([])
    beats: list[tuple[float, float]] = []
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: beats.append((time.perf_counter(), time.process_time())))
    with ThreadPoolExecutor(1) as pool:
        timer.start()
        future = pool.submit(run, file)
        watch = QTimer()
        watch.setInterval(20)
        watch.timeout.connect(lambda: qt.quit() if future.done() else None)
        watch.start()
        qt.exec()
        future.result()
    app.close()
    longest = [max(after - before for before, after in pairwise(times)) for times in zip(*beats, strict=True)]
    return {"stall_ms": 1000 * longest[0], "stall_processor_ms": 1000 * longest[1]}


def _opened(folder: Path) -> tuple[Any, Callable[[Path], object]]:
    from shopdesk.bootstrap import open_app

    app = open_app(folder / "data", "en")
    store = app.services.stores.create("bench")
    service = app.services.imports
    service.list()
    return app, lambda file: service.run_file(file, store)


MEASURES = {"floor": floor, "imported": imported, "stalled": stalled}


def measure(rounds: int, rows: int) -> dict[str, dict[str, float]]:
    """The least of ``rounds`` processes for each form of file."""
    from benchmarks.order_export import write_csv, write_xlsx

    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for form, write in (("xlsx", write_xlsx), ("csv", write_csv)):
            file = Path(scratch) / f"export.{form}"
            write(file, rows)
            found: dict[str, list[dict[str, float]]] = {"floor": [], "imported": [], "stalled": []}
            for _ in range(rounds):
                for what, measured in found.items():
                    measured.append(_in_process(what, file))
            base = min(run["seconds"] for run in found["floor"])
            first = min(run["seconds"] for run in found["imported"])
            again, reread = (min(run[name] for run in found["imported"]) for name in ("again", "reread"))
            results[form] = {
                "floor_s": base,
                "import_s": first,
                "ratio": first / base,
                "again_s": again,
                "again_ratio": again / first,
                "reread_ratio": reread / first,
                **{how: statistics.median(run[how] for run in found["stalled"]) for how in found["stalled"][0]},
                "rows_per_s": rows / first,
            }
    return results


def _in_process(what: str, file: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--one", what, "--file", str(file)],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=tuple(MEASURES), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        with tempfile.TemporaryDirectory() as scratch:
            print(json.dumps(MEASURES[args.one](args.file, Path(scratch))))
        return
    results = measure(args.rounds, args.rows)
    if args.json:
        print(json.dumps(results, indent=2))
        return
    for form, found in results.items():
        print(
            f"{form:>5}: floor {found['floor_s']:.2f} s, import {found['import_s']:.2f} s = {found['ratio']:.2f} x "
            f"(aim {TARGETS[form]}), again {found['again_ratio']:.2f} x (aim {TARGETS['again']}), "
            f"a copy {found['reread_ratio']:.2f} x, "
            f"stall {found['stall_ms']:.0f} ms, {found['stall_processor_ms']:.0f} ms by the processor "
            f"(aim {TARGETS['stall_ms']:.0f}), {found['rows_per_s']:,.0f} rows/s"
        )


if __name__ == "__main__":
    main()
