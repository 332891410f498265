"""Visitors that search brought to a product."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what was imported before it is not known."""
    op.add_column("product_days", sa.Column("search_visitors", sa.Integer()))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("product_days") as batch:
        batch.drop_column("search_visitors")
