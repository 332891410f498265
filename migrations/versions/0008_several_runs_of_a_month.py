"""A month may have several pay runs: its wages, what is paid apart from them, and reversals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OLD, _NEW = ["store_id", "month"], ["store_id", "month", "number"]

_GONE = (
    "SELECT run.id FROM pay_runs AS run WHERE run.kind <> 'monthly' OR EXISTS (SELECT 1 FROM pay_runs AS later "
    "WHERE later.store_id = run.store_id AND later.month = run.month AND later.reverses = run.number)"
)


def upgrade() -> None:
    """Give the runs a kind and a number; what is there are the wages of its month."""
    with op.batch_alter_table("pay_runs", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("kind", sa.String(length=40), nullable=False, server_default="monthly"))
        batch.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("reverses", sa.Integer(), nullable=True))
        batch.drop_constraint("uq_pay_runs_store_id_month", type_="unique")
        batch.create_unique_constraint("uq_pay_runs_store_id_month_number", _NEW)
    op.add_column("pay_adjustments", sa.Column("late", sa.Boolean(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Keep the wages of each month that stand; further runs and what was reversed go, as older programs know none."""
    op.drop_column("pay_adjustments", "late")
    # References are switched off while a file is migrated, so what hangs on a run is removed first.
    slips = f"SELECT id FROM pay_slips WHERE run_id IN ({_GONE})"  # noqa: S608
    op.execute(f"DELETE FROM pay_lines WHERE slip_id IN ({slips})")  # noqa: S608
    op.execute(f"DELETE FROM pay_slips WHERE run_id IN ({_GONE})")  # noqa: S608
    op.execute(f"DELETE FROM pay_runs WHERE id IN ({_GONE})")  # noqa: S608
    with op.batch_alter_table("pay_runs", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint("uq_pay_runs_store_id_month_number", type_="unique")
        batch.create_unique_constraint("uq_pay_runs_store_id_month", _OLD)
        for name in ("kind", "number", "reason", "reverses"):
            batch.drop_column(name)
