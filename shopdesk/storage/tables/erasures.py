"""Whose data were erased, and with which seals the locked months went on."""

from __future__ import annotations

from sqlalchemy import Column, Table

from shopdesk.storage.columns import Day, JsonTuple, Moment, metadata, record_id, reference, store_ref

erasures = Table(
    "erasures",
    metadata,
    record_id(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("at", Moment, nullable=False),
    Column("last_entry", Day, nullable=False),
    # For each locked month: its seal before and after, and the fingerprint of its figures, which is the same in both.
    Column("seals", JsonTuple, nullable=False),
    sqlite_autoincrement=True,
)
