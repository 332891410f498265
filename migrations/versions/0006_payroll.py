"""Payroll: dated values, figures of months, balances, adjustments, schemes, and computed months with their lines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; there is nothing to carry over."""
    op.create_table(
        "pay_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("valid_from", sa.String(10), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_values_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pay_values_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_values"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_inputs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_inputs_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pay_inputs_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_inputs"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("income_fen", sa.BigInteger(), nullable=False),
        sa.Column("insurance_fen", sa.BigInteger(), nullable=False),
        sa.Column("special_fen", sa.BigInteger(), nullable=False),
        sa.Column("withheld_fen", sa.BigInteger(), nullable=False),
        sa.Column("carried_fen", sa.BigInteger(), nullable=False),
        sa.Column("advance_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_openings_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pay_openings_person_id", ondelete="CASCADE"),
        sa.UniqueConstraint("store_id", "person_id", "month", name="uq_pay_openings_store_id_person_id_month"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_openings"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("original_month", sa.String(10), nullable=False),
        sa.Column("original_code", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_adjustments_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pay_adjustments_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_adjustments"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_schemes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("valid_from", sa.String(10), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_schemes_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pay_schemes_person_id", ondelete="CASCADE"),
        sa.UniqueConstraint("store_id", "code", "valid_from", name="uq_pay_schemes_store_id_code_valid_from"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_schemes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(10), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("computed_at", sa.String(26), nullable=False),
        sa.Column("turnover_fen", sa.BigInteger(), nullable=True),
        sa.Column("cost_ratio", sa.String(40), nullable=True),
        sa.Column("silent_pool_fen", sa.BigInteger(), nullable=True),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("notices", sa.String(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_runs_store_id", ondelete="CASCADE"),
        sa.UniqueConstraint("store_id", "month", name="uq_pay_runs_store_id_month"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_runs"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_slips",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("days_employed", sa.Integer(), nullable=False),
        sa.Column("gross_fen", sa.BigInteger(), nullable=True),
        sa.Column("compensation_fen", sa.BigInteger(), nullable=True),
        sa.Column("social_fen", sa.BigInteger(), nullable=True),
        sa.Column("housing_fund_fen", sa.BigInteger(), nullable=True),
        sa.Column("income_tax_fen", sa.BigInteger(), nullable=True),
        sa.Column("taxable_fen", sa.BigInteger(), nullable=True),
        sa.Column("withheld_fen", sa.BigInteger(), nullable=True),
        sa.Column("net_fen", sa.BigInteger(), nullable=True),
        sa.Column("cost_fen", sa.BigInteger(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("income_fen", sa.BigInteger(), nullable=True),
        sa.Column("insurance_fen", sa.BigInteger(), nullable=True),
        sa.Column("special_fen", sa.BigInteger(), nullable=True),
        sa.Column("bonus_apart_fen", sa.BigInteger(), nullable=False),
        sa.Column("carried_fen", sa.BigInteger(), nullable=True),
        sa.Column("advance_fen", sa.BigInteger(), nullable=True),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("notices", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_slips_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["pay_runs.id"], name="fk_pay_slips_run_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pay_slips_person_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_slips"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("slip_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=True),
        sa.Column("rate", sa.String(40), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("not_taken_fen", sa.BigInteger(), nullable=False),
        sa.Column("explanation", sa.String(), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name="fk_pay_lines_store_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["slip_id"], ["pay_slips.id"], name="fk_pay_lines_slip_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pay_lines"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pay_values_store_id", "pay_values", ["store_id"])
    op.create_index("ix_pay_values_person_id", "pay_values", ["person_id"])
    op.create_index("ix_pay_values_store_id_person_id_code_valid_from", "pay_values", ["store_id", "person_id", "code", "valid_from"])
    op.create_index("ix_pay_inputs_store_id", "pay_inputs", ["store_id"])
    op.create_index("ix_pay_inputs_person_id", "pay_inputs", ["person_id"])
    op.create_index("ix_pay_inputs_store_id_month_person_id_code", "pay_inputs", ["store_id", "month", "person_id", "code"])
    op.create_index("ix_pay_openings_store_id", "pay_openings", ["store_id"])
    op.create_index("ix_pay_openings_person_id", "pay_openings", ["person_id"])
    op.create_index("ix_pay_adjustments_store_id", "pay_adjustments", ["store_id"])
    op.create_index("ix_pay_adjustments_person_id", "pay_adjustments", ["person_id"])
    op.create_index("ix_pay_adjustments_store_id_month", "pay_adjustments", ["store_id", "month"])
    op.create_index("ix_pay_schemes_store_id", "pay_schemes", ["store_id"])
    op.create_index("ix_pay_schemes_person_id", "pay_schemes", ["person_id"])
    op.create_index("ix_pay_runs_store_id", "pay_runs", ["store_id"])
    op.create_index("ix_pay_slips_store_id", "pay_slips", ["store_id"])
    op.create_index("ix_pay_slips_run_id", "pay_slips", ["run_id"])
    op.create_index("ix_pay_slips_person_id", "pay_slips", ["person_id"])
    op.create_index("ix_pay_lines_store_id", "pay_lines", ["store_id"])
    op.create_index("ix_pay_lines_slip_id", "pay_lines", ["slip_id"])


def downgrade() -> None:
    """Take the tables away with all that was paid by them."""
    for table in ("pay_lines", "pay_slips", "pay_runs", "pay_schemes", "pay_adjustments", "pay_openings", "pay_inputs", "pay_values"):
        op.drop_table(table)
