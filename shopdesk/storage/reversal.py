"""Reversing captured changes, row by row, in the opposite order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, select, update
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import IntegrityError

from shopdesk.domain.changes import Change
from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.pay_password import VEILED, is_pay
from shopdesk.domain.rights import NotYours, subject_of
from shopdesk.domain.text import Text
from shopdesk.storage import change_log, port
from shopdesk.storage.unit_of_work import UnitOfWork

_DIALECT = DefaultDialect()
_CHANGED = Text("This cannot be taken back: it was changed again since. Change it by hand, or look in the history.")


def apply_reversed(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """Bring every changed row back to what it was before, and capture that as a change of its own.

    Raises:
        UserError: a row is no longer what the change left behind, or its place is taken.
    """
    from shopdesk.storage.tables.everything import metadata  # all of them only when something is undone

    for change in reversed(changes):
        table = metadata.tables[change.noun]
        mine = _place(table, change)
        stored = stored_row(uow, table, *mine)
        if _content(stored, change.after) != _content(change.after):
            raise _changed_since(uow, change)
        # The version goes on rising, or a record read before all this would pass for the newest.
        last = (stored or change.before or {}).get("version", 0)
        before = None if change.before is None else {**change.before, "version": last + 1}
        if stored is None and before is not None:
            _look_whether_whole(uow, table, before)
        try:
            _put(uow, table, mine, before, is_there=stored is not None)
        except IntegrityError as error:
            # Another record of the same name or place came since, or what this one belonged to went. The transaction
            # answers nothing more, so it is not looked up who did it.
            raise UserError(_CHANGED) from error
        uow.capture(change.noun, change.record_id, stored, before)


def _look_whether_whole(uow: UnitOfWork, table: Table, form: dict[str, Any]) -> None:
    """A row that comes back without what whoever removed it could not see would have lost it."""
    hidden = port.of(uow.connection).rights(uow.connection).hidden(table.name)
    for name in sorted(hidden - form.keys()):
        raise NotYours(subject_of(table.name, name), changing=True)


def _changed_since(uow: UnitOfWork, change: Change) -> UserError:
    """Why it stays: who changed it since, when and how. Of pay is not said how, for the password guards that."""
    since = change_log.last_of(uow.connection, change.noun, change.record_id)
    if since is None or change in since.changes:
        return UserError(_CHANGED)
    what = VEILED if any(is_pay(one.noun) for one in since.changes) else since.reason
    said: dict[str, Any] = {"what": what, "day": f"{since.at:%Y-%m-%d}", "time": f"{since.at:%H:%M}"}
    if since.actor:
        return UserError(
            Text(
                "This cannot be taken back: it was changed again since, by {who} on {day} at {time} ({what}). Change "
                "it by hand, or look in the history.",
                who=since.actor,
                **said,
            )
        )
    return UserError(
        Text(
            "This cannot be taken back: it was changed again since, on {day} at {time} ({what}). Change it by hand, or "
            "look in the history.",
            **said,
        )
    )


def _content(form: dict[str, Any] | None, told: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """All but the version; of what ``told`` knows, for whoever changed a row may not have seen all of its columns."""
    if form is None:
        return None
    return {name: value for name, value in form.items() if name != "version" and (told is None or name in told)}


def _place(table: Table, change: Change) -> tuple[ColumnElement[bool], ...]:
    """Where the row is: on many servers only that of its store is asked."""
    store_id = (change.after or change.before or {}).get("store_id")
    mine = table.c.id == change.record_id
    return (mine,) if store_id is None else (mine, table.c.store_id == store_id)


def _put(
    uow: UnitOfWork, table: Table, mine: tuple[ColumnElement[bool], ...], form: dict[str, Any] | None, *, is_there: bool
) -> None:
    if form is None:
        uow.connection.execute(delete(table).where(*mine))
        return
    values = {name: _live(table, name, value) for name, value in form.items()}
    if not is_there:
        uow.connection.execute(insert(table).values(values))
    else:
        uow.connection.execute(update(table).where(*mine).values(values))


def stored_row(uow: UnitOfWork, table: Table, *mine: ColumnElement[bool]) -> dict[str, Any] | None:
    """A row as the change log has it, without what the account does not see; ``None`` where there is none."""
    hidden = port.of(uow.connection).rights(uow.connection).hidden(table.name)
    query = select(*(one for one in table.c if one.name not in hidden)).where(*mine)
    row = uow.connection.execute(query).first()
    if row is None:
        return None
    return {name: _plain(table, name, value) for name, value in row._mapping.items()}


def _plain(table: Table, name: str, value: Any) -> Any:
    bind = table.c[name].type.bind_processor(_DIALECT)
    return bind(value) if bind is not None else value


def _live(table: Table, name: str, value: Any) -> Any:
    result = table.c[name].type.result_processor(_DIALECT, None)
    return result(value) if result is not None else value
