"""Backups of the data file through SQLite's own backup, each checked before it counts.

A plain copy of a database with a write-ahead log loses committed rows, so nothing here copies a live file.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from shopdesk.domain.backups import Backup, Holdings
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.storage import backup_files
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.faults import explain, state_of
from shopdesk.storage.sqlite.revision import file_revision
from shopdesk.storage.sqlite.soundness import first_finding, reading

_ENDING = ".db"
_PAGES_A_STEP = 2_000


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first."""
    return backup_files.listed(folder, _ENDING)


def create(
    database: Path, folder: Path, now: datetime, why: str, progress: Callable[[int, int], None] | None = None
) -> Backup:
    """Copy the data file into ``folder`` and check the copy; ``why`` is one word that goes into the name.

    The copy counts only once it was opened, every page of it read, and what it holds compared with the data file.

    Raises:
        EnvironmentFault: the copy cannot be written, or the data file is damaged.
    """
    target = backup_files.free_name(folder, now, why, _ENDING)
    with atomic.replacing(target, private=True) as temporary:
        copy_database(database, temporary, progress)
        verify(temporary)
        there, copied = holdings(database), holdings(temporary)
        if there.changes == copied.changes and there != copied:
            raise EnvironmentFault(
                Text("The copy does not hold what the data file holds, so it was not kept. Make a backup again.")
            )
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
        with reading(source) as old, closing(sqlite3.connect(target)) as new:
            # A copy that fails is thrown away, so it needs no journal; whoever puts it in place syncs it first.
            new.execute("PRAGMA journal_mode=OFF")
            new.execute("PRAGMA synchronous=OFF")
            old.backup(new, pages=_PAGES_A_STEP, progress=report)
            # The copy must be one file: a write-ahead log beside it would be left behind when it is moved.
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise explain(error, target) from error


def holdings(file: Path) -> Holdings:
    """What a data file holds.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    try:
        with reading(file) as connection:
            stores = tuple(row[0] for row in connection.execute("SELECT name FROM stores ORDER BY id"))
            orders, last_order = connection.execute("SELECT count(*), max(created_day) FROM orders").fetchone()
            changes, last_change = connection.execute("SELECT max(id), max(at) FROM change_sets").fetchone()
    except sqlite3.Error as error:
        raise _unreadable(file, error) from error
    return Holdings(
        stores=stores,
        orders=orders,
        changes=changes or 0,
        last_change=None if last_change is None else datetime.fromisoformat(last_change),
        last_order=None if last_order is None else date.fromisoformat(last_order),
    )


def _unreadable(file: Path, error: sqlite3.Error) -> Exception:
    """The sentence for a copy that the machine, not its content, keeps from being read."""
    if state_of(error, file) is FileState.FULL:
        return explain(error, file)
    return EnvironmentFault(
        Text("{file} cannot be read ({cause}).", file=file.name, cause=error), state_of(error, file)
    )


def verify(file: Path, *, references: bool = True) -> str:
    """Check a database through and through; the answer is its schema's revision.

    Without ``references`` a row may refer to one that is gone, as in what was saved of a damaged file.

    Raises:
        EnvironmentFault: it is damaged, not one of ours, or the machine keeps it from being read.
    """
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone() if references else None
    except sqlite3.Error as error:
        if state_of(error, file) not in (None, FileState.DAMAGED):
            raise _unreadable(file, error) from error
        answer, broken = str(error), None
    if answer != "ok" or broken is not None:
        raise EnvironmentFault(
            Text("{file} is damaged and was not used: {cause}.", file=file.name, cause=first_finding(answer))
        )
    revision = file_revision(file)
    if revision is None:
        raise EnvironmentFault(Text("{file} is not a ShopDesk data file.", file=file.name))
    return revision


def restore(source: Path, database: Path, aside: Path | None = None) -> None:
    """Put a checked backup in the data file's place. Every connection to the data file must be closed.

    The copy is made whole beside the data file and read through before one rename puts it in place; interrupted at any
    step, the old file stands. ``aside`` keeps a damaged old file, with its log, under another name.

    Raises:
        EnvironmentFault: the backup is damaged or the data file cannot be replaced; the data file is then untouched.
    """
    verify(source)
    with atomic.replacing(database, private=True) as temporary:
        copy_database(source, temporary)
        verify(temporary)
        logs = [database.with_name(database.name + ending) for ending in ("-wal", "-shm")]
        if aside is not None:
            _keep(database, aside)
            _keep(logs[0], aside.with_name(aside.name + "-wal"))
        # A log that stayed would be applied to the new file. The sound file's was folded in when it was closed; the
        # damaged one's is kept aside.
        for log in logs:
            log.unlink(missing_ok=True)


def _keep(file: Path, aside: Path) -> None:
    """Give a file a second name, or a copy where the disk knows no second names; the first stays."""
    if not file.exists():
        return
    try:
        aside.hardlink_to(file)
    except OSError:
        try:
            with atomic.replacing(aside, private=True) as temporary:
                shutil.copyfile(file, temporary)
        except OSError as error:
            raise atomic.explain_os_error(error, aside) from error


def rotate(folder: Path, keep_days: int) -> list[Path]:
    """Remove old backups as :func:`shopdesk.storage.backup_files.rotate` says."""
    return backup_files.rotate(listed(folder), holdings, keep_days)
