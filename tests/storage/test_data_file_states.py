"""Full, locked, damaged, missing are different things: each has its sentence, and none costs the data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from shopdesk.bootstrap import App, open_app, prepare
from shopdesk.cli.main import run
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.stores import Store
from shopdesk.infra import atomic
from shopdesk.infra.clock import FixedClock
from shopdesk.reporting.book.book import Book
from shopdesk.reporting.record_sheet import write_records
from shopdesk.services.attachments import Pasted, keep_attachment
from shopdesk.storage.sqlite import backup
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.faults import explain, explain_commit, explain_opening, state_of
from tests.full_disk import fill, small_disk

__all__ = ["small_disk"]

HOLD_OPEN = """
import sys
from pathlib import Path
from shopdesk.bootstrap import open_app
app = open_app(Path(sys.argv[1]), "en")
print("open", flush=True)
sys.stdin.read()
app.close()
"""


# The higher bits say which call it was; not every driver names these codes.
SQLITE_BUSY_SNAPSHOT = sqlite3.SQLITE_BUSY | 2 << 8
SQLITE_READONLY_DIRECTORY = sqlite3.SQLITE_READONLY | 6 << 8
SQLITE_IOERR_READ = sqlite3.SQLITE_IOERR | 1 << 8
SQLITE_IOERR_SHMSIZE = sqlite3.SQLITE_IOERR | 19 << 8


def complaint(code: int) -> sqlite3.OperationalError:
    """What SQLite raises with one of its codes."""
    error = sqlite3.OperationalError("something")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "state", "words"),
    [
        (sqlite3.SQLITE_FULL, FileState.FULL, "disk is full"),
        (sqlite3.SQLITE_BUSY, FileState.LOCKED, "in use by another program"),
        (SQLITE_BUSY_SNAPSHOT, FileState.LOCKED, "in use by another program"),
        (SQLITE_READONLY_DIRECTORY, FileState.DENIED, "read-only"),
        (SQLITE_IOERR_READ, FileState.IO_ERROR, "disk reported an error"),
        (sqlite3.SQLITE_CORRUPT, FileState.DAMAGED, "says whether it is damaged"),
        (sqlite3.SQLITE_NOTADB, FileState.DAMAGED, "says whether it is damaged"),
    ],
)
def test_each_complaint_has_its_state_and_sentence(code: int, state: FileState, words: str) -> None:
    fault = explain(complaint(code))
    assert isinstance(fault, EnvironmentFault)
    assert fault.state is state
    assert words in str(fault)


def test_a_complaint_without_its_code_is_known_by_its_words() -> None:
    """As from a copy that fails in a driver which gives no code with it."""
    assert state_of(sqlite3.OperationalError("database or disk is full")) is FileState.FULL
    assert state_of(sqlite3.OperationalError("no such table: a")) is None


def test_a_fault_of_ours_is_no_state_of_the_file() -> None:
    error = complaint(sqlite3.SQLITE_ERROR)
    assert state_of(error) is None
    assert explain(error) is error


def test_no_room_for_the_logs_index_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = complaint(SQLITE_IOERR_SHMSIZE)
    assert state_of(error, tmp_path / "shopdesk.db") is FileState.IO_ERROR
    usage = os.statvfs(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 0, "total": usage.f_blocks}))
    assert state_of(error, tmp_path / "shopdesk.db") is FileState.FULL


def test_a_disk_that_does_not_make_a_new_file_has_a_fault(tmp_path: Path) -> None:
    """A first start said that the data file is missing, which is what a first start is."""
    error = DatabaseError("", None, sqlite3.OperationalError("unable to open database file"))
    fault = explain_opening(error, tmp_path / "shopdesk.db")
    assert isinstance(fault, EnvironmentFault) and fault.state is FileState.IO_ERROR
    gone = explain_opening(error, tmp_path / "gone" / "shopdesk.db")
    assert isinstance(gone, EnvironmentFault) and gone.state is FileState.MISSING


def test_a_commit_that_failed_at_the_end_may_be_there_later_and_one_without_room_is_not() -> None:
    at_the_end = DatabaseError("COMMIT", (), complaint(sqlite3.SQLITE_IOERR))
    assert "may be there after the next start" in str(explain_commit(at_the_end))
    no_room = DatabaseError("COMMIT", (), complaint(sqlite3.SQLITE_FULL))
    assert "nothing was changed" in str(explain_commit(no_room))


# --- full ----------------------------------------------------------------------------------------------------------


def test_a_sound_file_on_a_full_disk_can_be_read_and_comes_to_no_harm(small_disk: Path, clock: FixedClock) -> None:
    app = open_app(small_disk, "en", clock=clock)
    store = app.services.stores.create("老店")
    app.services.backups.create()
    app.close()
    filler = fill(small_disk)
    before = (small_disk / "shopdesk.db").read_bytes()

    full = open_app(small_disk, "en", clock=clock)
    assert full.read_only is FileState.FULL
    with full.services.reading():
        assert full.services.stores.all() == [store]
    with pytest.raises(EnvironmentFault, match="disk is full"):
        full.services.stores.create("第二家")
    with pytest.raises(EnvironmentFault) as refused:
        full.restore(full.services.backups.list()[0].name)
    assert refused.value.state is FileState.FULL
    full.close()
    assert (small_disk / "shopdesk.db").read_bytes() == before
    assert not list(small_disk.glob("damaged-*"))
    assert not list(small_disk.glob(".shopdesk-*"))

    filler.unlink()
    again = open_app(small_disk, "en", clock=clock)
    assert again.read_only is None
    again.services.stores.create("第二家")
    assert [one.name for one in again.services.stores.all()] == ["老店", "第二家"]
    again.close()


def test_what_a_killed_program_left_in_the_log_is_there_on_a_full_disk(small_disk: Path, clock: FixedClock) -> None:
    app = open_app(small_disk, "en", clock=clock)
    first = app.services.stores.create("老店")
    app.close()
    app.open()
    second = app.services.stores.create("第二家")
    log = small_disk / "shopdesk.db-wal"
    committed = log.read_bytes()
    before = app.paths.database.read_bytes()
    app.close()
    app.paths.database.write_bytes(before)
    log.write_bytes(committed)
    fill(small_disk)
    full = open_app(small_disk, "en", clock=clock)
    assert full.services.stores.all() == [first, second]
    full.close()
    assert not list(small_disk.glob("damaged-*"))


# --- missing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [None, b""])
def test_a_data_file_that_is_gone_beside_its_backups_is_no_first_start(
    app: App, store: Store, left: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    made = app.services.backups.create()
    app.close()
    for file in app.paths.data.glob("shopdesk.db*"):
        file.unlink()
    if left is not None:
        app.paths.database.write_bytes(left)
    with pytest.raises(EnvironmentFault, match="missing or empty, but there are backups") as refused:
        app.open()
    assert refused.value.state is FileState.MISSING
    folder = str(app.paths.data)
    assert run(["--data-dir", folder, "--lang", "en", "kpi", "--from", "2026-01-01", "--to", "2026-01-02"]) == 1
    assert made.name in capsys.readouterr().err

    assert run(["--data-dir", folder, "--lang", "en", "backup", "restore", made.name]) == 0
    assert app.open().stores.all() == [store]


def test_the_owner_may_begin_anew_beside_old_backups(app: App, store: Store) -> None:
    app.services.backups.create()
    app.close()
    app.paths.database.unlink()
    app.may_begin_anew = True
    assert app.open().stores.all() == []


# --- damaged -------------------------------------------------------------------------------------------------------


def spoil(app: App, table: str) -> None:
    """Overwrite the first page of a table in the closed data file."""
    app.close_data()
    with closing(sqlite3.connect(app.paths.database)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with app.paths.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_a_damaged_page_is_named_and_everything_else_is_saved(
    app: App, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.damaged_tables() == ()
    spoil(app, "import_rows")
    assert [one.table for one in app.damaged_tables()] == ["import_rows"]

    saved = tmp_path / "elsewhere" / "shopdesk.db"
    saved.parent.mkdir()
    words = ["--data-dir", str(app.paths.data), "--lang", "en", "check", "--salvage", str(saved)]
    assert run(words) == 1
    told = capsys.readouterr()
    assert "Damaged: import_rows" in told.out
    assert "Restore the last good backup" in told.err
    other = open_app(saved.parent, "en", clock=app.clock)
    assert other.services.stores.all() == [store]
    other.close()


def test_rows_before_and_behind_a_damaged_page_are_saved(app: App, store: Store, tmp_path: Path) -> None:
    app.close_data()
    with closing(sqlite3.connect(app.paths.database)) as connection, connection:
        row = "INSERT INTO change_sets (at, actor, reason, reason_values, kind) VALUES (?, ?, ?, '{}', 'edit')"
        connection.executemany(row, [("2026-03-01 10:00:00", "", "x" * 300)] * 400)
        count = connection.execute("SELECT count(*) FROM change_sets").fetchone()[0]
        page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = app.paths.database.read_bytes()
    middle = content.index(b"x" * 300, content.count(b"x" * 300) // 2 * 300) // page_size
    with app.paths.database.open("r+b") as file:
        file.seek(middle * page_size)
        file.write(b"\xff" * page_size)
    found = {one.table: one for one in app.salvage(tmp_path / "saved.db")}
    assert not found["change_sets"].whole
    assert 0.8 * count < found["change_sets"].rows < count
    assert found["stores"].whole and found["stores"].rows == 1


def test_check_says_that_all_is_well(app: App, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data-dir", str(app.paths.data), "--lang", "en", "check"]) == 0
    assert "is sound: every page was read" in capsys.readouterr().out


def test_a_damaged_page_found_while_restoring_keeps_the_old_file(app: App, store: Store) -> None:
    made = app.services.backups.create()
    spoil(app, "import_rows")
    damaged = app.paths.database.read_bytes()
    assert app.restore(made.name) is None
    assert app.services.stores.all() == [store]
    assert [file.read_bytes() for file in app.paths.data.glob("damaged-*.db")] == [damaged]


# --- locked, and interrupted ---------------------------------------------------------------------------------------


def test_nothing_is_restored_under_an_open_window(app: App, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    made = app.services.backups.create()
    app.services.stores.create("第二家")
    folder = app.paths.data
    app.close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_OPEN, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == b"open\n"
        assert run(["--data-dir", str(folder), "--lang", "en", "backup", "restore", made.name]) == 1
        assert "has this data open; nothing was changed" in capsys.readouterr().err
        other.stdin.close()
    assert [one.name for one in app.open().stores.all()] == [store.name, "第二家"]
    app.close()
    assert run(["--data-dir", str(folder), "--lang", "en", "backup", "restore", made.name]) == 0
    assert app.open().stores.all() == [store]


@pytest.mark.parametrize("step", ["copy_database", "verify", "_keep", "os.replace"])
def test_a_restore_that_is_interrupted_leaves_the_old_data(
    app: App, store: Store, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = app.services.backups.create()
    app.services.stores.create("第二家")
    app.close_data()
    before = app.paths.database.read_bytes()
    calls = []

    def fail(*_args: object, **_more: object) -> None:
        calls.append(step)
        raise OSError(28, "No space left on device")

    owner = os if step == "os.replace" else backup
    monkeypatch.setattr(owner, step.removeprefix("os."), fail)
    with pytest.raises((EnvironmentFault, OSError)):
        backup.restore(made.file, app.paths.database, app.paths.data / "aside.db")
    assert calls
    assert app.paths.database.read_bytes() == before
    assert not list(app.paths.data.glob(".shopdesk-*"))


def test_what_a_killed_program_left_half_written_goes_at_the_next_start(tmp_path: Path, clock: FixedClock) -> None:
    half = tmp_path / "backups" / ".shopdesk-20260301-100000-daily-0123456789abcdef.db"
    half.parent.mkdir()
    half.write_bytes(b"half")
    fresh = tmp_path / ".shopdesk-0123456789abcdef.db"
    fresh.write_bytes(b"being written by somebody else")
    os.utime(half, (0, 0))
    open_app(tmp_path, "en", clock=clock).close()
    assert not half.exists()
    assert fresh.exists()


@pytest.mark.parametrize("place", ["attachments", "backups/attachments"])
def test_half_a_photo_goes_at_the_next_start(app: App, place: str) -> None:
    place_of_photo = keep_attachment(app.services.ctx, Pasted("招牌.png", b"1" * 100))
    half = app.paths.data / place / f".{Path(place_of_photo).stem}-0123456789abcdef.png"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    os.utime(half, (0, 0))
    app.close()
    app.open()
    assert not half.exists()
    assert (app.paths.attachments / place_of_photo).exists()


def test_writing_a_file_again_clears_what_a_killed_program_left_of_it(tmp_path: Path) -> None:
    half, others = tmp_path / ".工资-0123456789abcdef.xlsx", tmp_path / ".绩效-0123456789abcdef.xlsx"
    for left in (half, others):
        left.write_bytes(b"half")
        os.utime(left, (0, 0))
    atomic.write_bytes(tmp_path / "工资.xlsx", b"whole")
    assert not half.exists()
    assert others.exists(), "a folder of the user's is not cleared up"


def test_a_file_whose_writer_was_killed_in_the_middle_is_opened_as_it_was_before(
    app: App, store: Store, clock: FixedClock, tmp_path: Path
) -> None:
    """In a file that never had a log, as older programs left it, only a writer can take the half change back."""
    app.close()
    torn = tmp_path / "torn"
    torn.mkdir()
    with closing(sqlite3.connect(app.paths.database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA cache_size=1")
        connection.isolation_level = None
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE filler AS SELECT * FROM setup_steps")
        for _time in range(6):
            connection.execute("INSERT INTO filler SELECT * FROM filler")
        connection.execute("UPDATE stores SET name = '半途'")
        for file in app.paths.data.glob("shopdesk.db*"):
            shutil.copyfile(file, torn / file.name)
        connection.execute("ROLLBACK")
    assert (torn / "shopdesk.db-journal").stat().st_size > 0
    opened = open_app(torn, "en", clock=clock)
    assert opened.services.stores.all() == [store]
    opened.close()


def test_a_restore_begins_undo_anew(app: App, store: Store) -> None:
    app.services.targets.set_month(store.id or 0, date(2026, 3, 1), 1)
    made = app.services.backups.create()
    app.services.targets.set_month(store.id or 0, date(2026, 3, 1), 2)
    app.restore(made.name)
    assert app.services.history.undo() is None


def test_a_workbook_without_room_for_temporary_files_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(EnvironmentFault, match="temporary files cannot be written"):
        write_records(tmp_path / "a.xlsx", "人员", ["名"], [None], [("小满",)])
    assert list(tmp_path.iterdir()) == []
    # A report needs none: its rows are made in memory.
    book = Book("t")
    book.sheet("s", "about", (10,))
    book.write(tmp_path / "b.xlsx")
    assert [file.name for file in tmp_path.iterdir()] == ["b.xlsx"]


def test_a_replaced_file_is_noticed(app: App, store: Store) -> None:
    assert not app.was_replaced()
    made = app.services.backups.create()
    app.restore(made.name)
    assert not app.was_replaced()
    atomic.write_bytes(app.paths.database, made.file.read_bytes())
    assert app.was_replaced()


def test_a_folder_that_is_full_from_the_first_moment_says_so(small_disk: Path) -> None:
    fill(small_disk)
    with pytest.raises(EnvironmentFault):
        prepare(small_disk, "en").open()
