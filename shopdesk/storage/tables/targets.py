"""Monthly targets of a store."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from shopdesk.storage.columns import Day, Fen, metadata, one_only, record_id, store_ref, version

targets = Table(
    "targets",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("metric", String, nullable=False),
    Column("value", Fen, nullable=False),
    one_only("store_id", "month", "metric"),
    sqlite_autoincrement=True,
)
