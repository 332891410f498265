"""How long a change of one PC takes until another PC knows of it: from the commit until its news are read.

    python benchmarks/bench_listening.py [--changes 100] [--accounts 20] [--json]

One program writes, another listens, both on one server of this machine; a line between PCs comes on top. The same of
what the owner does to an account: other rights, until its program hears that they are others and its open connection
is held to them; and the account closed, until its connections are gone. The server is the one that ships with the
program, started for this and gone afterwards.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
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


def measure_accounts(count: int) -> dict[str, Any]:
    """Milliseconds from the owner's click until other rights hold, and until a closed account is out."""
    from shopdesk.sharing.office import Office
    from shopdesk.sharing.programs import bundled
    from shopdesk.sharing.server import ADMINISTRATOR, DATABASE, Server
    from tests.sharing.roles import SharedStore

    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home), bundled())
        server.make()
        server.start()
        try:
            store = SharedStore(server)
            office = Office(store.administrator, DATABASE, ADMINISTRATOR)
            taken = [_one_account(store, office, f"Somebody {number}") for number in range(count)]
        finally:
            server.stop()
    changed, closed = zip(*taken, strict=True)
    return {
        "accounts": count,
        "rights_median_ms": statistics.median(changed),
        "rights_worst_ms": max(changed),
        "closed_median_ms": statistics.median(closed),
        "closed_worst_ms": max(closed),
    }


def _one_account(store: Any, office: Any, person: str) -> tuple[float, float]:
    """Milliseconds until one account's program heard of other rights, and until it was out."""
    import psycopg

    from shopdesk.domain.rights import Group
    from shopdesk.sharing.accounts import Account, Grant
    from shopdesk.storage.postgres.engine import make_engine
    from shopdesk.storage.postgres.listening import Listener

    role = store.let_in(person, Grant(Group.STAFF, (1,)))
    engine, rung = make_engine("postgresql://x@/x", lambda: store.words(role)), Event()
    listener = Listener(engine, rung.set, rung.set)
    with store.as_(role) as line:
        _until(rung, lambda: listener.hears)
        begun = time.perf_counter()
        office.change(Account(role, person, Grant(Group.STAFF, (2,))))
        _until(rung, lambda: listener.outdated)
        assert line.execute("SELECT id FROM stores").fetchall() == [(2,)]
        changed = time.perf_counter() - begun
        begun = time.perf_counter()
        office.close(role)
        _until(rung, lambda: not listener.hears)
        try:
            line.execute("SELECT 1")
            raise AssertionError("a closed account still reads")
        except psycopg.OperationalError:
            closed = time.perf_counter() - begun
    listener.stop()
    engine.dispose()
    return changed * 1000, closed * 1000


def _until(rung: Event, holds: Callable[[], bool]) -> None:
    while not holds():
        assert rung.wait(10), "nothing was heard"
        rung.clear()


def main() -> int:
    """Measure and print; 1 where the aim is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--accounts", type=int, default=20)
    asked = parser.parse_args()
    found = measure(asked.changes) | measure_accounts(asked.accounts)
    if asked.json:
        print(json.dumps(found))
    else:
        print(f"{found['changes']} changes: median {found['median_ms']:.1f} ms, worst {found['worst_ms']:.1f} ms")
        for what, name in (("rights", "other rights"), ("closed", "closed")):
            median, worst = found[f"{what}_median_ms"], found[f"{what}_worst_ms"]
            print(f"{found['accounts']} accounts, {name}: median {median:.1f} ms, worst {worst:.1f} ms")
    return int(max(found[f"{what}worst_ms"] for what in ("", "rights_", "closed_")) > TARGET_MS)


if __name__ == "__main__":
    sys.exit(main())
