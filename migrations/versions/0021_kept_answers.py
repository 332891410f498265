"""Answers that were reckoned once, of whatever kind, in the place of the months of profit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, which fills by itself; what was kept of profit is reckoned anew."""
    op.drop_table("profit_months")
    op.create_table(
        "kept_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_kept_answers_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_answers"),
        sa.UniqueConstraint("store_id", "name", "key", name="uq_kept_answers_store_id"),
    )


def downgrade() -> None:
    """Go back to the table of months, empty as it began."""
    op.drop_table("kept_answers")
    op.create_table(
        "profit_months",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("first_day", sa.String(10), nullable=False),
        sa.Column("last_day", sa.String(10), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("days", sa.String(), nullable=False),
        sa.Column("products", sa.String(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        sa.Column("unknown", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_profit_months_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_profit_months"),
        sa.UniqueConstraint("store_id", "month", name="uq_profit_months_store_id"),
    )
