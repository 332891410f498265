"""The pay password of the data file, as a hash, with the wrong tries since the last right one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No password is set at first."""
    op.create_table(
        "pay_guard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(200), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.String(26), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pay_guard"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Earlier programs know no pay password, so it goes; what it protected stays."""
    op.drop_table("pay_guard")
