"""What every repository does: records in, records out, every write captured."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Dialect, Select, String, Table, delete, insert, select, text, update
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeEngine

from shopdesk.domain.errors import ChangedMeanwhile, NotFound
from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.records import Kept
from shopdesk.domain.rights import NotYours, subject_of
from shopdesk.domain.text import Text
from shopdesk.storage import change_log, port
from shopdesk.storage.columns import FAULTS
from shopdesk.storage.read_notes import once
from shopdesk.storage.unit_of_work import UnitOfWork
from shopdesk.storage.unreadable import find_unreadable, is_whole

R = TypeVar("R", bound=Kept)
_DIALECT = DefaultDialect()
_MANY = 50
"""From so many rows on they are looked at column by column."""
_WHOLE = frozenset({int, type(None)})


def changed_meanwhile(
    connection: Connection, noun: str, record_id: int, *, mine: object, now: object
) -> ChangedMeanwhile:
    """The refusal of what was made of older values, with who wrote a record last, when, and in what words."""
    newer = change_log.last_of(connection, noun, record_id)
    if newer is None:
        words = Text("This was changed meanwhile. Nothing of yours was saved: open it anew and enter it again.")
        return ChangedMeanwhile(words, mine=mine, now=now, who="", at=None)
    words = Text(
        "This was changed meanwhile, at {time}: {what}. Nothing of yours was saved: open it anew, look at what "
        "is new, and enter your change again.",
        what=newer.reason,
        time=f"{newer.at:%H:%M}",
    )
    return ChangedMeanwhile(words, mine=mine, now=now, who=newer.actor, at=newer.at)


class RecordRepository(Generic[R]):
    """Keeps records of one type in one table whose columns are named like the record's fields.

    A subclass sets ``table`` and ``record_type`` and adds the queries of its noun. Field values must be what the
    columns take (see :mod:`shopdesk.storage.columns`).
    """

    table: ClassVar[Table]
    record_type: ClassVar[type[Any]]

    def __init__(self, uow: UnitOfWork) -> None:
        """Work within ``uow``."""
        self.uow = uow
        kind: Any = self.record_type
        shape = _shape(self.table, kind, uow.connection.dialect)
        self._fields, self._texts, self._whole = shape.fields, shape.texts, shape.whole
        self._of_stores, self._turning = shape.of_stores, shape.turning
        hidden = port.of(uow.connection).rights(uow.connection).hidden(self.table.name)
        self._unknown = {name: _nothing_of(self.record_type, name) for name in self._fields if name in hidden}
        self._all = shape.column_by_column if self._unknown else shape.query

    def get(self, record_id: int, store_id: int | None = None) -> R:
        """The record with this id; what is known to belong to a store is looked for among that store's records only.

        Otherwise the store that was read last is asked first, and all of them where it is not there.

        Raises:
            NotFound: there is none (any more).
        """
        near = self.uow.home.store_id if store_id is None and self._of_stores else None
        found = None if near is None else self.first(*self._one(record_id, near))
        if found is None:
            found = self.first(*self._one(record_id, store_id))
        if found is None:
            raise NotFound(
                Text("This record is no longer there. Somebody may have removed it; the page shows what is.")
            )
        return found

    def in_store(self, store_id: int | None) -> tuple[ColumnElement[bool], ...]:
        """That rows are of a store, where that is known: on many servers the others are not asked then."""
        return () if store_id is None else (self.table.c.store_id == store_id,)

    def _one(self, record_id: int, store_id: int | None) -> tuple[ColumnElement[bool], ...]:
        return (self.table.c.id == record_id, *self.in_store(store_id))

    def find(
        self,
        *where: ColumnElement[bool],
        order_by: Sequence[ColumnElement[Any]] | ColumnElement[Any] = (),
        limit: int | None = None,
    ) -> list[R]:
        """The records that meet every condition, by id unless ordered otherwise.

        Raises:
            UnreadableValue: a value among them is none that its column holds.
        """
        order = tuple(order_by) if isinstance(order_by, list | tuple) else (order_by,)
        query = self._all.where(*where).order_by(*order, self.table.c.id)
        if limit is not None:
            query = query.limit(limit)
        return [*once(self.uow.connection, self.record_type.__qualname__, query, lambda: self._read(query))]

    def _read(self, query: Select[Any]) -> list[R]:
        result = self.uow.connection.execute(query)
        cursor = result.cursor
        try:
            rows = self._turned(cursor.fetchall() if cursor is not None else [])
            if rows and self._of_stores:
                self.uow.home.store_id = rows[0][self._fields.index("store_id")]
            if len(rows) >= _MANY and self._plain_throughout(rows):
                return [self.record_type(**dict(zip(self._fields, row, strict=True))) for row in rows]
            return [self._record(row) for row in rows]
        except FAULTS as error:
            # The half-read rows hold on to the file as it was: it would be read so ever after.
            result.close()
            trouble = find_unreadable(self.uow, self.table, query)
            if trouble is None:
                raise
            raise trouble from error
        finally:
            result.close()

    def _turned(self, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
        """Rows of the driver with the values that their columns mean."""
        turned = [list(row) for row in rows]
        for place, turn in self._turning:
            for row in turned:
                row[place] = turn(row[place])
        return turned

    def first(self, *where: ColumnElement[bool]) -> R | None:
        """The first record that meets every condition."""
        found = self.find(*where, limit=1)
        return found[0] if found else None

    def add(self, record: R) -> R:
        """Keep a new record; it comes back with its id and its first version."""
        values = {**self._values(record), "version": 1}
        if values["id"] is None:
            del values["id"]
        result = self.uow.connection.execute(insert(self.table).values(values))
        primary_key = result.inserted_primary_key
        assert primary_key is not None
        new_id = int(primary_key[0])
        kept: R = dataclasses.replace(record, id=new_id, version=1)
        self.uow.capture(self.table.name, new_id, None, self.stored_form(kept))
        return kept

    def add_all(self, records: Iterable[R]) -> list[R]:
        """Keep several new records."""
        return [self.add(record) for record in records]

    def update(self, record: R) -> R:
        """Keep a changed record in place of the old one, raising its version; an equal one changes nothing.

        A version is raised once in a unit of work, however often that writes the record, and what it read before its
        own first writing counts as read now.

        Raises:
            NotFound: there is no record with its id.
            ChangedMeanwhile: somebody wrote it after ``record`` was read.
        """
        record_id = record.id
        assert record_id is not None, "a record that is kept has an id"
        store_id = _store_of(record)
        old = self.get(record_id, store_id)
        if old == record:
            return old
        begun = self._begun_as(old)
        if record.version not in (old.version, begun.version if begun else old.version):
            raise self._stale(record, old)
        # What was made in this unit of work, and what is again as it was before it, counts as written no further time.
        raised = begun is not None and begun != record
        version = (begun or old).version + raised
        read, record = record, dataclasses.replace(record, version=version)
        mine = (*self._one(record_id, store_id), self.table.c.version == old.version)
        if self.uow.connection.execute(update(self.table).where(*mine).values(self._values(record))).rowcount != 1:
            raise self._stale(read, old)
        self.uow.capture(self.table.name, record_id, self.stored_form(old), self.stored_form(record))
        return record

    def remove(self, record: int | R) -> None:
        """Remove a record; records that hang on it must be removed first, so that undo brings them back too.

        Args:
            record: its id, or the record as it was read, which is then refused where somebody wrote it since.

        Raises:
            NotFound: there is no record with this id.
            ChangedMeanwhile: somebody wrote it after it was read.
        """
        record_id = record if isinstance(record, int) else record.id
        assert record_id is not None, "a record that is kept has an id"
        old = self.get(record_id, None if isinstance(record, int) else _store_of(record))
        begun = self._begun_as(old) or old
        if not isinstance(record, int) and record.version not in (old.version, begun.version):
            raise self._stale(record, old)
        mine = (*self._one(record_id, _store_of(old)), self.table.c.version == old.version)
        if self.uow.connection.execute(delete(self.table).where(*mine)).rowcount != 1:
            raise self._stale(old, old)
        self.uow.capture(self.table.name, record_id, self.stored_form(old), None)

    def _begun_as(self, old: R) -> R | None:
        """The record as it was before this unit of work; ``None`` where this made it."""
        assert old.id is not None
        change = self.uow.captured(self.table.name, old.id)
        if change is None:
            return old
        if change.before is None:
            return None
        known = {name: self._live(name, value) for name, value in change.before.items()}
        found: R = self.record_type(**{**self._unknown, **known})
        return found

    def _live(self, name: str, value: Any) -> Any:
        result = self.table.c[name].type.result_processor(_DIALECT, None)
        return result(value) if result is not None else value

    def _stale(self, mine: R, now: R) -> ChangedMeanwhile:
        return changed_meanwhile(self.uow.connection, self.table.name, now.id or 0, mine=mine, now=now)

    def stored_form(self, record: R) -> dict[str, Any]:
        """The record as the plain values of its row, its version with them, for the audit trail."""
        return {name: self._plain(name, value) for name, value in self._values(record).items()}

    def _plain(self, name: str, value: Any) -> Any:
        column_type = self.table.c[name].type
        bind = column_type.bind_processor(_DIALECT)
        return bind(value) if bind is not None else value

    def _values(self, record: R) -> dict[str, Any]:
        values = {name: getattr(record, name) for name in self._fields}
        for name, unknown in self._unknown.items():
            if values.pop(name) != unknown:
                raise NotYours(subject_of(self.table.name, name), changing=True)
        return values

    def _plain_throughout(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Whether no row asks for more than its values, told column by column, which takes a third of the time."""
        columns = list(zip(*rows, strict=True))
        return (
            not self._unknown
            and all(set(map(type, columns[place])) <= _WHOLE for place in self._whole)
            and not any(any(map(_turns, columns[place])) for place, _name in self._texts)
        )

    def _record(self, row: Sequence[Any]) -> R:
        for place in self._whole:
            value = row[place]
            if value is not None and type(value) is not int:
                raise TypeError(f"{value!r} is no whole number")
        values = dict(zip(self._fields, row, strict=True))
        values.update((name, visible(row[place])) for place, name in self._texts if _turns(row[place]))
        # What is kept from whoever asks is as in a record in which nothing was entered.
        values.update(self._unknown)
        record: R = self.record_type(**values)
        return record


class _Shape(NamedTuple):
    """What a table holds of a record: fields, places of text and of whole numbers, all rows, whether of stores.

    The rows are asked for in words, which takes half the time of a compiled list of columns, so their values are
    turned here: ``turning`` says how, by place. Where a column is kept from whoever asks, the engine leaves it out of
    the compiled list.
    """

    fields: list[str]
    texts: list[tuple[int, str]]
    whole: list[int]
    query: Select[Any]
    column_by_column: Select[Any]
    of_stores: bool
    turning: list[tuple[int, Callable[[Any], Any]]]


_shapes: dict[tuple[str, Table, type[Any]], _Shape] = {}


def _shape(table: Table, record_type: type[Any], dialect: Dialect) -> _Shape:
    """Found out once for each kind of engine: a report asks for fifty repositories."""
    key = (dialect.name, table, record_type)
    if key not in _shapes:
        _shapes[key] = _found_out(table, record_type, dialect)
    return _shapes[key]


def _found_out(table: Table, record_type: type[Any], dialect: Dialect) -> _Shape:
    fields = [field.name for field in dataclasses.fields(record_type)]
    columns = [table.c[name] for name in fields]
    preparer = dialect.identifier_preparer
    names = ", ".join(preparer.format_column(column, use_table=True) for column in columns)
    return _Shape(
        fields,
        [(place, name) for place, name in enumerate(fields) if type(columns[place].type) is String],
        # SQLite keeps words and fractions in a column of whole numbers, too.
        [place for place, column in enumerate(columns) if is_whole(column.type)],
        select(text(names)).select_from(table),
        select(*columns),
        "store_id" in fields and not table.c.store_id.nullable,
        [(place, turn) for place, column in enumerate(columns) if (turn := _turn(column.type, dialect)) is not None],
    )


def _turn(column_type: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes a driver's value of a column ours; ``None`` where it is that already."""
    return column_type.dialect_impl(dialect).result_processor(dialect, None)


def _store_of(record: Kept) -> int | None:
    """The store that a record belongs to; ``None`` where it belongs to none, or to all of them."""
    return getattr(record, "store_id", None)


def _nothing_of(record_type: type[Any], name: str) -> Any:
    """What a record holds where nothing was entered."""
    field = next(one for one in dataclasses.fields(record_type) if one.name == name)
    return None if field.default is dataclasses.MISSING else field.default


def _turns(value: Any) -> bool:
    """Whether it is a text that holds a turning sign, which an earlier version or another program wrote."""
    return isinstance(value, str) and not value.isascii() and visible(value) != value
