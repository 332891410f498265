"""Several scans of a document, why one was rejected, and whether a person set its state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the one scan that a document could have into a table of its own."""
    op.create_table(
        "setup_scans",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("stored", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_setup_scans_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["setup_documents.id"], name="fk_setup_scans_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_setup_scans"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_setup_scans_store_id", "setup_scans", ["store_id"])
    op.create_index("ix_setup_scans_document_id", "setup_scans", ["document_id"])
    op.execute(
        "INSERT INTO setup_scans (store_id, document_id, name, stored) "
        "SELECT store_id, id, coalesce(scan_name, scan), scan FROM setup_documents WHERE scan IS NOT NULL ORDER BY id"
    )
    op.drop_column("setup_documents", "scan")
    op.drop_column("setup_documents", "scan_name")
    op.add_column("setup_documents", sa.Column("rejection", sa.String(), nullable=False, server_default=""))
    op.add_column("setup_documents", sa.Column("decided", sa.Boolean(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Keep the newest scan of each document, as it was before; the others are left out."""
    bind = op.get_bind()
    numbers = "sqlite_sequence WHERE name = 'setup_documents'"
    last = bind.execute(sa.text(f"SELECT seq FROM {numbers}")).scalar() if bind.dialect.name == "sqlite" else None
    # Made anew, because the columns go back to their places; its numbers go on, or one would be used again.
    options = {"sqlite_autoincrement": True}
    with op.batch_alter_table("setup_documents", recreate="always", table_kwargs=options) as batch:
        batch.add_column(sa.Column("scan", sa.String(), nullable=True), insert_before="note")
        batch.add_column(sa.Column("scan_name", sa.String(), nullable=True), insert_before="note")
        batch.drop_column("rejection")
        batch.drop_column("decided")
    if last:
        given = {"last": last}
        bind.execute(sa.text("UPDATE sqlite_sequence SET seq = :last WHERE name = 'setup_documents'"), given)
    newest = "(SELECT {} FROM setup_scans WHERE document_id = setup_documents.id ORDER BY id DESC LIMIT 1)"
    op.execute(f"UPDATE setup_documents SET scan = {newest.format('stored')}, scan_name = {newest.format('name')}")
    op.drop_table("setup_scans")
