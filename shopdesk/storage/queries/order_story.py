"""One order with its items, and the imports that brought them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from shopdesk.domain.kpi.order_story import ITEM_FIELDS, ORDER_FIELDS, ItemRow, OrderStory
from shopdesk.storage.queries.kpi_rows import files_of, origin_of
from shopdesk.storage.tables.orders import order_items, orders


def order_story(connection: Connection, store_id: int, order: int | str) -> OrderStory | None:
    """The order of a store with that number of its row, or with that order number; ``None`` where it is gone."""
    cells = [orders.c[field.name] for field in ORDER_FIELDS]
    wanted = orders.c.order_key == order if isinstance(order, str) else orders.c.id == order
    writers = (orders.c.id, orders.c.last_import_id, orders.c.first_import_id, orders.c.file_row)
    found = connection.execute(select(*writers, *cells).where(orders.c.store_id == store_id, wanted)).one_or_none()
    if found is None:
        return None
    row_id, last, first, file_row, *values = found
    number = values[[field.name for field in ORDER_FIELDS].index("order_no")]
    rows = _items(connection, store_id, number) if number else []
    files = files_of(connection, {one for one in (last, first, *(row[1] for row in rows)) if one is not None})
    return OrderStory(
        row_id,
        number,
        tuple(values),
        origin_of(last, file_row, files),
        origin_of(first, None, files) if first != last else None,
        tuple(ItemRow(row[0], tuple(row[3:]), origin_of(row[1], row[2], files)) for row in rows),
    )


def _items(connection: Connection, store_id: int, number: str) -> list[tuple[Any, ...]]:
    """The items in the order in which they came."""
    cells = [order_items.c[field.name] for field in ITEM_FIELDS]
    query = (
        select(order_items.c.id, order_items.c.import_id, order_items.c.file_row, *cells)
        .where(order_items.c.store_id == store_id, order_items.c.order_no == number)
        .order_by(order_items.c.id)
    )
    return [tuple(row) for row in connection.execute(query)]
