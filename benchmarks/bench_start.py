"""From spawn to the first painted and the first usable window, against an empty Qt window of the same run.

Aims: first painted at most 1.4 times the empty one with the sample store open, the KPI tab with its data at most 4
times, memory at most 3 times. Where nothing was changed since the window was closed, the page is seen as a picture
before it can be used: at most 3 times.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 7
PAGES = ("daily", "kpi")


_KEEP = """
import sys
from pathlib import Path
from shopdesk.bootstrap import open_app
app = open_app(Path(sys.argv[1]), "zh_CN")
app.services.alerts.now(app.services.stores.all()[0].id or 0)
while app.services.kept.keep_some():
    pass
app.close()
"""


def keep_answers(folder: str) -> None:
    """Leave the data folder as a window leaves it that nobody touched for a moment: what is dear to reckon is kept."""
    subprocess.run([sys.executable, "-c", _KEEP, folder], cwd=HERE.parent, check=True, env=environment())


def main() -> None:
    """Run the three in turn, so that a drift of the machine hits all alike."""
    compileall.compile_dir(HERE.parent / "shopdesk", quiet=1)
    cold = can_drop_caches()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "shopdesk", "--data-dir", folder, "demo"],
            cwd=HERE.parent, check=True, stdout=subprocess.DEVNULL, env=environment(),
        )  # fmt: skip
        keep_answers(folder)
        # The first start makes the day's backup; that is not what is measured.
        probe("app", folder, "daily")
        seen = {page: shutil.copytree(folder, Path(folder).with_name(f"{Path(folder).name}-{page}")) for page in PAGES}
        for page, copy in seen.items():
            probe("close", str(copy), page)
        rows: dict[str, list[dict[str, float]]] = {
            name: [] for name in ("empty", *PAGES, *(f"{page} kept" for page in PAGES))
        }
        for _ in range(ROUNDS):
            for name in rows:
                if cold:
                    drop_caches()
                page = name.removesuffix(" kept")
                words = ["empty"] if name == "empty" else ["app", str(folder if page == name else seen[page]), page]
                rows[name].append(probe(*words))
        for copy in seen.values():
            shutil.rmtree(copy)
    report(rows, cold)


def report(rows: dict[str, list[dict[str, float]]], cold: bool) -> None:
    """Medians, and their ratios to the empty window; the daily form's picture ends with the turn of a block."""

    def median(name: str, key: str) -> float:
        found = [row[key] for row in rows[name] if key in row]
        return statistics.median(found) if found else float("nan")

    def line(title: str, name: str, key: str, aim: str) -> None:
        wall, cpu = median(name, key), median(name, f"{key}_cpu")
        said = f"{wall:7.0f} ms  {wall / floor:.2f}x   processor {cpu:6.0f} ms  {cpu / least:.2f}x"
        print(f"{title:<32}{said} {aim}")

    floor, least = median("empty", "painted"), median("empty", "painted_cpu")
    print(f"{ROUNDS} rounds, file caches {'dropped before each start' if cold else 'warm'}, platform {platform()}")
    line("empty window painted", "empty", "painted", "")
    line("first window painted", "daily", "painted", "(aim 1.4x)")
    line("daily tab with its data", "daily", "usable", "")
    line("KPI tab with its data", "kpi", "usable", "(aim 4x)")
    line("first window with a picture", "kpi kept", "painted", "(aim 1.4x)")
    line("daily tab seen as a picture", "daily kept", "seen", "(aim 3x)")
    line("KPI tab seen as a picture", "kpi kept", "seen", "(aim 3x)")
    line("KPI tab usable behind it", "kpi kept", "usable", "")
    memory = median("daily", "memory") / median("empty", "memory")
    print(f"memory after start          {median('daily', 'memory'):7.0f} MB  {memory:.2f}x (aim 3x)")


def probe(*words: str) -> dict[str, float]:
    """One start in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE / "probe_window.py"), *words],
        cwd=HERE.parent,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(STARTED=str(time.time())),
    )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def environment(**more: str) -> dict[str, str]:
    """As a user starts it: cached byte code allowed, no leftovers of a test run."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    # Qt's own screen without a display is smaller than our window, whose size is then another one at the next start.
    screen = f"offscreen:configfile={HERE.parent / 'tests' / 'screen.json'}"
    return {"QT_QPA_PLATFORM": screen, **kept, "PYTHONPATH": str(HERE.parent), **more}


def platform() -> str:
    """Where the windows are drawn."""
    return environment()["QT_QPA_PLATFORM"]


def can_drop_caches() -> bool:
    """Whether this user may empty the file caches."""
    return os.access("/proc/sys/vm/drop_caches", os.W_OK) and os.environ.get("BENCH_WARM") != "1"


def drop_caches() -> None:
    """Empty the file caches, so that programs come from the disk as after a reboot."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")


if __name__ == "__main__":
    main()
