"""Backups hold every committed row, are checked before they count, and bring everything back."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import EnvironmentFault, FileState, NotFound
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import BACKUP_SECOND_FOLDER
from shopdesk.storage.sqlite import backup, soundness
from shopdesk.storage.sqlite.driver import driver as sqlite3


def test_a_backup_holds_rows_that_are_only_in_the_log(app: App) -> None:
    store = app.services.stores.create("第一家")
    assert app.paths.database.with_name("shopdesk.db-wal").stat().st_size > 0
    made = app.services.backups.create()
    app.services.stores.update(replace(store, name="改名"))
    app.services.backups.restore(made.name)
    assert app.services.stores.all() == [store]


def test_restoring_keeps_what_was_there_before(app: App, store: Store) -> None:
    made = app.services.backups.create()
    later = app.services.stores.create("第二家")
    before = app.services.backups.restore(made.name)
    assert app.services.stores.all() == [store]
    app.services.backups.restore(before.name)
    assert app.services.stores.all() == [store, later]


def test_a_damaged_backup_is_refused_and_the_data_stay(app: App, store: Store) -> None:
    made = app.services.backups.create()
    content = bytearray(made.file.read_bytes())
    content[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
    made.file.write_bytes(content)
    with pytest.raises(EnvironmentFault, match="damaged and was not used"):
        app.services.backups.restore(made.name)
    assert app.services.stores.all() == [store]


def test_a_copy_that_the_machine_keeps_from_being_read_is_not_called_damaged(
    app: App, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = app.services.backups.create()

    def refused(*_told: object, **_named: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(sqlite3, "connect", refused)
    with pytest.raises(EnvironmentFault, match="cannot be read") as told:
        backup.verify(made.file)
    assert told.value.state is FileState.DENIED
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=0))
    with pytest.raises(EnvironmentFault, match="disk is full") as told:
        backup.verify(made.file)
    assert told.value.state is FileState.FULL


def test_a_damaged_data_file_is_set_aside_and_the_last_good_backup_found(app: App, store: Store) -> None:
    made = app.services.backups.create()
    app.close_data()
    app.paths.database.write_bytes(b"not a database at all" * 500)
    with pytest.raises(EnvironmentFault, match="damaged"):
        app.open()
    last, _ = app.last_good_backup() or (None, None)
    assert last is not None and last.name == made.name
    assert app.restore(last.name) is None
    assert app.services.stores.all() == [store]
    assert len(list(app.paths.data.glob("damaged-*.db"))) == 1


def test_an_unknown_backup_is_said_so(app: App) -> None:
    with pytest.raises(NotFound, match=r"no backup “x\.db”"):
        app.services.backups.verify("x.db")


def test_one_daily_backup_a_day(app: App, clock: FixedClock) -> None:
    assert app.services.backups.create_daily() is not None
    assert app.services.backups.create_daily() is None
    clock.set(clock.now() + timedelta(days=1))
    assert app.services.backups.create_daily() is not None
    assert len(app.services.backups.list()) == 2


def small(folder: Path, made_at: datetime, why: str, changes: int, last_change: datetime) -> None:
    """A backup with nothing but its place in time."""
    with closing(sqlite3.connect(folder / f"shopdesk-{made_at:%Y%m%d-%H%M%S}-{why}.db")) as made, made:
        made.execute("CREATE TABLE stores (id INTEGER, name)")
        made.execute("CREATE TABLE orders (created_day)")
        made.execute("CREATE TABLE change_sets (id INTEGER, at)")
        made.execute("INSERT INTO change_sets VALUES (?, ?)", (changes, last_change.isoformat(" ")))


def test_rotation_thins_out_with_age_and_never_takes_what_the_owner_made(tmp_path: Path) -> None:
    now = datetime(2026, 3, 16, 9, 0)
    for age in range(800):
        made_at = now - timedelta(days=age)
        if age < 100 or age % 5 == 0:
            small(tmp_path, made_at, "daily", 10_000 - age, made_at)
    small(tmp_path, datetime(2020, 1, 1), "manual", 1, datetime(2020, 1, 1))
    backup.rotate(tmp_path, keep_days=14)
    kept = backup.listed(tmp_path)
    ages = [(now - item.made_at).days for item in kept if item.why == "daily"]
    assert sorted(age for age in ages if age <= 14) == list(range(15))
    assert 11 <= len([age for age in ages if 14 < age <= 92]) <= 13
    assert 20 <= len([age for age in ages if age > 92]) <= 23
    assert {item.why for item in kept} == {"daily", "manual"}


def test_a_clock_that_was_set_wrong_takes_no_backup(tmp_path: Path) -> None:
    right = datetime(2026, 3, 16, 9, 0)
    for age in range(8):
        small(tmp_path, right - timedelta(days=age), "daily", 100 - age, right - timedelta(days=age))
    wrong = datetime(2030, 1, 1)
    small(tmp_path, wrong, "daily", 101, wrong)
    assert backup.rotate(tmp_path, keep_days=14) == []


def test_a_copy_that_cannot_be_written_leaves_no_half_backup(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise EnvironmentFault("The disk is full.")

    monkeypatch.setattr(backup, "copy_database", fail)
    with pytest.raises(EnvironmentFault):
        app.services.backups.create()
    assert list(app.paths.backups.iterdir()) == []


def test_everything_is_there_after_closing_and_opening_again(tmp_path: Path, clock: FixedClock) -> None:
    first = open_app(tmp_path, "en", clock=clock)
    store = first.services.stores.create("老店")
    first.close()
    again = open_app(tmp_path, "en", clock=clock)
    assert again.services.stores.all() == [store]
    again.close()


def test_only_a_small_file_is_checked_page_by_page_before_the_window_opens(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_app(tmp_path, "en", clock=clock)
    first.services.stores.create("老店")
    first.close()
    # A page in the middle is spoilt, and the log left behind says that the program was killed.
    raw = bytearray(first.paths.database.read_bytes())
    raw[8192 : 8192 + 4096] = b"\xff" * 4096
    first.paths.database.write_bytes(raw)
    first.paths.database.with_name(first.paths.database.name + "-wal").write_bytes(b"")
    with pytest.raises(EnvironmentFault, match="damaged"):
        soundness.check_readable(first.paths.database)
    monkeypatch.setattr(soundness, "_QUICK_TO_CHECK", 8192)
    soundness.check_readable(first.paths.database)


def test_the_newest_backup_is_copied_to_a_second_folder_and_its_absence_said(
    app: App, store: Store, tmp_path: Path
) -> None:
    backups = app.services.backups
    made = backups.create()
    assert backups.copy_elsewhere() is None
    stick = tmp_path / "stick"
    app.settings.set(BACKUP_SECOND_FOLDER, str(stick))
    with pytest.raises(EnvironmentFault, match="Plug in its disk or stick"):
        backups.copy_elsewhere()
    stick.mkdir()
    copy = backups.copy_elsewhere()
    assert copy is not None and copy.read_bytes() == made.file.read_bytes()
    app.services.stores.update(replace(store, name="改名"))
    app.restore(str(copy))
    assert app.services.stores.all() == [store]
