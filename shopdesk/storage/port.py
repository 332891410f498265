"""What the rest of the storage asks of a database engine. Each engine answers from a folder of its own.

Whoever holds a connection or an engine asks :func:`of` for its port; nobody names a folder. A folder is imported when
the first connection of its kind is there, so that a data file never loads the driver of a server.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Select, Table
    from sqlalchemy.exc import DatabaseError

    from shopdesk.domain.rights import Rights
    from shopdesk.storage.bulk import Row, WriterMaker

_FOLDERS = {"sqlite": "shopdesk.storage.sqlite.port", "postgresql": "shopdesk.storage.postgres.port"}


class Hearing(Protocol):
    """What hears of commits."""

    @property
    def hears(self) -> bool:
        """Whether it does so now, so that nobody has to ask."""

    @property
    def outdated(self) -> bool:
        """Whether what whoever listens may do was changed since; it is read when the data are opened."""

    def look_at(self, key: str) -> None:
        """This program shows the record of a key, until :meth:`leave`; never waits."""

    def leave(self, key: str) -> None:
        """It shows it no longer."""

    def others(self, key: str) -> tuple[str, ...]:
        """Who else shows it now, by name."""

    def stop(self) -> None:
        """Hear no more."""


class Port(Protocol):
    """One engine."""

    @property
    def writer(self) -> WriterMaker:
        """Makes what writes rows in bulk."""

    @property
    def holds_contents(self) -> bool:
        """Whether photos and files are held with the records; where not, they lie in the data folder."""

    @property
    def is_of_one_machine(self) -> bool:
        """Whether only programs of this machine write, so that a long transaction keeps nobody else waiting."""

    def explain(self, error: DatabaseError, file: Path | None = None) -> Exception:
        """The machine's fault or a row that is there already, in words; the error itself where it is a bug of ours."""

    def explain_commit(self, error: DatabaseError, file: Path | None = None) -> Exception:
        """The same of an error while a transaction was being made lasting."""

    def new_key(self) -> str:
        """A key for one write, by which :meth:`arrived` knows it; empty where an answer is never lost."""

    def arrived(self, engine: Engine, number: int, key: str) -> bool | None:
        """Whether the write of change set ``number`` is in the data whose answer was lost; ``None``: nobody can say."""

    def announce(self, connection: Connection, number: int) -> None:
        """Tell whoever listens that change set ``number`` is there, once the transaction is committed."""

    def rights(self, bind: Connection | Engine) -> Rights:
        """What whoever opened the data may see and change."""

    def newest_change(self, connection: Connection) -> int | None:
        """The number of the newest change set where the trail shows whoever asks a part of it; ``None``: ask it."""

    def changed_since(self, connection: Connection, number: int) -> dict[int, frozenset[str]] | None:
        """The tables that each change set after ``number`` changed, in the same case; ``None``: ask the trail."""

    def listen(self, engine: Engine, ring: Callable[[], object], seen: Callable[[], object]) -> Hearing | None:
        """Have ``ring`` called, on some thread, after every commit; ``None`` where the engine tells nobody.

        ``seen`` is called when others began or ceased to show a record that this program shows.
        """

    def roomy(self, connection: Connection) -> AbstractContextManager[None]:
        """Spend more memory while a transaction writes many rows."""

    def filling(self, connection: Connection, table: Table, coming: int) -> AbstractContextManager[None]:
        """Bring ``coming`` rows at most to a table within one transaction, in whatever way is quickest for so many."""

    def insert_plain(self, connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert rows in stored form, without binding each value through its column's type.

        Raises:
            DatabaseError: the table does not take them.
        """

    def put_large(self, connection: Connection, table: Table, columns: Sequence[str], row: Row) -> None:
        """Insert one row in stored form that holds bytes, however many, unless its key is there already.

        Raises:
            DatabaseError: the table does not take it.
        """

    def read_large(self, connection: Connection, table: Table, column: str, where: Mapping[str, Any]) -> bytes | None:
        """A column of bytes of the row with these values; ``None`` where there is none that may be seen.

        Raises:
            DatabaseError: it cannot be read.
        """

    def copy_out(self, connection: Connection, table: Table, columns: Sequence[str]) -> Generator[Row, None, None]:
        """Every row of a table in stored form, by its key, one after the other however many there are."""

    def copy_in(self, connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Write rows in stored form, keys included, into an empty table.

        Raises:
            DataError: a value is not what its column holds.
            DatabaseError: the table does not take them.
        """

    def plain_rows(self, connection: Connection, query: Select[Any]) -> Iterator[Any]:
        """The rows of a query as the driver gives them, one after the other: stored forms, nothing made of them.

        Raises:
            DatabaseError: they cannot be read.
        """

    def ask_ahead(self, connection: Connection, look: Callable[[], object]) -> None:
        """Have what ``look`` asks answered in one round trip, for when it is asked; it may do nothing.

        It is called as if there were no rows.
        """

    def refresh_statistics(self, connection: Connection, table: Table | None = None) -> None:
        """Count one table anew for the planner, or all of them, after a large change."""

    def compact(self, engine: Engine) -> None:
        """Leave nothing behind of what was deleted.

        Raises:
            EnvironmentFault: somebody else is at work, or the disk is full. The data are whole.
        """

    def last_numbers(self, connection: Connection) -> dict[str, int]:
        """The highest key that each table ever gave, also to a row that is gone: no key is given twice."""

    def go_on_from(self, connection: Connection, name: str, number: int) -> None:
        """Let a table give keys above ``number`` only."""

    def references_checked_late(self, connection: Connection) -> None:
        """Let a migration make tables anew that others refer to; outside a transaction."""

    def references_checked(self, connection: Connection) -> None:
        """Check each reference again as it is written; outside a transaction."""

    def broken_reference(self, connection: Connection) -> str | None:
        """The table of a row that refers to nothing."""


def of(bind: Connection | Engine) -> Port:
    """The port of the engine that ``bind`` speaks to."""
    return _port(bind.dialect.name)


@cache
def _port(name: str) -> Port:
    return cast("Port", import_module(_FOLDERS[name]).PORT)


def plain_rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """:meth:`Port.plain_rows` of the connection's engine."""
    return of(connection).plain_rows(connection, query)
