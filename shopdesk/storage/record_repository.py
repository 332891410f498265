"""What every repository does: records in, records out, every write captured."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Row, Table, delete, insert, select, update
from sqlalchemy.engine.default import DefaultDialect

from shopdesk.domain.errors import NotFound
from shopdesk.domain.text import Text
from shopdesk.storage.unit_of_work import UnitOfWork

R = TypeVar("R")
_DIALECT = DefaultDialect()


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
        self._fields = [field.name for field in dataclasses.fields(self.record_type)]

    def get(self, record_id: int) -> R:
        """The record with this id.

        Raises:
            NotFound: there is none (any more).
        """
        found = self.first(self.table.c.id == record_id)
        if found is None:
            raise NotFound(
                Text("This record is no longer there. Somebody may have removed it; the page shows what is.")
            )
        return found

    def find(
        self,
        *where: ColumnElement[bool],
        order_by: Sequence[ColumnElement[Any]] | ColumnElement[Any] = (),
        limit: int | None = None,
    ) -> list[R]:
        """The records that meet every condition, by id unless ordered otherwise."""
        order = tuple(order_by) if isinstance(order_by, list | tuple) else (order_by,)
        query = select(*(self.table.c[name] for name in self._fields)).where(*where)
        query = query.order_by(*order, self.table.c.id)
        if limit is not None:
            query = query.limit(limit)
        return [self._record(row) for row in self.uow.connection.execute(query)]

    def first(self, *where: ColumnElement[bool]) -> R | None:
        """The first record that meets every condition."""
        found = self.find(*where, limit=1)
        return found[0] if found else None

    def add(self, record: R) -> R:
        """Keep a new record; it comes back with its id."""
        values = self._values(record)
        if values["id"] is None:
            del values["id"]
        result = self.uow.connection.execute(insert(self.table).values(values))
        primary_key = result.inserted_primary_key
        assert primary_key is not None
        new_id = int(primary_key[0])
        kept: R = dataclasses.replace(record, id=new_id)  # type: ignore[type-var]
        self.uow.capture(self.table.name, new_id, None, self.stored_form(kept))
        return kept

    def add_all(self, records: Iterable[R]) -> list[R]:
        """Keep several new records."""
        return [self.add(record) for record in records]

    def update(self, record: R) -> R:
        """Keep a changed record in place of the old one; an equal one changes nothing.

        Raises:
            NotFound: there is no record with its id.
        """
        record_id: int = record.id  # type: ignore[attr-defined]
        old = self.get(record_id)
        if old == record:
            return record
        values = self._values(record)
        self.uow.connection.execute(update(self.table).where(self.table.c.id == record_id).values(values))
        self.uow.capture(self.table.name, record_id, self.stored_form(old), self.stored_form(record))
        return record

    def remove(self, record_id: int) -> None:
        """Remove a record; records that hang on it must be removed first, so that undo brings them back too.

        Raises:
            NotFound: there is no record with this id.
        """
        old = self.get(record_id)
        self.uow.connection.execute(delete(self.table).where(self.table.c.id == record_id))
        self.uow.capture(self.table.name, record_id, self.stored_form(old), None)

    def stored_form(self, record: R) -> dict[str, Any]:
        """The record as the plain values of its row, for the audit trail."""
        return {name: self._plain(name, value) for name, value in self._values(record).items()}

    def _plain(self, name: str, value: Any) -> Any:
        column_type = self.table.c[name].type
        bind = column_type.bind_processor(_DIALECT)
        return bind(value) if bind is not None else value

    def _values(self, record: R) -> dict[str, Any]:
        return {name: getattr(record, name) for name in self._fields}

    def _record(self, row: Row[Any]) -> R:
        record: R = self.record_type(**row._mapping)
        return record
