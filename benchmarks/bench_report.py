"""How long the weekly report takes, against bare openpyxl writing as many cells.

    python benchmarks/bench_report.py [--rounds 5] [--json]

Each round runs three fresh processes in turn: the floor imports openpyxl and writes as many plain cells to as many
sheets; ours writes the report on the sample store's last whole week, from an open data folder on. "Workbook" is what
building and saving took from the record on, openpyxl's import included in both; "with queries" adds the reading from
the data file once the services are loaded, as the first report of a window finds it, which read one ahead
(`gui/ahead.py`); "first" adds loading them, as the command does. The data folder is as a window leaves it that nobody
touched for a moment: its bell asked for the alerts, it thought of the next report, and what is dear to reckon is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

AIMS = {"workbook": 1.5, "queries": 1.5, "first": 2.0}
_FLOOR = """
import sys, time
sheets, cells, target = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
started = time.process_time()
from openpyxl import Workbook
book = Workbook()
book.remove(book.worksheets[0])
for number in range(sheets):
    sheet = book.create_sheet(f"sheet {number}")
    for place in range(cells // sheets):
        sheet.cell(place // 10 + 1, place % 10 + 1).value = f"text {place}" if place % 3 else place * 1.25
book.save(target)
print(time.process_time() - started)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ours", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.ours is not None:
        from shopdesk.infra.garbage import searched_seldom

        with searched_seldom():  # as the command does; the window searches in its pauses only (gui/app.py)
            print(json.dumps(ours(args.ours)))
        return
    with tempfile.TemporaryDirectory(prefix="shopdesk-bench-") as name:
        folder = Path(name)
        _fill(folder)
        found = measure(folder, args.rounds)
    if args.json:
        print(json.dumps(found, indent=2))
        return
    print(f"weekly report: {found['sheets']:.0f} sheets, {found['cells']:.0f} cells, {found['charts']:.0f} charts")
    print(f"bare openpyxl, as many cells: {found['floor_s'] * 1000:.0f} ms")
    for key, name in (("workbook", "workbook"), ("queries", "with queries"), ("first", "first after a start")):
        seconds, ratio = found[f"{key}_s"], found[f"{key}_ratio"]
        print(f"ours, {name}: {seconds * 1000:.0f} ms, {ratio:.2f} x the floor (aim {AIMS[key]})")


def _fill(folder: Path) -> None:
    from shopdesk.bootstrap import open_app

    app = open_app(folder, "zh_CN")
    app.services.demo.create()
    store = app.services.stores.all()[0].id or 0
    app.services.alerts.now(store)
    app.services.reports.think_ahead(store)
    while app.services.kept.keep_some():
        pass
    app.close()


def measure(folder: Path, rounds: int) -> dict[str, float]:
    """Medians over the rounds, floor and ours taken in turns."""
    runs: list[dict[str, float]] = []
    floors: list[float] = []
    for _round in range(rounds):
        runs.append(json.loads(_run([__file__, "--ours", str(folder)])))
        words = ["-c", _FLOOR, str(int(runs[-1]["sheets"])), str(int(runs[-1]["cells"])), str(folder / "floor.xlsx")]
        floors.append(float(_run(words)))
    found = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    found["floor_s"] = statistics.median(floors)
    for key in ("workbook", "queries", "first"):
        found[f"{key}_ratio"] = found[f"{key}_s"] / found["floor_s"]
    return found


def _run(words: list[str]) -> str:
    # numpy, which openpyxl imports, begins threads that spin on an idle core: the floor would be half as high again.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip().splitlines()[-1]


def ours(folder: Path) -> dict[str, float]:
    """One process: the report read twice, the first time with loading the services, and written once."""
    import zipfile

    from shopdesk.bootstrap import open_app
    from shopdesk.domain.periods import week_of

    app = open_app(folder, "zh_CN")
    store = app.services.stores.all()[0].id or 0
    week = week_of(app.clock.today() - timedelta(days=7))
    target = folder / "report.xlsx"
    started = time.process_time()
    app.services.reports.weekly(store, week)
    first = time.process_time() - started
    started = time.process_time()
    report = app.services.reports.weekly(store, week)
    again = time.process_time() - started
    started = time.process_time()
    from shopdesk.reporting.period_workbook import write_workbook

    book = write_workbook(report, target)
    workbook = time.process_time() - started
    app.close()
    with zipfile.ZipFile(target) as archive:
        charts = sum(name.startswith("xl/charts/chart") for name in archive.namelist())
    return {
        "sheets": len(book.workbook.worksheets),
        "cells": sum(cell.has_style for sheet in book.workbook for row in sheet.iter_rows() for cell in row),
        "charts": charts,
        "workbook_s": workbook,
        "queries_s": workbook + again,
        "first_s": workbook + first,
    }


if __name__ == "__main__":
    main()
