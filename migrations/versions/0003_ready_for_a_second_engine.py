"""Money in eight bytes, a version on every record, stores first in every key, one of a name by constraint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MONEY = {
    "campaign_products": ("list_fen", "price_fen", "cost_fen", "stacked_fen"),
    "campaigns": ("budget_fen", "plan_sales_fen", "spend_fen"),
    "channel_days": ("spend_fen", "sales_fen"),
    "order_days": ("gross_fen", "paid_fen", "refund_fen", "net_fen"),
    "order_items": ("price_fen", "payable_fen", "received_fen", "refund_fen"),
    "orders": ("gross_fen", "received_fen", "refund_fen"),
    "people": ("base_fen",),
    "product_days": ("paid_fen", "list_fen", "refund_fen"),
    "roles": ("base_fen",),
    "service_days": ("sales_fen",),
    "setup_budget_lines": ("amount_fen",),
    "setup_budget_phases": ("month_target_fen",),
    "setup_budgets": ("stated_total_fen", "fixed_month_fen"),
    "setup_fees": ("amount_fen",),
    "setup_plans": ("expected_year_fen",),
    "staff_events": ("base_fen",),
    "store_days": ("paid_fen", "placed_fen", "refund_fen", "ads_fen", "affiliate_fen"),
    "targets": ("value",),
    "tier_posts": ("cost_fen",),
    "tiers": ("turnover_fen", "budget_fen", "total_fen"),
}
RECORDS = (
    "answers", "campaign_events", "campaign_products", "campaigns", "checklist_versions", "checklists", "departments",
    "gate_versions", "heroes", "holiday_notices", "milestone_rules", "milestones", "own_days", "people",
    "problem_comments", "problem_events", "problem_files", "problems", "roles", "roster_days", "setup_budget_lines",
    "setup_budget_phases", "setup_budgets", "setup_clocks", "setup_documents", "setup_fees", "setup_plans",
    "setup_steps", "shifts", "staff_events", "store_settings", "stores", "targets", "tier_posts", "tier_tables",
    "tiers", "worksheets",
)  # fmt: skip
# Keys of child tables: as they were, to which the store comes first now.
CHILD_KEYS = {
    "answers": ("worksheet_id", "item_code"),
    "checklist_versions": ("checklist_id", "number"),
    "roster_days": ("person_id", "day"),
    "tier_posts": ("tier_id", "department_code"),
}
NEW_KEYS = {
    "campaign_products": ("store_id", "campaign_id", "product_id"),
    "import_mappings": ("headings",),
    "people": ("store_id", "name", "mark"),
    "tier_tables": ("store_id", "name"),
}
# Their numbers may be used again; all others never are.
WITHOUT_SEQUENCE = (
    "channel_days", "import_mappings", "import_rows", "order_days", "order_items", "orders", "product_days",
    "service_days",
)  # fmt: skip


def upgrade() -> None:
    """Add the columns, widen the money, put the stores first, make names unique."""
    op.add_column("change_sets", sa.Column("touched", sa.String(), nullable=False, server_default="[]"))
    for table in RECORDS:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    _tell_apart("people", "mark", ("store_id", "name", "mark"))
    _tell_apart("tier_tables", "name", ("store_id", "name"))
    _tell_apart("campaign_products", "product_id", ("store_id", "campaign_id", "product_id"))
    # Of several mappings for the same headings only the newest was ever used.
    op.execute(
        "DELETE FROM import_mappings WHERE id NOT IN (SELECT max(id) FROM import_mappings GROUP BY headings)"
    )
    op.add_column("import_rows", sa.Column("store_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE import_rows SET store_id = (SELECT store_id FROM imports WHERE imports.id = import_rows.import_id)"
    )
    with _numbers_kept():
        for table in sorted({*MONEY, *CHILD_KEYS, *NEW_KEYS}):
            with _changing(table) as batch:
                for column in MONEY.get(table, ()):
                    batch.alter_column(column, existing_type=sa.Integer(), type_=sa.BigInteger())
                if table in CHILD_KEYS:
                    old = CHILD_KEYS[table]
                    batch.drop_constraint(_key(table, old), type_="unique")
                    batch.create_unique_constraint(_key(table, ("store_id", *old)), ["store_id", *old])
                if table in NEW_KEYS:
                    batch.create_unique_constraint(_key(table, NEW_KEYS[table]), list(NEW_KEYS[table]))
        op.drop_index("ix_import_rows_row", "import_rows")
        with _changing("import_rows") as batch:
            batch.alter_column("store_id", existing_type=sa.Integer(), nullable=False)
            batch.create_foreign_key("fk_import_rows_store_id", "stores", ["store_id"], ["id"], ondelete="CASCADE")
        op.create_index("ix_import_rows_row", "import_rows", ["store_id", "noun", "row_id"])


def downgrade() -> None:
    """Take all of it back; names that were told apart stay so."""
    with _numbers_kept():
        op.drop_index("ix_import_rows_row", "import_rows")
        with _changing("import_rows") as batch:
            batch.drop_constraint("fk_import_rows_store_id", type_="foreignkey")
            batch.drop_column("store_id")
        op.create_index("ix_import_rows_row", "import_rows", ["noun", "row_id"])
        for table in sorted({*MONEY, *CHILD_KEYS, *NEW_KEYS, *RECORDS}):
            with _changing(table) as batch:
                for column in MONEY.get(table, ()):
                    batch.alter_column(column, existing_type=sa.BigInteger(), type_=sa.Integer())
                if table in CHILD_KEYS:
                    old = CHILD_KEYS[table]
                    batch.drop_constraint(_key(table, ("store_id", *old)), type_="unique")
                    batch.create_unique_constraint(_key(table, old), list(old))
                if table in NEW_KEYS:
                    batch.drop_constraint(_key(table, NEW_KEYS[table]), type_="unique")
                if table in RECORDS:
                    batch.drop_column("version")
        with _changing("change_sets") as batch:
            batch.drop_column("touched")


def _changing(table: str):  # noqa: ANN202  (Alembic's own context)
    return op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": table not in WITHOUT_SEQUENCE})


def _key(table: str, columns: tuple[str, ...]) -> str:
    return f"uq_{table}_{'_'.join(columns)}"


def _tell_apart(table: str, column: str, key: tuple[str, ...]) -> None:
    """Add the number of the row to all but the first of several alike; nothing is lost."""
    names = ", ".join(key)
    op.execute(
        f"UPDATE {table} SET {column} = {column} || ' #' || id "  # noqa: S608
        f"WHERE id NOT IN (SELECT min(id) FROM {table} GROUP BY {names})"
    )


@contextmanager
def _numbers_kept() -> Iterator[None]:
    """A table that is made anew must go on with its numbers, or the number of a removed row would be used again."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        yield
        return
    numbers = {row.name: row.seq for row in bind.execute(sa.text("SELECT name, seq FROM sqlite_sequence"))}
    yield
    for name, seq in numbers.items():
        given = {"name": name, "seq": seq}
        if not bind.execute(sa.text("UPDATE sqlite_sequence SET seq = :seq WHERE name = :name"), given).rowcount:
            bind.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"), given)
