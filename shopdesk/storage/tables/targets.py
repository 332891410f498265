"""Monthly targets of a store."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from shopdesk.storage.columns import Day, metadata, record_id, store_ref

targets = Table(
    "targets",
    metadata,
    record_id(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("metric", String, nullable=False),
    Column("value", Integer, nullable=False),
    UniqueConstraint("store_id", "month", "metric"),
    sqlite_autoincrement=True,
)
