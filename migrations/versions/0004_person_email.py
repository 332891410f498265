"""The e-mail address of a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the address; nobody has one yet."""
    op.add_column("people", sa.Column("email", sa.String(), nullable=True))


def downgrade() -> None:
    """Take the addresses away."""
    with op.batch_alter_table("people") as batch:
        batch.drop_column("email")
