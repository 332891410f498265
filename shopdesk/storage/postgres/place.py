"""A server's database as a place of data."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from shopdesk.domain.backups import Holdings
from shopdesk.domain.errors import EnvironmentFault, FileState, UserError
from shopdesk.domain.text import Text
from shopdesk.storage.places import Line, Progress, Watch

if TYPE_CHECKING:
    from datetime import datetime

    import psycopg
    from sqlalchemy import Engine

    from shopdesk.domain.backups import Backup
    from shopdesk.domain.soundness import DamagedTable, Salvaged
    from shopdesk.storage.postgres import backup as dumps

_PATIENCE_S = 10
_HASTE_S = 2
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
_STATE = "SELECT (SELECT version_num FROM alembic_version), {newest}"
_TRAIL = "coalesce((SELECT max(id) FROM change_sets), 0)"


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """See :class:`shopdesk.storage.places.Place`; ``keeps``: whoever signs in by a password looks after the data."""

    address: str
    line: Line | None = field(default=None, repr=False, compare=False)
    keeps: bool = False
    name: Path = field(init=False)

    def __post_init__(self) -> None:
        """Know the database's name, for sentences."""
        object.__setattr__(self, "name", Path(urlsplit(self.address).path.strip("/")))

    @contextmanager
    def _reading(self, patience: int = _PATIENCE_S) -> Iterator[psycopg.Connection[Any]]:
        """A connection of the driver alone, which changes nothing."""
        import psycopg

        from shopdesk.storage.postgres.faults import explain

        try:
            words = {**(self.line() if self.line else {}), "connect_timeout": patience}
            with psycopg.connect(self.address, **words, application_name="shopdesk") as connection:
                connection.read_only = True
                yield connection
        except psycopg.Error as error:
            raise explain(error, self.name) from error

    @property
    def _whole_address(self) -> dumps.At:
        """The address for a program, with all that the line says."""
        from shopdesk.storage.postgres import tunnel
        from shopdesk.storage.postgres.backup import At

        words = dict(self.line()) if self.line else {}
        password = words.pop("password", None)
        if password is not None and not self.keeps:
            raise EnvironmentFault(Text("Backups of shared data are made on the PC that holds them."))
        if not words:
            return At(self.address)
        encrypted = dict(words) if tunnel.is_wanted(words) else None
        port, parts = words.pop("port"), urlsplit(self.address)
        at = f"{quote(words.pop('user'))}@{words.pop('host')}:{port}"
        del words["dbname"]
        return At(urlunsplit(parts._replace(netloc=at, query=urlencode(words, quote_via=quote))), password, encrypted)

    def check_readable(self) -> None:
        """The server looks after its pages itself: it is only asked whether it is there."""
        with self._reading() as connection:
            connection.execute("SELECT 1")

    def is_there(self) -> bool:
        """A database whose address was given is one that somebody made."""
        return True

    def revision(self) -> str | None:
        """From the table of Alembic."""
        with self._reading() as connection:
            tables = {row[0] for row in connection.execute(_TABLES)}
            if "alembic_version" in tables:
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
                return str(row[0]) if row else None
        if tables:
            raise UserError(Text("“{name}” holds other data than ShopDesk's. Choose another database.", name=self.name))
        return None

    def open(self) -> tuple[Engine, FileState | None]:
        """Always for writing: a server whose disk is full refuses by itself."""
        from sqlalchemy.exc import DatabaseError

        from shopdesk.storage.postgres.engine import make_engine
        from shopdesk.storage.postgres.faults import explain
        from shopdesk.storage.postgres.rights import read_rights

        engine = make_engine(self.address, self.line)
        try:
            with engine.connect() as connection:
                engine.dialect.rights = read_rights(connection)  # type: ignore[attr-defined]
        except BaseException as error:
            engine.dispose()
            if isinstance(error, DatabaseError):
                raise explain(error, self.name) from error
            raise
        return engine, None

    def identity(self) -> Hashable | None:
        """Never other data: one address is one database."""
        return self.address

    def mark(self) -> str | None:
        """The revision and the newest change; ``None`` where the server does not say so at once."""
        import psycopg

        try:
            with self._reading(_HASTE_S) as connection:
                # Who may see but a part of the trail is told its newest number, and nothing else of it.
                newest = "shopdesk_access.newest()" if _has_account(connection) else _TRAIL
                row = connection.execute(_STATE.format(newest=newest).encode()).fetchone()
        except (UserError, psycopg.Error):
            return None
        return None if row is None else f"{self.address}:{row[0]}:{row[1]}"

    def watch(self) -> Watch:
        """The newest change now and at the end."""
        mark = self.mark()
        if mark is None:
            raise OSError(f"{self.name} cannot be looked at")
        return _Watch(self, mark)

    def damaged_tables(self, between: Progress | None = None) -> tuple[DamagedTable, ...]:
        """Every row of every table is read; the server checks the sums of its pages as it does so."""
        import psycopg

        from shopdesk.domain.soundness import DamagedTable
        from shopdesk.storage.postgres.faults import explain, state_of

        found = []
        with self._reading() as connection:
            connection.autocommit = True
            tables = sorted(row[0] for row in connection.execute(_TABLES))
            for place, table in enumerate(tables):
                if between is not None:
                    between(place, len(tables))
                try:
                    connection.execute(f"SELECT count(t.*::text) FROM {table} t".encode())
                except psycopg.Error as error:
                    if state_of(error) is FileState.DENIED:
                        raise UserError(
                            Text("The shared data are checked on the PC that holds them. Ask the owner to do it there.")
                        ) from error
                    if state_of(error) is not FileState.DAMAGED:
                        raise explain(error, self.name) from error
                    found.append(DamagedTable(table=table, cause=str(error).splitlines()[0]))
        return tuple(found)

    def salvage(self, target: Path) -> tuple[Salvaged, ...]:
        """Nothing is saved out of a server from here: that is done where its files are."""
        raise EnvironmentFault(
            Text("Shared data are saved on the PC that holds them: restore a backup there."), FileState.DAMAGED
        )

    def holdings(self) -> Holdings:
        """From the database."""
        with self._reading() as connection:
            return read_holdings(connection)

    def backups(self, folder: Path) -> list[Backup]:
        """Dumps of the database."""
        from shopdesk.storage.postgres import backup

        return backup.listed(folder)

    def back_up(self, folder: Path, now: datetime, why: str, progress: Progress | None = None) -> Backup:
        """By pg_dump, believed once it was restored into a database of its own."""
        from shopdesk.storage.postgres import backup

        return backup.create(self._whole_address, folder, now, why, progress)

    def find_backup(self, folder: Path, name: str) -> Path:
        """By name or path."""
        from shopdesk.storage import backup_files

        return backup_files.find(folder, name)

    def verify(self, backup: Path, *, references: bool = True) -> str:
        """Restored into a database of its own, which goes again."""
        from shopdesk.storage.postgres import backup as dumps

        return dumps.verify(self._whole_address, backup)

    def held_by(self, backup: Path) -> Holdings:
        """From the note beside the dump."""
        from shopdesk.storage.postgres import backup as dumps

        return dumps.holdings(backup)

    def restore(self, backup: Path, aside: Path | None = None) -> None:
        """In one transaction: all of it or nothing."""
        from shopdesk.storage.postgres import backup as dumps

        dumps.restore(self._whole_address, backup)

    def rotate(self, folder: Path, keep_days: int) -> list[Path]:
        """By what the dumps hold, not by the clock."""
        from shopdesk.storage.postgres import backup

        return backup.rotate(folder, keep_days)


def _has_account(connection: psycopg.Connection[Any]) -> bool:
    """Whether the role is that of somebody's account; no other may enter the schema of accounts."""
    asked = connection.execute(
        "SELECT to_regnamespace('shopdesk_access') IS NOT NULL AND to_regrole('shopdesk_owner') IS NOT NULL "
        "AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"
    ).fetchone()
    return bool(asked and asked[0])


def read_holdings(connection: psycopg.Connection[Any]) -> Holdings:
    """What a database holds."""
    from datetime import date, datetime

    stores = tuple(row[0] for row in connection.execute("SELECT name FROM stores ORDER BY id"))
    orders = connection.execute("SELECT count(*), max(created_day) FROM orders").fetchone() or (0, None)
    changes = connection.execute("SELECT max(id), max(at) FROM change_sets").fetchone() or (0, None)
    return Holdings(
        stores=stores,
        orders=orders[0],
        changes=changes[0] or 0,
        last_change=None if changes[1] is None else datetime.fromisoformat(changes[1]),
        last_order=None if orders[1] is None else date.fromisoformat(orders[1]),
    )


@dataclass(frozen=True, slots=True)
class _Watch:
    place: ServerPlace
    seen: str

    def end(self) -> str | None:
        """The mark, where it is still the one that was seen."""
        return self.seen if self.place.mark() == self.seen else None
