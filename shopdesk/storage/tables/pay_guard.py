"""The pay password of the data file: one row, or none."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.storage.columns import STAYS, Moment, metadata, record_id

pay_guard = Table(
    "pay_guard",
    metadata,
    record_id(),
    Column("hash", String(200), nullable=False),
    Column("failed", Integer, nullable=False),
    Column("failed_at", Moment, nullable=True),
    info={STAYS: True},
    sqlite_autoincrement=True,
)
