"""What a server's database promises to a unit of work: one moment, one writer at a time, faults in words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, delete, func, insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, ProgrammingError

from shopdesk.bootstrap import App
from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.stores import Store
from shopdesk.storage import port
from shopdesk.storage.places import server_place
from shopdesk.storage.postgres.engine import make_engine
from shopdesk.storage.postgres.faults import explain, explain_commit
from shopdesk.storage.postgres.signals import CHANNEL
from shopdesk.storage.tables.changes import change_sets
from shopdesk.storage.tables.roster import shifts
from shopdesk.storage.tables.stores import stores
from shopdesk.storage.unit_of_work import UnitOfWork
from tests import engines

PATIENCE_S = 30


def address_of(app: App) -> str:
    return str(app.place.identity())


@pytest.fixture
def engine(app: App) -> Engine:
    return app.services.ctx.engine


@pytest.fixture
def other(app: App) -> Iterator[psycopg.Connection[Any]]:
    """Another PC."""
    with psycopg.connect(address_of(app), autocommit=True) as connection:
        yield connection


def test_a_load_reads_one_moment(app: App, store: Store, other: psycopg.Connection[Any]) -> None:
    with app.services.ctx.reading():
        assert [one.name for one in app.services.stores.all()] == [engines.STORE]
        other.execute("UPDATE stores SET name = '二店'")
        with app.services.ctx.read() as uow:
            assert uow.connection.execute(select(stores.c.name)).scalar_one() == engines.STORE
    with app.services.ctx.read() as uow:
        assert uow.connection.execute(select(stores.c.name)).scalar_one() == "二店"


def test_what_only_reads_cannot_write(engine: Engine, app: App) -> None:
    with pytest.raises(RuntimeError, match="only reads"), UnitOfWork(engine, app.clock, writing=False) as uow:
        uow.connection.execute(delete(stores))


def test_writers_wait_for_one_another_and_see_what_came_before(engine: Engine, app: App, store: Store) -> None:
    """The second one reads after the first has committed: what it checked still holds when it writes."""
    seen: list[str] = []

    def second() -> None:
        with UnitOfWork(engine, app.clock, reason="b") as uow:
            seen.append(uow.connection.execute(select(stores.c.name)).scalar_one())

    with UnitOfWork(engine, app.clock, reason="a") as uow:
        uow.connection.execute(stores.update().values(name="先"))
        thread = threading.Thread(target=second)
        thread.start()
        _until_somebody_waits(uow.connection)
        assert seen == []
        uow.make_lasting()
    thread.join(PATIENCE_S)
    assert seen == ["先"]


def _until_somebody_waits(connection: Any) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    tries = 0
    while not connection.execute(waiting).scalar_one():
        tries += 1
        assert tries < 100_000


def test_a_writer_that_waits_too_long_is_told_so(engine: Engine, app: App, other: psycopg.Connection[Any]) -> None:
    with engine.connect().execution_options(writing=True) as first, first.begin():
        other.execute("SET lock_timeout = '50ms'")
        key = first.execute(text("SELECT objid FROM pg_locks WHERE locktype = 'advisory'")).scalar_one()
        with pytest.raises(psycopg.errors.LockNotAvailable) as refused:
            other.execute("SELECT pg_advisory_xact_lock(%s::bigint)", (key,))
    told = explain(OperationalError("", None, refused.value))
    assert isinstance(told, EnvironmentFault) and told.state is FileState.LOCKED


def test_what_is_there_already_is_said_with_the_constraints_own_sentence(engine: Engine, store: Store) -> None:
    with engine.connect() as connection:
        row = dict(connection.execute(select(shifts).where(~shifts.c.hidden)).mappings().first() or {})
        del row["id"]
        with pytest.raises(IntegrityError) as refused:
            connection.execute(insert(shifts).values(row | {"code": "another"}))
    told = explain(refused.value)
    assert isinstance(told, UserError) and not isinstance(told, EnvironmentFault)


@pytest.mark.parametrize(
    ("code", "state"),
    [("53100", FileState.FULL), ("58030", FileState.IO_ERROR), ("57P01", FileState.UNREACHABLE),
     ("08006", FileState.UNREACHABLE), ("42501", FileState.DENIED), ("28P01", FileState.DENIED),
     ("XX001", FileState.DAMAGED), ("40P01", FileState.LOCKED), ("53300", FileState.LOCKED)],
)  # fmt: skip
def test_each_complaint_of_the_server_has_its_state(code: str, state: FileState) -> None:
    told = explain(DatabaseError("", None, psycopg.errors.lookup(code)("x")))
    assert isinstance(told, EnvironmentFault) and told.state is state


def test_a_fault_of_ours_stays_a_fault_of_ours(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(ProgrammingError) as wrong:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert explain(wrong.value) is wrong.value


def test_a_line_that_breaks_is_said_and_the_next_unit_of_work_has_a_new_one(
    engine: Engine, app: App, store: Store, other: psycopg.Connection[Any]
) -> None:
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    mine = other.info.backend_pid
    with pytest.raises(EnvironmentFault, match="does not answer") as told, UnitOfWork(engine, app.clock) as uow:
        other.execute(cut, (mine,))
        uow.connection.execute(select(stores))
    assert told.value.state is FileState.UNREACHABLE
    assert app.services.stores.all() == [store]

    with pytest.raises(EnvironmentFault, match="may be in the data or not"), UnitOfWork(engine, app.clock) as uow:
        uow.connection.execute(stores.update().values(name="二店"))
        other.execute(cut, (mine,))
        uow.make_lasting()


def test_a_commit_that_was_refused_in_words_is_not_unsure() -> None:
    full = DatabaseError("", None, psycopg.errors.lookup("53100")("x"))
    told = explain_commit(full)
    assert isinstance(told, EnvironmentFault) and told.state is FileState.FULL


def test_a_server_that_is_not_there_is_said_so(app: App) -> None:
    for address, state in (
        (address_of(app).replace("/shop_", "/gone_"), FileState.UNREACHABLE),
        ("postgresql://shopdesk@/a?host=/nowhere", FileState.UNREACHABLE),
    ):
        with pytest.raises(EnvironmentFault) as told:
            server_place(address).check_readable()
        assert told.value.state is state


def test_another_programs_database_is_not_taken(app: App, other: psycopg.Connection[Any]) -> None:
    name = engines.server().make()
    address = engines.server().address(name)
    engines.server().run("CREATE TABLE theirs (a int)", name)
    with pytest.raises(UserError, match="holds other data"):
        server_place(address).revision()
    engines.server().drop(name)


def test_others_hear_of_a_change_when_it_is_committed(app: App, store: Store) -> None:
    with psycopg.connect(address_of(app), autocommit=True) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        app.services.stores.create("二店")
        with app.services.ctx.read() as uow:
            newest = uow.connection.execute(select(func.max(change_sets.c.id))).scalar_one()
        heard: set[int] = set()
        while newest not in heard:
            told = [int(one.payload) for one in listener.notifies(timeout=PATIENCE_S, stop_after=1)]
            heard.update(told)
            assert told
        assert max(heard) == newest


def test_numbers_go_on_above_what_was_given(engine: Engine, store: Store) -> None:
    with engine.begin() as connection:
        speaks = port.of(connection)
        assert speaks.last_numbers(connection)["stores"] == 1
        speaks.go_on_from(connection, "stores", 70)
        assert speaks.last_numbers(connection)["stores"] == 70


def test_the_state_is_known_by_its_newest_change(app: App, store: Store) -> None:
    place = app.place
    before, watch = place.mark(), place.watch()
    assert before is not None and watch.end() == before
    watch = place.watch()
    app.services.stores.create("二店")
    assert watch.end() is None
    assert place.mark() not in (None, before)


def test_every_table_is_read_when_the_data_are_checked(app: App, store: Store) -> None:
    steps: list[tuple[int, int]] = []
    assert app.place.damaged_tables(lambda done, total: steps.append((done, total))) == ()
    assert len(steps) == steps[-1][1] > 90


def test_an_engine_of_the_address_alone_has_no_password_in_it(app: App) -> None:
    engine = make_engine(address_of(app))
    assert engine.url.password is None
    engine.dispose()


def test_who_says_nothing_in_the_middle_of_writing_is_ended_and_told_that_the_line_broke(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one() == "5min"
    fault = explain(psycopg.errors.IdleInTransactionSessionTimeout("terminating connection"))
    assert isinstance(fault, EnvironmentFault) and fault.state is FileState.UNREACHABLE
