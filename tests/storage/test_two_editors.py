"""Two people edit the same records: nobody's work is written over, and what is there twice is said in words."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.people import Person
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import ACTOR
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.people import People
from shopdesk.storage.repositories.stores import Stores
from tests.conftest import MONDAY

NOTES = st.sampled_from(["", "a", "b", "c"])


class TwoEditors(RuleBasedStateMachine):
    """Each reads, and saves or removes what they read; undo and redo go on between.

    The model is one number for each record: how often it was written. A save goes through only when nothing was
    written since the editor read; otherwise it is refused and the stored record stays as it is.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.app = open_app(Path(self.folder.name), "en", clock=FixedClock(MONDAY))
        self.ctx = self.app.services.ctx
        store = self.app.services.stores.create("店")
        with self.ctx.open_uow("add") as uow:
            person = uow.repository(People).add(
                Person(store_id=store.id or 0, name="小满", department_code="", role_code="", hired_on=date(2026, 1, 1))
            )
            uow.commit()
        self.app.services.history.forget()
        self.id = person.id or 0
        self.writings = 0
        self.held: dict[str, tuple[Person, int]] = {}

    def stored(self) -> Person | None:
        with self.ctx.read() as uow:
            return uow.repository(People).first(People.table.c.id == self.id)

    @rule(who=st.sampled_from("AB"))
    def read(self, who: str) -> None:
        found = self.stored()
        if found is not None:
            self.held[who] = (found, self.writings)

    @precondition(lambda self: self.held)
    @rule(who=st.sampled_from("AB"), note=NOTES, remove=st.booleans())
    def save(self, who: str, note: str, remove: bool) -> None:
        if who not in self.held:
            return
        read, at = self.held[who]
        wanted, before = replace(read, note=note), self.stored()
        try:
            with self.ctx.open_uow("edit") as uow:
                uow.repository(People).remove(read) if remove else uow.repository(People).update(wanted)
                changed = uow.commit() is not None
        except NotFound:
            assert before is None
        except UserError as error:
            said = str(error)
            assert (at < self.writings, "changed meanwhile" in said, self.stored()) == (True, True, before)
        else:
            assert at == self.writings or wanted == before
            self.writings += changed
            assert self.stored() == (None if remove else wanted)

    @rule(forward=st.booleans())
    def step(self, forward: bool) -> None:
        history = self.app.services.history
        before = self.stored()
        history.redo() if forward else history.undo()
        self.writings += self.stored() != before

    @invariant()
    def a_version_never_comes_back(self) -> None:
        found = self.stored()
        for read, at in self.held.values():
            if found is not None and at < self.writings:
                assert found.version > read.version

    def teardown(self) -> None:
        self.app.close()
        self.folder.cleanup()


TestTwoEditors = TwoEditors.TestCase
TestTwoEditors.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_a_stale_save_says_what_came_between(ctx: ServiceContext, app: App, store: Store) -> None:
    app.services.stores.update(replace(store, name="二店"))
    with pytest.raises(UserError, match=r"changed meanwhile, at 09:00: Store “二店” edited\. Nothing of yours"):
        app.services.stores.update(replace(store, opened_on=date(2026, 2, 1)))
    kept = [(one.name, one.opened_on, one.version) for one in app.services.stores.all()]
    assert kept == [("二店", store.opened_on, 2)]


def test_one_commit_raises_a_version_once_and_not_at_all_when_it_goes_back(ctx: ServiceContext, store: Store) -> None:
    with ctx.open_uow("there and back") as uow:
        stores = uow.repository(Stores)
        assert stores.update(replace(store, name="一")).version == 2
        assert stores.update(replace(store, name="二")).version == 2
        assert stores.update(store).version == 1
        assert uow.commit() is None


def test_two_people_of_one_name_are_refused_by_the_data_too(ctx: ServiceContext, store: Store) -> None:
    twin = Person(store_id=store.id or 0, name="小满", department_code="", role_code="", hired_on=date(2026, 1, 1))
    with ctx.open_uow("first") as uow:
        uow.repository(People).add(twin)
        uow.commit()
    with pytest.raises(UserError, match="already somebody of this name"), ctx.open_uow("second") as uow:
        uow.repository(People).add(twin)


def test_two_stores_of_one_name_are_refused_by_the_data_too(ctx: ServiceContext, store: Store) -> None:
    with pytest.raises(UserError, match="already a store of this name"), ctx.open_uow("second") as uow:
        uow.repository(Stores).add(replace(store, id=None))


def test_an_undo_that_would_write_over_somebody_says_who_changed_what(app: App, store: Store) -> None:
    mine = app.services.stores.update(replace(store, name="二店"))
    app.services.ctx.listeners.clear()  # another PC: its work is nothing that is undone here
    app.settings.set(ACTOR, "小满")
    app.services.stores.update(replace(mine, opened_on=date(2026, 2, 1)))
    with pytest.raises(UserError, match=r"by 小满 on 2026-03-16 at 09:00 \(Store “二店” edited\)\. Change it by hand"):
        app.services.history.undo()
    assert [one.name for one in app.services.stores.all()] == ["二店"]
