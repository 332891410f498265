"""Orders held against the statements, what people said of them, and the months that were checked off."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from shopdesk.domain.ledger.matching import OrderState
from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    Fen,
    JsonDict,
    JsonTuple,
    Moment,
    Sentence,
    Words,
    metadata,
    one_only,
    record_id,
    store_ref,
    version,
)

# One row for each order that was paid or has a line in a statement, worked out anew whenever one of its rows changes.
# ``day`` is that of paying, or of the first line where no report says when it was paid. ``state`` does not know how
# far the statements reach, see ``domain.ledger.matching.state_on``.
order_money = Table(
    "order_money",
    metadata,
    record_id(),
    # No index of its own: the unique constraint begins with the store.
    Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False),
    Column("order_no", String, nullable=False),
    Column("known", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("day", Day, nullable=False),
    Column("paid_at", Moment),
    Column("paid_day", Day),
    Column("confirmed_at", Moment),
    Column("confirmed_day", Day),
    Column("closed", Boolean, nullable=False),
    Column("paid_fen", Fen),
    Column("refund_fen", Fen),
    Column("item_refund_fen", Fen),
    Column("received_fen", Fen, nullable=False),
    Column("refunded_fen", Fen, nullable=False),
    Column("fees", JsonDict, nullable=False),
    Column("expected_fen", Fen),
    Column("difference_fen", Fen, nullable=False),
    Column("state", Words(OrderState), nullable=False),
    Column("hints", JsonTuple, nullable=False),
    UniqueConstraint("store_id", "order_no", name="uq_order_money_store_id"),
    # All that counts by state ask for: they read no row.
    Index("ix_order_money_counts", "store_id", "state", "day", "confirmed_day", "difference_fen"),
    Index("ix_order_money_at", "store_id", "at"),
    Index("ix_order_money_state", "store_id", "state", "at"),
    Index("ix_order_money_paid", "store_id", "paid_day"),
    Index("ix_order_money_confirmed", "store_id", "confirmed_day"),
)

order_explanations = Table(
    "order_explanations",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("order_no", String, nullable=False),
    Column("word", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", Words(OrderState), nullable=False),
    Column("difference_fen", Fen, nullable=False),
    one_only(
        "store_id",
        "order_no",
        taken=Text("Somebody explained this order at the same moment. Look at what they said, then change it."),
    ),
    sqlite_autoincrement=True,
)

closed_months = Table(
    "closed_months",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("figures", JsonDict, nullable=False),
    Column("closed_by", String, nullable=False),
    Column("closed_at", Moment, nullable=False),
    one_only("store_id", "month", taken=Text("Somebody closed this month at the same moment.")),
    sqlite_autoincrement=True,
)

# What became another figure after its month was closed, until somebody accepts it or it is taken back.
month_changes = Table(
    "month_changes",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("code", String, nullable=False),
    Column("before_fen", Fen),
    Column("after_fen", Fen),
    Column("import_id", Integer),
    Column("cause", Sentence, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_month_changes_month", "store_id", "month"),
    sqlite_autoincrement=True,
)
