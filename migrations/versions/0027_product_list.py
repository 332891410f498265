"""The list of products: name, code, list price, stock as counted, delivery, reserve, season, reviews."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("title", sa.String(), nullable=False, server_default=""),
        sa.Column("merchant_code", sa.String(), nullable=False, server_default=""),
        sa.Column("list_fen", sa.BigInteger()),
        sa.Column("stock_pieces", sa.Integer()),
        sa.Column("stock_day", sa.String(10)),
        sa.Column("lead_days", sa.Integer()),
        sa.Column("reserve_pieces", sa.Integer()),
        sa.Column("season_end", sa.String(10)),
        sa.Column("all_year", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("reviews", sa.Integer()),
        sa.Column("praise_rate", sa.String(40)),
    )


def upgrade() -> None:
    """Add them; of older products nobody said any of it."""
    for column in _columns():
        op.add_column("products", column)


def downgrade() -> None:
    """Drop them; of a product that is sold off nobody has said the stage then, for older programs know no such one."""
    op.execute("UPDATE products SET life = NULL WHERE life = 'clear'")
    with op.batch_alter_table("products") as batch:
        for column in reversed(_columns()):
            batch.drop_column(column.name)
