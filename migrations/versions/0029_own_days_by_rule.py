"""Own days come back by a rule and may last several days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the rule; what came back did so on its date, and every day was one day long."""
    op.add_column("own_days", sa.Column("rule", sa.String(40), nullable=False, server_default="date"))
    op.add_column("own_days", sa.Column("festival", sa.String(), nullable=False, server_default=""))
    op.add_column("own_days", sa.Column("offset_days", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("own_days", sa.Column("days", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Drop it; a day that came back on changing dates stands once, since older programs would repeat its date."""
    op.execute(
        sa.text("UPDATE own_days SET yearly = :no WHERE rule <> 'date'").bindparams(
            sa.bindparam("no", False, type_=sa.Boolean())
        )
    )
    with op.batch_alter_table("own_days") as batch:
        for name in ("days", "offset_days", "festival", "rule"):
            batch.drop_column(name)
