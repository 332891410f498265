"""What the shared store costs: imports against COPY alone, and how often a page asks the server.

    python benchmarks/bench_postgres.py [--rows 100000] [--rounds 3] [--json]

The floor writes the same rows, converted already, into the same table by COPY through psycopg alone, in one
transaction. Seconds are those of the processor: of this process and of the server's process that serves it. The rows
are imported once into an empty store, once more unchanged. A page's round trips are counted, and its question is timed
by the clock over a line of 5 ms there and back (the median). The server is the one that ships with the program, started
for this and gone afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TARGETS = {"first": 1.5, "again": 1.0, "page_ms": 300.0}
_LINE_MS = 5.0
_LINE_ROUNDS = 5
_COLUMNS = (
    "order_key", "order_no", "status", "created_at", "created_day", "paid_at", "paid_day", "gross_fen", "received_fen",
    "refund_fen", "pieces", "province", "title", "buyer_key", "file_row",
)  # fmt: skip
_FIRST = date(2024, 1, 1)
_BATCH = 100


def order_rows(count: int) -> list[tuple[Any, ...]]:
    """Orders of two years in stored form, the same each time."""
    rows = []
    for place in range(count):
        day = (_FIRST + timedelta(days=place * 730 // count)).isoformat()
        at, gross = f"{day} {place % 24:02}:{place % 60:02}:00", 5_000 + place % 40_000
        rows.append(
            (f"k{place:012}", f"n{place:012}", "交易成功", at, day, at, day, gross, gross - place % 100, place % 100,
             1 + place % 3, "浙江省", f"秋季连衣裙 {place % 300}", f"b{place % 60_000:08}", place + 2)
        )  # fmt: skip
    return rows


def busy(backend: int) -> float:
    """Seconds that processors worked for this process and for the server's process ``backend``."""
    fields = Path(f"/proc/{backend}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return time.process_time() + (int(fields[11]) + int(fields[12])) / ticks


def spent(engine: Any, work: Callable[[Any], Any], *, keep: bool) -> float:
    """Seconds of one transaction that ``work`` fills, taken back unless it is to be kept."""
    with engine.connect().execution_options(writing=True) as connection:
        backend = connection.connection.driver_connection.info.backend_pid
        transaction = connection.begin()
        started = busy(backend)
        work(connection)
        if keep:
            transaction.commit()
            return busy(backend) - started
        found = busy(backend) - started
        transaction.rollback()
        return found


def imports(engine: Any, store: int, rows: list[tuple[Any, ...]], rounds: int) -> dict[str, float]:
    """Seconds of the floor and of both imports, the least of each."""
    from shopdesk.domain.imports import ImportKind
    from shopdesk.storage import port
    from shopdesk.storage.queries.imports import TARGETS as TABLES

    names = ", ".join(("store_id", *_COLUMNS, "first_import_id", "last_import_id"))

    def floor(connection: Any) -> None:
        with connection.connection.cursor() as cursor, cursor.copy(f"COPY orders ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row((store, *row, 1, 1))

    def program(connection: Any) -> None:
        writer = port.of(connection).writer(connection, TABLES[ImportKind.ORDERS], store, _COLUMNS, import_id=1)
        for start in range(0, len(rows), _BATCH):
            writer.take(rows[start : start + _BATCH])
        writer.finish()

    found: dict[str, list[float]] = {"floor": [], "first": [], "again": []}
    for _ in range(rounds):
        found["floor"].append(spent(engine, floor, keep=False))
        found["first"].append(spent(engine, program, keep=False))
    spent(engine, program, keep=True)
    found["again"] = [spent(engine, program, keep=False) for _ in range(rounds)]
    return {name: min(values) for name, values in found.items()}


def pages_of(services: Any, store: int) -> dict[str, Callable[[], Any]]:
    """What the tabs ask first."""
    from shopdesk.domain.orders import Basis
    from shopdesk.domain.periods import By

    last = _FIRST + timedelta(days=729)
    return {
        "daily": lambda: services.daily.sheet(store, last),
        "key figures": lambda: services.kpi.periods(store, last - timedelta(days=29), last, By.DAY, Basis.CREATED),
        "people": lambda: services.people.everyone(store),
        "promotions": lambda: services.campaigns.of_store(store),
        "roster": lambda: services.roster.week(store, last),
        "problems": lambda: services.problems.open(store),
    }


def over_a_line(folder: Path, address: str, rounds: int) -> dict[str, float]:
    """Milliseconds by the clock of each page's question in a program just opened, the median of ``rounds``."""
    from shopdesk.bootstrap import open_app
    from shopdesk.storage import places

    places.keep_address(folder / "server.json", address)
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        app = open_app(folder, "en")
        store = app.services.stores.all()[0].id or 0
        for name, load in pages_of(app.services, store).items():
            began = time.monotonic()
            with app.services.reading():
                load()
            found.setdefault(name, []).append((time.monotonic() - began) * 1000)
        app.close()
    return {name: statistics.median(taken) for name, taken in found.items()}


def round_trips(app: Any, store: int) -> dict[str, int]:
    """How often each page's load asks the server: its statements, the beginning of its transaction and the end."""
    from sqlalchemy import event

    services, asked = app.services, [0]
    event.listen(services.ctx.engine, "before_cursor_execute", lambda *_: asked.__setitem__(0, asked[0] + 1))
    event.listen(services.ctx.engine, "begin", lambda _connection: asked.__setitem__(0, asked[0] + 2))
    found = {}
    for name, load in pages_of(services, store).items():
        asked[0] = 0
        with services.reading():
            load()
        found[name] = asked[0]
    return found


def measure(rows: int, rounds: int) -> dict[str, Any]:
    """Everything, on a server of its own."""
    from shopdesk.bootstrap import open_app
    from shopdesk.storage import places
    from tests import postgres_server
    from tests.line import Line

    server = postgres_server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            name = server.make()
            places.keep_address(Path(folder) / "server.json", server.address(name))
            app = open_app(Path(folder), "en")
            try:
                store = app.services.stores.create("bench").id or 0
                found: dict[str, Any] = {"rows": rows}
                found |= imports(app.services.ctx.engine, store, order_rows(rows), rounds)
                found["round_trips"] = round_trips(app, store)
            finally:
                app.close()
            with Line(server.home, _LINE_MS / 1000) as line:
                found["over_a_line_ms"] = over_a_line(Path(folder), line.address(name), _LINE_ROUNDS)
    finally:
        server.stop()
    return found


def main() -> int:
    """Print what was measured beside what it aims at."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.rows, args.rounds)
    if args.json:
        print(json.dumps(found))
        return 0
    print(f"{'floor':<14}{found['floor']:8.2f} s   COPY of {args.rows:,} orders")
    for name in ("first", "again"):
        ratio = found[name] / found["floor"]
        print(f"{name:<14}{found[name]:8.2f} s   {ratio:5.2f} x the floor, aim {TARGETS[name]}")
    for page, trips in found["round_trips"].items():
        taken = found["over_a_line_ms"][page]
        print(f"{page:<14}{trips:8} round trips, {taken:6.0f} ms over a line of 5 ms, aim < {TARGETS['page_ms']:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
