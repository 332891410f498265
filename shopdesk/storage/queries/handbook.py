"""How often entries of the handbook were copied. Copying is no change: it is counted beside the audit trail."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from shopdesk.domain.handbook.records import Use
from shopdesk.storage.tables.handbook import handbook_uses


def uses(connection: Connection, store_id: int) -> dict[int, Use]:
    """How often each entry was copied, and when last, by its id."""
    c = handbook_uses.c
    query = select(c.entry, func.sum(c.count), func.max(c.day)).where(c.store_id == store_id).group_by(c.entry)
    return {entry: Use(int(count), last) for entry, count, last in connection.execute(query)}


def count_use(connection: Connection, store_id: int, entry_id: int, day: date) -> None:
    """One copy more on a day."""
    c = handbook_uses.c
    same = (c.store_id == store_id) & (c.entry == entry_id) & (c.day == day)
    if connection.execute(update(handbook_uses).where(same).values(count=c["count"] + 1)).rowcount == 0:
        connection.execute(insert(handbook_uses).values(store_id=store_id, entry=entry_id, day=day, count=1))
