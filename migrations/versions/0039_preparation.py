"""What is prepared for the opening, own things to prepare and those left out."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_KEYS = {"prepared": ("store_id", "product_id", "item"), "preparation_items": ("store_id", "item")}


def _columns() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "prepared": (
            sa.Column("product_id", sa.String(), nullable=False),
            sa.Column("item", sa.String(40), nullable=False),
            sa.Column("done_on", sa.String(10), nullable=False),
            sa.Column("who", sa.String(), nullable=False),
        ),
        "preparation_items": (
            sa.Column("item", sa.String(40), nullable=False),
            sa.Column("title", sa.String(), nullable=False),
            sa.Column("each", sa.Boolean(), nullable=False),
            sa.Column("left_out", sa.Boolean(), nullable=False),
        ),
    }


def upgrade() -> None:
    """Make both; in older files nothing was ticked."""
    for name, columns in _columns().items():
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
            sa.Column("store_id", sa.Integer(), nullable=False),
            *columns,
            sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{name}_store_id", ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            sa.UniqueConstraint(*_KEYS[name], name=f"uq_{name}_{'_'.join(_KEYS[name])}"),
            sqlite_autoincrement=True,
        )
        op.create_index(f"ix_{name}_store_id", name, ["store_id"])


def downgrade() -> None:
    """Drop both."""
    for name in _KEYS:
        op.drop_table(name)
