"""Backups of the data file through SQLite's own backup, each checked before it counts.

A plain copy of a database with a write-ahead log loses committed rows, so nothing here copies a live file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from shopdesk.domain.backups import Backup
from shopdesk.domain.errors import EnvironmentFault, NotFound
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.storage import migrate
from shopdesk.storage.sqlite.driver import driver as sqlite3

_NAME = re.compile(r"shopdesk-(\d{8}-\d{6})(?:-\d+)?-(\w+)\.db$")
_STAMP = "%Y%m%d-%H%M%S"
_PAGES_A_STEP = 2_000


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first."""
    found = []
    for file in folder.glob("shopdesk-*.db"):
        match = _NAME.match(file.name)
        if match:
            made_at = datetime.strptime(match[1], _STAMP)
            found.append(Backup(file=file, made_at=made_at, why=match[2], size=file.stat().st_size))
    return sorted(found, key=lambda backup: backup.name, reverse=True)


def create(
    database: Path, folder: Path, now: datetime, why: str, progress: Callable[[int, int], None] | None = None
) -> Backup:
    """Copy the data file into ``folder`` and check the copy; ``why`` is one word that goes into the name.

    Raises:
        EnvironmentFault: the copy cannot be written, or the data file is damaged.
    """
    stamp = now.strftime(_STAMP)
    target = folder / f"shopdesk-{stamp}-{why}.db"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"shopdesk-{stamp}-{number}-{why}.db"
    with atomic.replacing(target, private=True) as temporary:
        copy_database(database, temporary, progress)
        verify(temporary)
    return Backup(file=target, made_at=now.replace(microsecond=0), why=why, size=target.stat().st_size)


def copy_database(source: Path, target: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Copy a live database, rows still in its log included.

    Raises:
        EnvironmentFault: reading or writing failed.
    """

    def report(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new, pages=_PAGES_A_STEP, progress=report)
            # The copy must be one file: a write-ahead log beside it would be left behind when it is moved.
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise EnvironmentFault(
            Text("The copy of the data file failed ({cause}). Check the disk's free space.", cause=error)
        ) from error


def verify(file: Path) -> str:
    """Check a database through and through; the answer is its schema's revision.

    Raises:
        EnvironmentFault: it is damaged or not one of ours.
    """
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        answer, broken = str(error), None
    if answer != "ok" or broken is not None:
        raise EnvironmentFault(
            Text("{file} is damaged and was not used: {cause}.", file=file.name, cause=str(answer).splitlines()[0])
        )
    revision = migrate.file_revision(file)
    if revision is None:
        raise EnvironmentFault(Text("{file} is not a ShopDesk data file.", file=file.name))
    return revision


def find(folder: Path, name: str) -> Path:
    """The backup of this name or path.

    Raises:
        NotFound: there is none.
    """
    for candidate in (folder / name, Path(name)):
        if candidate.is_file():
            return candidate
    raise NotFound(Text("There is no backup “{name}”. See the list of backups.", name=name))


def restore(source: Path, database: Path) -> None:
    """Put a checked backup in the data file's place. Every connection to the data file must be closed.

    Raises:
        EnvironmentFault: the backup is damaged or the data file cannot be replaced; the data file is then untouched.
    """
    verify(source)
    with atomic.replacing(database, private=True) as temporary:
        copy_database(source, temporary)
        verify(temporary)
        for leftover in (database.with_name(database.name + "-wal"), database.with_name(database.name + "-shm")):
            leftover.unlink(missing_ok=True)


def last_good(folder: Path) -> Backup | None:
    """The newest backup that passes the check."""
    for backup in listed(folder):
        try:
            verify(backup.file)
        except EnvironmentFault:
            continue
        return backup
    return None


def rotate(folder: Path, now: datetime, keep_days: int) -> list[Path]:
    """Remove old backups made by the program itself; those the owner asked for stay.

    Kept: everything of the last ``keep_days`` days, then the newest of each week for a quarter, then of each month for
    two years. A backup dated after ``now`` (the clock was set back) is kept.
    """
    kept: set[tuple[str, int, int]] = set()
    removed = []
    for backup in listed(folder):
        age = now - backup.made_at
        if backup.why == "manual" or age <= timedelta(days=keep_days):
            continue
        if age <= timedelta(days=92):
            iso = backup.made_at.isocalendar()
            slot = ("week", iso.year, iso.week)
        else:
            slot = ("month", backup.made_at.year, backup.made_at.month)
        if slot in kept or age > timedelta(days=731):
            backup.file.unlink(missing_ok=True)
            removed.append(backup.file)
        kept.add(slot)
    return removed
