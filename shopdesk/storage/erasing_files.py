"""The photos and files that tell of a person by their name, and taking what lies in them out of the data.

A record of a file whose name has the person in it (a contract, the scan of an identity card) goes, and so does the
content, unless another record names the same one. Of a design job, which is the store's work, the file alone goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Table, delete, select, update

from shopdesk.storage.contents import Named
from shopdesk.storage.tables.changes import changes
from shopdesk.storage.tables.contents import NAMED_BY, file_contents
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.domain.people import Person
    from shopdesk.storage.erasing import Marks

_CALLED = ("name", "file_name")
_AT_ONCE = 300


def told_files(
    connection: Connection, person: Person, marks: Marks, *, of_others: bool = True
) -> Iterator[tuple[Table, Row[Any], str]]:
    """Every record of a file that has the person in the file's name, with that name.

    ``of_others``: also what is kept with records that are nobody's own.
    """
    for table, column, name in _named_tables():
        owner = table.c.person_id if "person_id" in table.c else None
        if owner is None and not of_others:
            continue
        # A bare name that a namesake has too tells of the person in the person's own rows alone.
        for row in connection.execute(select(table).where(table.c.store_id == person.store_id, table.c[column] != "")):
            mine = owner is not None and row.person_id == person.id
            called = row._mapping[name]
            if (mine or of_others) and (marks.own if mine else marks.store).within(called) != called:
                yield table, row, called


def take_out(uow: UnitOfWork, person: Person, marks: Marks, *, of_others: bool) -> tuple[dict[str, int], list[str]]:
    """Take these records out, with what lies in the files where the data hold it.

    Returns:
        the changed rows by table, and the places that no record names any more, whose files in a folder have to go.
    """
    connection = uow.connection
    counts: dict[str, int] = {}
    places = _of_history(connection, person, marks) if of_others else set()
    for table, row, _called in list(told_files(connection, person, marks, of_others=of_others)):
        places.add((person.store_id, row.stored))
        if "person_id" in table.c:
            without = {"stored": "", "file_name": "", "version": table.c.version + 1}
            connection.execute(update(table).where(table.c.id == row.id).values(without))
        else:
            connection.execute(delete(table).where(table.c.id == row.id))
        counts[table.name] = counts.get(table.name, 0) + 1
        uow.touch(table.name)
    named = set(_still_named(connection, {stored for _store, stored in places}))
    for store_id, stored in sorted(places - named):
        connection.execute(
            delete(file_contents).where(file_contents.c.store_id == store_id, file_contents.c.stored == stored)
        )
    # A folder has one file for what several stores name.
    return counts, sorted({stored for _store, stored in places} - {stored for _store, stored in named})


def _named_tables() -> Iterator[tuple[Table, str, str]]:
    """The tables of files, each with the columns of the place and of the file's name; an answer's photo has no name."""
    for table, column in NAMED_BY:
        name = next((one for one in _CALLED if one in table.c), None)
        if name is not None:
            yield table, column, name


def _of_history(connection: Connection, person: Person, marks: Marks) -> set[Named]:
    """The places of such files that were taken off their records; nothing names them there any more afterwards."""
    found: set[Named] = set()
    names = {table.name: name for table, _column, name in _named_tables()}
    query = select(changes.c.id, changes.c.noun, changes.c.before, changes.c.after)
    for row in connection.execute(query.where(changes.c.noun.in_(list(names)))).all():
        made: dict[str, Any] = {}
        for when in ("before", "after"):
            form = getattr(row, when)
            if not form or form.get("store_id") != person.store_id or not form.get("stored"):
                continue
            eraser = marks.own if form.get("person_id") == person.id else marks.store
            called = form.get(names[row.noun]) or ""
            if eraser.within(called) != called:
                found.add((person.store_id, form["stored"]))
                made[when] = {**form, "stored": ""}
        if made:
            connection.execute(update(changes).where(changes.c.id == row.id).values(made))
    return found


def _still_named(connection: Connection, places: set[str]) -> Iterator[Named]:
    """By which stores' records, in any store."""
    wanted = sorted(places)
    for table, column in NAMED_BY:
        for start in range(0, len(wanted), _AT_ONCE):
            some = table.c[column].in_(wanted[start : start + _AT_ONCE])
            for row in connection.execute(select(table.c.store_id, table.c[column]).where(some)):
                yield row[0], row[1]
