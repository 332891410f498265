"""Inspection rounds, and what was seen on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; older files have no rounds."""
    op.create_table(
        "inspection_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("places", sa.String(), nullable=False),
        sa.Column("best", sa.Integer(), nullable=False),
        sa.Column("every", sa.Integer()),
        sa.Column("owner", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_inspection_rounds_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_inspection_rounds"),
        sa.UniqueConstraint("store_id", "name", name="uq_inspection_rounds_store_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inspection_rounds_store_id", "inspection_rounds", ["store_id"])
    op.create_table(
        "inspection_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("points", sa.Integer()),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("problem_id", sa.Integer()),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_inspection_marks_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["round_id"], ["inspection_rounds.id"], name="fk_inspection_marks_round_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name="fk_inspection_marks_problem_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_inspection_marks"),
        sa.UniqueConstraint(
            "store_id", "round_id", "day", "place", name="uq_inspection_marks_store_id_round_id_day_place"
        ),
        sqlite_autoincrement=True,
    )
    for column in ("store_id", "round_id", "problem_id"):
        op.create_index(f"ix_inspection_marks_{column}", "inspection_marks", [column])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("inspection_marks")
    op.drop_table("inspection_rounds")
