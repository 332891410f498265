"""Who looks at the same record: seen at once, gone when somebody leaves or dies, and nobody ever waits for it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from shopdesk.storage.postgres.engine import make_engine
from shopdesk.storage.postgres.listening import Listener
from tests.sharing.roles import SharedStore

PATIENCE_S = 60
_ANOTHER_PROGRAM = """
import json, sys, threading
from shopdesk.storage.postgres.engine import make_engine
from shopdesk.storage.postgres.listening import Listener
words = json.loads(sys.argv[1])
listener = Listener(make_engine("postgresql://x@/x", lambda: words), print, print)
listener.look_at("steps:7")
print("looking", flush=True)
threading.Event().wait()
"""


class Client:
    """A program that listens as one account."""

    def __init__(self, store: SharedStore, who: str) -> None:
        self.engine = make_engine("postgresql://x@/x", lambda: store.words(who))
        self.told = threading.Event()
        self.rung = threading.Event()
        self.listener = Listener(self.engine, self.rung.set, self.told.set)

    def until(self, holds: Callable[[], bool]) -> float:
        """Wait for something that is told; the seconds that it took."""
        begun = time.monotonic()
        while not holds():
            assert self.told.wait(PATIENCE_S), "nothing was told"
            self.told.clear()
        return time.monotonic() - begun

    def stop(self) -> None:
        self.listener.stop()
        self.engine.dispose()


@pytest.fixture
def clients(store: SharedStore) -> Iterator[dict[str, Client]]:
    made = {who: Client(store, who) for who in ("manager", "staff")}
    yield made
    for one in made.values():
        one.stop()


def test_each_sees_the_other_at_the_same_record_and_at_no_other(clients: dict[str, Client]) -> None:
    manager, staff = clients["manager"], clients["staff"]
    manager.listener.look_at("steps:7")
    staff.listener.look_at("steps:8")
    staff.listener.look_at("steps:7")
    assert manager.until(lambda: manager.listener.others("steps:7") == ("staff",)) < 5
    staff.until(lambda: staff.listener.others("steps:7") == ("manager",))
    assert staff.listener.others("steps:8") == manager.listener.others("steps:9") == ()
    # Looked at twice, it is left when both have closed.
    staff.listener.look_at("steps:7")
    staff.listener.leave("steps:7")
    staff.listener.leave("steps:8")
    staff.listener.leave("steps:7")
    assert manager.until(lambda: manager.listener.others("steps:7") == ()) < 5


def test_nobody_waits_for_who_looks(clients: dict[str, Client]) -> None:
    manager, staff = clients["manager"], clients["staff"]
    for one in (manager, staff):
        one.listener.look_at("stores:1")
    manager.until(lambda: manager.listener.others("stores:1") == ("staff",))
    with manager.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(text("UPDATE stores SET name = name WHERE id = 1"))


def test_who_dies_is_gone_within_seconds(store: SharedStore, clients: dict[str, Client]) -> None:
    manager = clients["manager"]
    manager.listener.look_at("steps:7")
    asked = [sys.executable, "-c", _ANOTHER_PROGRAM, json.dumps(store.words("staff"))]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as other:
        manager.until(lambda: manager.listener.others("steps:7") == ("staff",))
        other.kill()
        assert manager.until(lambda: manager.listener.others("steps:7") == ()) < 10


def test_a_line_that_broke_looks_again(store: SharedStore, clients: dict[str, Client]) -> None:
    manager, staff = clients["manager"], clients["staff"]
    for one in (manager, staff):
        one.listener.look_at("steps:7")
    manager.until(lambda: manager.listener.others("steps:7") == ("staff",))
    with store.administrator() as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [store.roles["staff"]]
        )
    manager.until(lambda: manager.listener.others("steps:7") == ())
    manager.until(lambda: manager.listener.others("steps:7") == ("staff",))
