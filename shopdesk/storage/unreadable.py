"""Values that a column cannot read: which it is, and putting a right one in its place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Select, Table, select, type_coerce, update
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import NullType

from shopdesk.domain.errors import NotFound, UnreadableValue
from shopdesk.domain.fields import TYPED
from shopdesk.domain.text import Text
from shopdesk.storage.columns import FAULTS, Fen
from shopdesk.storage.unit_of_work import UnitOfWork

_DIALECT = DefaultDialect()


def is_whole(column_type: object) -> bool:
    """Whether a column holds whole numbers, which SQLite does not insist on."""
    return isinstance(column_type, Integer | Fen)


def find_unreadable(uow: UnitOfWork, table: Table, query: Select[Any]) -> UnreadableValue | None:
    """The first value among the rows of ``query`` that its column cannot read, with a sentence for the user."""
    raw_columns = [type_coerce(column, NullType()).label(column.name) for column in table.c]
    for row in uow.connection.execute(query.with_only_columns(*raw_columns)).all():
        raw = dict(row._mapping)
        for column in table.c:
            value = raw[column.name]
            if value is not None and not _readable(column.type, value):
                return UnreadableValue(
                    _sentence(table.name, column.name, value),
                    table=table.name,
                    record_id=raw["id"],
                    column=column.name,
                    raw=value,
                )
    return None


def put_right(uow: UnitOfWork, trouble: UnreadableValue, value: Any) -> None:
    """Write a right value in place of the unreadable one; the trail keeps both.

    Raises:
        NotFound: the record is gone.
    """
    from shopdesk.storage.tables.everything import metadata  # all of them only when something is put right

    table = metadata.tables[trouble.table]
    query = select(*(type_coerce(column, NullType()).label(column.name) for column in table.c))
    row = uow.connection.execute(query.where(table.c.id == trouble.record_id)).first()
    if row is None:
        raise NotFound(Text("This record is no longer there. Somebody may have removed it; the page shows what is."))
    before = dict(row._mapping)
    column = table.c[trouble.column]
    bind = column.type.bind_processor(_DIALECT)
    after = {**before, trouble.column: bind(value) if bind is not None else value}
    changed = {trouble.column: value}
    if "version" in table.c:
        changed["version"] = after["version"] = before["version"] + 1
    uow.connection.execute(update(table).where(table.c.id == trouble.record_id).values(changed))
    uow.capture(table.name, trouble.record_id, before, after)


def _readable(column_type: Any, value: Any) -> bool:
    if is_whole(column_type):
        return isinstance(value, int)
    read = column_type.result_processor(_DIALECT, None)
    if read is None:
        return True
    try:
        read(value)
    except FAULTS:
        return False
    return True


def _sentence(table: str, column: str, value: object) -> Text:
    from shopdesk.domain.nouns import NOUNS  # every noun, only to name what is wrong

    noun = NOUNS.get(table)
    field = next((one for one in noun.fields if one.name == column), None) if noun is not None else None
    if noun is None or field is None or field.label is None or field.kind not in TYPED:
        return Text(
            "The data file holds “{value}” in {table}.{column}, which cannot be read. Restore a backup: File, Backups.",
            value=value,
            table=table,
            column=column,
        )
    return Text(
        "{noun}: “{field}” holds “{value}”, which cannot be read. Correct it, then the page can be shown.",
        noun=noun.label,
        field=field.label,
        value=value,
    )
