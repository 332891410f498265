"""From spawn to the first painted and the first usable window, against an empty Qt window of the same run.

Aims: first painted at most 1.5 times the empty one with the sample store open, the KPI tab with its data at most 4
times, memory at most 3 times.
"""

from __future__ import annotations

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROUNDS = 7


def main() -> None:
    """Run the three in turn, so that a drift of the machine hits all alike."""
    compileall.compile_dir(HERE.parent / "shopdesk", quiet=1)
    cold = can_drop_caches()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "shopdesk", "--data-dir", folder, "demo"],
            cwd=HERE.parent, check=True, stdout=subprocess.DEVNULL, env=environment(),
        )  # fmt: skip
        # The first start makes the day's backup; that is not what is measured.
        probe("app", folder, "daily")
        rows: dict[str, list[dict[str, float]]] = {"empty": [], "daily": [], "kpi": []}
        for _ in range(ROUNDS):
            for name in rows:
                if cold:
                    drop_caches()
                rows[name].append(probe("empty") if name == "empty" else probe("app", folder, name))
    report(rows, cold)


def report(rows: dict[str, list[dict[str, float]]], cold: bool) -> None:
    """Medians, and their ratios to the empty window."""

    def median(name: str, key: str) -> float:
        return statistics.median(row[key] for row in rows[name])

    def line(title: str, name: str, key: str, aim: str) -> None:
        value = median(name, key)
        print(f"{title:<28}{value:7.0f} ms  {value / floor:.2f}x {aim}")

    floor = median("empty", "painted")
    print(f"{ROUNDS} rounds, file caches {'dropped before each start' if cold else 'warm'}, platform {platform()}")
    line("empty window painted", "empty", "painted", "")
    line("first window painted", "daily", "painted", "(aim 1.5x)")
    line("daily tab with its data", "daily", "usable", "")
    line("KPI tab with its data", "kpi", "usable", "(aim 4x)")
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
    return {"QT_QPA_PLATFORM": "offscreen", **kept, "PYTHONPATH": str(HERE.parent), **more}


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
