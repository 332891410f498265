"""Whether a data file is sound: what is wrong with it, which of its tables are damaged, what can be saved of them.

A full disk, a file that may not be read and a lock look like damage to a careless eye. Damage is said only where
SQLite, reading every page, says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.soundness import DamagedTable, Salvaged
from shopdesk.domain.text import Text
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.faults import explain, state_of

_QUICK_TO_CHECK = 64 * 1024 * 1024  # bytes; up to here every page is checked in a quarter of a second
_ROWS = 500
_PATIENCE = 5.0  # seconds for a lock


@contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing, also where the disk is full.

    Without room for the index of its log SQLite opens a file only for itself alone, and keeps the index in memory. What
    a killed program left half done in a journal only a connection that may write can take back, which SQLite does by
    itself before the first look.
    """
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        state = state_of(error, file)
        interrupted = state is FileState.DENIED and file.with_name(file.name + "-journal").exists()
        if state is not FileState.FULL and not interrupted:
            raise
        connection = sqlite3.connect(file, timeout=_PATIENCE)
        if not interrupted:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA query_only=ON")
    with closing(connection):
        yield connection


def check_readable(database: Path) -> None:
    """Find a file that cannot be worked with before anything is written to it.

    A file that was not closed in order is checked page by page, unless it is large; any other only at its head. The
    check of every page takes about a second for 250 MB, and would hold up each start after a power cut; SQLite repairs
    such a file from its log by itself, and every page is looked at anyway, behind the open window.

    Raises:
        EnvironmentFault: with its state; ``DAMAGED`` only after every page was looked at.
    """
    if not database.exists() or database.stat().st_size == 0:
        return
    thorough = database.with_name(database.name + "-wal").exists() and database.stat().st_size < _QUICK_TO_CHECK
    try:
        with reading(database) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if thorough else "ok"
    except sqlite3.DatabaseError as error:
        state = state_of(error, database)
        if state is FileState.LOCKED:
            return
        if state is not FileState.DAMAGED:
            raise explain(error, database) from error
        answer = str(error)
    if answer != "ok" and damaged_tables(database):
        raise damaged(database, answer)


def damaged(file: Path, cause: object) -> EnvironmentFault:
    """The sentence for a file of which SQLite itself says that it is damaged."""
    return EnvironmentFault(
        Text(
            "The data file {file} is damaged ({cause}). Restore the last good backup.",
            file=file,
            cause=first_finding(cause),
        ),
        FileState.DAMAGED,
    )


def first_finding(answer: object) -> str:
    """The first thing that a check found, without the heading that names the database before it."""
    lines = str(answer).splitlines()
    return next((line for line in lines if not line.startswith("***")), lines[0])


def damaged_tables(file: Path, between: Callable[[int, int], None] | None = None) -> tuple[DamagedTable, ...]:
    """Look at every page, table by table, and name what is damaged; empty: the file is sound.

    Args:
        file: the data file; it may be open elsewhere.
        between: called between two tables with how many are done and how many there are; what it raises ends the
            check. No lock is held then, so that a large file does not keep anybody waiting.

    Raises:
        EnvironmentFault: the file cannot be read for another reason than damage.
    """
    if between is None and _sound_at_once(file):
        return ()
    try:
        with reading(file) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    except sqlite3.DatabaseError as error:
        return (_damaged_table("", error, file),)
    found = []
    for number, name in enumerate(names):
        if between is not None:
            between(number, len(names))
        try:
            with reading(file) as connection:
                answer = connection.execute(f"PRAGMA quick_check({_quoted(name)})").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found.append(_damaged_table(name, error, file))
            continue
        if answer != "ok":
            found.append(DamagedTable(table=name, cause=first_finding(answer)))
    return tuple(found)


def _sound_at_once(file: Path) -> bool:
    """Whether one look finds every page sound; opening the file for each table costs many times as much as the look."""
    try:
        with reading(file) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False  # what it is, table by table finds out


def _damaged_table(name: str, error: sqlite3.DatabaseError, file: Path) -> DamagedTable:
    if state_of(error, file) is not FileState.DAMAGED:
        raise explain(error, file) from error
    return DamagedTable(table=name, cause=str(error))


def salvage(file: Path, target: Path) -> tuple[Salvaged, ...]:
    """Copy every row that can still be read into ``target``, a sound file with the tables of this program.

    Rows are read from the beginning until a page fails, then from the end until one fails.

    Raises:
        EnvironmentFault: the target cannot be written, or nothing at all can be read.
    """
    found = []
    try:
        with reading(file) as old, closing(sqlite3.connect(target)) as new:
            new.execute("PRAGMA foreign_keys=OFF")
            tables = [row[0] for row in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in tables:
                found.append(_salvage_table(old, new, name))
            new.commit()
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise explain(error, file) from error
    return tuple(found)


def _salvage_table(old: sqlite3.Connection, new: sqlite3.Connection, name: str) -> Salvaged:
    into = [row[1] for row in new.execute(f"PRAGMA table_info({_quoted(name)})")]
    try:
        there = {row[1] for row in old.execute(f"PRAGMA table_info({_quoted(name)})")}
    except sqlite3.DatabaseError:
        there = set()
    columns = [column for column in into if column in there]
    if not columns:
        return Salvaged(table=name, rows=0, whole=False)
    words = ", ".join(map(_quoted, columns))
    marks = ", ".join("?" * len(columns))
    insert = f"INSERT OR IGNORE INTO {_quoted(name)} ({words}) VALUES ({marks})"
    new.execute(f"DELETE FROM {_quoted(name)}")
    whole = True
    for order in ("ASC", "DESC"):
        try:
            rows = old.execute(f"SELECT {words} FROM {_quoted(name)} ORDER BY rowid {order}")
            while True:
                batch = []
                try:
                    for row in rows:
                        batch.append(row)
                        if len(batch) == _ROWS:
                            break
                finally:
                    new.executemany(insert, batch)
                if len(batch) < _ROWS:
                    break
            break
        except sqlite3.DatabaseError:
            whole = False
    count = int(new.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0])
    return Salvaged(table=name, rows=count, whole=whole)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
