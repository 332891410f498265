"""What the data answer in every reader's language; shifts and who works them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the sentence of an answer, the shifts and the roster."""
    op.add_column("answers", sa.Column("said", sa.String(), nullable=True))
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.Column("pause_minutes", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_shifts_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
        sa.UniqueConstraint("store_id", "code", name="uq_shifts_store_id_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_shifts_store_id", "shifts", ["store_id"])
    op.create_table(
        "roster_days",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_roster_days_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_roster_days_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_days"),
        sa.UniqueConstraint("person_id", "day", name="uq_roster_days_person_id_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roster_days_day", "roster_days", ["store_id", "day"])
    op.create_index("ix_roster_days_person_id", "roster_days", ["person_id"])
    op.create_index("ix_roster_days_store_id", "roster_days", ["store_id"])


def downgrade() -> None:
    """Remove them again."""
    op.drop_table("roster_days")
    op.drop_table("shifts")
    with op.batch_alter_table("answers") as batch:
        batch.drop_column("said")
