"""Files that went with an erased person stay gone after a restore, and leave the backups with the last one of them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.backups import Backup
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.people import LeaveReason, Person
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.services.attachments import Pasted
from shopdesk.storage import backup_files
from tests.storage.test_person_files import contents

NAME = "欧阳青禾"
CONTRACT, BANNER = (b"\x89PNG" + word * 400 for word in (b"contract", b"banner"))


@pytest.fixture
def person(app: App, store: Store, clock: FixedClock) -> Person:
    """Somebody who left six years ago, with a contract, beside a picture that is nobody's."""
    clock.set(datetime(2020, 1, 6, 9, 0))
    made = app.services.people.hire(store.id or 0, NAME, "design", date(2019, 1, 1))
    app.services.people.leave(made.id or 0, date(2020, 1, 1), LeaveReason.RESIGNED)
    day = date(2020, 1, 2)
    problem = app.services.problems.create(Problem(store_id=store.id or 0, title="papers", opened_on=day))
    app.services.problems.attach(problem.id or 0, Pasted(f"劳动合同 {NAME}.pdf", CONTRACT))
    app.services.problems.attach(problem.id or 0, Pasted("招牌.png", BANNER))
    return made


@pytest.fixture
def backups(app: App, person: Person, clock: FixedClock) -> tuple[Backup, Backup]:
    """One made before the person was erased, and one made after."""
    before = app.services.backups.create("daily")
    clock.set(datetime(2026, 3, 16, 9, 0))
    app.services.person_data.erase(person.id or 0)
    clock.set(datetime(2026, 3, 17, 9, 0))
    return before, app.services.backups.create("daily")


def in_backups(app: App) -> set[bytes]:
    return {file.read_bytes() for file in (app.paths.backups / "attachments").rglob("*") if file.is_file()}


def test_a_backup_made_afterwards_brings_none_of_it_back_and_one_made_before_all_of_it(
    app: App, backups: tuple[Backup, Backup]
) -> None:
    before, after = backups
    assert contents(app) == {BANNER}
    assert in_backups(app) == {BANNER, CONTRACT}
    app.services.backups.restore(after.name)
    assert contents(app) == {BANNER}
    app.services.backups.restore(before.name)
    assert contents(app) == {BANNER, CONTRACT}


def test_the_files_leave_the_backups_with_the_last_one_that_names_them(
    app: App, backups: tuple[Backup, Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = backups

    def too_old(found: list[Backup], *_rules: object) -> list[Path]:
        gone = [one.file for one in found if one.name == before.name]
        for file in gone:
            file.unlink()
        return gone

    monkeypatch.setattr(backup_files, "rotate", too_old)
    newest = app.services.backups.create("daily")
    assert in_backups(app) == {BANNER}
    for one in (after, newest):
        app.services.backups.verify(one.name)


def test_where_a_backup_does_not_say_what_belongs_to_it_everything_stays(
    app: App, backups: tuple[Backup, Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = backups
    after.file.with_suffix(".attachments.json").unlink()  # as of a program before it kept such a list

    def too_old(*_given: object) -> list[Path]:
        before.file.unlink()
        return [before.file]

    monkeypatch.setattr(backup_files, "rotate", too_old)
    app.services.backups.create("daily")
    assert in_backups(app) == {BANNER, CONTRACT}
