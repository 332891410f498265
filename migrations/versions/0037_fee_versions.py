"""Own fees say for which platform, type and trademark they are, where from in full, and when the yearly fee comes back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_STORE = "SELECT {column} FROM stores WHERE stores.id = setup_fees.store_id"


def upgrade() -> None:
    """Add the columns. What was entered so far was meant for the store's own platform, and counted as sure."""
    for name in ("platform", "store_type", "trademark"):
        op.add_column("setup_fees", sa.Column(name, sa.String(40)))
    for name in ("ladder", "link"):
        op.add_column("setup_fees", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("setup_fees", sa.Column("verified", sa.Boolean(), nullable=False, server_default="1"))
    op.add_column("setup_fees", sa.Column("note", sa.String(), nullable=False, server_default=""))
    op.execute(f"UPDATE setup_fees SET platform = ({_STORE.format(column='platform')})")


def downgrade() -> None:
    """Drop them, with the figures that were meant for another kind of store: without its name they would count."""
    plan = "SELECT trademark FROM setup_plans WHERE setup_plans.store_id = setup_fees.store_id"
    op.execute(
        f"DELETE FROM setup_fees WHERE platform <> ({_STORE.format(column='platform')}) "
        f"OR store_type <> ({_STORE.format(column='store_type')}) "
        f"OR (trademark IS NOT NULL AND trademark <> COALESCE(({plan}), 'r'))"
    )
    for name in ("note", "verified", "link", "ladder", "trademark", "store_type", "platform"):
        op.drop_column("setup_fees", name)
