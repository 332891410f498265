"""Whether a store does business already, by what its data hold. Asked at each start, so little is imported for it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from shopdesk.storage.tables.figures import channel_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import order_days


def any_figures(connection: Connection, store_id: int) -> bool:
    """Whether a store has figures of any day."""
    for table in (order_days, store_days, product_days, channel_days, service_days):
        if connection.execute(select(table.c.id).where(table.c.store_id == store_id).limit(1)).first() is not None:
            return True
    return False


def at_work(connection: Connection, store_id: int) -> bool:
    """Whether a store has any figures, or a form that a person began."""
    if any_figures(connection, store_id):
        return True
    from shopdesk.storage.tables.daily import answers  # few stores have no figures

    person = (answers.c.store_id == store_id, answers.c.auto.is_(False))
    return connection.execute(select(answers.c.id).where(*person).limit(1)).first() is not None
