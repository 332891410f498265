"""Erasing a person takes the contents of files that have the person in their names, and leaves those of others."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.growth.design import DesignJob
from shopdesk.domain.people import LeaveReason, Person
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.services.attachments import Pasted
from shopdesk.storage import change_log
from shopdesk.storage.tables.contents import file_contents

NAME, LONGER = "欧阳青禾", "欧阳青禾子"
CONTRACT, CARD, BANNER, POSTER = (b"\x89PNG" + word * 400 for word in (b"contract", b"card", b"banner", b"poster"))


@pytest.fixture
def person(app: App, store: Store, clock: FixedClock) -> Person:
    """Somebody who left six years ago."""
    clock.set(datetime(2020, 1, 6, 9, 0))
    made = app.services.people.hire(store.id or 0, NAME, "design", date(2019, 1, 1))
    app.services.people.leave(made.id or 0, date(2020, 1, 1), LeaveReason.RESIGNED)
    return made


@pytest.fixture
def problem(app: App, store: Store) -> Problem:
    return app.services.problems.create(Problem(store_id=store.id or 0, title="papers", opened_on=date(2020, 1, 2)))


def contents(app: App) -> set[bytes]:
    """What lies in files anywhere in the data: in the folders, and where a server holds it with the records."""
    with app.services.ctx.read() as uow:
        found = set(uow.connection.execute(select(file_contents.c.content)).scalars())
    folders = (app.paths.attachments, app.paths.fetched)
    return found | {file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()}


def erase(app: App, clock: FixedClock, person: Person, *, notes: bool = True) -> str:
    clock.set(datetime(2026, 3, 16, 9, 0))
    return app.services.person_data.erase(person.id or 0, notes=notes).label


def test_what_lies_in_files_named_after_the_person_is_gone_for_good(
    app: App, problem: Problem, person: Person, clock: FixedClock
) -> None:
    problems = app.services.problems
    contract = problems.attach(problem.id or 0, Pasted(f"劳动合同 {NAME}.pdf", CONTRACT))
    card = problems.attach(problem.id or 0, Pasted(f"{NAME}-身份证.png", CARD))
    banner = problems.attach(problem.id or 0, Pasted("招牌.png", BANNER))
    namesake = problems.attach(problem.id or 0, Pasted(f"合同 {LONGER}.png", POSTER))
    app.services.people.hire(problem.store_id, LONGER, "design", date(2019, 1, 1))
    problems.files.detach(card.id or 0)  # undo would bring it back
    assert contents(app) == {CONTRACT, CARD, BANNER, POSTER}
    told = app.services.person_data.of(person.id or 0).sections[-1]
    assert (told.name, told.rows) == ("Photos and files", ((contract.name, "Problem file"),))

    erase(app, clock, person)
    assert contents(app) == {BANNER, POSTER}
    assert [one.id for one in problems.view(problem.id or 0).files] == [banner.id, namesake.id]
    assert problems.files.path_of(banner).read_bytes() == BANNER
    assert not problems.files.path_of(contract).exists()
    while app.services.history.can_undo:
        try:
            app.services.history.undo()
        except UserError:
            break
    assert contents(app) <= {BANNER, POSTER}


def test_a_content_that_another_record_names_stays(
    app: App, problem: Problem, person: Person, clock: FixedClock
) -> None:
    problems = app.services.problems
    problems.attach(problem.id or 0, Pasted(f"{NAME} 拍的门头.png", BANNER))
    other = problems.create(replace(problem, id=None, title="the shop's front"))
    kept = problems.attach(other.id or 0, Pasted("门头.png", BANNER))
    erase(app, clock, person)
    assert problems.view(problem.id or 0).files == ()
    assert problems.view(other.id or 0).files == (kept,)
    assert problems.files.path_of(kept).read_bytes() == BANNER


def test_the_work_of_a_designer_stays_without_the_name(
    app: App, store: Store, person: Person, clock: FixedClock
) -> None:
    jobs = app.services.growth.jobs
    job = DesignJob(
        store_id=store.id or 0,
        person_id=person.id or 0,
        title=f"{NAME}的海报",
        asked_by="Ann",
        asked_on=date(2019, 5, 6),
    )
    jobs.save(job, Pasted("海报.png", POSTER))
    jobs.save(job, Pasted(f"{NAME} 自拍.png", CARD))
    label = erase(app, clock, person)
    found = {(one.title, one.file_name) for one in jobs.board(store.id or 0, date(2026, 3, 1)).jobs}
    assert found == {(f"{label}的海报", "海报.png"), (f"{label}的海报", "")}
    assert contents(app) == {POSTER}


def test_whoever_leaves_the_notes_of_others_alone_leaves_their_files(
    app: App, problem: Problem, person: Person, clock: FixedClock
) -> None:
    kept = app.services.problems.attach(problem.id or 0, Pasted(f"{NAME}.png", CARD))
    erase(app, clock, person, notes=False)
    assert app.services.problems.view(problem.id or 0).files == (kept,)
    assert app.services.problems.files.path_of(kept).read_bytes() == CARD


def test_where_erasing_fails_every_file_is_where_it_was(
    app: App, problem: Problem, person: Person, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = app.services.problems.attach(problem.id or 0, Pasted(f"{NAME}.png", CARD))

    def broken(*_given: object) -> None:
        raise EnvironmentFault(problem_words)

    problem_words = "the line broke"
    with monkeypatch.context() as failing:
        failing.setattr(change_log, "write", broken)
        with pytest.raises(EnvironmentFault, match=problem_words):
            erase(app, clock, person)
    assert app.services.people.person(person.id or 0).name == NAME
    assert app.services.problems.files.path_of(kept).read_bytes() == CARD
    assert erase(app, clock, person) == f"Erased person {person.id}"
    assert contents(app) == set()


def test_a_file_that_another_program_holds_stops_the_erasing_in_words(
    app: App, problem: Problem, person: Person, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = app.services.problems.attach(problem.id or 0, Pasted(f"{NAME}.png", CARD))
    path = app.paths.attachments / kept.stored
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CARD)  # as on the PC from which the data moved to a server, too

    def held(source: Path, _target: Path) -> None:
        raise PermissionError(13, "another program has it open", str(source))

    with monkeypatch.context() as busy:
        busy.setattr(os, "replace", held)
        with pytest.raises(EnvironmentFault, match=r"A kept file is in use .* nothing was changed"):
            erase(app, clock, person)
    assert app.services.people.person(person.id or 0).name == NAME
    assert path.read_bytes() == CARD
    erase(app, clock, person)
    assert contents(app) == set()
