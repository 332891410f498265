"""Campaigns keep files, the whole forecast that was planned with, and the stock of a product at the application."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_PLANNED = ("plan_pieces", "plan_chats", "plan_service", "plan_packers", "plan_boxes")


def upgrade() -> None:
    """Add all; of older campaigns nothing was kept, and nobody said."""
    for name in _PLANNED:
        op.add_column("campaigns", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("campaigns", sa.Column("plan_profit_fen", sa.BigInteger(), nullable=True))
    op.add_column("campaign_products", sa.Column("stock", sa.Integer(), nullable=True))
    op.create_table(
        "campaign_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(26), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stored", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name="fk_campaign_files_campaign_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_campaign_files_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_files"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_campaign_files_campaign_id", "campaign_files", ["campaign_id"])
    op.create_index("ix_campaign_files_store_id", "campaign_files", ["store_id"])


def downgrade() -> None:
    """Drop all; the copies of the files stay in the folder of the attachments."""
    op.drop_table("campaign_files")
    with op.batch_alter_table("campaign_products") as batch:
        batch.drop_column("stock")
    with op.batch_alter_table("campaigns") as batch:
        batch.drop_column("plan_profit_fen")
        for name in reversed(_PLANNED):
            batch.drop_column(name)
