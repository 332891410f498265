"""How fast a large handbook comes, and is found in while somebody types.

    python benchmarks/bench_handbook.py [--entries 2000] [--json]

A store with so many entries of Chinese words, each copied on ten days. Asked are the page ("board") and the search
after each of some things typed: a letter, initials, pinyin, words, nothing that is there. Milliseconds of the
processor. The floor is plain sqlite3 reading the same rows; the ratio of the page is to it.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

LETTERS = "发货几天能到退款破损尺码颜色快递优惠券发票质量问题怎么办客服活动赠品库存现货预售定金尾款物流丢件"
TYPED = ("t", "tk", "tuikuan", "退款", "退款 尺码", "fahuo jitian", "zzzz")
COPIED_DAYS = 10
ROUNDS = 5
AIMS_MS = {"board": 150.0, "search": 50.0}


def milliseconds(work: Callable[[], Any]) -> float:
    """Of the processor, the median of some rounds after one to warm up."""
    work()
    found = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        work()
        found.append((time.process_time() - begun) * 1000)
    return statistics.median(found)


def measure(count: int) -> dict[str, float]:
    """The page, the floor, and the slowest search."""
    from shopdesk.bootstrap import open_app
    from shopdesk.domain.handbook.records import HandbookEntry
    from shopdesk.gui.pages.daily.handbook.searching import rank
    from shopdesk.storage.queries.handbook import count_use

    draw = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Path(folder) / "data", "zh_CN")
        try:
            handbook, store = app.services.handbook, app.services.stores.create("店").id or 0
            words = lambda size: "".join(draw.choices(LETTERS, k=size))  # noqa: E731
            handbook.keep_all(
                [
                    HandbookEntry(
                        store_id=store, title=f"{words(12)}{place}", text=words(200), words=words(10), topic=words(2)
                    )
                    for place in range(count)
                ]
            )
            today = app.services.ctx.clock.today()
            with app.services.ctx.open_uow("") as uow:
                for entry in range(1, count + 1):
                    for back in range(COPIED_DAYS):
                        count_use(uow.connection, store, entry, today - timedelta(days=back))
                uow.make_lasting()
            entries = handbook.entries(store)
            with closing(sqlite3.connect(app.paths.database)) as plain:
                floor = milliseconds(lambda: plain.execute("SELECT * FROM handbook_entries").fetchall())
            return {
                "floor": floor,
                "board": milliseconds(lambda: handbook.board(store)),
                "search": max(
                    milliseconds(lambda typed=typed: [rank(one, typed.split()) for one in entries]) for typed in TYPED
                ),
            }
        finally:
            app.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.entries)
    if args.json:
        print(json.dumps(found))
        return
    print(f"{args.entries} entries; reading them with sqlite3 alone {found['floor']:.1f} ms")
    for name, aim in AIMS_MS.items():
        print(f"{name:8} {found[name]:7.1f} ms, {found[name] / found['floor']:5.1f} x (aim {aim:.0f} ms)")


if __name__ == "__main__":
    main()
