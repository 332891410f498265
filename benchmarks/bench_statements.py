"""How fast a statement is imported, against reading the same file and nothing but ``executemany`` in the same run.

    python benchmarks/bench_statements.py [--rows 100000] [--orders 30000] [--rounds 3] [--json]

The floor reads every row with the csv module, converts nothing, and inserts its sixteen columns into a bare table with
one unique constraint and the three indexes that lines have. ``small`` is an import of a thousand new lines beside all
the others, ``show`` the account of the whole span by month. Each measurement is a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TARGETS = {"statement": 2.0, "show_ms": 150.0}
_COLUMNS = 16
_BATCH = 100
_SMALL = 1_000
_START = datetime(2025, 1, 1)
_HEADINGS = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,"
    "业务类型,备注,业务描述,业务账单来源,业务基础订单号,业务订单号"
)


def write(file: Path, first: int, rows: int, orders: int, every: int) -> None:
    """Lines of orders, each a sale, its commission and its points, one second for all three."""
    balance = 100_000_000
    with file.open("w", encoding="gb18030", newline="") as out:
        out.write(
            "#支付宝账务明细查询\r\n#账号：[2088000011112222]\r\n#-----账务明细列表-----\r\n" + _HEADINGS + "\r\n"
        )
        for number in range(first, first + rows):
            order = 2_500_000_000_000_000_000 + number // 3 % orders * 37
            at = _START + timedelta(seconds=number // 3 * every)
            fen, words = (
                (10_000 + number % 977, ("交易付款", "")),
                (-500 - number % 89, ("其它", f"天猫佣金（类目）{{{order}}}扣款")),
                (-50 - number % 7, ("其它", f"代扣返点积分{order}")),
            )[number % 3]
            balance += fen
            amounts = f"{fen / 100:.2f}," if fen > 0 else f",{fen / 100:.2f}"
            out.write(
                f"{700_000_000_000 + number}\t,2026{number:024d}\t,T200P{order}\t,连衣裙\t,{at}\t,a***@b.cn\t,"
                f"{amounts}\t,{balance / 100:.2f}\t,支付宝\t,{words[0]}\t,{words[1]}\t,\t,天猫\t,\t,\t\r\n"
            )


def floor(file: Path, folder: Path) -> dict[str, float]:
    """Read and insert, nothing else."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")
    names = ", ".join(f"c{number}" for number in range(_COLUMNS))
    connection.execute(f"CREATE TABLE l (id INTEGER PRIMARY KEY, store INTEGER, {names}, UNIQUE (store, c0))")
    for name, columns in (("a", "store, c4"), ("b", "store, c2"), ("c", "store, c10, c4")):
        connection.execute(f"CREATE INDEX {name} ON l ({columns})")
    insert = f"INSERT INTO l (store, {names}) VALUES (1, {', '.join('?' * _COLUMNS)})"
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    with file.open(encoding="gb18030", newline="") as stream:
        rows = islice(csv.reader(stream), 4, None)
        while batch := [row[:_COLUMNS] for row in islice(rows, _BATCH)]:
            connection.executemany(insert, batch)
    connection.execute("COMMIT")
    return {"seconds": time.perf_counter() - started}


def imported(file: Path, folder: Path) -> dict[str, float]:
    """A first import, a thousand lines more, and the account by month."""
    from shopdesk.bootstrap import open_app
    from shopdesk.domain.periods import By

    app = open_app(folder / "data", "en")
    store = app.services.stores.create("店")
    times = {}
    started = time.perf_counter()
    app.services.imports.run_file(file, store)
    times["seconds"] = time.perf_counter() - started
    started = time.perf_counter()
    app.services.imports.run_file(file.with_name("small.csv"), store)
    times["small"] = time.perf_counter() - started
    shown = []
    for _ in range(5):
        started = time.perf_counter()
        view = app.services.ledger.account(store.id or 0, date(2025, 1, 1), date(2027, 12, 31), By.MONTH)
        shown.append(time.perf_counter() - started)
    assert view.rows
    times["show_ms"] = statistics.median(shown) * 1000
    app.close()
    return times


_MEASURES = {"floor": floor, "imported": imported}


def measure(what: str, file: Path) -> dict[str, float]:
    """One measurement in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, __file__, "--measure", what, "--file", str(file), "--folder", folder],
            check=True,
            capture_output=True,
            text=True,
        )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> int:
    """Measure and print; fails where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", choices=_MEASURES)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(_MEASURES[args.measure](args.file, args.folder)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "statement.csv"
        every = max(1, 500 * 86_400 // max(1, args.rows // 3))
        write(file, 0, args.rows, args.orders, every)
        write(file.with_name("small.csv"), args.rows // 3 * 3, _SMALL, args.orders, every)
        rounds = [{what: measure(what, file) for what in _MEASURES} for _ in range(args.rounds)]
    ratios = [one["imported"]["seconds"] / one["floor"]["seconds"] for one in rounds]
    result = {
        "rows": args.rows,
        "floor": statistics.median(one["floor"]["seconds"] for one in rounds),
        "seconds": statistics.median(one["imported"]["seconds"] for one in rounds),
        "statement": statistics.median(ratios),
        "small": statistics.median(one["imported"]["small"] for one in rounds),
        "show_ms": statistics.median(one["imported"]["show_ms"] for one in rounds),
    }
    missed = [name for name, most in TARGETS.items() if result[name] > most]
    if args.json:
        print(json.dumps({**result, "targets": TARGETS, "missed": missed}, indent=2))
    else:
        print(
            f"{args.rows:,} lines: floor {result['floor']:.2f} s, import {result['seconds']:.2f} s "
            f"({result['statement']:.2f} x), {_SMALL:,} more {result['small']:.2f} s, "
            f"by month {result['show_ms']:.0f} ms"
        )
        print("missed: " + ", ".join(missed) if missed else "all targets met")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
