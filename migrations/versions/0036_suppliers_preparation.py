"""Suppliers with their terms, weights, price steps and papers; what is prepared for the opening."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def _table(name: str, *columns: Any, key: tuple[str, ...] = (), called: str = "", supplier: bool = True) -> None:
    parts: list[Any] = [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
    ]
    if supplier:
        parts.append(sa.Column("supplier_id", sa.Integer(), nullable=False))
    parts += columns
    parts.append(sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{name}_store_id", ondelete="CASCADE"))
    if supplier:
        parts.append(
            sa.ForeignKeyConstraint(
                ["supplier_id"], ["suppliers.id"], name=f"fk_{name}_supplier_id", ondelete="CASCADE"
            )
        )
    parts.append(sa.PrimaryKeyConstraint("id", name=f"pk_{name}"))
    if key:
        parts.append(sa.UniqueConstraint(*key, name=called or f"uq_{name}_{'_'.join(key)}"))
    op.create_table(name, *parts, sqlite_autoincrement=True)
    for column in ("store_id", "supplier_id") if supplier else ("store_id",):
        op.create_index(f"ix_{name}_{column}", name, [column])


def upgrade() -> None:
    """Make the tables, empty."""
    words = [sa.Column(name, sa.String(), nullable=False) for name in ("name", "goods", "contact", "phone", "city")]
    _table(
        "suppliers",
        *words,
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("chosen_on", sa.String(10)),
        sa.Column("reason", sa.String(), nullable=False),
        key=("store_id", "name"),
        supplier=False,
    )
    _table(
        "supplier_terms",
        sa.Column("term", sa.String(40), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("points", sa.Integer()),
        key=("store_id", "supplier_id", "term"),
    )
    _table(
        "supplier_weights",
        sa.Column("term", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        key=("store_id", "term"),
        supplier=False,
    )
    _table(
        "supplier_prices",
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("goods", sa.String(), nullable=False),
        sa.Column("from_pieces", sa.Integer(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        key=("store_id", "supplier_id", "product_id", "goods", "from_pieces"),
        called="uq_supplier_prices_step",  # a name of all columns is longer than PostgreSQL takes
    )
    _table(
        "supplier_files",
        sa.Column("at", sa.String(26), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stored", sa.String(), nullable=False),
    )
    _table(
        "prepared",
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("done_on", sa.String(10), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        key=("store_id", "product_id", "item"),
        supplier=False,
    )
    _table(
        "preparation_items",
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("each", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        key=("store_id", "item"),
        supplier=False,
    )


def downgrade() -> None:
    """Drop all seven."""
    for name in ("preparation_items", "prepared", "supplier_files", "supplier_prices", "supplier_weights", "supplier_terms", "suppliers"):
        op.drop_table(name)
