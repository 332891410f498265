"""The store's shifts, and who works which of them on which day."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    TimeOfDay,
    metadata,
    one_only,
    one_only_where,
    record_id,
    reference,
    store_ref,
    version,
)

NAME_TAKEN = Text("There is already a shift of this name. Choose another name.")

shifts = Table(
    "shifts",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("starts", TimeOfDay, nullable=False),
    Column("ends", TimeOfDay, nullable=False),
    Column("pause_minutes", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("hidden", Boolean, nullable=False),
    one_only("store_id", "code"),
    one_only_where("uq_shifts_name_zh", "store_id", "name_zh", taken=NAME_TAKEN, where="NOT hidden"),
    one_only_where("uq_shifts_name_en", "store_id", "name_en", taken=NAME_TAKEN, where="NOT hidden"),
    sqlite_autoincrement=True,
)

roster_days = Table(
    "roster_days",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("day", Day, nullable=False),
    Column("duty", String(40), nullable=False),
    Column("note", String, nullable=False),
    one_only("store_id", "person_id", "day"),
    Index("ix_roster_days_day", "store_id", "day"),
    sqlite_autoincrement=True,
)
