"""The questions that decide the setup's list, what is wanted all the same, and papers to bring."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_OPTIONAL = "'doc.sole_licence', 'doc.purchase', 'doc.test_report'"
_ELSEWHERE = "'doc.authorisation', 'doc.product_list', 'doc.trademark'"


def upgrade() -> None:
    """Add the columns and the table.

    What the template had set aside as not needed is missing now, and the answers say whether it is needed; the category
    that was chosen is its answer.
    """
    for name in ("brand", "producer", "mark", "holder"):
        op.add_column("setup_plans", sa.Column(name, sa.String(40)))
    op.add_column("setup_plans", sa.Column("sells", sa.String()))
    op.add_column("setup_plans", sa.Column("left_out", sa.String(), nullable=False, server_default="[]"))
    for table in ("setup_steps", "setup_documents"):
        op.add_column(table, sa.Column("wanted", sa.Boolean(), nullable=False, server_default="0"))
    op.execute("UPDATE setup_plans SET sells = category WHERE category <> 'other'")
    op.execute(
        sa.text(
            "UPDATE setup_documents SET state = 'missing' WHERE state = 'not_needed' AND decided = :no AND own = :no"
        ).bindparams(sa.bindparam("no", False, sa.Boolean()))
    )
    op.create_table(
        "setup_visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("also", sa.String()),
        sa.Column("papers", sa.String()),
        sa.Column("packed", sa.String(), nullable=False),
        sa.Column("on_day", sa.String(10)),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_setup_visits_store_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_setup_visits"),
        sa.UniqueConstraint("store_id", "code", name="uq_setup_visits_store_id_code"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_setup_visits_store_id", "setup_visits", ["store_id"])


def downgrade() -> None:
    """Drop them; papers that the template of then had set aside, and that nobody touched, are not needed again."""
    food = "p.category IN ('food', 'tea')"
    op.execute(
        sa.text(
            "UPDATE setup_documents SET state = 'not_needed' WHERE state = 'missing' AND decided = :no AND own = :no "
            "AND EXISTS (SELECT 1 FROM setup_plans AS p WHERE p.store_id = setup_documents.store_id AND ("
            f"setup_documents.code IN ({_OPTIONAL}) "
            f"OR (setup_documents.code IN ({_ELSEWHERE}) AND p.template NOT LIKE 'tmall.%') "
            f"OR (setup_documents.code IN ('doc.food_licence', 'doc.commissioned') AND NOT ({food})) "
            "OR (setup_documents.code = 'doc.cosmetics' AND p.category <> 'cosmetics')))"
        ).bindparams(sa.bindparam("no", False, sa.Boolean()))
    )
    op.drop_table("setup_visits")
    for table in ("setup_steps", "setup_documents"):
        op.drop_column(table, "wanted")
    for name in ("left_out", "sells", "holder", "mark", "producer", "brand"):
        op.drop_column("setup_plans", name)
