"""What a page of one store costs where a thousand stores lie in one database.

    python benchmarks/bench_chain.py [--stores 1000] [--orders 20000000] [--rounds 5] [--json]

One store is the sample with fifteen months of everything; the orders of the others are copies of its orders, in all as
many as were asked for. Each page is loaded in the sample's store with nothing kept from before, and its time is that of
this process and of the server's process that serves it; by the clock it is told as well. The floor is the same page
where the sample's store is alone in the database.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

TARGET_MS = 150.0
_COPIED = ("orders", "order_days", "order_hours")
_OTHERS_BEGIN_AT = 1_000_001
"""The ids of stores that are copies; nobody gives such a one by himself."""


def pages(services: Any, store: int, last: Any) -> dict[str, Callable[[], Any]]:
    """What the tabs load first."""
    from shopdesk.domain.orders import Basis
    from shopdesk.domain.periods import By

    return {
        "daily": lambda: services.daily.sheet(store, last),
        "key figures": lambda: services.kpi.periods(store, last - timedelta(days=29), last, By.DAY, Basis.CREATED),
        "alerts": lambda: services.alerts.now(store),
        "people": lambda: services.people.everyone(store),
        "promotions": lambda: services.campaigns.of_store(store),
        "roster": lambda: services.roster.week(store, last),
        "problems": lambda: services.problems.open(store),
    }


def loads(folder: Path, rounds: int) -> dict[str, dict[str, float]]:
    """The least milliseconds of each page in ``rounds`` opened programs: of the processors, and by the clock."""
    from benchmarks.bench_postgres import busy
    from shopdesk.bootstrap import open_app
    from shopdesk.infra.clock import FixedClock
    from tests.gui.sample_store import NOW

    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(rounds):
        app = open_app(folder, "en", clock=FixedClock(NOW))
        store = min(one.id or 0 for one in app.services.stores.all())
        with app.services.ctx.read() as uow:
            backend = uow.connection.connection.driver_connection.info.backend_pid
        for name, load in pages(app.services, store, (NOW - timedelta(days=1)).date()).items():
            began, clock = busy(backend), time.monotonic()
            with app.services.reading():
                load()
            found.setdefault(name, []).append((busy(backend) - began, time.monotonic() - clock))
        app.close()
    return {
        name: {"cpu_ms": min(one[0] for one in times) * 1000, "clock_ms": min(one[1] for one in times) * 1000}
        for name, times in found.items()
    }


def fill(address: str, stores: int, orders: int) -> int:
    """Make stores with copies of the sample's orders; how many orders there are then."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:

        def run(statement: str) -> Any:
            return connection.execute(statement.encode())

        def names(table: str) -> str:
            row = run(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) "
                f"FROM information_schema.columns WHERE table_name = '{table}' AND table_schema = current_schema() "
                "AND column_name NOT IN ('id', 'store_id', 'name')"
            ).fetchone()
            return str(row[0])

        first, own = run("SELECT min(store_id), count(*) FROM orders").fetchone()
        columns = names("stores")
        run(
            f"INSERT INTO stores (id, name, {columns}) SELECT {_OTHERS_BEGIN_AT} + n, 'store ' || n, {columns} "
            f"FROM stores, generate_series(1, {stores - 1}) n WHERE id = {first}"
        )
        share = (orders - own) / max(own * (stores - 1), 1)
        for table in _COPIED:
            columns = names(table)
            # Store by store: each store's rows lie together in table and indexes, as those of one import do. They come
            # from a table apart, or the server would look for them among all that it has by now.
            run(f"CREATE TEMP TABLE own_{table} AS SELECT * FROM {table} WHERE store_id = {first}")
            for n in range(1, stores):
                some = f"WHERE hashtext(order_key || {n}) % 10000 BETWEEN {-share * 10000} AND {share * 10000}"
                run(
                    f"INSERT INTO {table} (store_id, {columns}) SELECT {_OTHERS_BEGIN_AT} + {n}, {columns} "
                    f"FROM own_{table} {some if table == 'orders' and share < 1 else ''}"
                )
        run("VACUUM (ANALYZE)")
        return int(run("SELECT count(*) FROM orders").fetchone()[0])


def measure(stores: int, orders: int, rounds: int) -> dict[str, Any]:
    """Everything, on a server of its own."""
    import psycopg

    from shopdesk.storage import places
    from tests import engines, postgres_server
    from tests.gui import sample_store

    server = postgres_server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            sample_store.home[:] = [Path(folder)]
            kept = sample_store.kept_sample("en")
            engines.moved(kept, server.address(server.make(name="chain")))
            home = Path(folder) / "data"
            home.mkdir()
            places.keep_address(home / "server.json", server.address("chain"))
            found: dict[str, Any] = {"stores": stores, "alone": loads(home, rounds)}
            began = time.monotonic()
            found["orders"] = fill(server.address("chain"), stores, orders)
            found["filling_s"] = time.monotonic() - began
            found["among_all"] = loads(home, rounds)
            with psycopg.connect(server.address("chain")) as connection:
                row = connection.execute("SELECT pg_database_size('chain')").fetchone()
                found["bytes"] = row[0] if row else None
    finally:
        server.stop()
    return found


def main() -> int:
    """Print what was measured beside what it aims at."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stores", type=int, default=1000)
    parser.add_argument("--orders", type=int, default=20_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = measure(args.stores, args.orders, args.rounds)
    if args.json:
        print(json.dumps(found))
        return 0
    size = found["bytes"] / 1e9
    print(f"{found['stores']:,} stores, {found['orders']:,} orders, {size:.1f} GB, in {found['filling_s']:.0f} s")
    for page, times in found["among_all"].items():
        alone = found["alone"][page]["cpu_ms"]
        print(
            f"{page:<14}{times['cpu_ms']:8.0f} ms of processors ({alone:.0f} alone), {times['clock_ms']:.0f} by the "
            f"clock, aim < {TARGET_MS:.0f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
