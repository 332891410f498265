"""What the sweep takes for one outcome is one: what was not committed makes no difference, anything else does."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.faults.sweep import content, files

ROWS = 300


def state(folder: Path, name: str) -> Path:
    """The folder as a program that ended now would leave it."""
    return Path(shutil.copytree(folder, folder.with_name(name)))


def test_frames_that_no_commit_followed_make_no_difference_and_a_commit_does(tmp_path: Path) -> None:
    (folder := tmp_path / "data").mkdir()
    with closing(sqlite3.connect(folder / "shopdesk.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        # So that pages are written to the log before the transaction ends.
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("CREATE TABLE kept (words TEXT)")
        connection.execute("INSERT INTO kept VALUES ('first')")
        before = state(folder, "before")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO kept VALUES (?)", [("x" * 2_000,)] * ROWS)
        between = state(folder, "between")
        connection.execute("COMMIT")
        after = state(folder, "after")
    log = "shopdesk.db-wal"
    assert (between / log).stat().st_size > (before / log).stat().st_size
    assert files(between) == files(before)
    assert files(after) != files(before)
    held = [len(content(one / "shopdesk.db")["kept"]) for one in (before, between, after)]
    assert held == [1, 1, ROWS + 1]


def test_a_name_a_right_and_a_byte_make_a_difference(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    file = folder / "shopdesk.db"
    file.write_bytes(b"one")
    found = [files(folder)]
    file.chmod(0o400)
    found.append(files(folder))
    file.chmod(0o600)
    file.write_bytes(b"two")
    found.append(files(folder))
    (folder / ".half").touch()
    found.append(files(folder))
    assert all(one not in found[:place] for place, one in enumerate(found))
