"""What is prepared for the opening."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, String, Table

from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, metadata, one_only, record_id, store_ref, version

prepared = Table(
    "prepared",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("product_id", String, nullable=False),
    Column("item", String(40), nullable=False),
    Column("done_on", Day, nullable=False),
    Column("who", String, nullable=False),
    one_only("store_id", "product_id", "item", taken=Text("Somebody ticked this meanwhile.")),
    sqlite_autoincrement=True,
)

preparation_items = Table(
    "preparation_items",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("item", String(40), nullable=False),
    Column("title", String, nullable=False),
    Column("each", Boolean, nullable=False),
    Column("left_out", Boolean, nullable=False),
    one_only("store_id", "item", taken=Text("Somebody changed this meanwhile.")),
    sqlite_autoincrement=True,
)
