"""How people grow: scorecards, typed figures, settled months, design jobs, training plans and who is on them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = (
    "scorecards",
    "score_entries",
    "settled_scores",
    "design_jobs",
    "training_plans",
    "trainings",
    "training_items",
)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(10), nullable=nullable)


def _text(name: str, length: int | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def _rate(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.String(40), nullable=nullable)


def _make(name: str, *columns: sa.Column[Any], refers: str = "", key: tuple[str, ...] = ()) -> None:
    """A table of records of a store; ``refers`` is the column that leads to another record, ``key`` what is unique."""
    target = {"person_id": "people.id", "training_id": "trainings.id"}.get(refers)
    rules: list[Any] = [
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{name}_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    ]
    if target is not None:
        rules.append(sa.ForeignKeyConstraint([refers], [target], name=f"fk_{name}_{refers}", ondelete="CASCADE"))
        columns = (sa.Column(refers, sa.Integer(), nullable=False), *columns)
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
    if refers:
        op.create_index(f"ix_{name}_{refers}", name, [refers])


def upgrade() -> None:
    """Make the tables; there is nothing to carry over."""
    _make(
        "scorecards",
        _text("code", 40),
        _day("valid_from"),
        _text("content"),
        key=("store_id", "code", "valid_from"),
    )
    _make(
        "score_entries",
        _day("month"),
        _text("indicator", 40),
        _rate("value"),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        _text("reason"),
        refers="person_id",
        key=("store_id", "person_id", "month", "indicator"),
    )
    _make(
        "settled_scores",
        _day("month"),
        _text("card", 40),
        _text("content"),
        _rate("total", nullable=False),
        refers="person_id",
        key=("store_id", "person_id", "month"),
    )
    _make(
        "design_jobs",
        _text("title"),
        _text("asked_by"),
        _day("asked_on"),
        _day("due_on", nullable=True),
        _day("delivered_on", nullable=True),
        sa.Column("passed_try", sa.Integer(), nullable=True),
        _text("file_name"),
        _text("stored"),
        _text("note"),
        refers="person_id",
    )
    _make("training_plans", _text("code", 40), _text("content"), key=("store_id", "code"))
    _make(
        "trainings",
        _text("plan", 40),
        _text("name_zh"),
        _text("name_en"),
        _day("started_on"),
        _day("ends_on"),
        _text("state", 40),
        _day("decided_on", nullable=True),
        _text("reason"),
        refers="person_id",
    )
    _make(
        "training_items",
        sa.Column("position", sa.Integer(), nullable=False),
        _text("title_zh"),
        _text("title_en"),
        _text("what_zh"),
        _text("what_en"),
        sa.Column("day", sa.Integer(), nullable=False),
        _rate("pass_mark"),
        _rate("result"),
        _day("done_on", nullable=True),
        _text("note"),
        refers="training_id",
    )
    op.create_index("ix_training_items_store_id_training_id", "training_items", ["store_id", "training_id"])


def downgrade() -> None:
    """Drop them with all that was scored, logged and learned."""
    for name in reversed(_TABLES):
        op.drop_table(name)
