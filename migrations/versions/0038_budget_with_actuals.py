"""A budget's lines with their day, what becomes of them and what was paid; money at the start and the outlooks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_FACTORS = {"careful_sales": "0.8", "careful_costs": "1.1", "bold_sales": "1.2", "bold_costs": "0.95"}
_LINES = ("name", "on_day", "becomes", "returns_on", "statement_kind", "statement_words")
_MAY_BE_UNKNOWN = {"setup_budget_phases": "month_target_fen", "setup_budget_lines": "amount_fen"}


def upgrade() -> None:
    """Add the columns and the table; targets and amounts may be unknown from now on."""
    op.add_column("setup_budgets", sa.Column("start_money_fen", sa.BigInteger()))
    for name, usual in _FACTORS.items():
        op.add_column("setup_budgets", sa.Column(name, sa.String(40), nullable=False, server_default=usual))
    for table, column in _MAY_BE_UNKNOWN.items():
        _change(table, column, nullable=True)
    op.add_column("setup_budget_lines", sa.Column("name", sa.String(), nullable=False, server_default=""))
    op.add_column("setup_budget_lines", sa.Column("on_day", sa.String(10)))
    op.add_column("setup_budget_lines", sa.Column("becomes", sa.String(40)))
    op.add_column("setup_budget_lines", sa.Column("returns_on", sa.String(10)))
    op.add_column("setup_budget_lines", sa.Column("statement_kind", sa.String(40)))
    op.add_column("setup_budget_lines", sa.Column("statement_words", sa.String(), nullable=False, server_default=""))
    table = "setup_budget_actuals"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.String(10), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("source", sa.String(40)),
        sa.Column("account", sa.String()),
        sa.Column("line_key", sa.String()),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=f"fk_{table}_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["line_id"], ["setup_budget_lines.id"], name=f"fk_{table}_line_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint(
            "store_id", "source", "account", "line_key", name=f"uq_{table}_store_id_source_account_line_key"
        ),
        sqlite_autoincrement=True,
    )
    for column in ("store_id", "line_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Drop them; what was not known becomes 0, and the name of a line goes into its note where that is empty."""
    op.drop_table("setup_budget_actuals")
    op.execute("UPDATE setup_budget_lines SET note = name WHERE note = ''")
    for name in _LINES:
        op.drop_column("setup_budget_lines", name)
    for table, column in _MAY_BE_UNKNOWN.items():
        op.execute(f"UPDATE {table} SET {column} = 0 WHERE {column} IS NULL")  # noqa: S608
        _change(table, column, nullable=False)
    for name in ("start_money_fen", *_FACTORS):
        op.drop_column("setup_budgets", name)


def _change(table: str, column: str, *, nullable: bool) -> None:
    """Let a column be empty, or not; SQLite makes the table anew for that and would forget the numbers once used."""
    bind = op.get_bind()
    last = None
    if bind.dialect.name == "sqlite":
        given = {"table": table}
        last = bind.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table"), given).scalar()
    with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column(column, existing_type=sa.BigInteger(), nullable=nullable)
    if last:
        given = {"last": last, "table": table}
        if not bind.execute(sa.text("UPDATE sqlite_sequence SET seq = :last WHERE name = :table"), given).rowcount:
            bind.execute(sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), given)
