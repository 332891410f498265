"""Orders against money with 1,000,000 statement lines and 300,000 orders over three years.

    python benchmarks/bench_matching.py [--lines 1000000] [--rounds 5] [--json]

Pages are timed warm, median of the rounds, by the wall and by the processor. The import of 1,000 lines is timed from
its lines to the worked-out orders, in one unit of work, beside the bare writing of the same lines.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FIRST, DAYS = date(2023, 3, 16), 1096
LAST = FIRST + timedelta(days=DAYS - 1)
PAGE_MS = 150.0
_ORDER = (
    "INSERT INTO orders (store_id, order_key, order_no, status, created_at, created_day, paid_at, paid_day,"
    " finished_at, gross_fen, received_fen, refund_fen, freight_fen) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
_LINE = (
    "INSERT INTO statement_lines (store_id, source, account, line_key, at, day, position, amount_fen, balance_fen,"
    " number, order_no, kind, counted) VALUES (?,'alipay','a',?,?,?,?,?,?,?,?,?,1)"
)


def number_of(order: int) -> str:
    """The number of an order."""
    return f"28{order:017d}"


def order_rows(store_id: int, orders: int) -> Iterator[tuple[Any, ...]]:
    """So many orders, evenly over the days; every seventh is not confirmed yet or closed."""
    for order in range(orders):
        paid = datetime.combine(FIRST, datetime.min.time()) + timedelta(seconds=order * DAYS * 86_400 // orders)
        confirmed = None if order % 7 == 0 else paid + timedelta(days=6)
        gross = 1000 + order * 7919 % 30_000
        refund = gross // 4 if order % 11 == 0 else 0
        number, at = number_of(order), paid.isoformat(sep=" ")
        shut = order % 14 == 0
        yield (
            store_id, number, number, "交易关闭" if shut else "交易成功", at, at[:10], at, at[:10],
            confirmed and confirmed.isoformat(sep=" "), gross, gross - refund, gross if shut else refund, 0,
        )  # fmt: skip


def line_rows(store_id: int, orders: int, begin: int, end: int) -> Iterator[tuple[Any, ...]]:
    """The lines from number ``begin`` to ``end``: for each order its sale and fees, some refunds, some lines alone."""
    balance = 0
    for place in range(begin, end):
        order, part = place * orders // max(1, end), place % 3
        paid = datetime.combine(FIRST, datetime.min.time()) + timedelta(seconds=order * DAYS * 86_400 // orders)
        at = (paid + timedelta(days=6, seconds=part)).isoformat(sep=" ")
        gross = 1000 + order * 7919 % 30_000
        number: str | None = number_of(order)
        if order % 7 == 0 or place % 17 == 0:
            kind, amount, number = "transfer", -500, None
        elif part == 0:
            kind, amount = "sale", gross
        elif part == 1:
            kind, amount = "commission", -(gross * 5 + 50) // 100
        elif order % 11 == 0:
            kind, amount = "refund", -(gross // 4)
        else:
            kind, amount = "software_fee", -(gross * 6 // 1000)
        balance += amount
        yield store_id, f"k{place}", at, at[:10], place, amount, balance, number, number, kind


def fill(app: Any, lines: int) -> tuple[int, int, float]:
    """A store with so many lines and three orders to ten of them: its number, its orders, seconds of matching all."""
    from shopdesk.domain.setup.fees import FeeItem
    from shopdesk.domain.text import Text
    from shopdesk.storage import port

    store = app.services.stores.create("bench").id or 0
    app.services.setup.fees.add_own(store, FeeItem.COMMISSION, rate=Decimal("0.05"), source="bench")
    orders = lines * 3 // 10
    with app.services.ctx.open_uow("bench") as uow:
        raw = uow.connection.connection.driver_connection
        raw.executemany(_ORDER, order_rows(store, orders))
        raw.executemany(_LINE, line_rows(store, orders, 0, lines))
        raw.execute(
            "INSERT INTO statement_days (store_id, source, account, day, kind, lines, amount_fen) SELECT store_id,"
            " source, account, day, kind, count(*), sum(amount_fen) FROM statement_lines GROUP BY 1, 2, 3, 4, 5"
        )
        raw.execute(
            "INSERT INTO statement_spans (store_id, source, account, first_day, last_day, import_id, checks)"
            " VALUES (?, 'alipay', 'a', ?, ?, 0, '[]')",
            (store, FIRST.isoformat(), LAST.isoformat()),
        )
        port.of(uow.connection).refresh_statistics(uow.connection)
        uow.touch("orders", "statement_lines")
        uow.commit()
    begun = time.perf_counter()
    app.services.matching.recount(store, Text("bench"))
    return store, orders, time.perf_counter() - begun


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Milliseconds by the wall and by the processor, medians; once before to warm up."""
    work()
    walls, processors = [], []
    for _ in range(rounds):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        processors.append((time.process_time() - processor) * 1000)
    return statistics.median(walls), statistics.median(processors)


def incremental(app: Any, store: int, orders: int, lines: int, rounds: int) -> tuple[float, float]:
    """Milliseconds of 1,000 new lines with and without working out their orders, medians by the wall."""
    from shopdesk.domain.text import Text
    from shopdesk.services.ledger.keeping import Cause, follow_rows

    with_orders, bare = [], []
    for turn in range(rounds * 2):
        rows = list(line_rows(store, orders, lines - 1_000, lines))
        rows = [(row[0], f"new{turn}.{place}", *row[2:]) for place, row in enumerate(rows)]
        numbers = {row[7] for row in rows if row[7]}
        days = {date.fromisoformat(row[3]) for row in rows}
        begun = time.perf_counter()
        with app.services.ctx.open_uow("bench") as uow:
            raw = uow.connection.connection.driver_connection
            raw.executemany(_LINE, rows)
            if turn % 2:
                follow_rows(uow, store, numbers, days, Cause(Text("bench")))
            uow.touch("statement_lines")
            uow.commit()
        (with_orders if turn % 2 else bare).append((time.perf_counter() - begun) * 1000)
    return statistics.median(with_orders), statistics.median(bare)


def measure(lines: int, rounds: int) -> dict[str, Any]:
    """Everything, in milliseconds."""
    from shopdesk.bootstrap import open_app
    from shopdesk.domain.ledger.matched import OrderFilter
    from shopdesk.domain.ledger.matching import OrderState

    found: dict[str, Any] = {"lines": lines}
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Path(folder) / "data", "en")
        try:
            store, orders, found["match_all_s"] = fill(app, lines)
            found["orders"] = orders
            service = app.services.matching
            year = OrderFilter(LAST - timedelta(days=364), LAST)
            month = (LAST.replace(day=1) - timedelta(days=40)).replace(day=1)
            pages: dict[str, Callable[[], Any]] = {
                "page_all": lambda: service.orders(store, OrderFilter()),
                "page_year": lambda: service.orders(store, year),
                "page_to_look_at": lambda: service.orders(store, OrderFilter(year.first, year.last, open_only=True)),
                "page_no_money": lambda: service.orders(
                    store, OrderFilter(year.first, year.last, frozenset({OrderState.NO_MONEY}))
                ),
                "page_search": lambda: service.orders(store, OrderFilter(number=number_of(orders // 2)[-6:])),
                "bridge": lambda: service.bridge(store, month),
                "months": lambda: service.months.all(store),
                "alerts": lambda: service.alerts(store),
            }
            for name, work in pages.items():
                found[f"{name}_ms"], found[f"{name}_cpu_ms"] = timed(work, rounds)
            found["import_1000_ms"], found["import_1000_bare_ms"] = incremental(app, store, orders, lines, rounds)
            service.months.close(store, LAST.replace(day=1) - timedelta(days=1))
        finally:
            app.close()
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.lines, args.rounds)
    if args.json:
        print(json.dumps(found))
        return 0
    print(f"{found['lines']:,} lines, {found['orders']:,} orders; all matched in {found['match_all_s']:.1f} s")
    for name in [key.removesuffix("_cpu_ms") for key in found if key.endswith("_cpu_ms")]:
        wall, processor = found[f"{name}_ms"], found[f"{name}_cpu_ms"]
        print(f"{name:16} {wall:8.0f} ms, processor {processor:6.0f} ms (aim {PAGE_MS:.0f})")
    more, bare = found["import_1000_ms"], found["import_1000_bare_ms"]
    print(f"1,000 new lines  {more:8.0f} ms with their orders, {bare:.0f} ms without")
    return 0


if __name__ == "__main__":
    sys.exit(main())
