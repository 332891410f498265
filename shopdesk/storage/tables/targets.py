"""Monthly targets of a store."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, UniqueConstraint

from shopdesk.storage.columns import Day, Fen, metadata, record_id, store_ref, version

targets = Table(
    "targets",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("metric", String, nullable=False),
    Column("value", Fen, nullable=False),
    UniqueConstraint("store_id", "month", "metric"),
    sqlite_autoincrement=True,
)
