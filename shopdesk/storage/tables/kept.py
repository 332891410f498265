"""Answers that were reckoned once, so that nobody waits for them again."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from shopdesk.storage.columns import STAYS, metadata, record_id

# One row for each answer about a store; nothing in it that could not be reckoned anew. ``sure`` goes with the first
# commit that touches anything the answer is made of; ``value`` is JSON.
kept_answers = Table(
    "kept_answers",
    metadata,
    record_id(),
    # No index of its own: the unique constraint begins with the store.
    Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False),
    Column("name", String, nullable=False),
    Column("key", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("value", String, nullable=False),
    UniqueConstraint("store_id", "name", "key", name="uq_kept_answers_store_id"),
    info={STAYS: True},
)
