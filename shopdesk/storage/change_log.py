"""Reading and writing the audit trail."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from shopdesk.domain.changes import Change, ChangeSet
from shopdesk.domain.sentences import plain, sentence
from shopdesk.domain.text import Text
from shopdesk.storage import port
from shopdesk.storage.read_notes import asked_once
from shopdesk.storage.tables.changes import change_sets, changes

KEY = ""
"""The name under which the key of a write stands among the values of its reason; no sentence has such a value."""


def write(connection: Connection, change_set: ChangeSet, key: str = "") -> ChangeSet:
    """Write a set with its changes and, where it is to be known again, its ``key``; it comes back with its id."""
    keyed = {KEY: key} if key else {}
    result = connection.execute(
        insert(change_sets).values(
            at=change_set.at,
            actor=change_set.actor,
            reason=change_set.reason.template,
            reason_values={name: plain(value) for name, value in change_set.reason.params.items()} | keyed,
            kind=change_set.kind,
            reverses=change_set.reverses,
            import_id=change_set.import_id,
            touched=sorted(change_set.touched),
        )
    )
    primary_key = result.inserted_primary_key
    assert primary_key is not None
    set_id = int(primary_key[0])
    rows = [
        {
            "change_set_id": set_id,
            "noun": change.noun,
            "record_id": change.record_id,
            "before": change.before,
            "after": change.after,
        }
        for change in change_set.changes
    ]
    if rows:
        connection.execute(insert(changes), rows)
    return replace(change_set, id=set_id)


def read(connection: Connection, set_id: int) -> ChangeSet | None:
    """One set with its changes."""
    row = connection.execute(select(change_sets).where(change_sets.c.id == set_id)).first()
    return None if row is None else _whole(connection, [row])[0]


def latest(connection: Connection, limit: int = 200, before_id: int | None = None) -> list[ChangeSet]:
    """The newest sets first, ``limit`` at most, older than ``before_id`` if given."""
    query = select(change_sets).order_by(change_sets.c.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(change_sets.c.id < before_id)
    return _whole(connection, connection.execute(query).all())


def last_of(connection: Connection, noun: str, record_id: int) -> ChangeSet | None:
    """The newest set that changed one record."""
    query = select(func.max(changes.c.change_set_id)).where(changes.c.noun == noun, changes.c.record_id == record_id)
    set_id = connection.execute(query).scalar()
    return None if set_id is None else read(connection, set_id)


def of_record(connection: Connection, noun: str, record_id: int, limit: int = 200) -> list[ChangeSet]:
    """The sets that changed one record, the newest first, ``limit`` at most."""
    mine = select(changes.c.change_set_id).where(changes.c.noun == noun, changes.c.record_id == record_id)
    query = select(change_sets).where(change_sets.c.id.in_(mine)).order_by(change_sets.c.id.desc()).limit(limit)
    return _whole(connection, connection.execute(query).all())


@asked_once
def newest(connection: Connection) -> int:
    """The number of the newest set; 0 where there is none."""
    told = port.of(connection).newest_change(connection)
    if told is not None:
        return told
    return int(connection.execute(select(func.coalesce(func.max(change_sets.c.id), 0))).scalar_one())


def nouns_after(connection: Connection, set_id: int, own: Collection[int]) -> tuple[int, frozenset[str]]:
    """The newest set's id, and the tables that the sets after ``set_id`` touched, those in ``own`` left out."""
    newest_id = newest(connection)
    if newest_id <= set_id:
        return newest_id, frozenset()
    told = port.of(connection).changed_since(connection, set_id)
    if told is not None:
        return max(told, default=newest_id), frozenset().union(
            *(nouns for one, nouns in told.items() if one not in own)
        )
    sets = (change_sets.c.id > set_id, change_sets.c.id <= newest_id, change_sets.c.id.not_in(own))
    nouns = {noun for touched in connection.scalars(select(change_sets.c.touched).where(*sets)) for noun in touched}
    changed = select(changes.c.noun).join(change_sets, change_sets.c.id == changes.c.change_set_id).where(*sets)
    return newest_id, frozenset(nouns | set(connection.scalars(changed.distinct())))


def _whole(connection: Connection, rows: Iterable[Row[Any]]) -> list[ChangeSet]:
    rows = list(rows)
    by_set: dict[int, list[Change]] = {row.id: [] for row in rows}
    query = select(changes).where(changes.c.change_set_id.in_(by_set)).order_by(changes.c.id)
    for change in connection.execute(query):
        by_set[change.change_set_id].append(
            Change(noun=change.noun, record_id=change.record_id, before=change.before, after=change.after)
        )
    return [
        ChangeSet(
            id=row.id,
            at=row.at,
            actor=row.actor,
            reason=Text(
                row.reason, **{name: sentence(value) for name, value in row.reason_values.items() if name != KEY}
            ),
            kind=row.kind,
            reverses=row.reverses,
            import_id=row.import_id,
            touched=frozenset(row.touched),
            changes=tuple(by_set[row.id]),
        )
        for row in rows
    ]
