"""The handbook: what a store writes down once, who has learned it, and how often it was copied."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; older files have no handbook."""
    op.create_table(
        "handbook_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("role_code", sa.String(40)),
        sa.Column("limit_fen", sa.BigInteger()),
        sa.Column("valid_from", sa.String(10)),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("checked_on", sa.String(10)),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_handbook_entries_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_handbook_entries"),
        sa.UniqueConstraint("store_id", "kind", "title", name="uq_handbook_entries_store_id_kind_title"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handbook_entries_store_id", "handbook_entries", ["store_id"])
    op.create_table(
        "handbook_ticks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("learned_on", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_handbook_ticks_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["handbook_entries.id"], name="fk_handbook_ticks_entry_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_handbook_ticks_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_handbook_ticks"),
        sa.UniqueConstraint("store_id", "entry_id", "person_id", name="uq_handbook_ticks_store_id_entry_id_person_id"),
        sqlite_autoincrement=True,
    )
    for column in ("store_id", "entry_id", "person_id"):
        op.create_index(f"ix_handbook_ticks_{column}", "handbook_ticks", [column])
    op.create_table(
        "handbook_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_handbook_uses_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_handbook_uses"),
        sa.UniqueConstraint("store_id", "entry", "day", name="uq_handbook_uses_store_id_entry_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handbook_uses_store_id", "handbook_uses", ["store_id"])


def downgrade() -> None:
    """Drop all three."""
    for table in ("handbook_uses", "handbook_ticks", "handbook_entries"):
        op.drop_table(table)
