"""How long a change of one PC takes until another PC knows of it: from the commit until its news are read.

    python benchmarks/bench_listening.py [--changes 100] [--json]

One program writes, another listens, both on one server of this machine; a line between PCs comes on top. The server is
the one that ships with the program, started for this and gone afterwards.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from threading import Event
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TARGET_MS = 1000.0


def measure(changes: int) -> dict[str, Any]:
    """Milliseconds of each change, the median and the worst."""
    from shopdesk.bootstrap import open_app
    from shopdesk.infra.paths import AppPaths
    from shopdesk.storage import places
    from tests import postgres_server

    found = postgres_server.the_server()
    name = found.make()
    with tempfile.TemporaryDirectory() as home:
        apps = []
        for pc in ("writer", "hearer"):
            folder = Path(home, pc)
            folder.mkdir()
            places.keep_address(AppPaths(folder).server, found.address(name))
            apps.append(open_app(folder, "en"))
        writer, hearer = apps
        store = writer.services.stores.create("Bench").id or 0
        hearer.services.history.news()
        rung = Event()
        hearing = hearer.services.history.listen(rung.set)
        assert hearing is not None
        assert rung.wait(10)
        taken = []
        for place in range(changes):
            rung.clear()
            writer.services.stores.set_setting(store, "bench", str(place))
            begun = time.perf_counter()
            while "store_settings" not in hearer.services.history.news():
                rung.wait(10)
                rung.clear()
            taken.append((time.perf_counter() - begun) * 1000)
        hearing.stop()
        for app in apps:
            app.close()
    return {"changes": changes, "median_ms": statistics.median(taken), "worst_ms": max(taken)}


def main() -> int:
    """Measure and print; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.changes)
    if asked.json:
        print(json.dumps(found))
    else:
        print(f"{found['changes']} changes: median {found['median_ms']:.1f} ms, worst {found['worst_ms']:.1f} ms")
    return int(found["worst_ms"] > TARGET_MS)


if __name__ == "__main__":
    sys.exit(main())
