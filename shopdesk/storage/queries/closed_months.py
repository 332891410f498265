"""Notes of what changed in closed months, written past the repositories by whatever changed the lines or the orders."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert

from shopdesk.domain.text import Text
from shopdesk.storage.tables.matching import month_changes

_c = month_changes.c


def note(
    connection: Connection,
    store_id: int,
    month: date,
    found: Collection[tuple[str, int | None, int | None]],
    cause: Text,
    import_id: int | None,
    at: datetime,
) -> None:
    """Note what became another figure: code, old and new value.

    Args:
        connection: within the transaction that changed the figures.
        store_id: whose month.
        month: its first day.
        found: code, old and new value of each.
        cause: what did it, in words.
        import_id: the import that did it, if it was one.
        at: when.
    """
    rows = [
        {
            "store_id": store_id,
            "month": month,
            "code": code,
            "before_fen": before,
            "after_fen": after,
            "import_id": import_id,
            "cause": cause,
            "at": at,
        }
        for code, before, after in found
    ]
    if rows:
        connection.execute(insert(month_changes), rows)


def forget(connection: Connection, store_id: int, month: date, codes: Collection[str]) -> None:
    """Drop the notes of figures that are again as they were when the month was closed."""
    which = (_c.store_id == store_id, _c.month == month, _c.code.in_(codes))
    connection.execute(delete(month_changes).where(*which))
