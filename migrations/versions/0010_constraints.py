"""What a service looked for before it wrote is a key: own days, names of shifts, open problems, entries of the payroll."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Of each: table, name, columns, and the rows among which no two are alike.
KEYS = (
    ("own_days", "uq_own_days_name", ("store_id", "day", "name"), ""),
    ("shifts", "uq_shifts_name_zh", ("store_id", "name_zh"), "NOT hidden"),
    ("shifts", "uq_shifts_name_en", ("store_id", "name_en"), "NOT hidden"),
    ("problems", "uq_problems_open", ("store_id", "worksheet_id", "item_code"), "state <> 'closed' AND item_code <> ''"),
    ("pay_values", "uq_pay_values_person", ("store_id", "person_id", "code", "valid_from"), ""),
    ("pay_values", "uq_pay_values_store", ("store_id", "code", "valid_from"), "person_id IS NULL"),
    ("pay_inputs", "uq_pay_inputs_person", ("store_id", "month", "person_id", "code"), ""),
    ("pay_inputs", "uq_pay_inputs_store", ("store_id", "month", "code"), "person_id IS NULL"),
)
# The keys find what these found.
REPLACED = (
    ("pay_values", "ix_pay_values_store_id_person_id_code_valid_from", ("store_id", "person_id", "code", "valid_from")),
    ("pay_inputs", "ix_pay_inputs_store_id_month_person_id_code", ("store_id", "month", "person_id", "code")),
)


def upgrade() -> None:
    """Tell apart or put right what is alike, then add the keys."""
    _number("own_days", "name", ("store_id", "day", "name"))
    _number("shifts", "name_zh", ("store_id", "name_zh"), "NOT hidden")
    _number("shifts", "name_en", ("store_id", "name_en"), "NOT hidden")
    # The first is the one that the form goes on with; the others stay open by themselves.
    open_ones = "state <> 'closed' AND item_code <> ''"
    op.execute(
        f"UPDATE problems SET worksheet_id = NULL WHERE {open_ones} AND id NOT IN "  # noqa: S608
        f"(SELECT min(id) FROM problems WHERE {open_ones} GROUP BY store_id, worksheet_id, item_code)"
    )
    # Of several entries for one day or month the last one counted.
    for table, day in (("pay_values", "valid_from"), ("pay_inputs", "month")):
        op.execute(
            f"DELETE FROM {table} WHERE id NOT IN "  # noqa: S608
            f"(SELECT max(id) FROM {table} GROUP BY store_id, person_id, code, {day})"
        )
    for table, name, _columns in REPLACED:
        op.drop_index(name, table)
    for table, name, columns, where in KEYS:
        only = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)} if where else {}
        op.create_index(name, table, list(columns), unique=True, **only)


def downgrade() -> None:
    """Take the keys away; what was told apart stays so."""
    for table, name, _columns, _where in KEYS:
        op.drop_index(name, table)
    for table, name, columns in REPLACED:
        op.create_index(name, table, list(columns))


def _number(table: str, column: str, key: tuple[str, ...], where: str = "1 = 1") -> None:
    """Add the number of the row to all but the first of several alike; nothing is lost."""
    op.execute(
        f"UPDATE {table} SET {column} = {column} || ' #' || id WHERE {where} AND id NOT IN "  # noqa: S608
        f"(SELECT min(id) FROM {table} WHERE {where} GROUP BY {', '.join(key)})"
    )
