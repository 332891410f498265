"""The plan of the range by quarter, product group and role."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing was planned before."""
    op.create_table(
        "assortment_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("product_group", sa.String(), nullable=False, server_default=""),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("products", sa.Integer()),
        sa.Column("pieces", sa.Integer()),
        sa.Column("price_fen", sa.BigInteger()),
        sa.Column("amount_fen", sa.BigInteger()),
        sa.Column("share", sa.String(40)),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_assortment_rows_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_assortment_rows"),
        sa.UniqueConstraint(
            "store_id", "year", "quarter", "product_group", "role",
            name="uq_assortment_rows_store_id_year_quarter_product_group_role",
        ),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_assortment_rows_store_id", "assortment_rows", ["store_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("assortment_rows")
