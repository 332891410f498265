"""How fast a statement is imported, against reading the same file and nothing but ``executemany`` in the same run.

    python benchmarks/bench_statements.py [--rows 100000] [--orders 30000] [--rounds 3] [--json]
    python benchmarks/bench_statements.py --large [--rows 1000000] [--orders 300000]

The floor reads every row with the csv module, converts nothing, and inserts its sixteen columns into a bare table with
one unique constraint and the three indexes that lines have. ``small`` is an import of a thousand new lines beside all
the others, ``show`` the account of the whole span by month. Each measurement is a process of its own. Its ratios and
pages are of processor time, which other programs on the machine disturb less; the wall stands beside it.

``--large`` (three years) imports an order report, then the statement, which a second process reads: how long by the
wall, which somebody waits and the target is about, how much of two processors it took, and how much memory each process
came to (the second never less than the first had when it started it). ``chain`` is what it would take on two processors
that nothing else uses: the longer of reading there and writing here, and what follows. The pages of such a store are
measured by ``bench_money.py``.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TARGETS = {"statement": 2.0, "show_ms": 150.0}
_COLUMNS = 16
_BATCH = 100
_SMALL = 1_000
_START = datetime(2025, 1, 1)
_DAYS, LARGE_DAYS = 500, 1_096
_HEADINGS = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,"
    "业务类型,备注,业务描述,业务账单来源,业务基础订单号,业务订单号"
)
_ORDER_HEADINGS = (
    "订单编号,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间,宝贝标题,宝贝总数量,退款金额,确认收货时间"
)


class Clock:
    """Wall and processor time since it was made, of this process and of those that it started and that ended."""

    def __init__(self) -> None:
        """Begin."""
        self._wall, self._here, self._there = time.perf_counter(), time.process_time(), _ended_processes()
        self._read = self._here

    def note(self, _step: int, _of: int, _words: str) -> None:
        """Note the moment as the last in which the file was read."""
        self._read = time.process_time()

    def read(self, name: str = "seconds") -> dict[str, float]:
        """Seconds of all processors under ``name``, of the wall under ``name_wall``, the longer chain of both processes
        under ``name_chain``.
        """  # noqa: D205
        wall, here = time.perf_counter() - self._wall, time.process_time()
        there = _ended_processes() - self._there
        chain = max(there, self._read - self._here) + here - self._read if there else here - self._here
        return {name: here - self._here + there, f"{name}_wall": wall, f"{name}_chain": chain}


def _ended_processes() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def number_of(order: int) -> int:
    """The number of an order."""
    return 2_500_000_000_000_000_000 + order * 37


def write(file: Path, first: int, rows: int, orders: int, every: int) -> None:
    """Lines of orders, each a sale, its commission and its points, one second for all three."""
    balance = 100_000_000
    with file.open("w", encoding="gb18030", newline="") as out:
        out.write(
            "#支付宝账务明细查询\r\n#账号：[2088000011112222]\r\n#-----账务明细列表-----\r\n" + _HEADINGS + "\r\n"
        )
        for number in range(first, first + rows):
            order = number_of(number // 3 % orders)
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


def write_orders(file: Path, rows: int, orders: int, every: int) -> None:
    """The report of the orders that the lines name, each paid six days before its first line."""
    with file.open("w", encoding="gb18030", newline="") as out:
        out.write(_ORDER_HEADINGS + "\r\n")
        for order in range(min(orders, rows // 3)):
            confirmed = _START + timedelta(seconds=order * every)
            paid = confirmed - timedelta(days=6)
            yuan = f"{(10_000 + order * 3 % 977) / 100:.2f}"
            out.write(
                f"{number_of(order)},{yuan},{yuan},交易成功,{paid},{paid},{'春夏秋冬'[order % 4]}季连衣裙,1,0.00,"
                f"{confirmed}\r\n"
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
    clock = Clock()
    connection.execute("BEGIN IMMEDIATE")
    with file.open(encoding="gb18030", newline="") as stream:
        rows = islice(csv.reader(stream), 4, None)
        while batch := [row[:_COLUMNS] for row in islice(rows, _BATCH)]:
            connection.executemany(insert, batch)
    connection.execute("COMMIT")
    return clock.read()


def tables(file: Path, folder: Path) -> dict[str, float]:
    """Read, and leave the rows that an import leaves in the program's own tables, by the shortest way.

    No floor to aim at: it tells what of the distance to the bare one is the tables' and what the program's.
    """
    from shopdesk.bootstrap import open_app

    app = open_app(folder / "data", "en")
    app.services.stores.create("店")
    data = app.services.ctx.paths.database
    app.close()
    connection = sqlite3.connect(data, isolation_level=None)
    for pragma in ("synchronous=FULL", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")
    insert = (
        "INSERT INTO statement_lines (store_id, source, account, line_key, at, day, position, amount_fen, balance_fen,"
        " business_type, remark, title, number, order_no, kind, rule, file_row, first_import_id, import_id)"
        " VALUES (1, 'alipay', '2088000011112222', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 1, 1, 1)"
    )
    kinds = ("sale", "commission", "points")
    clock = Clock()
    connection.execute("BEGIN IMMEDIATE")
    with file.open(encoding="gb18030", newline="") as stream:
        rows = enumerate(islice(csv.reader(stream), 4, None))
        while batch := [
            (r[0], r[4], r[4][:10], n, r[6], r[8], r[10], r[11], r[3], r[2][5:], r[2][5:], kinds[n % 3])
            for n, r in islice(rows, _BATCH)
        ]:
            connection.executemany(insert, batch)
    connection.execute(
        "INSERT INTO statement_days (store_id, source, account, day, kind, lines, amount_fen) SELECT 1, source,"
        " account, day, kind, count(*), sum(amount_fen) FROM statement_lines GROUP BY source, account, day, kind"
    )
    connection.execute(
        "INSERT INTO order_money (store_id, order_no, known, at, day, closed, received_fen, refunded_fen, fees,"
        " difference_fen, state, hints) SELECT 1, order_no, 0, min(at), min(day), 0, sum(amount_fen), 0, '{}', 0,"
        " 'unknown_order', '[]' FROM statement_lines GROUP BY order_no"
    )
    connection.execute("COMMIT")
    return clock.read()


def imported(file: Path, folder: Path) -> dict[str, float]:
    """A first import, a thousand lines more, and the account by month."""
    from shopdesk.bootstrap import open_app
    from shopdesk.domain.periods import By

    app = open_app(folder / "data", "en")
    store = app.services.stores.create("店")
    clock = Clock()
    app.services.imports.run_file(file, store)
    times = clock.read()
    clock = Clock()
    app.services.imports.run_file(file.with_name("small.csv"), store)
    times |= clock.read("small")
    shown = []
    for _ in range(5):
        clock = Clock()
        view = app.services.ledger.account(store.id or 0, date(2025, 1, 1), date(2027, 12, 31), By.MONTH)
        shown.append(clock.read())
    assert view.rows
    times["show_ms"] = statistics.median(one["seconds"] for one in shown) * 1000
    app.close()
    return times


def large(file: Path, folder: Path) -> dict[str, float]:
    """The whole way with an order report: imports, and a thousand lines more."""
    from shopdesk.bootstrap import open_app
    from shopdesk.services.imports.watching import Watch

    app = open_app(folder / "data", "en")
    services = app.services
    store = services.stores.create("店")
    found: dict[str, float] = {"memory_start": _most_memory()}

    def take(name: str, path: Path) -> None:
        clock = Clock()
        services.imports.run_file(path, store, watch=Watch(clock.note))
        found.update(clock.read(name))
        found[f"memory_{name}"] = _most_memory()
        found[f"memory_{name}_reader"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024

    take("orders", file.with_name("orders.csv"))
    take("statement", file)
    take("again", file)
    before = _matched(app)
    take("small", file.with_name("small.csv"))
    found["small_orders"] = _matched(app) - before
    app.close()
    return found


def _matched(app: Any) -> int:
    """The newest row of the orders held against money: each that is worked out anew gets a new one."""
    with app.services.ctx.read() as uow:
        return int(uow.connection.exec_driver_sql("SELECT max(id) FROM order_money").scalar())


def _most_memory() -> float:
    """The most that this process had in memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_MEASURES = {"floor": floor, "tables": tables, "imported": imported, "large": large}


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


def _tell_large(rows: int, bare: dict[str, float], found: dict[str, float], *, as_json: bool) -> int:
    """The figures of the large run; 1 where the statement took longer than its target allows."""
    ratio = found["statement_wall"] / bare["seconds_wall"]
    processor, chain = (found[name] / bare["seconds"] for name in ("statement", "statement_chain"))
    missed = ["statement"] if ratio > TARGETS["statement"] else []
    if as_json:
        floors = {"floor": bare["seconds"], "floor_wall": bare["seconds_wall"]}
        told = {"rows": rows, **floors, "ratio": ratio, "ratio_processor": processor, "ratio_chain": chain, **found}
        print(json.dumps({**told, "targets": {"statement": TARGETS["statement"]}, "missed": missed}, indent=2))
        return len(missed)
    print(f"{rows:,} lines; floor {bare['seconds']:.2f} s, {bare['seconds_wall']:.2f} s by the wall")
    for name in [key.removesuffix("_wall") for key in found if key.endswith("_wall")]:
        line = f"{name:24} {found[name]:8.3f} s, {found[f'{name}_wall']:8.3f} s by the wall"
        line += f", {found[f'{name}_chain']:8.3f} s the longer chain"
        memory = f"{found[f'memory_{name}']:,.0f} and {found[f'memory_{name}_reader']:,.0f}"
        print(f"{line}, memory at most {memory} MB so far")
    print(f"statement: {ratio:.2f} x its floor by the wall, {chain:.2f} x the longer chain, {processor:.2f} x of both")
    print(f"{_SMALL:,} more lines worked out {found['small_orders']:.0f} orders anew")
    print(f"missed: {missed[0]}, at most {TARGETS['statement']:.1f} x" if missed else "the target is met")
    return len(missed)


def main() -> int:
    """Measure and print; fails where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--orders", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", choices=_MEASURES)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(_MEASURES[args.measure](args.file, args.folder)))
        return 0
    args.rows = args.rows or (1_000_000 if args.large else 100_000)
    args.orders = args.orders or args.rows * 3 // 10
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "statement.csv"
        every = max(1, (LARGE_DAYS if args.large else _DAYS) * 86_400 // max(1, args.rows // 3))
        write(file, 0, args.rows, args.orders, every)
        write(file.with_name("small.csv"), args.rows // 3 * 3, _SMALL, args.orders, every)
        if args.large:
            write_orders(file.with_name("orders.csv"), args.rows, args.orders, every)
            return _tell_large(args.rows, measure("floor", file), measure("large", file), as_json=args.json)
        rounds = [{what: measure(what, file) for what in ("floor", "tables", "imported")} for _ in range(args.rounds)]
    ratios = [one["imported"]["seconds"] / one["floor"]["seconds"] for one in rounds]
    result = {
        "rows": args.rows,
        "floor": statistics.median(one["floor"]["seconds"] for one in rounds),
        "seconds": statistics.median(one["imported"]["seconds"] for one in rounds),
        "seconds_wall": statistics.median(one["imported"]["seconds_wall"] for one in rounds),
        "floor_wall": statistics.median(one["floor"]["seconds_wall"] for one in rounds),
        "tables": statistics.median(one["tables"]["seconds"] / one["floor"]["seconds"] for one in rounds),
        "statement": statistics.median(ratios),
        "statement_wall": statistics.median(
            one["imported"]["seconds_wall"] / one["floor"]["seconds_wall"] for one in rounds
        ),
        "small": statistics.median(one["imported"]["small"] for one in rounds),
        "show_ms": statistics.median(one["imported"]["show_ms"] for one in rounds),
    }
    missed = [name for name, most in TARGETS.items() if result[name] > most]
    if args.json:
        print(json.dumps({**result, "targets": TARGETS, "missed": missed}, indent=2))
    else:
        print(
            f"{args.rows:,} lines: floor {result['floor']:.2f} s ({result['floor_wall']:.2f} by the wall), import "
            f"{result['seconds']:.2f} s ({result['seconds_wall']:.2f} by the wall, {result['statement']:.2f} x, "
            f"{result['statement_wall']:.2f} x by the wall, the same tables alone {result['tables']:.2f} x), "
            f"{_SMALL:,} more {result['small']:.2f} s, "
            f"by month {result['show_ms']:.0f} ms"
        )
        print("missed: " + ", ".join(missed) if missed else "all targets met")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
