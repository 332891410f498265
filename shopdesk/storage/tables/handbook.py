"""The handbook: its entries, who has learned them, and how often they were copied."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.handbook.records import HandbookKind
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Fen, Words, metadata, one_only, record_id, reference, store_ref, version

handbook_entries = Table(
    "handbook_entries",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("kind", Words(HandbookKind), nullable=False),
    Column("topic", String, nullable=False),
    Column("title", String, nullable=False),
    Column("text", String, nullable=False),
    Column("words", String, nullable=False),
    Column("role_code", String(40)),
    Column("limit_fen", Fen),
    Column("valid_from", Day),
    Column("source", String, nullable=False),
    Column("checked_on", Day),
    Column("checked_by", String, nullable=False),
    Column("code", String(40), nullable=False),
    one_only("store_id", "kind", "title", taken=Text("The handbook has an entry of this kind and name already.")),
    sqlite_autoincrement=True,
)

handbook_ticks = Table(
    "handbook_ticks",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("entry_id", "handbook_entries.id"),
    reference("person_id", "people.id"),
    Column("digest", String(16), nullable=False),
    Column("learned_on", Day, nullable=False),
    one_only("store_id", "entry_id", "person_id", taken=Text("Somebody noted meanwhile that this was learned.")),
    sqlite_autoincrement=True,
)

handbook_uses = Table(
    "handbook_uses",
    metadata,
    record_id(),
    store_ref(),
    # No reference: an entry that was removed may come back by undo, and its count with it.
    Column("entry", Integer, nullable=False),
    Column("day", Day, nullable=False),
    Column("count", Integer, nullable=False),
    one_only("store_id", "entry", "day", taken=Text("This was counted meanwhile. Copy it once more.")),
    sqlite_autoincrement=True,
)
