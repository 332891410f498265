"""The program is killed in the middle of what it does: afterwards the data are before or after it, never between.

Nothing that it said to be done is lost, and nothing half-written is left after the next start.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.services.backups import check
from shopdesk.storage import migrate
from shopdesk.storage.sqlite import backup
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.revision import file_revision
from tests.architecture.sources import ROOT
from tests.faults import watched
from tests.faults.sweep import content
from tests.import_files import SHORT, short_row, write_csv

KILLS = int(os.environ.get("SHOPDESK_KILLS", "8"))
"""How often the program is killed in all; every kind of work takes its share."""

MOST = 300.0
"""Seconds of processor time after which a work hangs."""
SAVED = ROOT / "tests" / "migrations" / "saved"
MARCH = date(2026, 3, 1)
FEW, MANY = 500, 8_000

# The window, whose user types one target after the other; each is said here once the window was told that it is kept.
WINDOW = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from shopdesk.bootstrap import prepare
from shopdesk.gui.pictures import settle, window_on

application = QApplication([])
with window_on(application, prepare(Path(sys.argv[1]), "en")) as desktop:
    store_id = desktop.window.context.store_id
    targets = desktop.app.services.targets

    def type_next(value):
        def kept(_none):
            print(value, flush=True)
            type_next(value + 1)

        desktop.tasks.database(lambda: targets.set_month(store_id, date(2026, 3, 1), value), done=kept)

    type_next(1)
    application.exec()
"""


@dataclass
class Killed:
    """One folder whose program was killed: what it began with, what it had said until then."""

    folder: Path
    begun: dict[str, list[str]]
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Work:
    """What is done with ``words`` of the command line (or the window, without any), and what must be true after."""

    begin: Callable[[Path], None]
    words: Callable[[Path], list[str]]
    look: Callable[[Killed, App], None]


def command(folder: Path, words: list[str]) -> list[str]:
    if not words:
        return [sys.executable, "-c", WINDOW, str(folder)]
    return [sys.executable, "-m", "shopdesk", "--data-dir", str(folder), "--lang", "en", *words]


def killed_after(seconds: float, folder: Path, words: list[str]) -> tuple[bool, list[str]]:
    """Run a command and kill it once it has used so much processor time (0: never).

    The answer is whether that came before its end, and what it had said. By the clock a busy machine would kill it
    before it had begun.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    watch = watched.Watch(most=MOST)
    done = watched.run(command(folder, words), watch, cwd=ROOT, env=environment, ends_after=seconds)
    assert done.returncode in (0, -signal.SIGPROF), done.stderr
    return done.returncode != 0, done.stdout.splitlines()


# --- what is there before --------------------------------------------------------------------------------------------


def nothing(_folder: Path) -> None:
    """No data at all."""


def shop(folder: Path) -> None:
    """A store with an import, a backup of it, and a second import."""
    app = open_app(folder, "en")
    store = app.services.stores.open("云裳旗舰店", opened_on=date(2025, 1, 1))
    for first, last in ((0, FEW), (FEW, MANY)):
        rows = (short_row(number) for number in range(first, last))
        app.services.imports.run_file(write_csv(folder / f"{first}.csv", [SHORT, *rows]), store)
        if first == 0:
            app.services.backups.create()
    write_csv(folder / "more.csv", [SHORT, *(short_row(number) for number in range(MANY, 2 * MANY))])
    app.close()


def of_an_older_program(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "shopdesk.db")) as connection:
        connection.executescript((SAVED / "0001.sql").read_text(encoding="utf-8"))
        connection.commit()


# --- what must be there after ----------------------------------------------------------------------------------------


def runs(app: App) -> list[tuple[int, bool]]:
    """The imports, oldest first: how many rows each brought, whether it was taken back."""
    return [(run.new, run.undone_at is not None) for run in reversed(app.services.imports.list())]


def orders(app: App) -> int:
    return backup.holdings(app.paths.database).orders


def imported_or_not(_killed: Killed, app: App) -> None:
    assert (runs(app), orders(app)) in (
        ([(FEW, False), (MANY - FEW, False)], MANY),
        ([(FEW, False), (MANY - FEW, False), (MANY, False)], 2 * MANY),
    )


def first_import_or_nothing(_killed: Killed, app: App) -> None:
    stores = app.services.stores.all()
    assert (len(stores), runs(app), orders(app)) in ((0, [], 0), (1, [(MANY, False)], MANY))


def taken_back_or_not(_killed: Killed, app: App) -> None:
    assert (runs(app), orders(app)) in (
        ([(FEW, False), (MANY - FEW, False)], MANY),
        ([(FEW, False), (MANY - FEW, True)], FEW),
    )


def demo_or_nothing(_killed: Killed, app: App) -> None:
    for store in app.services.stores.all():
        # The last thing that the demo makes; whoever has it has everything.
        assert app.services.lookback.years(store.id or 0)
    assert not app.services.stores.half_made()


def untouched(killed: Killed, app: App) -> None:
    assert content(app.paths.database) == killed.begun


def restored_or_not(killed: Killed, app: App) -> None:
    held = content(app.paths.database)
    assert held == killed.begun or (orders(app) == FEW and runs(app) == [(FEW, False)])
    # What was there before can be had back.
    assert held == killed.begun or any(one.why == "before_restore" for one in app.services.backups.list())


def raised(_killed: Killed, app: App) -> None:
    assert file_revision(app.paths.database) == migrate.known_revisions()[-1]
    (store,) = app.services.stores.all()
    assert store.name == "存档店"
    assert [person.name for person in app.services.people.everyone(store.id or 0)] == ["小满"]
    assert orders(app) == 3


def nothing_lost_that_was_said(killed: Killed, app: App) -> None:
    (store,) = app.services.stores.all()
    said = int(killed.said[-1]) if killed.said else 0
    assert (app.services.targets.month(store.id or 0, MARCH) or 0) in (said, said + 1)


def oldest_backup(folder: Path) -> str:
    return backup.listed(folder / "backups")[-1].name


WORKS = {
    "first import": Work(
        nothing, lambda folder: ["import", str(folder.with_name("orders.csv"))], first_import_or_nothing
    ),
    "import": Work(shop, lambda folder: ["import", str(folder / "more.csv")], imported_or_not),
    "undo": Work(shop, lambda _folder: ["imports", "undo", "2"], taken_back_or_not),
    "demo": Work(nothing, lambda _folder: ["demo"], demo_or_nothing),
    "backup": Work(shop, lambda _folder: ["backup", "create"], untouched),
    "restore": Work(shop, lambda folder: ["backup", "restore", oldest_backup(folder)], restored_or_not),
    "migration": Work(of_an_older_program, lambda _folder: ["imports", "list"], raised),
    "window": Work(shop, lambda _folder: [], nothing_lost_that_was_said),
}
SHARES = {name: KILLS // len(WORKS) + (place < KILLS % len(WORKS)) for place, name in enumerate(WORKS)}


def look_at(work: Work, killed: Killed) -> None:
    """Everything is before or after, and the next start leaves nothing half-written."""
    for left in killed.folder.rglob(".*-*"):
        os.utime(left, (0, 0))  # an hour later
    app = open_app(killed.folder, "en")
    work.look(killed, app)
    place = app.services.ctx.place
    app.close()
    assert not [left.name for left in killed.folder.rglob(".*") if left.name not in (".in-use", ".first-store")]
    assert not list(killed.folder.glob("damaged-*"))
    backup.verify(killed.folder / "shopdesk.db")
    for one in backup.listed(killed.folder / "backups"):
        check(place, one.file)


@pytest.mark.skipif(sys.platform != "linux", reason="the moments are told from /proc")
@pytest.mark.timeout(0)  # by the clock; it is watched for hanging
@pytest.mark.parametrize("name", [name for name, share in SHARES.items() if share])
def test_a_killed_program_leaves_all_of_it_or_nothing(tmp_path: Path, name: str) -> None:
    work, draw = WORKS[name], random.Random(f"20261128 {name}")
    write_csv(tmp_path / "orders.csv", [SHORT, *(short_row(number) for number in range(MANY))])
    begun = tmp_path / "begun"
    work.begin(begun)
    held = content(begun / "shopdesk.db")

    def fresh(where: str) -> Path:
        folder = tmp_path / where
        if begun.exists():
            shutil.copytree(begun, folder)
        return folder

    whole = 0.0 if name == "window" else timed(fresh("whole"), work)
    for number in range(SHARES[name]):
        # The window goes on until it is killed; anything else is about half over before it begins to write.
        moment = draw.uniform(1.5, 6.0) if name == "window" else whole * draw.uniform(0.35, 1.0)
        while True:
            folder = fresh(str(number))
            killed, said = killed_after(moment, folder, work.words(folder))
            if killed:
                break
            # What it took when it was timed includes its children, and is never quite the same.
            moment *= 0.8
            shutil.rmtree(folder)
        look_at(work, Killed(folder, held, said))
        shutil.rmtree(folder)


def timed(folder: Path, work: Work) -> float:
    """How much processor time the work takes when nobody kills it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert not killed_after(0, folder, work.words(folder))[0]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_first_import_that_fails_leaves_no_store(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_bytes(b"")
    done = subprocess.run(
        command(tmp_path / "data", ["import", str(file)]), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "orders.csv" in done.stderr) == (1, True), done.stderr
    app = open_app(tmp_path / "data", "en")
    assert app.services.stores.all() == []
    app.close()


def test_two_first_imports_into_an_empty_folder_both_end_well(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", [SHORT, *(short_row(number) for number in range(300))])
    second = write_csv(tmp_path / "b.csv", [SHORT, *(short_row(number) for number in range(300, 600))])
    both: list[Any] = [
        subprocess.Popen(
            command(tmp_path / "data", ["import", str(file)]), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for file in (first, second)
    ]
    said = [one.communicate()[1].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    app = open_app(tmp_path / "data", "en")
    (store,) = app.services.stores.all()
    assert sorted(run.new for run in app.services.imports.list(store.id)) == [300, 300]
    app.close()
