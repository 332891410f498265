"""Standing tasks, and what was done of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables; older files have no standing tasks."""
    op.create_table(
        "standing_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(40), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("until", sa.String(10)),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("role_code", sa.String(40)),
        sa.Column("review_on", sa.String(10)),
        sa.Column("code", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_standing_tasks_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_standing_tasks"),
        sa.UniqueConstraint("store_id", "title", name="uq_standing_tasks_store_id_title"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_standing_tasks_store_id", "standing_tasks", ["store_id"])
    op.create_table(
        "standing_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("done_on", sa.String(10), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_standing_done_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["task_id"], ["standing_tasks.id"], name="fk_standing_done_task_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_standing_done"),
        sa.UniqueConstraint("store_id", "task_id", "due_on", name="uq_standing_done_store_id_task_id_due_on"),
        sqlite_autoincrement=True,
    )
    for column in ("store_id", "task_id"):
        op.create_index(f"ix_standing_done_{column}", "standing_done", [column])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("standing_done")
    op.drop_table("standing_tasks")
