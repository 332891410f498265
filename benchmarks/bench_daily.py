"""How fast a day's form and the year's heat map come with ten years of three stores, about 360,000 answers.

    python benchmarks/bench_daily.py [--years 10] [--stores 3] [--rounds 5] [--json]

First what a user waits for, in fresh processes that take turns, another store in each round: the first and a later
click on the Daily tab and the first click on the heat map, in a window that stands for a few seconds or was clicked at
once, and Today as the page the program starts with beside an empty window; from the click to the painted answer,
median and worst. "cpu" is how much of it this process computed: the rest of the clock is what other programs took.

Then the services alone: each is timed warm, median of the rounds, and cold once after opening the data. The floor reads
the same rows with bare sqlite3 in the same run and makes nothing of them; the ratio says what the program adds.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from shopdesk.storage.sqlite.driver import driver as sqlite3

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LAST = date(2026, 3, 16)
LIMIT_MS = 150.0
_PATIENT_MS = 2_500  # how long a window stands before somebody clicks
_PEOPLE = ("小满", "惊蛰", "白露", "立夏", "芒种", "谷雨")


def fill(folder: Path, years: int, stores: int) -> int:
    """Stores whose forms were filled in every day; says how many answers."""
    from shopdesk.bootstrap import open_app
    from shopdesk.infra.clock import FixedClock

    app = open_app(folder, "en", clock=FixedClock(datetime.combine(LAST, datetime.min.time()).replace(hour=9)))
    total = 0
    for number in range(stores):
        store = app.services.stores.create(f"bench {number}")
        view = next(one for one in app.services.checklists.all(store.id or 0) if one.checklist.code == "normal")
        codes = [item.code for item in view.version.form.items if not item.off]
        with app.services.ctx.open_uow("bench") as uow:
            raw: Any = uow.connection.connection.driver_connection
            total += _fill_store(raw, store.id or 0, view.checklist.id or 0, view.version.id or 0, codes, years)
            uow.connection.exec_driver_sql("ANALYZE")
            uow.touch("answers")
            uow.commit()
    app.close()
    return total


def _fill_store(raw: sqlite3.Connection, store: int, checklist: int, version: int, codes: list[str], years: int) -> int:
    insert_answer = (
        "INSERT INTO answers (store_id, worksheet_id, item_code, result, words, file, who, at, auto, reason,"
        " verified_by, problem_id) VALUES (?,?,?,?,'','',?,?,0,'','',?)"
    )
    insert_problem = (
        "INSERT INTO problems (store_id, title, detail, area, item_code, worksheet_id, severity, state, owner, due,"
        " opened_on, opened_by, needs_second, done_by, result, closed_on, closed_by, reopened)"
        " VALUES (?,?,'','',?,?,'normal',?,?,?,?,'',0,'','',?,'',0)"
    )
    total = 0
    for back in range(years * 365, -1, -1):
        day = LAST - timedelta(days=back)
        if back % 47 == 3:
            continue
        at = f"{day} 08:30:00"
        sheet = raw.execute(
            "INSERT INTO worksheets (store_id, day, checklist_id, version_id, started_at, note) VALUES (?,?,?,?,?,'')",
            (store, day.isoformat(), checklist, version, at),
        ).lastrowid
        asked = codes if back else codes[: len(codes) // 2]
        rows = []
        for place, code in enumerate(asked):
            failed = (back * 31 + place * 17) % 97 == 0
            problem = None
            if failed:
                closed = None if back < 12 else (day + timedelta(days=1 + place % 5)).isoformat()
                state = "closed" if closed else "open"
                due = (day + timedelta(days=2)).isoformat()
                values = (store, f"{code} {day}", code, sheet, state, _PEOPLE[place % 6], due, day.isoformat(), closed)
                problem = raw.execute(insert_problem, values).lastrowid
            rows.append((store, sheet, code, "fail" if failed else "pass", _PEOPLE[place % 6], at, problem))
        raw.executemany(insert_answer, rows)
        total += len(rows)
    return total


def timed(work: Callable[[], Any], rounds: int) -> float:
    """Milliseconds, median after one warm-up."""
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def once(work: Callable[[], Any]) -> float:
    """Milliseconds of a first call."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def measure(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Each figure in milliseconds, with its floor."""
    from shopdesk.bootstrap import open_app
    from shopdesk.domain.periods import year_of
    from shopdesk.infra.clock import FixedClock

    app = open_app(folder, "en", clock=FixedClock(datetime.combine(LAST, datetime.min.time()).replace(hour=9)))
    services = app.services
    store = services.stores.all()[1].id or 0
    year = LAST.year - 1
    works: dict[str, Callable[[], Any]] = {
        "today_sheet": lambda: services.daily.sheet(store, LAST),
        "old_sheet": lambda: services.daily.sheet(store, LAST - timedelta(days=1500)),
        "heat_map": lambda: services.lookback.heat_map(store, year),
        "year_span": lambda: services.lookback.span(store, year_of(date(year, 1, 1))),
        "problems": lambda: services.problems.all(store, LAST - timedelta(days=30)),
    }
    cold = {name: once(work) for name, work in works.items()}
    warm = {name: timed(work, rounds) for name, work in works.items()}
    days = services.lookback.heat_map(store, year)
    floors = _floors(app.paths.database, store, year, rounds)
    app.close()
    found = {
        name: {"ms": warm[name], "cold_ms": cold[name], "floor_ms": floors[name], "ratio": warm[name] / floors[name]}
        for name in works
    }
    found["heat_map_painted"] = {"ms": _painted(days, year, rounds) + warm["heat_map"]}
    return found


def _floors(database: Path, store: int, year: int, rounds: int) -> dict[str, float]:
    raw = sqlite3.connect(database)

    def sheet(day: date) -> Callable[[], Any]:
        def read() -> None:
            one = (store, day.isoformat())
            row = raw.execute("SELECT * FROM worksheets WHERE store_id=? AND day=?", one).fetchone()
            raw.execute("SELECT * FROM answers WHERE worksheet_id=?", (row[0],)).fetchall()
            raw.execute(
                "SELECT * FROM problems WHERE store_id=? AND opened_on<=? AND (closed_on IS NULL OR closed_on>?)",
                (store, day.isoformat(), day.isoformat()),
            ).fetchall()
            first = (day - timedelta(days=13)).isoformat()
            raw.execute(
                "SELECT a.item_code, w.day FROM answers a JOIN worksheets w ON w.id=a.worksheet_id"
                " WHERE w.store_id=? AND w.day BETWEEN ? AND ? AND a.result='fail'",
                (store, first, day.isoformat()),
            ).fetchall()
            raw.execute("SELECT content FROM checklist_versions").fetchall()

        return read

    span = (store, f"{year}-01-01", f"{year}-12-31")
    counted = (
        "SELECT w.day, COUNT(*), SUM(a.result='fail') FROM worksheets w LEFT JOIN answers a ON a.worksheet_id=w.id"
        " WHERE w.store_id=? AND w.day BETWEEN ? AND ? GROUP BY w.id"
    )
    all_answers = (
        "SELECT a.item_code, w.day, a.result, a.who FROM answers a JOIN worksheets w ON w.id=a.worksheet_id"
        " WHERE w.store_id=? AND w.day BETWEEN ? AND ?"
    )
    since = (LAST - timedelta(days=30)).isoformat()
    problems = "SELECT * FROM problems WHERE store_id=? AND (closed_on IS NULL OR closed_on>=?)"
    floors = {
        "today_sheet": timed(sheet(LAST), rounds),
        "old_sheet": timed(sheet(LAST - timedelta(days=1500)), rounds),
        "heat_map": timed(lambda: raw.execute(counted, span).fetchall(), rounds),
        "year_span": timed(lambda: raw.execute(all_answers, span).fetchall(), rounds),
        "problems": timed(lambda: raw.execute(problems, (store, since)).fetchall(), rounds),
    }
    raw.close()
    return floors


def _painted(days: Any, year: int, rounds: int) -> float:
    """Milliseconds to paint the heat map of a year at the width of a large window."""
    from PySide6.QtWidgets import QApplication

    from shopdesk.gui.pages.daily.lookback.heat_map import HeatMap
    from shopdesk.gui.theme import Theme, base_font

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setFont(base_font())
    picture = HeatMap(Theme(dark=False))
    picture.resize(1500, 180)
    picture.set_year(year, days, LAST)
    return timed(picture.grab, rounds)


def clicks(folder: Path, stores: int, rounds: int) -> dict[str, dict[str, float]]:
    """What a user waits for, each round in processes of its own: median and worst in milliseconds."""
    times: dict[str, list[float]] = {}

    def note(kind: str, figures: dict[str, float]) -> None:
        for name, value in figures.items():
            times.setdefault(f"{name}{kind}", []).append(value)

    # The first start checks the data file and makes the day's backup; that is not what is measured.
    _probe("probe_daily.py", "start", str(folder), "1")
    for number in range(rounds):
        store = str(number % stores + 1)
        note("", _probe("probe_daily.py", "click", str(folder), store, str(_PATIENT_MS)))
        note("_at_once", _probe("probe_daily.py", "click", str(folder), store, "0"))
        note("", _probe("probe_daily.py", "start", str(folder), store))
        note("", {"empty_window": _probe("probe_window.py", "empty")["painted"]})
    wanted = ("today_first", "today_later", "heat_map_first", "today_first_at_once", "start", "empty_window")
    found = {}
    for name in wanted:
        found[name] = {"median_ms": statistics.median(times[name]), "worst_ms": max(times[name])}
        spent = times.get(name.replace("first_at", "first_cpu_at") if "at_once" in name else f"{name}_cpu")
        if spent:
            found[name]["cpu_ms"] = statistics.median(spent)
    return found


def _probe(script: str, *words: str) -> dict[str, float]:
    here = Path(__file__).resolve().parent
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, str(here / script), *words],
        check=True, capture_output=True, text=True, timeout=120, cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), "STARTED": str(time.time())},
    )  # fmt: skip
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def main() -> int:
    """Fill, measure, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--years", type=int, default=10)
    options.add_argument("--stores", type=int, default=3)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        answers = fill(Path(folder), chosen.years, chosen.stores)
        compileall.compile_dir(ROOT / "shopdesk", quiet=1)
        waits = clicks(Path(folder), chosen.stores, chosen.rounds)
        found = measure(Path(folder), chosen.rounds)
    if chosen.json:
        print(json.dumps({"answers": answers, **waits, **found}))
        return 0
    print(f"{answers:,} answers in {chosen.years} years of {chosen.stores} stores; aim: below {LIMIT_MS:.0f} ms")
    for name, figures in waits.items():
        line = f"{name:20} median {figures['median_ms']:7.0f} ms   worst {figures['worst_ms']:7.0f} ms"
        print(line + (f"   cpu {figures['cpu_ms']:7.0f} ms" if "cpu_ms" in figures else ""))
    for name, figures in found.items():
        line = f"{name:18} {figures['ms']:8.1f} ms"
        if "floor_ms" in figures:
            line += (
                f"   first {figures['cold_ms']:7.1f} ms   floor {figures['floor_ms']:7.1f} ms"
                f"   ratio {figures['ratio']:5.1f}"
            )
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
