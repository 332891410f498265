"""What the owner says of products: role, stage of life, own group."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing was said of products before."""
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(40)),
        sa.Column("life", sa.String(40)),
        sa.Column("product_group", sa.String(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_products_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
        sa.UniqueConstraint("store_id", "product_id", name="uq_products_store_id_product_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_products_store_id", "products", ["store_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("products")
