"""What a load is about to ask goes to the server in one round trip, and every answer is the one it would have been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from psycopg import ClientCursor

from shopdesk.bootstrap import App
from shopdesk.domain.errors import NotFound
from shopdesk.domain.people import Person
from shopdesk.domain.stores import Store
from shopdesk.storage.repositories.people import Departments, People, Roles, StaffEvents


@contextmanager
def asked() -> Iterator[list[str]]:
    """The texts that go to the server meanwhile."""
    texts: list[str] = []
    genuine = ClientCursor.execute

    def execute(cursor: Any, query: Any, *words: Any, **more: Any) -> Any:
        texts.append(str(query))
        return genuine(cursor, query, *words, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientCursor, "execute", execute)
        yield texts


def everything(app: App, store_id: int) -> list[Callable[[], Any]]:
    """Questions about the people of a store."""
    with app.services.ctx.read() as uow:
        kinds = (People, StaffEvents, Departments, Roles)
        return [lambda kind=kind: uow.repository(kind).of_store(store_id) for kind in kinds]  # type: ignore[misc]


@pytest.fixture
def person(app: App, store: Store) -> Person:
    """Somebody with a name that a statement has to quote."""
    return app.services.people.hire(store.id or 0, "李%s'; 雷", "service", date(2026, 3, 2))


def test_what_is_asked_ahead_takes_one_round_trip_and_answers_the_same(app: App, store: Store, person: Person) -> None:
    with app.services.reading():
        plain = [question() for question in everything(app, store.id or 0)]
    with app.services.reading(), asked() as texts:
        questions = everything(app, store.id or 0)
        app.services.ask_ahead(*questions)
        assert len(texts) == 1
        assert [question() for question in questions] == plain
        assert len(texts) == 1
    assert plain[0][0].name == person.name


def test_what_was_looked_at_is_not_taken_for_the_answer(app: App, store: Store, person: Person) -> None:
    team = app.services.people.team(store.id or 0)
    with app.services.reading():
        app.services.ask_ahead(
            lambda: app.services.ctx.known("a", lambda: app.services.people.everyone(store.id or 0)),
            lambda: app.services.ctx.once("b", lambda: app.services.people.everyone(store.id or 0)),
            lambda: app.services.people.team(store.id or 0),
        )
        assert app.services.people.team(store.id or 0) == team
        for kept in (app.services.ctx.known, app.services.ctx.once):
            for key in ("a", "b"):
                assert [one.name for one in kept(key, lambda: app.services.people.everyone(store.id or 0))] == [
                    person.name
                ]


def test_a_question_that_ends_early_or_goes_wrong_leaves_the_load_as_it_was(app: App, store: Store) -> None:
    with app.services.reading() as reading:
        app.services.ask_ahead(
            lambda: app.services.stores.get(999),
            lambda: 1 // 0,
            lambda: app.services.people.catalogue.roles(store.id or 0),
        )
        assert "people" not in reading.tables
        with pytest.raises(NotFound):
            app.services.stores.get(999)
        assert app.services.stores.get(store.id or 0).name == store.name
        assert app.services.people.catalogue.roles(store.id or 0)
        assert "roles" in reading.tables


def test_an_answer_that_waits_ends_with_its_load(app: App, store: Store, person: Person) -> None:
    with app.services.reading():
        app.services.ask_ahead(*everything(app, store.id or 0))
    app.services.people.edit(replace(person, name="韩梅梅"))
    with app.services.reading(), asked() as texts:
        assert [one.name for one in everything(app, store.id or 0)[0]()] == ["韩梅梅"]
        assert len(texts) == 1
