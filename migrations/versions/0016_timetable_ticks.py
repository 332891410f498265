"""Ticks on the blocks of a day's timetable, and the day on which a closed problem is looked at again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column; earlier programs knew neither."""
    op.create_table(
        "block_ticks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("worksheet_id", sa.Integer(), nullable=False),
        sa.Column("block_code", sa.String(), nullable=False),
        sa.Column("turn", sa.String(length=5), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=op.f("fk_block_ticks_store_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["worksheet_id"], ["worksheets.id"], name=op.f("fk_block_ticks_worksheet_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_ticks")),
        sa.UniqueConstraint("store_id", "worksheet_id", "block_code", "turn", name=op.f("uq_block_ticks_store_id_worksheet_id_block_code_turn")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_block_ticks_store_id"), "block_ticks", ["store_id"])
    op.create_index(op.f("ix_block_ticks_worksheet_id"), "block_ticks", ["worksheet_id"])
    op.add_column("problems", sa.Column("inspect_on", sa.String(length=10)))


def downgrade() -> None:
    """Take both away: what was ticked and what was to be looked at again is lost."""
    op.drop_column("problems", "inspect_on")
    op.drop_table("block_ticks")
