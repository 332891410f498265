"""Several people at PCs of their own work on one store, while lines break and the server is killed.

Nothing is lost, nothing is there twice: each says what became of each job, and the data have to say the same; and all
change sets done once more, one after the other, have to come to the data as they are. The numbers are from the
environment: ``SHOPDESK_CLIENTS``, ``SHOPDESK_CLIENT_SECONDS``, ``SHOPDESK_SERVER_KILLS``, ``SHOPDESK_LINE_CUTS``.
"""

from __future__ import annotations

import json
import os
import random
import selectors
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from shopdesk.bootstrap import App, open_app
from shopdesk.storage import change_log, places
from shopdesk.storage.reversal import stored_row
from shopdesk.storage.tables.changes import change_sets
from shopdesk.storage.tables.everything import metadata
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.orders import order_days, orders
from tests import postgres_server
from tests.architecture.sources import ROOT
from tests.day_of_work import FEN, ROWS, counted
from tests.line import Line

CLIENTS = int(os.environ.get("SHOPDESK_CLIENTS", "3"))
SECONDS = float(os.environ.get("SHOPDESK_CLIENT_SECONDS", "0"))
KILLS = int(os.environ.get("SHOPDESK_SERVER_KILLS", "2"))
CUTS = int(os.environ.get("SHOPDESK_LINE_CUTS", "4"))
_MOST_S = 120.0
FEWEST_JOBS = 12
"""So many jobs are told of at least between two troubles, and before the end."""
PEOPLE = ("小满", "阿秀", "老周")


@dataclass
class Told:
    """What the clients said of their jobs."""

    jobs: list[dict[str, Any]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def note(self, job: dict[str, Any]) -> None:
        """One more."""
        self.jobs.append(job)
        self.faults[job["who"]] = job["faults"]

    def of(self, job: str, how: str = "done") -> list[dict[str, Any]]:
        return [one for one in self.jobs if (one["job"], one["how"]) == (job, how)]


@pytest.fixture
def server() -> Iterator[postgres_server.Server]:
    made = postgres_server.start(lasting=True)
    yield made
    made.stop()


def a_store(folder: Path, address: str) -> None:
    """A store with three people in the database, made before anybody is disturbed."""
    folder.mkdir()
    places.keep_address(folder / "server.json", address)
    app = open_app(folder, "en")
    store = app.services.stores.create("云裳旗舰店", opened_on=date(2025, 1, 1))
    role = app.services.people.catalogue.roles(store.id or 0)[0].code
    for name in PEOPLE:
        app.services.people.hire(store.id or 0, name, role, date(2026, 1, 1))
    app.close()


@contextmanager
def clients(home: Path, address: str) -> Iterator[tuple[Iterator[dict[str, Any]], Callable[[], None]]]:
    """Programs at work; what they tell comes as they tell it, and they stop when they are asked to."""
    at_work: list[subprocess.Popen[str]] = []
    ready = selectors.DefaultSelector()
    for number in range(CLIENTS):
        folder = home / f"pc{number}"
        folder.mkdir()
        places.keep_address(folder / "server.json", address)
        with (home / f"pc{number}.log").open("w") as log:
            one = subprocess.Popen(
                [sys.executable, "-m", "tests.day_of_work", str(folder), f"c{number}", "20261130"],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        at_work.append(one)
        ready.register(one.stdout, selectors.EVENT_READ, one)  # type: ignore[arg-type]

    def told() -> Iterator[dict[str, Any]]:
        while ready.get_map():
            for key, _ in ready.select():
                line = key.fileobj.readline()  # type: ignore[union-attr]
                if line:
                    yield json.loads(line)
                    continue
                ready.unregister(key.fileobj)
                place = at_work.index(key.data)
                assert key.data.wait() == 0, (home / f"pc{place}.log").read_text(encoding="utf-8")

    def stop() -> None:
        for one in at_work:
            assert one.stdin is not None
            one.stdin.close()

    try:
        yield told(), stop
    finally:
        ready.close()
        for one in at_work:
            one.kill()
            one.wait()
            for end in (one.stdin, one.stdout):
                assert end is not None
                end.close()


def troubles(server: postgres_server.Server, line: Line) -> list[Callable[[], Any]]:
    """What happens to them, in an order that is the same each time."""

    def killed() -> None:
        server.kill()
        server.begin()

    def killed_at_commit() -> None:
        dead = threading.Event()

        def kill() -> None:
            server.kill()
            dead.set()

        line.at_commit(kill)
        assert dead.wait(_MOST_S), "nobody committed anything"
        server.begin()

    kills = [(killed, killed_at_commit)[number % 2] for number in range(KILLS)]
    cuts = [(line.cut_after_commit, line.cut, line.cut_before_commit)[number % 3] for number in range(CUTS)]
    found: list[Callable[[], Any]] = [*kills, *cuts]
    random.Random(20261130).shuffle(found)
    return found


def worked(home: Path, server: postgres_server.Server, line: Line) -> Told:
    """What they told of a day with all troubles."""
    told, left = Told(), troubles(server, line)
    every = SECONDS / (len(left) + 1)
    with clients(home, line.address("shop")) as (telling, stop):
        started = last = time.monotonic()
        since = 0
        for job in telling:
            told.note(job)
            since += 1
            if since < FEWEST_JOBS or time.monotonic() - last < every:
                continue
            if left:
                left.pop()()
                since, last = 0, time.monotonic()
            elif time.monotonic() - started >= SECONDS:
                break
        stop()
        for job in telling:
            told.note(job)
    return told


def replayed(app: App) -> int:
    """Do all change sets once more, one after the other: each finds what the one before left, the last the data.

    The answer is how many there were.
    """
    state: dict[tuple[str, int], dict[str, Any] | None] = {}
    with app.services.ctx.read() as uow:
        numbers = uow.connection.scalars(select(change_sets.c.id).order_by(change_sets.c.id)).all()
        for number in numbers:
            one = change_log.read(uow.connection, number)
            assert one is not None
            for change in one.changes:
                key = (change.noun, change.record_id)
                assert state.get(key, change.before) == change.before, (number, change)
                state[key] = change.after
        for (noun, record_id), expected in state.items():
            table = metadata.tables[noun]
            assert stored_row(uow, table, table.c.id == record_id) == expected, (noun, record_id)
    return len(numbers)


def hold_against(told: Told, app: App) -> None:
    """What was told and what the data say are the same."""
    store = app.services.stores.all()[0].id or 0
    unsure = [one for one in told.jobs if one["how"] == "unsure"]
    assert unsure == [], "each write could be asked after in the end"

    expected = Counter(one["person"] for one in told.of("count"))
    expected.subtract(one["person"] for one in told.of("undo") if one["of"] == "count")
    notes = {person.id: counted(person) for person in app.services.people.everyone(store)}
    assert notes == {person: expected[person] for person in notes}

    opened = {one["token"] for one in told.of("problem")} - {one["what"] for one in told.of("undo") if "what" in one}
    assert sorted(one.title for one in app.services.problems.open(store)) == sorted(opened)

    brought = {one["run"]: one["token"] for one in told.of("bring")}
    assert [one["new"] for one in told.of("bring")] == [ROWS] * len(brought)
    left = set(brought) - {one["run"] for one in told.of("undo") if one["of"] == "bring"}
    with app.services.ctx.read() as uow:
        connection = uow.connection
        standing = connection.scalars(select(imports.c.id).where(imports.c.undone_at.is_(None))).all()
        assert sorted(standing) == sorted(left)
        keys = Counter(connection.scalars(select(orders.c.order_no)))
        assert keys == Counter(f"{brought[run]}-{row}" for run in left for row in range(ROWS))
        days = select(func.sum(order_days.c.orders), func.sum(order_days.c.net_fen)).group_by(order_days.c.basis)
        sums = (len(left) * ROWS, len(left) * ROWS * FEN)
        assert connection.execute(days).all() == ([sums, sums] if left else [])

    answers = Counter(words for words in told_answers(app) if words)  # what the data answered has no words
    assert max(answers.values(), default=1) == 1
    assert set(answers) <= {one["token"] for one in told.of("answer")}


def told_answers(app: App) -> list[str]:
    """The words of the answers that stand."""
    with app.services.ctx.read() as uow:
        return list(uow.connection.scalars(select(metadata.tables["answers"].c.words)))


@pytest.mark.timeout(0)  # by the clock of the environment
def test_many_work_at_once_while_lines_break_and_the_server_is_killed(
    tmp_path: Path, server: postgres_server.Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.make(name="shop")
    a_store(tmp_path / "first", server.address("shop"))
    with Line(server.home) as line:
        told = worked(tmp_path, server, line)
    app = open_app(tmp_path / "first", "en")
    sets = replayed(app)
    hold_against(told, app)
    app.close()
    jobs = Counter(f"{one['job']} {one['how']}" for one in told.jobs)
    assert all(jobs[f"{job} done"] for job in ("count", "problem", "answer", "bring", "undo"))
    if KILLS + CUTS:
        assert sum(told.faults.values()) > 0, "nobody noticed any trouble"
    if SECONDS:
        with capsys.disabled():
            print({"change sets": sets, "faults told": sum(told.faults.values()), **jobs})
