"""Targets by product group, months that stay, and the targets of years and typed days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_OLD_KEY = "uq_targets_store_id_month_metric"
_KEY = "uq_targets_store_id_month_metric_product_group"


def upgrade() -> None:
    """Every target so far is the whole store's, and stays as it is until somebody lets it follow the year."""
    with op.batch_alter_table("targets", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("product_group", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("locked", sa.Boolean(), nullable=False, server_default="1"))
        batch.drop_constraint(_OLD_KEY, type_="unique")
        batch.create_unique_constraint(_KEY, ["store_id", "month", "metric", "product_group"])
    for table, when in (("target_years", sa.Column("year", sa.Integer(), nullable=False)),
                        ("target_days", sa.Column("day", sa.String(10), nullable=False))):  # fmt: skip
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
            sa.Column("store_id", sa.Integer(), nullable=False),
            when,
            sa.Column("metric", sa.String(), nullable=False),
            sa.Column("product_group", sa.String(), nullable=False, server_default=""),
            sa.Column("value", sa.BigInteger(), nullable=False),
            sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{table}_store_id", ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
            sa.UniqueConstraint("store_id", when.name, "metric", "product_group",
                                name=f"uq_{table}_store_id_{when.name}_metric_product_group"),
            sqlite_autoincrement=True,
        )  # fmt: skip
        op.create_index(f"ix_{table}_store_id", table, ["store_id"])


def downgrade() -> None:
    """Take groups, years and typed days away; the months of the whole store stay."""
    op.drop_table("target_days")
    op.drop_table("target_years")
    op.execute("DELETE FROM targets WHERE product_group <> ''")
    with op.batch_alter_table("targets", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint(_KEY, type_="unique")
        batch.create_unique_constraint(_OLD_KEY, ["store_id", "month", "metric"])
        batch.drop_column("locked")
        batch.drop_column("product_group")
