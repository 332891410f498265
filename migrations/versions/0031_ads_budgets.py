"""What may be spent on ads by month, programme and product, and the plans of affiliates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; older files have neither budgets nor plans."""
    op.create_table(
        "ads_budgets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_ads_budgets_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_ads_budgets"),
        sa.UniqueConstraint(
            "store_id", "month", "channel", "plan", "product_id",
            name="uq_ads_budgets_store_id_month_channel_plan_product_id",
        ),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_ads_budgets_store_id", "ads_budgets", ["store_id"])
    op.create_table(
        "affiliate_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("rate", sa.String(40), nullable=False),
        sa.Column("fee_rate", sa.String(40)),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("until", sa.String(10)),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_affiliate_plans_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_affiliate_plans"),
        sa.UniqueConstraint("store_id", "name", "start", name="uq_affiliate_plans_store_id_name_start"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_affiliate_plans_store_id", "affiliate_plans", ["store_id"])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("affiliate_plans")
    op.drop_table("ads_budgets")
