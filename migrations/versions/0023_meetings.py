"""The agenda kept in the program: points of meetings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; earlier programs kept no agenda."""
    op.create_table(
        "meeting_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due", sa.String(10)),
        sa.Column("problem_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name="fk_meeting_points_store_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name="fk_meeting_points_problem_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_points"),
        sa.UniqueConstraint("store_id", "kind", "day", "topic", name="uq_meeting_points_store_id_kind_day_topic"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_meeting_points_store_id", "meeting_points", ["store_id"])
    op.create_index("ix_meeting_points_problem_id", "meeting_points", ["problem_id"])
    op.create_index("ix_meeting_points_day", "meeting_points", ["store_id", "day"])


def downgrade() -> None:
    """Take the table away; the problems that came of decisions stay."""
    op.drop_table("meeting_points")
