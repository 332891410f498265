"""A transaction is all or nothing, what changed stands beside it, and undo brings it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from shopdesk.bootstrap import App
from shopdesk.domain.changes import ChangeKind, ChangeSet
from shopdesk.domain.errors import EnvironmentFault, NotFound, UserError
from shopdesk.domain.stores import Platform, Store, StoreType
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.stores import Stores
from shopdesk.storage.sqlite import engine
from shopdesk.storage.sqlite.driver import driver as sqlite3


def test_without_commit_nothing_happened(ctx: ServiceContext, store: Store) -> None:
    with ctx.open_uow("try") as uow:
        uow.repository(Stores).update(replace(store, name="另一个"))
    with ctx.read() as uow:
        assert uow.repository(Stores).get(store.id or 0) == store


def test_an_error_rolls_back_and_is_passed_on(ctx: ServiceContext, store: Store) -> None:
    with pytest.raises(ZeroDivisionError), ctx.open_uow("try") as uow:
        uow.repository(Stores).remove(store.id or 0)
        _ = 1 / 0
    with ctx.read() as uow:
        assert uow.repository(Stores).all() == [store]


def test_a_reading_unit_of_work_cannot_write(ctx: ServiceContext, store: Store) -> None:
    with pytest.raises(RuntimeError, match="only reads"), ctx.read() as uow:
        uow.repository(Stores).update(replace(store, name="x"))


def test_several_edits_of_a_record_in_one_commit_are_one_change(ctx: ServiceContext, store: Store) -> None:
    heard: list[ChangeSet] = []
    ctx.listeners.append(heard.append)
    with ctx.open_uow("twice") as uow:
        stores = uow.repository(Stores)
        stores.update(replace(store, name="一"))
        stores.update(replace(store, name="二", opened_on=date(2026, 1, 5)))
        uow.commit()
    (change,) = heard[0].changes
    assert (change.before or {})["name"] == store.name
    assert (change.after or {})["name"] == "二"
    assert (change.after or {})["opened_on"] == "2026-01-05"


def test_an_edit_and_back_again_is_no_change(ctx: ServiceContext, store: Store) -> None:
    with ctx.open_uow("there and back") as uow:
        stores = uow.repository(Stores)
        stores.update(replace(store, name="一"))
        stores.update(store)
        assert uow.commit() is None


def test_undo_and_redo_walk_back_and_forth(app: App, store: Store) -> None:
    stores, history = app.services.stores, app.services.history
    edited = stores.update(
        replace(store, name="二店", platform=Platform.TAOBAO, store_type=StoreType.PERSONAL, opened_on=date(2025, 2, 3))
    )
    undone = history.undo()
    assert undone is not None and str(undone.reason) == "Store “二店” edited"
    assert stores.all() == [store]
    history.redo()
    assert stores.all() == [edited]
    history.undo()
    assert stores.all() == [store]
    # Making the store is not taken back: its orders would go with it.
    assert history.undo() is None
    history.redo()
    assert stores.all() == [edited]
    kinds = [change_set.kind for change_set in history.latest()]
    assert kinds.count(ChangeKind.EDIT) == 2
    assert kinds.count(ChangeKind.UNDO) == 2


def test_a_new_edit_ends_what_could_be_redone(app: App, store: Store) -> None:
    stores, history = app.services.stores, app.services.history
    stores.update(replace(store, name="二店"))
    history.undo()
    stores.update(replace(stores.get(store.id or 0), name="三店"))
    assert not history.can_redo
    assert history.redo() is None


def test_undo_refuses_to_overwrite_what_something_else_changed(app: App, store: Store) -> None:
    app.services.stores.update(replace(store, name="二店"))
    with sqlite3.connect(app.paths.database) as other:
        other.execute("UPDATE stores SET name='外部'")
    other.close()
    with pytest.raises(UserError, match="changed again since"):
        app.services.history.undo()
    assert app.services.stores.all()[0].name == "外部"


def test_the_history_says_who_did_what_when(app: App, store: Store) -> None:
    newest = next(one for one in app.services.history.latest() if one.kind is ChangeKind.EDIT)
    assert str(newest.reason) == f"Store “{store.name}” created"
    assert newest.at == app.clock.now() - timedelta(days=1), "the store is in the program since yesterday"


def test_a_missing_record_is_said_in_words(ctx: ServiceContext) -> None:
    with pytest.raises(NotFound, match="no longer there"), ctx.read() as uow:
        uow.repository(Stores).get(99)


def test_a_full_disk_is_said_in_words_and_loses_nothing(ctx: ServiceContext, store: Store) -> None:
    with pytest.raises(EnvironmentFault, match="disk is full"), ctx.open_uow("big") as uow:
        pages = uow.connection.execute(text("PRAGMA page_count")).scalar_one()
        uow.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        uow.repository(Stores).update(replace(store, name="字" * 3_000_000))
        uow.commit()
    ctx.engine.dispose()
    with ctx.read() as uow:
        assert uow.repository(Stores).all() == [store]


def test_every_connection_checks_references_and_syncs_fully(ctx: ServiceContext) -> None:
    with ctx.read() as uow:
        asked = {
            name: uow.connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
        }
    assert asked == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 15000}


class Refused:
    """A cursor that SQLite refuses at once, as it does when two programs turn a new file into one with a log."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.done: list[str] = []

    def execute(self, statement: str) -> None:
        if self.times:
            self.times -= 1
            raise sqlite3.OperationalError("database is locked")
        self.done.append(statement)


def test_two_programs_that_begin_with_one_new_file_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(engine, "_wait", waits.append)
    cursor = Refused(3)
    engine._use_log(cursor)
    assert (len(waits), cursor.done) == (3, ["PRAGMA journal_mode=WAL"])
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", -1)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        engine._use_log(Refused(1))
