"""The contents of photos and files where the data are on a server; a data file has them beside it, as before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_NAMED_BY = (
    ("answers", "file"),
    ("problem_files", "stored"),
    ("campaign_files", "stored"),
    ("competitor_files", "stored"),
    ("setup_scans", "stored"),
    ("supplier_files", "stored"),
    ("design_jobs", "stored"),
)


def upgrade() -> None:
    """Nothing is moved: the program hands in what lies in the data folder of a PC, for no revision sees that."""
    op.create_table(
        "file_contents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("stored", sa.String(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_file_contents_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_file_contents"),
        sa.UniqueConstraint("store_id", "stored", name="uq_file_contents_store_id_stored"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_file_contents_store_id", "file_contents", ["store_id"])
    for table, column in _NAMED_BY:
        op.create_index(f"ix_{table}_kept", table, ["store_id", column])


def downgrade() -> None:
    """What a server holds of files goes with the table; moved back to one PC first, nothing is lost."""
    for table, _column in _NAMED_BY:
        op.drop_index(f"ix_{table}_kept", table)
    op.drop_table("file_contents")
