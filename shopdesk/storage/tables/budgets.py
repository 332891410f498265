"""The budget of a store's setup: its phases, their lines, and what was paid."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.setup.budget import BudgetFee, MoneyKind, Tie
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Fen, Rate, Words, metadata, one_only, record_id, reference, store_ref, version

setup_budgets = Table(
    "setup_budgets",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("stated_total_fen", Fen),
    Column("fixed_month_fen", Fen, nullable=False),
    Column("gross_margin", Rate, nullable=False),
    Column("ads", Rate, nullable=False),
    Column("people", Rate, nullable=False),
    Column("commission", Rate, nullable=False),
    Column("shipping", Rate, nullable=False),
    Column("tax", Rate, nullable=False),
    Column("other", Rate, nullable=False),
    # Last, as a revision added them.
    Column("start_money_fen", Fen),
    Column("careful_sales", Rate, nullable=False, server_default="0.8"),
    Column("careful_costs", Rate, nullable=False, server_default="1.1"),
    Column("bold_sales", Rate, nullable=False, server_default="1.2"),
    Column("bold_costs", Rate, nullable=False, server_default="0.95"),
    one_only("store_id"),
    sqlite_autoincrement=True,
)

setup_budget_phases = Table(
    "setup_budget_phases",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("position", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("starts_on", Day, nullable=False),
    Column("ends_on", Day, nullable=False),
    Column("month_target_fen", Fen),
    sqlite_autoincrement=True,
)

setup_budget_lines = Table(
    "setup_budget_lines",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("phase_id", "setup_budget_phases.id"),
    Column("kind", Words(MoneyKind), nullable=False),
    Column("amount_fen", Fen),
    Column("note", String, nullable=False),
    # Last, as a revision added them.
    Column("name", String, nullable=False, server_default=""),
    Column("on_day", Day),
    Column("becomes", Words(Tie)),
    Column("returns_on", Day),
    Column("statement_kind", Words(LineKind)),
    Column("statement_words", String, nullable=False, server_default=""),
    Column("fee_item", Words(BudgetFee)),
    sqlite_autoincrement=True,
)

# One that was picked from a statement names its line by what the platform calls that, which no new import changes.
setup_budget_actuals = Table(
    "setup_budget_actuals",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("line_id", "setup_budget_lines.id"),
    Column("on_day", Day, nullable=False),
    Column("amount_fen", Fen, nullable=False),
    Column("note", String, nullable=False),
    Column("source", Words(StatementSource)),
    Column("account", String),
    Column("line_key", String),
    one_only(
        "store_id", "source", "account", "line_key",
        taken=Text("This line of the statement counts for a line of the budget already."),
    ),
    sqlite_autoincrement=True,
)  # fmt: skip
