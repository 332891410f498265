"""The agenda kept in the program: points of meetings; levels of members."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; earlier programs kept no agenda and knew no levels."""
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
    op.create_table(
        "member_levels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("orders_from", sa.Integer()),
        sa.Column("paid_from_fen", sa.BigInteger()),
        sa.Column("valid_from", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_member_levels_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_member_levels"),
        sa.UniqueConstraint("store_id", "name", "valid_from", name="uq_member_levels_store_id_name_valid_from"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_member_levels_store_id", "member_levels", ["store_id"])


def downgrade() -> None:
    """Take the tables away; the problems that came of decisions stay."""
    op.drop_table("member_levels")
    op.drop_table("meeting_points")
