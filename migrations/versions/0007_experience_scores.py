"""The experience scores that the platform states of a store, beside the older three ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SCORES = ("experience", "experience_goods", "experience_logistics", "experience_service")


def upgrade() -> None:
    """Add the scores; no report that was imported before left them behind."""
    for name in _SCORES:
        op.add_column("store_days", sa.Column(name, sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Take the scores away; the reports can be imported again."""
    for name in _SCORES:
        op.drop_column("store_days", name)
