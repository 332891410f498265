"""How fast charts, tiles, members and the rows behind a figure come, with 1,000,000 orders over three years.

    python benchmarks/bench_charts.py [--orders 1000000] [--products 2000] [--rounds 3] [--json] [--folder DIR] [--kept]

The store has so many orders with an item each, so many products with a report of each day, as many keywords for a
year, and ads. Everything is asked of 30 days and of three years: when nothing was kept yet (``cold``), and in a program
just started whose data were kept while nobody waited (``kept``); milliseconds of the processor, the median of fresh
answers; with ``--kept`` only the latter, of a folder measured before. Months of profit, which nothing here reads, are
not kept. The floor is plain sqlite3 counting the orders of three years by day in the same run; the ratio is of it.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

LAST = date(2026, 3, 15)
DAYS = 1096
AIM_MS = 100.0
_REASONS = ("买家未付款", "退款", "拍错了", "缺货")
_BUYERS = 400_000
_WORD_DAYS = 365
ROWS = ("paid_amount", "buyers", "visitors", "product_sales", "ad_spend", "inquiry_conversion")
"""A figure of each kind of rows: orders (and counted people), the store's days, products, ads, service people."""


def fill(folder: Path, orders: int, products: int) -> None:
    """The store, past the importers, with its sums by day."""
    from shopdesk.bootstrap import open_app
    from shopdesk.infra.clock import FixedClock
    from shopdesk.storage.queries import order_days

    app = open_app(folder, "en", clock=FixedClock(datetime(2026, 3, 16, 9)))
    store = app.services.stores.create("bench")
    first = LAST - timedelta(days=DAYS - 1)
    days = [(first + timedelta(days=offset)).isoformat() for offset in range(DAYS)]

    def order_rows() -> Any:
        for number in range(orders):
            day = days[number * DAYS // orders]
            gross, paid = 1000 + number * 7919 % 30000, number % 7 != 0
            refund = gross if number % 19 == 0 and paid else 0
            at = f"{day} {number * 31 % 24:02d}:00:00"
            yield (
                store.id, f"{number:019d}", f"{number:019d}", at, day, at if paid else None, day if paid else None,
                gross, gross - refund if paid else 0, refund, f"省{number % 31}",
                f"{number * 104729 % _BUYERS:032x}", None if paid else _REASONS[number % 4],
            )  # fmt: skip

    def item_rows() -> Any:
        for number in range(orders):
            gross = 1000 + number * 7919 % 30000
            product = str(600_000_000_000 + number * 48271 % products)
            yield store.id, f"{number:019d}", f"{number:019d}", f"商品{product}", product, 1, gross, 0

    def product_rows() -> Any:
        for product in range(products):
            number = str(600_000_000_000 + product)
            for place, day in enumerate(days):
                spread = (product * 31 + place * 17) % 97
                yield store.id, number, day, f"商品{number}", 20 + spread, 60, spread % 5, spread % 6, spread * 130

    tables = (
        ("orders", "store_id order_key order_no created_at created_day paid_at paid_day gross_fen received_fen "
         "refund_fen province buyer_key closed_reason", order_rows()),
        ("order_items", "store_id item_key order_no title product_id pieces payable_fen refund_fen", item_rows()),
        ("product_days", "store_id product_id day title visitors page_views buyers paid_pieces paid_fen",
         product_rows()),
        ("store_days", "store_id day visitors page_views buyers cart_buyers placed_buyers",
         ((store.id, day, 20_000 + place % 900, 60_000, 700, 1500, 900) for place, day in enumerate(days))),
        ("channel_days", "store_id channel subject day impressions clicks spend_fen sales_fen",
         ((store.id, kind, "", day, 90_000, 1800, 50_000, 150_000)
          for day in days for kind in ("search_ads", "display_ads"))),
        ("keyword_days", "store_id word day impressions clicks visitors buyers spend_fen rank", (
            (store.id, f"词{word}", day, 900 + word % 77, 40 + word % 9, 30 + word % 7, 2 + word % 3, 900, "4.5")
            for day in days[-_WORD_DAYS:] for word in range(products))),
        ("service_days", "store_id agent day received inquiries paid_inquiries sales_fen",
         ((store.id, f"客服{one}", day, 90, 60, 20, 90_000) for day in days for one in range(5))),
    )  # fmt: skip
    with app.services.ctx.open_uow("bench") as uow:
        raw = uow.connection.connection.driver_connection
        assert raw is not None
        assert store.id is not None
        for table, columns, rows in tables:
            names = columns.split()
            marks = ",".join("?" * len(names))
            raw.executemany(f"INSERT INTO {table} ({','.join(names)}) VALUES ({marks})", rows)
            uow.touch(table)
        order_days.rebuild(uow.connection, store.id)
        uow.connection.exec_driver_sql("ANALYZE")
        uow.commit()
    app.close()


def asked(services: Any, store: int) -> dict[str, Callable[[], object]]:
    """Everything that is measured, by what it is called."""
    from shopdesk.domain.kpi import Basis, kpi
    from shopdesk.domain.kpi.rows import Wish
    from shopdesk.domain.periods import By, Period
    from shopdesk.gui.pages.kpi.charts.declarations import CHARTS, ChartQuestion
    from shopdesk.gui.pages.kpi.loading import load
    from shopdesk.gui.pages.kpi.selection import Selection
    from shopdesk.services.kpi import FAST_SOURCES

    spans = {"30 days": Period(LAST - timedelta(days=29), LAST),
             "3 years": Period(LAST - timedelta(days=DAYS - 1), LAST)}  # fmt: skip
    found: dict[str, Callable[[], object]] = {}
    for said, span in spans.items():
        by = By.MONTH if span.end - span.start > timedelta(days=99) else By.DAY
        for chart in CHARTS:
            measure = chart.measures[0][0] if chart.measures else ""
            question = ChartQuestion(store, span, by, Basis.CREATED, measure)
            found[f"chart {chart.name}, {said}"] = lambda chart=chart, question=question: chart.answer(
                services, question
            )
        found[f"tiles, {said}"] = lambda span=span: services.kpi.compare(store, span)
        found[f"why, {said}"] = lambda span=span: services.kpi.split(store, span)
        found[f"trend, {said}"] = lambda span=span: services.kpi.periods(
            store, span.start, span.end, sources=FAST_SOURCES, count_people=False
        )
        found[f"channels, {said}"] = lambda span=span: services.kpi.channels(store, span)
        found[f"products, {said}"] = lambda span=span: services.kpi.products(store, span)
        for code in ROWS:
            found[f"rows of {code}, {said}"] = lambda code=code, span=span: services.figure_rows.page(
                store, kpi(code), span, Basis.CREATED, 0, Wish(), limit=200, after=None, exact=False
            )
    whole = spans["3 years"]
    found["buyers of 36 months"] = lambda: services.kpi.periods(
        store, whole.start, whole.end, By.MONTH, sources=FAST_SOURCES
    )
    found["page of 30 days"] = lambda: load(services, store, LAST + timedelta(days=1), Selection(), complete=True)
    found["alerts"] = lambda: services.alerts.now(store)
    found["keywords of 30 days"] = lambda: services.keywords.board(store, 30)
    found["calendar of data"] = lambda: services.coverage.calendar(store, whole)
    found["members"] = lambda: services.members.board(store)
    return found


def timed(services: Any, work: Callable[[], object], rounds: int) -> float:
    """Milliseconds, the median of answers for which nothing is remembered in the program."""
    times = []
    for _ in range(rounds):
        services.ctx.reader.forget()
        started = time.process_time()
        with services.reading():
            work()
        times.append((time.process_time() - started) * 1000)
    return statistics.median(times)


def floor(folder: Path) -> float:
    """Milliseconds of plain sqlite3 for the orders of three years by day, along an index."""
    import sqlite3
    from contextlib import closing

    query = "SELECT created_day, COUNT(*) FROM orders WHERE store_id = 1 GROUP BY created_day"
    with closing(sqlite3.connect(folder / "shopdesk.db")) as raw:
        raw.execute(query).fetchall()
        started = time.process_time()
        raw.execute(query).fetchall()
        return (time.process_time() - started) * 1000


def keep(folder: Path, found: dict[str, dict[str, float]]) -> None:
    """Measure with nothing kept, then how long keeping takes."""
    from shopdesk.bootstrap import open_app
    from shopdesk.infra.clock import FixedClock
    from shopdesk.storage import kept_answers

    app = open_app(folder, "en", clock=FixedClock(datetime(2026, 3, 16, 9)))
    store = app.services.stores.named(None).id or 0
    works = asked(app.services, store)
    with app.services.ctx.open_uow("as after an import") as uow:
        uow.connection.exec_driver_sql("DELETE FROM kept_answers")
        kept_answers.keep(uow.connection, kept_answers.PROFIT_WHOLE, store, "", True)
        uow.make_lasting()
    for name, work in works.items():
        found[name] = {"cold": timed(app.services, work, 1)}
        print(f"{name}: {found[name]['cold']:.0f}", file=sys.stderr, flush=True)
    pieces = []
    for work in works.values():
        work()  # notes what is to be kept
    more = True
    while more:
        started = time.process_time()
        more = app.services.kept.keep_some()
        pieces.append((time.process_time() - started) * 1000)
    found["keeping"] = {"ms": sum(pieces), "longest piece": max(pieces)}
    app.close()


def measure(folder: Path, rounds: int, *, cold: bool) -> dict[str, dict[str, float]]:
    """Cold and kept, by name, and how long keeping took."""
    from shopdesk.bootstrap import open_app
    from shopdesk.infra.clock import FixedClock

    found: dict[str, dict[str, float]] = {"floor": {"ms": floor(folder)}}
    if cold:
        keep(folder, found)
    app = open_app(folder, "en", clock=FixedClock(datetime(2026, 3, 16, 9)))
    store = app.services.stores.named(None).id or 0
    for name, work in asked(app.services, store).items():
        work()  # modules and statements are made once
        found.setdefault(name, {})["kept"] = timed(app.services, work, rounds)
    app.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--products", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path, help="a folder made before, or to be made and left")
    parser.add_argument("--kept", action="store_true", help="only with what is kept in the folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.folder or Path(scratch)
        if not (folder / "shopdesk.db").exists():
            fill(folder, args.orders, args.products)
        found = measure(folder, args.rounds, cold=not args.kept)
    if args.json:
        print(json.dumps(found, indent=2))
        return
    base = found.pop("floor")["ms"]
    keeping = found.pop("keeping", None)
    print(f"floor {base:.0f} ms")
    if keeping:
        print(f"keeping {keeping['ms']:.0f} ms, at most {keeping['longest piece']:.0f} ms at once")
    for name, times in sorted(found.items(), key=lambda one: -one[1]["kept"]):
        cold, kept = times.get("cold", math.nan), times["kept"]
        over = "" if kept <= AIM_MS else f" (aim {AIM_MS:.0f})"
        print(f"{name:32} cold {cold:7.0f} ms, kept {kept:7.0f} ms = {kept / base:6.2f} x{over}")


if __name__ == "__main__":
    main()
