"""Departments, roles, people and their history, and the store's own tier tables."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from shopdesk.domain.people import EventKind, LeaveReason, Level
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Fen, Rate, Words, metadata, one_only, record_id, reference, store_ref, version

departments = Table(
    "departments",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("hidden", Boolean, nullable=False),
    one_only("store_id", "code"),
    sqlite_autoincrement=True,
)

roles = Table(
    "roles",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("department_code", String, nullable=False),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("duties_zh", String, nullable=False),
    Column("duties_en", String, nullable=False),
    Column("level", Words(Level), nullable=False),
    Column("duty_code", String, nullable=False),
    Column("base_fen", Fen, nullable=True),
    Column("position", Integer, nullable=False),
    Column("hidden", Boolean, nullable=False),
    one_only("store_id", "code"),
    sqlite_autoincrement=True,
)

people = Table(
    "people",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("mark", String, nullable=False),
    Column("department_code", String, nullable=False),
    Column("role_code", String, nullable=False),
    Column("hired_on", Day, nullable=False),
    Column("left_on", Day, nullable=True),
    Column("base_fen", Fen, nullable=True),
    Column("phone", String, nullable=True),
    Column("email", String, nullable=True),
    Column("note", String, nullable=False),
    one_only(
        "store_id",
        "name",
        "mark",
        taken=Text("There is already somebody of this name. Add a note that tells the two apart."),
    ),
    sqlite_autoincrement=True,
)

staff_events = Table(
    "staff_events",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("day", Day, nullable=False),
    Column("kind", Words(EventKind), nullable=False),
    Column("department_code", String, nullable=False),
    Column("role_code", String, nullable=False),
    Column("base_fen", Fen, nullable=True),
    Column("reason", Words(LeaveReason), nullable=True),
    reference("successor_id", "people.id", nullable=True, ondelete="SET NULL"),
    Column("note", String, nullable=False),
    Index(None, "store_id", "day"),
    sqlite_autoincrement=True,
)

tier_tables = Table(
    "tier_tables",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("band_low", Rate, nullable=False),
    Column("band_high", Rate, nullable=False),
    one_only("store_id", "name", taken=Text("There is already a tier table of this name. Choose another name.")),
    sqlite_autoincrement=True,
)

tiers = Table(
    "tiers",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("table_id", "tier_tables.id"),
    Column("position", Integer, nullable=False),
    Column("turnover_fen", Fen, nullable=False),
    Column("budget_fen", Fen, nullable=False),
    Column("total_fen", Fen, nullable=False),
    sqlite_autoincrement=True,
)

tier_posts = Table(
    "tier_posts",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("tier_id", "tiers.id"),
    Column("department_code", String, nullable=False),
    Column("leads", Integer, nullable=False),
    Column("staff", Integer, nullable=False),
    Column("cost_fen", Fen, nullable=False),
    one_only("store_id", "tier_id", "department_code"),
    sqlite_autoincrement=True,
)
