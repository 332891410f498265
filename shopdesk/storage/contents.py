"""The contents of photos and files in a database that holds them: put in, found, read, compared.

They are told by the place that a record names, which says their hash. Whoever writes waits for the writer before it, so
what two add at once is written once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, select, union
from sqlalchemy.exc import DatabaseError

from shopdesk.domain.errors import EnvironmentFault, FileState
from shopdesk.storage import port
from shopdesk.storage.tables.changes import changes
from shopdesk.storage.tables.contents import NAMED_BY, file_contents

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Select, Table

Named = tuple[int, str]
"""The store and the place that a record says."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a content: whose store's, under which place, the SHA-256 of it, how many bytes."""

    store_id: int
    stored: str
    digest: str
    size: int


_HELD = (file_contents.c.store_id, file_contents.c.stored, file_contents.c.digest, file_contents.c.size)


def can_be_held(engine: Engine) -> bool:
    """Whether there is a place for contents; data of an earlier program have none."""
    return inspect(engine).has_table(file_contents.name)


def find(connection: Connection, store_id: int, stored: str) -> Held | None:
    """What is held under a place, as far as whoever asks sees it."""
    row = connection.execute(select(*_HELD).where(*_at(store_id, stored))).first()
    return None if row is None else Held(*row)


def read(connection: Connection, store_id: int, stored: str) -> bytes:
    """The content under a place; empty where there is none."""
    at = {"store_id": store_id, "stored": stored}
    return port.of(connection).read_large(connection, file_contents, "content", at) or b""


def put(connection: Connection, store_id: int, stored: str, content: bytes) -> bool:
    """Hold a content under a place, unless it is there; whether it had to be sent."""
    if find(connection, store_id, stored) is not None:
        return False
    digest = hashlib.sha256(content).hexdigest()
    columns = ("store_id", "stored", "digest", "size", "content")
    row = (store_id, stored, digest, len(content), content)
    port.of(connection).put_large(connection, file_contents, columns, row)
    return True


def put_ahead(engine: Engine, store_id: int, stored: str, content: bytes) -> None:
    """Hold a content before a record names it, in a transaction of its own in which no other writer waits.

    Data of an earlier program take none from somebody who is not their owner: it goes with its record there.

    Raises:
        EnvironmentFault: the server does not answer, or its disk is full.
    """
    try:
        with engine.connect() as connection, connection.begin():
            put(connection, store_id, stored, content)
    except DatabaseError as error:
        fault = port.of(engine).explain(error)
        if not (isinstance(fault, EnvironmentFault) and fault.state is FileState.DENIED):
            raise fault from error


def shown(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Which of these contents are held, as far as whoever asks sees them."""
    wanted, found = sorted(digests), set[str]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = file_contents.c.digest.in_(wanted[start : start + _AT_ONCE])
        found.update(connection.execute(select(file_contents.c.digest).where(some)).scalars())
    return found


def held(connection: Connection) -> list[Held]:
    """Everything that is held, without the contents."""
    return [Held(*row) for row in connection.execute(select(*_HELD).order_by(file_contents.c.id))]


def lacking(connection: Connection) -> list[Named]:
    """What records name and nothing holds, as far as whoever asks sees the records."""
    found: set[Named] = set()
    rights = port.of(connection).rights(connection)
    for query in _queries([table for table, _column in NAMED_BY if rights.sees(table.name)]):
        named = query.subquery()
        known = select(file_contents.c.id).where(
            file_contents.c.store_id == named.c.store_id, file_contents.c.stored == named.c.stored
        )
        found.update((row[0], row[1]) for row in connection.execute(select(named).where(~known.exists())))
    return sorted(found)


def named(connection: Connection) -> list[Named]:
    """What records name, and what the history of them names, so that undo finds it again."""
    found = {(row[0], row[1]) for row in connection.execute(union(*_queries([table for table, _column in NAMED_BY])))}
    columns = {table.name: column for table, column in NAMED_BY}
    query = select(changes.c.noun, changes.c.before, changes.c.after).where(changes.c.noun.in_(list(columns)))
    for noun, *forms in connection.execute(query):
        found.update(_of_forms(columns[noun], forms))
    return sorted(found)


def _of_forms(column: str, forms: list[dict[str, Any] | None]) -> Iterator[Named]:
    for form in forms:
        if form and form.get(column) and form.get("store_id"):
            yield int(form["store_id"]), str(form[column])


def _queries(of: list[Table]) -> list[Select[Any]]:
    return [
        select(table.c.store_id, table.c[column].label("stored")).where(table.c[column] != "").distinct()
        for table, column in NAMED_BY
        if table in of
    ]


def _at(store_id: int, stored: str) -> tuple[Any, Any]:
    return file_contents.c.store_id == store_id, file_contents.c.stored == stored
