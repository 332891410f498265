"""Two programs on the same data against a model of them: what each may do, what it undoes, what it sees and hears.

The model is a plain dictionary. It knows no engine, so both engines are held to the same.
"""

from __future__ import annotations

import itertools
import os
import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.errors import ChangedMeanwhile, NotFound, UserError
from shopdesk.domain.people import Person
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import ACTOR
from tests import engines

EXAMPLES = int(os.environ.get("SHOPDESK_TWO_CLIENTS", "8"))
MONTHS = [date(2026, month, 1) for month in (3, 4)]
WORDS = st.sampled_from(["一", "b", "c"])
WHO = st.sampled_from("AB")
Key = tuple[str, Any]


@dataclass
class Client:
    """One program, with what its user looks at, what it may take back, and what it has not heard of."""

    app: App
    people: dict[int, tuple[Person, int]] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)
    undo: list[list[tuple[Key, Any, Any]]] = field(default_factory=list)
    redo: list[list[tuple[Key, Any, Any]]] = field(default_factory=list)
    unheard: set[str] = field(default_factory=set)


class TwoClients(RuleBasedStateMachine):
    """Both edit people, problems and targets; each undoes only its own, and only what nobody changed since."""

    home: ClassVar[Path]
    first_file: ClassVar[Path]
    numbers: ClassVar[itertools.count[int]]

    @initialize()
    def open(self) -> None:
        # A server clears one database for every example; files are made anew.
        folder = self.home / ("shared" if engines.ON_POSTGRES else str(next(self.numbers)))
        shutil.rmtree(folder, ignore_errors=True)
        clock = FixedClock(engines.MONDAY)
        first = engines.opened(folder, self.first_file, clock)
        self.store = first.services.stores.all()[0].id or 0
        role = first.services.people.catalogue.roles(self.store)[0].code
        hired = [first.services.people.hire(self.store, name, role, date(2026, 1, 1)) for name in ("小满", "阿秀")]
        first.close()
        self.clients = {who: Client(open_app(folder, "en", clock=clock)) for who in "AB"}
        for who, client in self.clients.items():
            client.app.settings.set(ACTOR, who)
        self.state: dict[Key, Any] = {("people", one.id): "" for one in hired}
        self.writings: dict[Key, int] = dict.fromkeys(self.state, 0)
        self.folder = folder
        self.made = itertools.count()

    def wrote(self, who: str, *changed: tuple[Key, Any]) -> None:
        """An edit of a client: the model follows, and what would change nothing is nothing."""
        step = [(key, self.state.get(key), after) for key, after in changed if self.state.get(key) != after]
        if step:
            self.clients[who].undo.append(step)
            self.clients[who].redo.clear()
            self.put(who, [(key, after) for key, _before, after in step])

    def put(self, who: str, changed: list[tuple[Key, Any]]) -> None:
        for key, after in changed:
            self.state[key] = after
            self.writings[key] = self.writings.get(key, 0) + 1
            other = self.clients["B" if who == "A" else "A"]
            other.unheard.add(key[0])

    @rule(who=WHO)
    def look(self, who: str) -> None:
        """Hear what the other did; then everything shown is what the model holds."""
        client = self.clients[who]
        assert client.app.services.history.news() & {"people", "problems", "targets"} == client.unheard
        client.unheard.clear()
        services = client.app.services
        everyone = services.people.everyone(self.store)
        client.people = {one.id or 0: (one, self.writings["people", one.id]) for one in everyone}
        client.problems = {one.id or 0: one for one in services.problems.open(self.store)}
        shown: dict[Key, Any] = {("people", one.id): one.note for one in everyone}
        shown |= {("problems", number): (one.title, one.owner) for number, one in client.problems.items()}
        for month in MONTHS:
            shown["targets", month] = services.targets.month(self.store, month)
        assert {key: value for key, value in shown.items() if value is not None} == {
            key: value[1] if key[0] == "targets" else value for key, value in self.state.items() if value is not None
        }

    @rule(who=WHO, note=WORDS, place=st.integers(0, 1))
    def edit_person(self, who: str, note: str, place: int) -> None:
        """A whole record is saved: refused where anybody wrote it since it was read, unless it says the same."""
        client = self.clients[who]
        if not client.people:
            return
        person, read_at = list(client.people.values())[place]
        key = ("people", person.id)
        stale = read_at < self.writings[key] and note != self.state[key]
        if stale:
            with pytest.raises(UserError, match="changed meanwhile"):
                client.app.services.people.edit(replace(person, note=note))
            return
        client.app.services.people.edit(replace(person, note=note))
        self.wrote(who, (key, note))

    @rule(who=WHO, title=WORDS)
    def open_problem(self, who: str, title: str) -> None:
        made = self.clients[who].app.services.problems.create(
            Problem(store_id=self.store, title=title, opened_on=date(2026, 3, 16))
        )
        self.wrote(who, (("problems", made.id), (title, "")))

    @rule(who=WHO, title=st.none() | WORDS, owner=st.none() | WORDS, place=st.integers(0, 5))
    def edit_problem(self, who: str, title: str | None, owner: str | None, place: int) -> None:
        """Only what was changed is saved; what was changed meanwhile in another field stays, in the same is asked."""
        client = self.clients[who]
        if place >= len(client.problems):
            return
        shown = list(client.problems.values())[place]
        wanted = replace(shown, title=title or shown.title, owner=owner or shown.owner)
        key = ("problems", shown.id)
        now = self.state[key]
        mine = (wanted.title, wanted.owner)
        seen = (shown.title, shown.owner)
        if now is None:
            with pytest.raises(NotFound):
                client.app.services.problems.update(wanted, was=shown)
            return
        if any(new != old and there not in (old, new) for new, old, there in zip(mine, seen, now, strict=True)):
            with pytest.raises(ChangedMeanwhile):
                client.app.services.problems.update(wanted, was=shown)
            return
        client.app.services.problems.update(wanted, was=shown)
        self.wrote(
            who, (key, tuple(there if new == old else new for new, old, there in zip(mine, seen, now, strict=True)))
        )

    @rule(who=WHO, month=st.sampled_from(MONTHS), value=st.sampled_from([None, 1, 2]))
    def set_target(self, who: str, month: date, value: int | None) -> None:
        self.clients[who].app.services.targets.set_month(self.store, month, value)
        there = self.state.get(("targets", month))
        # One that was taken away and set anew is another one, whatever it says.
        after = None if value is None else (next(self.made) if there is None else there[0], value)
        self.wrote(who, (("targets", month), after))

    @rule(who=WHO, forward=st.booleans())
    def step_back(self, who: str, forward: bool) -> None:
        """Undo or redo one's own: whole, or refused where a record of it is no longer what it left behind."""
        client = self.clients[who]
        source, target = (client.redo, client.undo) if forward else (client.undo, client.redo)
        history = client.app.services.history
        if not source:
            assert (history.redo() if forward else history.undo()) is None
            return
        step = source.pop()
        back = [(key, after, before) for key, before, after in reversed(step)]
        holds = all(self.state.get(key) == left for key, left, _to in back)
        do = history.redo if forward else history.undo
        if not holds:
            with pytest.raises(UserError, match="This cannot be taken back"):
                do()
            return
        assert do() is not None
        self.put(who, [(key, to) for key, _left, to in back])
        target.append(back)

    def teardown(self) -> None:
        if hasattr(self, "clients"):
            for who in self.clients:
                self.look(who)
            for client in self.clients.values():
                client.app.close()
            shutil.rmtree(self.folder, ignore_errors=True)


@pytest.mark.timeout(0)  # by the number of examples
def test_two_programs_on_the_same_data_do_as_the_model_says(one_store: Path, tmp_path: Path) -> None:
    TwoClients.home, TwoClients.first_file, TwoClients.numbers = tmp_path, one_store, itertools.count()
    run_state_machine_as_test(
        TwoClients,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_step_whose_place_another_has_taken_is_refused_as_changed_since(one_store: Path, tmp_path: Path) -> None:
    folder, clock = tmp_path / "shared", FixedClock(engines.MONDAY)
    mine = engines.opened(folder, one_store, clock)
    other = open_app(folder, "en", clock=clock)
    store = mine.services.stores.all()[0].id or 0
    for who, app in (("A", mine), ("B", other)):
        app.settings.set(ACTOR, who)
    mine.services.targets.set_month(store, MONTHS[0], 1)
    assert mine.services.history.undo() is not None
    other.services.targets.set_month(store, MONTHS[0], 2)
    with pytest.raises(UserError, match="changed again since"):
        mine.services.history.redo()
    assert other.services.targets.month(store, MONTHS[0]) == 2
    for app in (mine, other):
        app.close()
