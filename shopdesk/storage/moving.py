"""Moving all data from one engine to another, table by table, and seeing that all of it arrived.

Rows go over in the form in which they are stored, which is the same on every engine. What arrived is read back: count,
sums and a digest of every row have to be those of the source, or nothing of it stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Integer, TypeDecorator, delete, func, select
from sqlalchemy.exc import DatabaseError, DataError

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.storage import port
from shopdesk.storage.tables.contents import file_contents
from shopdesk.storage.tables.everything import metadata
from shopdesk.storage.tables.stores import stores

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

    from shopdesk.storage.bulk import Row

Progress = Callable[[int, int, str], None]
Step = Callable[[int, int], None]
Besides = Callable[["Connection", "Connection", Step], "Moved"]
"""What goes over besides the rows, from one connection to the other: it reports its progress and says what arrived."""
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One table that went over: how many rows, the sum of each column of whole numbers, and what all rows come to."""

    table: str
    rows: int
    sums: dict[str, int]
    digest: str

    @property
    def fen(self) -> int:
        """The sum of all its amounts, in fen."""
        return sum(value for name, value in self.sums.items() if name.endswith("_fen"))


def holds_stores(engine: Engine) -> bool:
    """Whether there is any store already."""
    with engine.connect() as connection:
        return bool(connection.execute(select(func.count()).select_from(stores)).scalar_one())


def move(
    source: Engine, target: Engine, progress: Progress | None = None, besides: Besides | None = None
) -> tuple[Moved, ...]:
    """Write everything of ``source`` into ``target``, which has the same schema and no store; in one transaction.

    Whoever would write to the source meanwhile waits until the end. The contents of files go by ``besides``, for only
    one of the two may hold them with the records.

    Raises:
        UserError: the target has stores, or a value of the source is not what its column holds.
        EnvironmentFault: one of the two cannot be read or written; the target is then as it was.
    """
    if holds_stores(target):
        raise UserError(
            Text("There are stores in the place that the data are to be moved to. Choose an empty database.")
        )
    here, there = port.of(source), port.of(target)
    found = []
    try:
        with source.connect().execution_options(writing=True) as old, target.connect() as new, old.begin():
            there.references_checked_late(new)
            with new.execution_options(writing=True).begin():
                numbers = port.of(old).last_numbers(old)
                for table in reversed(metadata.sorted_tables):
                    new.execute(delete(table))
                tables = [table for table in metadata.sorted_tables if table is not file_contents]
                tell = progress or (lambda _done, _all, _name: None)
                for place, table in enumerate(tables):
                    tell(place, len(tables), table.name)
                    found.append(_move(old, new, table, numbers.get(table.name, 0)))
                if besides is not None:
                    found.append(besides(old, new, lambda done, total: tell(done, total, file_contents.name)))
                broken = there.broken_reference(new)
                if broken is not None:
                    raise UserError(
                        Text("A row of {table} refers to one that is not there. Restore a backup first.", table=broken)
                    )
            there.references_checked(new)
        with target.connect() as new, new.begin():
            there.refresh_statistics(new)
    except DatabaseError as error:
        told = there.explain(error)
        raise (here.explain(error) if told is error else told) from error
    return tuple(found)


def _move(old: Connection, new: Connection, table: Table, last_number: int) -> Moved:
    columns = [column.name for column in table.columns]
    here, there = port.of(old), port.of(new)
    try:
        # Where it is broken off, nobody may go on reading from data that are closed by then.
        with closing(here.copy_out(old, table, columns)) as rows:
            there.copy_in(new, table, columns, rows)
    except DataError as error:
        with closing(here.copy_out(old, table, columns)) as rows:
            _refuse_unkept(table, columns, rows)
        raise UserError(
            Text(
                "{table} holds a value that is not what its column holds, so nothing was moved. Check the data.",
                table=table.name,
            )
        ) from error
    sent = _told(table, columns, here.copy_out(old, table, columns))
    come = _told(table, columns, there.copy_out(new, table, columns))
    if sent != come:
        raise UserError(Text("Not everything of {table} arrived, so nothing was moved. Try again.", table=table.name))
    highest = new.execute(select(func.max(next(iter(table.primary_key))))).scalar() if columns[0] == "id" else None
    if last_number or highest:
        there.go_on_from(new, table.name, max(last_number, highest or 0))
    return sent


def _refuse_unkept(table: Table, columns: list[str], rows: Iterator[Row]) -> None:
    """Name the first text with a character that a server cannot keep: NUL, which no keyboard types.

    Raises:
        UserError: there is one.
    """
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str) and "\0" in value:
                raise UserError(
                    Text(
                        "“{text}” in {table} (row {row}, {column}) holds a character that cannot be seen and that a "
                        "server cannot keep (NUL), so nothing was moved. Type this text anew, then try again.",
                        text=value.replace("\0", "␀")[:_SHOWN],
                        table=table.name,
                        row=row[0],
                        column=column,
                    )
                )


def _told(table: Table, columns: list[str], rows: Iterator[Row]) -> Moved:
    """What rows come to, which come by their keys."""
    whole = [place for place, column in enumerate(table.columns) if is_whole(column.type) and column.name != "id"]
    sums = [0] * len(columns)
    digest, count = hashlib.sha256(), 0
    for row in rows:
        count += 1
        digest.update(repr(row).encode())
        for place in whole:
            value = row[place]
            if value is not None:
                sums[place] += value
    return Moved(
        table=table.name, rows=count, sums={columns[place]: sums[place] for place in whole}, digest=digest.hexdigest()
    )


def is_whole(kind: Any) -> bool:
    """Whether a column of this type holds whole numbers."""
    held = kind.impl if isinstance(kind, TypeDecorator) else kind
    return isinstance(held, Integer | BigInteger | Boolean)
