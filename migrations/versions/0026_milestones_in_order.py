"""Milestones have somebody in charge, and one that has to be done before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; of older milestones nobody is in charge and nothing holds them up."""
    op.add_column("milestones", sa.Column("owner", sa.String(), nullable=False, server_default=""))
    op.add_column("milestones", sa.Column("after_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop both; what was counted from a warm-up is counted from the first day, which older programs know."""
    op.execute("UPDATE milestones SET anchor = 'start' WHERE anchor = 'warm_up'")
    op.execute("UPDATE milestone_rules SET anchor = 'start' WHERE anchor = 'warm_up'")
    with op.batch_alter_table("milestones") as batch:
        batch.drop_column("after_id")
        batch.drop_column("owner")
