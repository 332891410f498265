"""How fast a very long setup comes: its page with thousands of steps and hundreds of scans.

    python benchmarks/bench_setup.py [--steps 2000] [--scans 500] [--json]

A store whose own steps wait for one another in several chains, with scans on its papers. Asked are the page as it is
loaded ("page"), the preview of other answers ("preview") and the papers to bring ("visits"). Milliseconds of the
processor. The floor is plain sqlite3 reading the same rows; the ratio of the page is to it.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

CHAINS = 8
ROUNDS = 5
AIMS_MS = {"page": 150.0, "preview": 150.0, "visits": 150.0}
_READ = ("setup_steps", "setup_documents", "setup_scans", "setup_clocks", "setup_plans")


def milliseconds(work: Callable[[], Any]) -> float:
    """Of the processor, the median of some rounds after one to warm up."""
    work()
    found = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        work()
        found.append((time.process_time() - begun) * 1000)
    return statistics.median(found)


def measure(steps: int, scans: int) -> dict[str, float]:
    """The page, the floor, the preview and the visits."""
    from shopdesk.bootstrap import open_app
    from shopdesk.domain.setup.answers import Answers, Brand
    from shopdesk.domain.setup.records import SetupScan, SetupStep
    from shopdesk.services.setup.questions import replanned
    from shopdesk.storage.repositories.setup import SetupScans, SetupSteps

    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Path(folder) / "data", "zh_CN")
        try:
            setup, store = app.services.setup, app.services.stores.create("店")
            store_id = store.id or 0
            setup.start(store)
            board = setup.board(store_id)
            phases = [phase.code for phase in board.phases]
            many = [
                SetupStep(
                    store_id=store_id,
                    code=f"own.{number}",
                    phase=phases[(number - 1) * len(phases) // steps],
                    position=1_000 + number,
                    title=f"步骤 {number}",
                    waits_for=(f"own.{number - CHAINS}",) if number > CHAINS else (),
                    own=True,
                )
                for number in range(1, steps + 1)
            ]
            papers = [view.document.id or 0 for view in board.documents]
            with app.services.ctx.open_uow("") as uow:
                uow.repository(SetupSteps).add_all(many)
                uow.repository(SetupScans).add_all(
                    SetupScan(
                        store_id=store_id,
                        document_id=papers[number % len(papers)],
                        name=f"{number}.png",
                        stored=f"{number}.png",
                    )
                    for number in range(scans)
                )
                uow.commit()
            board = setup.board(store_id)

            def load() -> None:
                with app.services.reading():
                    loaded = setup.board(store_id)
                    setup.owners(loaded)
                    setup.visits.of(loaded)
                    setup.fees.view(store_id)
                    setup.budget.view(store_id)

            other = Answers(brand=Brand.AGENT, sells="food")
            with closing(sqlite3.connect(app.paths.database)) as plain:
                floor = milliseconds(lambda: [plain.execute(f"SELECT * FROM {one}").fetchall() for one in _READ])
            return {
                "floor": floor,
                "page": milliseconds(load),
                "preview": milliseconds(lambda: replanned(board, other)),
                "visits": milliseconds(lambda: setup.visits.of(board)),
            }
        finally:
            app.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--scans", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.steps, args.scans)
    if args.json:
        print(json.dumps(found))
        return
    print(f"{args.steps} steps, {args.scans} scans; reading them with sqlite3 alone {found['floor']:.1f} ms")
    for name, aim in AIMS_MS.items():
        print(f"{name:8} {found[name]:7.1f} ms, {found[name] / found['floor']:5.1f} x (aim {aim:.0f} ms)")


if __name__ == "__main__":
    main()
