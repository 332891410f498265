"""Statements of the payment account: lines, covered days, sums by day, missing stretches, the owner's rules."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = ("statement_lines", "statement_spans", "statement_days", "statement_gaps", "statement_rules")


def _word(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(40), nullable=False)


def _text(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(10), nullable=nullable)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(26), nullable=False)


def _number(name: str, *, nullable: bool = True, default: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable, server_default=default)


def _fen(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _make(name: str, *columns: Any, key: tuple[str, ...] = (), more: bool = False) -> None:
    """A table of a store; ``more`` says that its ids are never used twice."""
    rules: list[Any] = [
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{name}_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    ]
    if key:
        rules.append(sa.UniqueConstraint(*key, name=f"uq_{name}_store_id"))
    head = [sa.Column("id", sa.Integer(), nullable=False)]
    if more:
        head.append(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    head.append(sa.Column("store_id", sa.Integer(), nullable=False))
    op.create_table(name, *head, *columns, *rules, **({"sqlite_autoincrement": True} if more else {}))


def upgrade() -> None:
    """Make the tables; earlier programs took no statements."""
    _make(
        "statement_lines",
        _word("source"),
        _text("account", nullable=False),
        _text("line_key", nullable=False),
        _moment("at"),
        _day("day"),
        _number("position", nullable=False, default="0"),
        _fen("amount_fen"),
        _fen("balance_fen", nullable=True),
        _text("business_type"),
        _text("remark"),
        _text("description"),
        _text("title"),
        _text("number"),
        _text("order_no"),
        _word("kind"),
        sa.Column("rule", sa.String(), nullable=False, server_default=""),
        sa.Column("counted", sa.Boolean(), nullable=False, server_default="1"),
        _number("file_row"),
        _number("first_import_id"),
        _number("import_id"),
        key=("store_id", "source", "account", "line_key"),
    )
    op.create_index("ix_statement_lines_at", "statement_lines", ["store_id", "at", "position"])
    op.create_index("ix_statement_lines_order", "statement_lines", ["store_id", "order_no"])
    op.create_index("ix_statement_lines_kind", "statement_lines", ["store_id", "kind", "at"])
    _make(
        "statement_spans",
        _word("source"),
        _text("account", nullable=False),
        _day("first_day"),
        _day("last_day"),
        _number("import_id", nullable=False),
        _text("checks", nullable=False),
    )
    op.create_index("ix_statement_spans_days", "statement_spans", ["store_id", "source", "first_day", "last_day"])
    _make(
        "statement_days",
        _word("source"),
        _text("account", nullable=False),
        _day("day"),
        _word("kind"),
        _number("lines", nullable=False),
        _fen("amount_fen"),
        key=("store_id", "day", "source", "account", "kind"),
    )
    _make(
        "statement_gaps",
        _word("source"),
        _text("account", nullable=False),
        _day("day"),
        _moment("after"),
        _moment("before"),
        _fen("missing_fen"),
    )
    op.create_index("ix_statement_gaps_day", "statement_gaps", ["store_id", "day"])
    _make(
        "statement_rules",
        _text("words", nullable=False),
        _word("kind"),
        _word("place"),
        _word("sign"),
        _day("since", nullable=True),
        _text("note", nullable=False),
        more=True,
    )
    op.create_index("ix_statement_rules_store_id", "statement_rules", ["store_id"])


def downgrade() -> None:
    """Drop them; importing the same files again brings the lines back, the own rules are gone."""
    for name in reversed(_TABLES):
        op.drop_table(name)
