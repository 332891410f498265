"""Reversing captured changes, row by row, in the opposite order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.engine.default import DefaultDialect

from shopdesk.domain.changes import Change
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.storage.unit_of_work import UnitOfWork

_DIALECT = DefaultDialect()


def apply_reversed(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """Bring every changed row back to what it was before, and capture that as a change of its own.

    Raises:
        UserError: a row is no longer what the change left behind.
    """
    from shopdesk.storage.tables.everything import metadata  # all of them only when something is undone

    for change in reversed(changes):
        table = metadata.tables[change.noun]
        if _stored(uow, table, change.record_id) != change.after:
            raise UserError(
                Text(
                    "This cannot be taken back: it was changed again since. Change it by hand, or look in the history."
                )
            )
        _put(uow, table, change)
        uow.capture(change.noun, change.record_id, change.after, change.before)


def _put(uow: UnitOfWork, table: Table, change: Change) -> None:
    if change.before is None:
        uow.connection.execute(delete(table).where(table.c.id == change.record_id))
        return
    values = {name: _live(table, name, value) for name, value in change.before.items()}
    if change.after is None:
        uow.connection.execute(insert(table).values(values))
    else:
        uow.connection.execute(update(table).where(table.c.id == change.record_id).values(values))


def _stored(uow: UnitOfWork, table: Table, record_id: int) -> dict[str, Any] | None:
    row = uow.connection.execute(select(table).where(table.c.id == record_id)).first()
    if row is None:
        return None
    return {name: _plain(table, name, value) for name, value in row._mapping.items()}


def _plain(table: Table, name: str, value: Any) -> Any:
    bind = table.c[name].type.bind_processor(_DIALECT)
    return bind(value) if bind is not None else value


def _live(table: Table, name: str, value: Any) -> Any:
    result = table.c[name].type.result_processor(_DIALECT, None)
    return result(value) if result is not None else value
