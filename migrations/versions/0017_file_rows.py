"""The row of the file that a figure, an order or an item came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TABLES = ("orders", "order_items", "store_days", "product_days", "channel_days", "service_days")


def upgrade() -> None:
    """Add the column; it is empty until a row is imported again."""
    for table in _TABLES:
        op.add_column(table, sa.Column("file_row", sa.Integer()))


def downgrade() -> None:
    """Take it away; the rows stay."""
    for table in _TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("file_row")
