"""Photos and files where the data are on a server: held with their records, and nowhere a PC might keep them alone."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.daily.problems import Problem, ProblemFile
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.paths import AppPaths
from shopdesk.services import attachments, contents
from shopdesk.services.attachments import Pasted
from shopdesk.services.file_places import write_within
from shopdesk.storage import change_log, places
from shopdesk.storage.postgres import large as large_values
from shopdesk.storage.postgres.port import PORT
from shopdesk.storage.tables.contents import NAMED_BY, file_contents
from shopdesk.storage.tables.everything import metadata
from tests import engines

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
OTHER = b"\xff\xd8\xff" + bytes(range(255, -1, -1)) * 20


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    for app in made.open:
        app.close()
    shutil.rmtree(tmp_path, ignore_errors=True)


class Machine:
    """PCs on one database."""

    def __init__(self, home: Path) -> None:
        self.home, self.open, self.address = home, list[App](), ""

    def pc(self, name: str) -> App:
        """The program on a data folder of its own, with the same data."""
        folder = self.home / name
        if not self.address:
            engines.give(folder, "one_store")
            self.address = str(places.address_of(AppPaths(folder).server))
        folder.mkdir(exist_ok=True)
        places.keep_address(AppPaths(folder).server, self.address)
        made = open_app(folder, "en", clock=FixedClock(engines.MONDAY))
        self.open.append(made)
        return made


def problem(app: App, title: str = "banner") -> Problem:
    (store,) = app.services.stores.all()
    return app.services.problems.create(Problem(store_id=store.id or 0, title=title, opened_on=date(2026, 3, 16)))


def count(app: App) -> int:
    with app.services.ctx.read() as uow:
        return int(uow.connection.execute(select(func.count()).select_from(file_contents)).scalar_one())


def lying(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def seen(app: App, file: ProblemFile) -> bytes:
    return app.services.problems.files.path_of(file).read_bytes()


def test_every_table_whose_rows_name_a_kept_file_is_known() -> None:
    naming = {(table.name, column) for table, column in NAMED_BY}
    assert {table for table, column in naming if column == "stored"} == {
        table.name for table in metadata.sorted_tables if "stored" in table.c and table is not file_contents
    }
    assert ("answers", "file") in naming


def test_a_photo_that_is_added_on_one_pc_is_seen_on_another(machine: Machine) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    kept = here.services.problems.attach(problem(here).id or 0, Pasted("门头.png", PHOTO))
    assert lying(here.paths.attachments) == []
    path = there.services.problems.files.path_of(kept)
    assert path.read_bytes() == PHOTO and path.suffix == ".png"
    assert path.is_relative_to(there.paths.fetched)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    # It is not asked for twice, and what lies there is believed by its hash alone.
    written = path.stat().st_mtime_ns
    assert there.services.problems.files.path_of(kept).stat().st_mtime_ns == written
    path.write_bytes(PHOTO[::-1])
    assert seen(there, kept) == PHOTO


def test_taking_off_and_undoing_bring_it_back_on_the_other_pc(machine: Machine) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    found = problem(here)
    kept = here.services.problems.attach(found.id or 0, Pasted("a.png", PHOTO))
    here.services.problems.files.detach(kept.id or 0)
    assert there.services.problems.view(found.id or 0).files == ()
    here.services.history.undo()
    (again,) = there.services.problems.view(found.id or 0).files
    assert seen(there, again) == PHOTO


def test_the_same_content_is_held_once_also_where_two_add_it_at_once(machine: Machine) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    first, second = problem(here, "one"), problem(here, "two")
    trouble: list[BaseException] = []

    def add(app: App, to: Problem) -> None:
        try:
            app.services.problems.attach(to.id or 0, Pasted("same.png", PHOTO))
        except BaseException as error:
            trouble.append(error)

    at_once = [threading.Thread(target=add, args=pair) for pair in ((here, first), (there, second))]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()
    assert not trouble and count(here) == 1
    for one in (first, second):
        (file,) = here.services.problems.view(one.id or 0).files
        assert seen(there, file) == PHOTO


def test_it_is_written_with_its_record_or_not_at_all(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    here = machine.pc("here")
    found = problem(here)

    def cut(*_given: object) -> None:
        raise EnvironmentFault(contents.Text("the line broke"))

    with monkeypatch.context() as broken:
        broken.setattr(change_log, "write", cut)
        with pytest.raises(EnvironmentFault, match="the line broke"):
            here.services.problems.attach(found.id or 0, Pasted("a.png", PHOTO))
    assert count(here) == 0 and here.services.problems.view(found.id or 0).files == ()
    here.services.problems.attach(found.id or 0, Pasted("a.png", PHOTO))
    assert count(here) == 1


def test_a_content_that_is_another_than_its_record_names_is_refused_in_words(machine: Machine) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    kept = here.services.problems.attach(problem(here).id or 0, Pasted("a.png", PHOTO))
    with here.services.ctx.open_uow("") as uow:  # as by somebody who owns the tables
        digest = hashlib.sha256(OTHER).hexdigest()
        uow.connection.execute(update(file_contents).values(content=OTHER, size=len(OTHER), digest=digest))
        uow.make_lasting()
    with pytest.raises(UserError, match="is not what was put in"):
        there.services.problems.files.path_of(kept)
    assert lying(there.paths.fetched) == []


@pytest.mark.parametrize("stored", ["../../evil.png", "/etc/passwd", "ab/../../../x.png", "C:\\x.png"])
def test_a_place_that_leads_elsewhere_is_never_read_nor_written(machine: Machine, stored: str) -> None:
    here = machine.pc("here")
    kept = here.services.problems.attach(problem(here).id or 0, Pasted("a.png", PHOTO))
    assert not here.services.problems.files.path_of(replace(kept, stored=stored)).exists()
    with here.services.ctx.open_uow("") as uow:  # somebody also laid a content under it
        uow.connection.execute(update(file_contents).values(stored=stored))
        uow.make_lasting()
    path = here.services.problems.files.path_of(replace(kept, stored=stored))
    assert path.is_relative_to(here.paths.fetched) and path.name.startswith(hashlib.sha256(PHOTO).hexdigest())
    made = here.services.backups.create()
    listed = json.loads(made.file.with_suffix(".attachments.json").read_text("utf-8"))
    assert stored not in listed or (here.paths.backups / "attachments" / stored).is_file()
    assert not (here.paths.data / "evil.png").exists() and not (here.paths.data.parent / "evil.png").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.png", b"", "is empty"),
        ("huge.png", b"\x89PNG" + bytes(50 * 1024 * 1024), "larger than 50 MB"),
        ("report\u202egnp.exe", b"MZ" + bytes(20), "a program, a script"),
        ("photo.png", b"MZ" + bytes(20), "a program, a script"),
    ],
    ids=["empty", "huge", "turned round", "program"],
)
def test_what_cannot_be_kept_is_refused_before_anything_is_sent(
    machine: Machine, name: str, content: bytes, said: str
) -> None:
    here = machine.pc("here")
    with pytest.raises(UserError, match=said):
        here.services.problems.attach(problem(here).id or 0, Pasted(name, content))
    assert count(here) == 0 and lying(here.paths.fetched) == []


def test_a_picture_of_twenty_megabytes_and_a_damaged_one_go_over_as_they_are(machine: Machine) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    large = b"\x89PNG\r\n\x1a\n" + hashlib.sha256(b"1").digest() * (20 * 1024 * 1024 // 32)
    for content in (large, PHOTO[:50]):
        kept = here.services.problems.attach(problem(here).id or 0, Pasted("a.png", content))
        assert seen(there, kept) == content


def test_nobody_waits_while_a_large_file_is_on_its_way(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    shown, on_its_way, goes_on = problem(here), threading.Event(), threading.Event()
    large = b"\x89PNG" + bytes(range(256)) * 4096
    genuine = large_values.put

    def slowly(*given: object) -> None:
        genuine(*given)  # type: ignore[arg-type]
        on_its_way.set()
        assert goes_on.wait(60)

    monkeypatch.setattr(PORT, "put_large", slowly)
    sending = threading.Thread(target=here.services.problems.attach, args=(shown.id or 0, Pasted("a.png", large)))
    sending.start()
    assert on_its_way.wait(60)
    meanwhile = problem(there, "written meanwhile")  # who waits for a writer is refused after 15 s
    assert there.services.problems.view(shown.id or 0).files == ()
    goes_on.set()
    sending.join()
    (file,) = there.services.problems.view(shown.id or 0).files
    assert seen(there, file) == large and count(there) == 1
    assert {one.title for one in here.services.problems.open(meanwhile.store_id)} == {"banner", "written meanwhile"}


def test_a_large_file_whose_record_fails_is_sent_once_and_seen_with_the_next(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = machine.pc("here")
    found, large = problem(here), PHOTO * 50

    def cut(*_given: object) -> None:
        raise EnvironmentFault(contents.Text("the line broke"))

    with monkeypatch.context() as broken:
        broken.setattr(change_log, "write", cut)
        with pytest.raises(EnvironmentFault, match="the line broke"):
            here.services.problems.attach(found.id or 0, Pasted("a.png", large))
    assert here.services.problems.view(found.id or 0).files == ()
    kept = here.services.problems.attach(found.id or 0, Pasted("a.png", large))
    assert count(here) == 1 and seen(here, kept) == large


def test_what_was_fetched_is_kept_within_a_limit_and_goes_when_it_is_shown_no_longer(machine: Machine) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    found = problem(here)
    first, second, third = (
        here.services.problems.attach(found.id or 0, Pasted("a.png", PHOTO + bytes([number]))) for number in range(3)
    )
    folder = there.paths.fetched
    for one in (first, second, first, third):
        seen(there, one)
    contents.keep_within(folder, len(PHOTO) * 5 // 2)
    assert lying(folder) == sorted([first.stored, third.stored]), "the second was not looked at for longest"
    contents.keep_within(folder, 0)
    assert lying(folder) == [third.stored]
    with here.services.ctx.open_uow("") as uow:
        uow.connection.execute(delete(file_contents).where(file_contents.c.stored == third.stored))
        uow.make_lasting()
    seen(there, first)
    there.close()
    there.open()
    assert lying(folder) == [first.stored]


def test_files_move_to_a_server_and_back_equal_to_the_byte(tmp_path: Path) -> None:
    with engines.in_files():
        app = open_app(tmp_path / "pc", "en", clock=FixedClock(engines.MONDAY))
    store = app.services.stores.create("Lamp House")
    made = app.services.problems.create(Problem(store_id=store.id or 0, title="x", opened_on=date(2026, 3, 16)))
    app.services.problems.attach(made.id or 0, Pasted("a.png", PHOTO))
    taken_off = app.services.problems.attach(made.id or 0, Pasted("b.png", OTHER))
    app.services.problems.files.detach(taken_off.id or 0)  # undo may want it again
    old = app.paths.attachments / "problems" / "3" / "招牌.png"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"from an older program")
    with app.services.ctx.open_uow("") as uow:
        app.services.problems.files.note(uow, made, "招牌.png", "problems/3/招牌.png")
        uow.commit()
    attachments.keep_attachment(app.services.ctx, Pasted("nobody.png", b"named by nothing"))
    before = {name: (app.paths.attachments / name).read_bytes() for name in lying(app.paths.attachments)}
    assert len(before) == 4

    steps: list[tuple[int, int, str]] = []
    address = engines.server().address(engines.server().make("prepared"))
    moved = {
        one.table: one
        for one in app.services.moving.to_server(address, lambda done, total, name: steps.append((done, total, name)))
    }
    assert moved["file_contents"].rows == 3
    assert moved["file_contents"].sums["size"] == len(PHOTO) + len(OTHER) + len(b"from an older program")
    assert (2, 3, "file_contents") in steps
    app.open_elsewhere()
    shutil.rmtree(app.paths.attachments)
    files = app.services.problems.view(made.id or 0).files
    assert [seen(app, one) for one in files] == [PHOTO, b"from an older program"]
    late = app.services.problems.attach(made.id or 0, Pasted("late.png", PHOTO * 2))

    back = {one.table: one for one in app.services.moving.to_file()}
    assert back["file_contents"].rows == 4
    app.open_elsewhere()
    assert not app.paths.fetched.exists()
    after = {name: (app.paths.attachments / name).read_bytes() for name in lying(app.paths.attachments)}
    named = {name: content for name, content in before.items() if content != b"named by nothing"}
    assert after == named | {late.stored: PHOTO * 2}
    assert [seen(app, one) for one in app.services.problems.view(made.id or 0).files] == [
        PHOTO,
        b"from an older program",
        PHOTO * 2,
    ]
    with app.services.ctx.read() as uow:
        assert uow.connection.execute(select(func.count()).select_from(file_contents)).scalar_one() == 0
    app.close()


def test_one_that_is_spoilt_here_stays_here_and_one_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    with engines.in_files():
        app = open_app(tmp_path / "pc", "en", clock=FixedClock(engines.MONDAY))
    store = app.services.stores.create("Lamp House")
    made = app.services.problems.create(Problem(store_id=store.id or 0, title="x", opened_on=date(2026, 3, 16)))
    good, spoilt, gone = [
        app.services.problems.attach(made.id or 0, Pasted(f"{number}.png", PHOTO + bytes([number])))
        for number in range(3)
    ]
    app.services.problems.files.path_of(spoilt).write_bytes(b"spoilt")
    app.services.problems.files.path_of(gone).unlink()
    address = engines.server().address(engines.server().make("prepared"))
    moved = {one.table: one.rows for one in app.services.moving.to_server(address)}
    assert moved["file_contents"] == 1
    app.open_elsewhere()
    assert seen(app, good) == PHOTO + b"\0"
    assert not any(app.services.problems.files.path_of(one).exists() for one in (spoilt, gone))
    app.close()
    assert (app.paths.attachments / spoilt.stored).read_bytes() == b"spoilt"


def test_backups_hold_them_once_and_bring_them_back(machine: Machine) -> None:
    here = machine.pc("here")
    found = problem(here)
    incompressible = b"\x89PNG" + b"".join(hashlib.sha256(bytes([one, two])).digest() for one in range(99)
                                           for two in range(99))  # fmt: skip
    kept = here.services.problems.attach(found.id or 0, Pasted("a.png", incompressible))
    made = here.services.backups.create()
    here.services.backups.create()
    assert here.services.backups.verify(made.name)
    assert lying(here.paths.backups / "attachments") == [kept.stored]
    assert (here.paths.backups / "attachments" / kept.stored).read_bytes() == incompressible
    assert json.loads(made.file.with_suffix(".attachments.json").read_text("utf-8")) == {
        kept.stored: len(incompressible)
    }
    assert made.size < 2 * len(incompressible), "the dump itself is without them"

    late = here.services.problems.attach(found.id or 0, Pasted("late.png", PHOTO))
    here.services.problems.files.detach(kept.id or 0)
    with here.services.ctx.open_uow("") as uow:
        uow.connection.execute(delete(file_contents))
        uow.make_lasting()
    here.services.backups.restore(made.name)
    (again,) = here.services.problems.view(found.id or 0).files
    contents.forget_fetched(here.paths.fetched)
    assert seen(here, again) == incompressible
    assert not here.services.problems.files.path_of(late).exists(), "what came later is not named by then"

    (here.paths.backups / "attachments" / kept.stored).write_bytes(b"spoilt")
    with pytest.raises(EnvironmentFault, match="is damaged or gone"):
        here.services.backups.verify(made.name)


def test_a_backup_brings_them_to_an_empty_server(machine: Machine, tmp_path: Path) -> None:
    here = machine.pc("here")
    found = problem(here)
    here.services.problems.attach(found.id or 0, Pasted("a.png", PHOTO))
    made = here.services.backups.create()
    other = tmp_path / "elsewhere"
    engines.give(other, "blank")
    there = open_app(other, "en", clock=FixedClock(engines.MONDAY))
    there.services.backups.restore(made.file)
    (again,) = there.services.problems.view(found.id or 0).files
    assert seen(there, again) == PHOTO
    there.close()


def test_what_was_added_before_shared_data_held_files_is_handed_in_at_the_start(machine: Machine) -> None:
    here, there = machine.pc("here"), machine.pc("there")
    kept = there.services.problems.attach(problem(here).id or 0, Pasted("a.png", PHOTO))
    with here.services.ctx.open_uow("") as uow:  # as an earlier program left it
        uow.connection.execute(delete(file_contents))
        uow.make_lasting()
    write_within(there.paths.attachments, kept.stored, PHOTO)
    for app in (here, there):
        contents.forget_fetched(app.paths.fetched)
    assert not here.services.problems.files.path_of(kept).exists()
    there.close()
    there.open()
    assert seen(here, kept) == PHOTO
    assert contents.hand_in_left(there.services.ctx) == 0


def test_the_one_file_holds_them_and_brings_them_to_a_server_or_a_file(machine: Machine, tmp_path: Path) -> None:
    here = machine.pc("here")
    found = problem(here)
    here.services.problems.attach(found.id or 0, Pasted("a.png", PHOTO))
    here.services.one_file.write(tmp_path / "all.zip")
    engines.give(tmp_path / "server", "blank")
    on_server = open_app(tmp_path / "server", "en", clock=FixedClock(engines.MONDAY))
    with engines.in_files():
        in_file = open_app(tmp_path / "file", "en", clock=FixedClock(engines.MONDAY))
    for app in (on_server, in_file):
        app.services.one_file.read(tmp_path / "all.zip")
        (again,) = app.services.problems.view(found.id or 0).files
        assert seen(app, again) == PHOTO
        app.close()
    assert lying(in_file.paths.attachments) and not lying(on_server.paths.attachments)
