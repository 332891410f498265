"""Inspection rounds, and what was seen on them."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, metadata, one_only, record_id, reference, store_ref, version

inspection_rounds = Table(
    "inspection_rounds",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("places", String, nullable=False),
    Column("best", Integer, nullable=False),
    Column("every", Integer),
    Column("owner", String, nullable=False),
    one_only("store_id", "name", taken=Text("There is a round of this name already. Change that one.")),
    sqlite_autoincrement=True,
)

inspection_marks = Table(
    "inspection_marks",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("round_id", "inspection_rounds.id"),
    Column("day", Day, nullable=False),
    Column("place", String, nullable=False),
    Column("points", Integer),
    Column("note", String, nullable=False),
    Column("who", String, nullable=False),
    reference("problem_id", "problems.id", nullable=True, ondelete="SET NULL"),
    one_only("store_id", "round_id", "day", "place", taken=Text("Somebody inspected this place meanwhile.")),
    sqlite_autoincrement=True,
)
