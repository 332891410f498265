"""One read for many questions: one moment, a note of the tables, and answers that are kept while they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.people import Role
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.repositories.people import Roles
from tests.asked import asked_of


def rename(app: App, store: Store, name: str) -> None:
    people = app.services.people
    people.catalogue.save_role(replace(people.catalogue.roles(store.id or 0)[0], name_en=name))


def first_role(app: App, store: Store) -> str:
    return app.services.people.catalogue.roles(store.id or 0)[0].name_en


def test_a_read_stays_at_its_moment_whatever_is_committed_meanwhile(app: App, store: Store, clock: FixedClock) -> None:
    rename(app, store, "Before")
    other = open_app(app.paths.database.parent, "en", clock=clock)
    with app.services.reading():
        assert first_role(app, store) == "Before"
        rename(other, store, "After")
        assert first_role(app, store) == "Before"
    assert first_role(app, store) == "After"
    other.close()


def test_what_is_kept_is_read_anew_once_a_table_of_it_was_changed(app: App, store: Store) -> None:
    rename(app, store, "Before")
    asked: list[str] = []

    def work() -> str:
        asked.append("")
        return first_role(app, store)

    ctx = app.services.ctx
    with ctx.reading() as first:
        assert ctx.known("role", work) == "Before"
    with ctx.reading() as second:
        assert ctx.known("role", work) == "Before"
    assert len(asked) == 1
    assert first.tables == second.tables == {"roles"}, "what is kept counts as read"
    app.services.stores.set_setting(store.id or 0, "key", "value")
    assert (ctx.known("role", work), len(asked)) == ("Before", 1)
    rename(app, store, "After")
    assert (ctx.known("role", work), len(asked)) == ("After", 2)


def test_an_older_moment_neither_takes_nor_leaves_what_is_newer(app: App, store: Store, clock: FixedClock) -> None:
    rename(app, store, "Before")
    other, ctx = open_app(app.paths.database.parent, "en", clock=clock), app.services.ctx
    with ctx.reading():
        assert first_role(app, store) == "Before"
        rename(other, store, "After")
        assert app.services.history is not None
        ctx.reader.changed({"roles"})
        assert ctx.known("role", lambda: first_role(app, store)) == "Before"
    assert ctx.known("role", lambda: first_role(app, store)) == "After"
    other.close()


def test_news_of_another_process_end_what_is_kept(app: App, store: Store, clock: FixedClock) -> None:
    rename(app, store, "Before")
    app.services.history.news()
    other, ctx = open_app(app.paths.database.parent, "en", clock=clock), app.services.ctx
    assert ctx.known("role", lambda: first_role(app, store)) == "Before"
    rename(other, store, "After")
    assert "roles" in app.services.history.news()
    assert ctx.known("role", lambda: first_role(app, store)) == "After"
    other.close()


def test_a_statement_written_by_hand_has_to_say_what_it_reads(app: App, store: Store) -> None:
    with app.services.reading() as reading:
        with pytest.raises(RuntimeError, match="has to say"):
            reading.uow.connection.exec_driver_sql("SELECT 1 FROM stores")
        reading.uow.connection.exec_driver_sql("SELECT 1 FROM stores", execution_options={"reads": ("stores",)})
        assert reading.tables == {"stores"}


def roles(app: App, store: Store) -> list[Role]:
    with app.services.ctx.read() as uow:
        return uow.repository(Roles).of_store(store.id or 0)


def test_a_load_asks_the_same_query_once_and_what_is_kept_of_it_ends_all_the_same(app: App, store: Store) -> None:
    ctx = app.services.ctx
    rename(app, store, "Before")
    with ctx.reading() as reading:
        asked = asked_of(reading.uow.connection)
        first = roles(app, store)
        first.clear()
        assert len(roles(app, store)) > 1, "each has a list of its own"
        assert ctx.known("names", lambda: roles(app, store)[0].name_en) == roles(app, store)[0].name_en
        assert len([one for one in asked if "FROM roles" in one]) == 1
    rename(app, store, "After")
    assert ctx.known("names", lambda: roles(app, store)[0].name_en) == "After"


def test_what_is_written_in_a_step_is_read_in_it(app: App, store: Store) -> None:
    rename(app, store, "Before")
    with app.services.ctx.one_step("a step"):
        assert roles(app, store)[0].name_en != "After"
        rename(app, store, "After")
        assert roles(app, store)[0].name_en == "After"


def test_a_number_alone_is_looked_for_in_the_store_last_read_and_then_everywhere(app: App, store: Store) -> None:
    other = app.services.stores.open("another")
    rename(app, store, "Mine")
    rename(app, other, "Its")
    mine, its = roles(app, store)[0], roles(app, other)[0]
    with app.services.ctx.read() as uow:
        asked = asked_of(uow.connection)
        found = [uow.repository(Roles).get(one.id or 0) for one in (its, mine, mine)]
    assert found == [its, mine, mine]
    # Of the store last read, then of no store because it is another's, then of that one.
    of_store = ["roles.store_id =" in one.partition("WHERE")[2] for one in asked]
    assert of_store == [True, True, False, True]
