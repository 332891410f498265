"""Orders held against the statements, months that were checked off, and own fees by category and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; no statement was read by an earlier program, so no order has money yet."""
    op.add_column("orders", sa.Column("freight_fen", sa.BigInteger(), nullable=True))
    op.add_column("setup_fees", sa.Column("category", sa.String(), nullable=False, server_default=""))
    op.add_column("setup_fees", sa.Column("valid_from", sa.String(10), nullable=True))
    _orders()
    _explanations()
    _months()


def _store() -> list[sa.Column[int]]:
    return [sa.Column("id", sa.Integer(), nullable=False), sa.Column("store_id", sa.Integer(), nullable=False)]


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), nullable=False, server_default="1")


def _orders() -> None:
    op.create_table(
        "order_money",
        *_store(),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(26), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("paid_at", sa.String(26), nullable=True),
        sa.Column("paid_day", sa.String(10), nullable=True),
        sa.Column("confirmed_at", sa.String(26), nullable=True),
        sa.Column("confirmed_day", sa.String(10), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("paid_fen", sa.BigInteger(), nullable=True),
        sa.Column("refund_fen", sa.BigInteger(), nullable=True),
        sa.Column("item_refund_fen", sa.BigInteger(), nullable=True),
        sa.Column("received_fen", sa.BigInteger(), nullable=False),
        sa.Column("refunded_fen", sa.BigInteger(), nullable=False),
        sa.Column("fees", sa.String(), nullable=False),
        sa.Column("expected_fen", sa.BigInteger(), nullable=True),
        sa.Column("difference_fen", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("hints", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_order_money_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_order_money"),
        sa.UniqueConstraint("store_id", "order_no", name="uq_order_money_store_id"),
    )
    op.create_index(
        "ix_order_money_counts", "order_money", ["store_id", "state", "day", "confirmed_day", "difference_fen"]
    )
    op.create_index("ix_order_money_at", "order_money", ["store_id", "at"])
    op.create_index("ix_order_money_state", "order_money", ["store_id", "state", "at"])
    op.create_index("ix_order_money_paid", "order_money", ["store_id", "paid_day"])
    op.create_index("ix_order_money_confirmed", "order_money", ["store_id", "confirmed_day"])


def _explanations() -> None:
    op.create_table(
        "order_explanations",
        *_store(),
        _version(),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(26), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("difference_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["store_id"], ["stores.id"], name="fk_order_explanations_store_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_order_explanations"),
        sa.UniqueConstraint("store_id", "order_no", name="uq_order_explanations_store_id_order_no"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_order_explanations_store_id", "order_explanations", ["store_id"])


def _months() -> None:
    op.create_table(
        "closed_months",
        *_store(),
        _version(),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("closed_at", sa.String(26), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_closed_months_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_closed_months"),
        sa.UniqueConstraint("store_id", "month", name="uq_closed_months_store_id_month"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_closed_months_store_id", "closed_months", ["store_id"])
    op.create_table(
        "month_changes",
        *_store(),
        _version(),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("before_fen", sa.BigInteger(), nullable=True),
        sa.Column("after_fen", sa.BigInteger(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("at", sa.String(26), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_month_changes_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_month_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_month_changes_store_id", "month_changes", ["store_id"])
    op.create_index("ix_month_changes_month", "month_changes", ["store_id", "month"])


def downgrade() -> None:
    """Take the tables away. Own fees of a category or of later days would be taken for general ones, so they go."""
    for table in ("month_changes", "closed_months", "order_explanations", "order_money"):
        op.drop_table(table)
    op.execute("DELETE FROM setup_fees WHERE category <> '' OR valid_from IS NOT NULL")
    with op.batch_alter_table("setup_fees") as batch:
        batch.drop_column("valid_from")
        batch.drop_column("category")
    with op.batch_alter_table("orders") as batch:
        batch.drop_column("freight_fen")
