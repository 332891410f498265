"""The audit trail: one set for each commit, one row for each changed record."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.changes import ChangeKind
from shopdesk.storage.columns import JsonDict, JsonTuple, Moment, Words, metadata, record_id, reference

change_sets = Table(
    "change_sets",
    metadata,
    record_id(),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("reason_values", JsonDict, nullable=False),
    Column("kind", Words(ChangeKind), nullable=False),
    Column("reverses", Integer),
    # The tables that bulk work changed without a row in "changes"; another process refreshes by both.
    Column("touched", JsonTuple, nullable=False, default=(), server_default="[]"),
    Column("import_id", Integer),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    record_id(),
    reference("change_set_id", "change_sets.id"),
    Column("noun", String, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("before", JsonDict),
    Column("after", JsonDict),
    sqlite_autoincrement=True,
)
