"""What the owner enters about costs: unit costs, courier prices, costs with a day, quarters for the tax office."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TABLES = ("unit_costs", "courier_rates", "dated_costs", "tax_quarters")


def _fen(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _make(name: str, *columns: sa.Column[Any], key: tuple[str, ...] = ()) -> None:
    """A table of records of a store; ``key`` is what is unique."""
    rules: list[Any] = [
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{name}_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    ]
    if key:
        rules.append(sa.UniqueConstraint(*key, name=f"uq_{name}_{'_'.join(key)}"))
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        *columns,
        *rules,
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_store_id", name, ["store_id"])


def upgrade() -> None:
    """Make the tables; earlier programs knew no costs."""
    _make(
        "unit_costs",
        _text("product_id"),
        _text("variant"),
        _text("merchant_code"),
        _text("title"),
        _fen("cost_fen"),
        _text("valid_from", 10),
        _text("sellable", 40, nullable=True),
        _number("weight_grams", nullable=True),
        _text("note"),
        key=("store_id", "product_id", "variant", "merchant_code", "valid_from"),
    )
    _make(
        "courier_rates",
        _text("province"),
        _number("first_grams"),
        _fen("first_fen"),
        _number("next_grams"),
        _fen("next_fen"),
        _text("valid_from", 10),
        _text("courier"),
        key=("store_id", "province", "valid_from"),
    )
    _make(
        "dated_costs",
        _text("kind", 40),
        _text("rhythm", 40),
        _fen("amount_fen"),
        _text("first_day", 10),
        _text("last_day", 10, nullable=True),
        _text("note"),
    )
    _make(
        "tax_quarters",
        _text("quarter", 10),
        _fen("income_fen", nullable=True),
        _fen("returned_fen", nullable=True),
        _fen("net_fen", nullable=True),
        _fen("declared_fen", nullable=True),
        sa.Column("without_vat", sa.Boolean(), nullable=False),
        _text("vat_rate", 40, nullable=True),
        _text("basis", 40, nullable=True),
        _fen("outside_fen", nullable=True),
        _text("note"),
        key=("store_id", "quarter"),
    )


def downgrade() -> None:
    """Take the tables away with all that was entered."""
    for name in reversed(_TABLES):
        op.drop_table(name)
