"""What was paid in each hour of a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and sum what was paid so far into it."""
    op.create_table(
        "order_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("paid_orders", sa.Integer(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name=op.f("fk_order_hours_store_id_stores"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_hours")),
        sa.UniqueConstraint("store_id", "day", "hour", name="uq_order_hours_store_id"),
    )
    op.execute(
        """
        INSERT INTO order_hours (store_id, day, hour, paid_orders, paid_fen)
        SELECT store_id, paid_day, CAST(substr(paid_at, 12, 2) AS INTEGER), COUNT(*),
               SUM(COALESCE(received_fen + refund_fen, gross_fen))
        FROM orders WHERE paid_day IS NOT NULL AND paid_at IS NOT NULL
        GROUP BY store_id, paid_day, CAST(substr(paid_at, 12, 2) AS INTEGER)
        """
    )


def downgrade() -> None:
    """Take it away; the orders stay."""
    op.drop_table("order_hours")
