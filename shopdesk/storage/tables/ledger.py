"""Statements of the payment account: their lines, the days they cover, sums by day, missing stretches, own rules."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.ledger.rules import RulePlace, RuleSign
from shopdesk.storage.columns import Day, Fen, JsonTuple, Moment, Words, metadata, record_id, store_ref, version


def _store() -> Column[int]:
    # No index of its own: every key of these tables begins with the store.
    return Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False)


# ``number`` is the order or sub-order that the line names, ``order_no`` the order that this comes to. ``counted`` is
# false for a line of Qianniu on a day that a statement of Alipay covers. ``position`` orders the lines of one second.
statement_lines = Table(
    "statement_lines",
    metadata,
    record_id(),
    _store(),
    Column("source", Words(StatementSource), nullable=False),
    Column("account", String, nullable=False),
    Column("line_key", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("day", Day, nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("amount_fen", Fen, nullable=False),
    Column("balance_fen", Fen),
    Column("business_type", String),
    Column("remark", String),
    Column("description", String),
    Column("title", String),
    Column("number", String),
    Column("order_no", String),
    Column("kind", Words(LineKind), nullable=False),
    Column("rule", String, nullable=False, server_default=""),
    Column("counted", Boolean, nullable=False, server_default="1"),
    Column("file_row", Integer),
    # Plain numbers, as with orders.
    Column("first_import_id", Integer),
    Column("import_id", Integer),
    UniqueConstraint("store_id", "source", "account", "line_key", name="uq_statement_lines_store_id"),
    Index("ix_statement_lines_at", "store_id", "at", "position"),
    Index("ix_statement_lines_order", "store_id", "order_no"),
    Index("ix_statement_lines_kind", "store_id", "kind", "at"),
)

# The days that one file covers. What its foot states and what its rows came to is kept with it.
statement_spans = Table(
    "statement_spans",
    metadata,
    record_id(),
    _store(),
    Column("source", Words(StatementSource), nullable=False),
    Column("account", String, nullable=False),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("import_id", Integer, nullable=False),
    Column("checks", JsonTuple, nullable=False),
    Index("ix_statement_spans_days", "store_id", "source", "first_day", "last_day"),
)

# The lines that count, summed by day and kind; refreshed in the transaction that changes them.
statement_days = Table(
    "statement_days",
    metadata,
    record_id(),
    _store(),
    Column("source", Words(StatementSource), nullable=False),
    Column("account", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("kind", Words(LineKind), nullable=False),
    Column("lines", Integer, nullable=False),
    Column("amount_fen", Fen, nullable=False),
    UniqueConstraint("store_id", "day", "source", "account", "kind", name="uq_statement_days_store_id"),
)

# Where the balance before a line is not the one after the line before it; ``day`` is the day of the later line.
statement_gaps = Table(
    "statement_gaps",
    metadata,
    record_id(),
    _store(),
    Column("source", Words(StatementSource), nullable=False),
    Column("account", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("after", Moment, nullable=False),
    Column("before", Moment, nullable=False),
    Column("missing_fen", Fen, nullable=False),
    Index("ix_statement_gaps_day", "store_id", "day"),
)

statement_rules = Table(
    "statement_rules",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("words", String, nullable=False),
    Column("kind", Words(LineKind), nullable=False),
    Column("place", Words(RulePlace), nullable=False),
    Column("sign", Words(RuleSign), nullable=False),
    Column("since", Day),
    Column("note", String, nullable=False),
    sqlite_autoincrement=True,
)
