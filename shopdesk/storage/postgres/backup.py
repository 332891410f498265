"""Backups of a server's database by pg_dump, each believed only once it was restored and compared.

A note beside the dump says what it holds, for a dump cannot be asked without restoring it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from shopdesk.domain.backups import Backup, Holdings
from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.domain.text import Text
from shopdesk.infra import atomic
from shopdesk.storage import backup_files
from shopdesk.storage.places import Progress
from shopdesk.storage.postgres import programs, tunnel
from shopdesk.storage.postgres.faults import explain
from shopdesk.storage.postgres.place import read_holdings

_ENDING = ".dump"
_STEPS = 3
# Photos and files lie beside the dumps, each once for all of them.
_DUMPED = ["--format=custom", "--no-owner", "--enable-row-security", "--exclude-table-data=public.file_contents"]
_KNOWS_THE_TIMEOUT, _TIMEOUT = 17, b"SET transaction_timeout = 0;\n"


@dataclass(frozen=True, slots=True)
class At:
    """Where a database is, and the password that nobody's list of processes may show."""

    address: str
    password: str | None = field(default=None, repr=False)
    encrypted: Mapping[str, Any] | None = field(default=None, repr=False)
    """The words of a line that is encrypted, which programs take by a tunnel."""

    def run(self, name: str, arguments: list[str | Path]) -> None:
        """Run a program of the server on it to its end.

        Raises:
            EnvironmentFault: it failed, or is not there.
        """
        secret = {} if self.password is None else {"PGPASSWORD": self.password}
        if self.encrypted is None:
            programs.run(name, [*arguments, f"--dbname={self.address}"], secret)
            return
        parts = urlsplit(self.address)
        with tunnel.opened(self.encrypted) as port:
            near = f"{parts.netloc.rpartition('@')[0]}@{tunnel.LOOPBACK}:{port}"
            programs.run(name, [*arguments, f"--dbname={parts.scheme}://{near}{parts.path}?sslmode=disable"], secret)

    def beside(self, name: str) -> At:
        """Another database of the same server."""
        return replace(self, address=urlunsplit(urlsplit(self.address)._replace(path=f"/{name}")))


def listed(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first."""
    return backup_files.listed(folder, _ENDING)


def create(at: At, folder: Path, now: datetime, why: str, progress: Progress | None = None) -> Backup:
    """Dump a database into ``folder``, restore the dump into a database of its own and compare what both hold.

    Raises:
        EnvironmentFault: it cannot be written, read back, or holds something else.
    """
    target = backup_files.free_name(folder, now, why, _ENDING)
    tell = progress or (lambda _done, _all: None)
    with atomic.replacing(target, private=True) as temporary:
        tell(0, _STEPS)
        # A keeper that is no superuser is held to the rows that its rights say: to all of them.
        at.run("pg_dump", [*_DUMPED, f"--file={temporary}"])
        tell(1, _STEPS)
        with _connected(at) as connection:
            there = read_holdings(connection)
        revision, copied = _restored(at, temporary)
        tell(2, _STEPS)
        if there.changes == copied.changes and there != copied:
            raise EnvironmentFault(
                Text("The copy does not hold what the data file holds, so it was not kept. Make a backup again.")
            )
        atomic.write_text(_note_of(target), json.dumps(_said(revision, copied), ensure_ascii=False), private=True)
    tell(_STEPS, _STEPS)
    return Backup(file=target, made_at=now.replace(microsecond=0), why=why, size=target.stat().st_size)


def verify(at: At, file: Path) -> str:
    """Restore a backup into a database of its own, which goes again; the answer is its schema's revision.

    Raises:
        EnvironmentFault: it is damaged, or not one of ours.
    """
    try:
        revision, _ = _restored(at, file)
    except EnvironmentFault as fault:
        if fault.state is not FileState.IO_ERROR:
            raise
        raise EnvironmentFault(
            Text("{file} is damaged and was not used: {cause}.", file=file.name, cause=fault.text), FileState.DAMAGED
        ) from fault
    return revision


def holdings(file: Path) -> Holdings:
    """What a backup holds, from the note beside it.

    Raises:
        EnvironmentFault: there is no note that can be read.
    """
    try:
        said: dict[str, Any] = json.loads(_note_of(file).read_text(encoding="utf-8"))
        last_change, last_order = said["last_change"], said["last_order"]
        return Holdings(
            stores=tuple(said["stores"]),
            orders=said["orders"],
            changes=said["changes"],
            last_change=None if last_change is None else datetime.fromisoformat(last_change),
            last_order=None if last_order is None else date.fromisoformat(last_order),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault(Text("{file} cannot be read ({cause}).", file=file.name, cause=error)) from error


def restore(at: At, file: Path) -> None:
    """Put a checked backup in the place of the data, in one transaction: all of it, or the data stay as they are.

    Raises:
        EnvironmentFault: it is damaged or cannot be put in place.
    """
    verify(at, file)
    _restore(at, file)


def rotate(folder: Path, keep_days: int) -> list[Path]:
    """Remove old backups as :func:`shopdesk.storage.backup_files.rotate` says, with their notes."""
    removed = backup_files.rotate(listed(folder), holdings, keep_days)
    for file in removed:
        _note_of(file).unlink(missing_ok=True)
    return removed


def _note_of(file: Path) -> Path:
    return file.with_suffix(".holdings.json")


def _said(revision: str, held: Holdings) -> dict[str, Any]:
    return {
        "revision": revision,
        "stores": list(held.stores),
        "orders": held.orders,
        "changes": held.changes,
        "last_change": None if held.last_change is None else held.last_change.isoformat(),
        "last_order": None if held.last_order is None else held.last_order.isoformat(),
    }


def _restore(at: At, file: Path) -> None:
    how = ["--clean", "--if-exists", "--no-owner"]
    with _connected(at) as connection:
        old = connection.info.server_version // 10000 < _KNOWS_THE_TIMEOUT
    if not old:
        at.run("pg_restore", [*how, "--single-transaction", "--exit-on-error", file])
        return
    # The bundled program begins with a setting that an older server does not know.
    with tempfile.TemporaryDirectory(prefix="shopdesk-") as folder:
        script = Path(folder) / "restore.sql"
        programs.run("pg_restore", [*how, f"--file={script}", file])
        with script.open("rb") as read, (whole := Path(folder) / "whole.sql").open("wb") as written:
            written.writelines(line for line in read if line != _TIMEOUT)
        at.run("psql", ["-X", "-q", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={whole}"])


def _restored(at: At, file: Path) -> tuple[str, Holdings]:
    """The revision and content of a dump, restored for this moment."""
    with _scratch(at) as scratch:
        _restore(scratch, file)
        with _connected(scratch) as connection:
            try:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            except psycopg.errors.UndefinedTable:
                row = None
            if row is None:
                raise EnvironmentFault(Text("{file} is not a ShopDesk data file.", file=file.name))
            return str(row[0]), read_holdings(connection)


@contextmanager
def _scratch(at: At) -> Iterator[At]:
    """An empty database beside another, gone afterwards."""
    name = f"shopdesk_check_{uuid4().hex[:12]}"
    made = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'").format(sql.Identifier(name))
    with _connected(at) as connection:
        connection.execute(made)
    try:
        yield at.beside(name)
    finally:
        with _connected(at) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _connected(at: At) -> Iterator[psycopg.Connection[Any]]:
    name = Path(urlsplit(at.address).path.strip("/"))
    secret: dict[str, Any] = {} if at.password is None else {"password": at.password}
    try:
        with psycopg.connect(at.address, **secret, autocommit=True, application_name="shopdesk") as connection:
            yield connection
    except psycopg.Error as error:
        raise explain(error, name) from error
