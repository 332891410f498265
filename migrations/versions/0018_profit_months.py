"""Months of profit that were reckoned once, and the fees that the platform reports of a quarter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, which fills by itself, and the column, which nobody could fill before."""
    op.add_column("tax_quarters", sa.Column("fees_fen", sa.BigInteger(), nullable=True))
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


def downgrade() -> None:
    """Take both away; the months are reckoned anew, the fees are lost."""
    op.drop_table("profit_months")
    with op.batch_alter_table("tax_quarters") as batch:
        batch.drop_column("fees_fen")
