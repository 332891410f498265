"""Months of profit that were reckoned once, so that nobody waits for them again."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from shopdesk.storage.columns import STAYS, Day, JsonDict, JsonTuple, metadata, record_id

# One row for each month of a store; nothing in it that could not be reckoned anew. ``sure`` goes with the first commit
# that touches anything profit is made of. ``days`` come to the same as ``products`` and as ``cells``.
profit_months = Table(
    "profit_months",
    metadata,
    record_id(),
    # No index of its own: the unique constraint begins with the store.
    Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False),
    Column("month", Day, nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("made_by", String, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("names", JsonDict, nullable=False),
    Column("days", JsonTuple, nullable=False),
    Column("products", JsonTuple, nullable=False),
    Column("cells", JsonTuple, nullable=False),
    Column("unknown", JsonTuple, nullable=False),
    UniqueConstraint("store_id", "month", name="uq_profit_months_store_id"),
    info={STAYS: True},
)
