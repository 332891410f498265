"""Orders, their items, and the daily sums kept beside them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from shopdesk.domain.orders import Basis
from shopdesk.storage.columns import Day, Fen, Moment, Words, metadata, record_id


def _store() -> Column[int]:
    # No index of its own: the unique constraint begins with the store, and one index more costs every imported row.
    return Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False)


orders = Table(
    "orders",
    metadata,
    record_id(),
    _store(),
    Column("order_key", String, nullable=False),
    Column("order_no", String),
    Column("status", String),
    Column("created_at", Moment, nullable=False),
    Column("created_day", Day, nullable=False),
    Column("paid_at", Moment),
    Column("paid_day", Day),
    Column("gross_fen", Fen),
    Column("received_fen", Fen),
    Column("refund_fen", Fen),
    Column("shipped_at", Moment),
    Column("finished_at", Moment),
    Column("pieces", Integer),
    Column("province", String),
    Column("title", String),
    Column("buyer_key", String),
    Column("buyer_name", String),
    Column("phone", String),
    Column("address", String),
    Column("closed_reason", String),
    # Plain numbers, not references: an undone import goes on being listed, and each reference would cost every row.
    Column("first_import_id", Integer),
    Column("last_import_id", Integer),
    Column("freight_fen", Fen),
    # The row of the last import's file.
    Column("file_row", Integer),
    UniqueConstraint("store_id", "order_key", name="uq_orders_store_id"),
    Index("ix_orders_created", "store_id", "created_day"),
    Index("ix_orders_paid", "store_id", "paid_day", "buyer_key"),
)

order_items = Table(
    "order_items",
    metadata,
    record_id(),
    _store(),
    Column("item_key", String, nullable=False),
    Column("order_no", String, nullable=False),
    Column("title", String),
    Column("product_id", String),
    Column("merchant_code", String),
    Column("variant", String),
    Column("status", String),
    Column("refund_status", String),
    Column("price_fen", Fen),
    Column("pieces", Integer),
    Column("payable_fen", Fen),
    Column("received_fen", Fen),
    Column("refund_fen", Fen),
    Column("created_at", Moment),
    Column("paid_at", Moment),
    Column("first_import_id", Integer),
    Column("import_id", Integer),
    Column("file_row", Integer),
    UniqueConstraint("store_id", "item_key", name="uq_order_items_store_id"),
    Index("ix_order_items_order", "store_id", "order_no"),
)

# The orders of one day by one basis, refreshed whenever these change. ``orders`` counts rows;
# ``paid_orders`` those with a pay time; ``effective_orders`` paid ones with money left after refunds;
# ``refunded_orders`` those with a refund above zero; ``gross_fen`` adds up the totals; ``paid_fen`` what was paid,
# refunds not taken off; ``net_fen`` what is left after refunds. By payment day only paid orders count. NULL: no order
# of the day carries the figure.
order_days = Table(
    "order_days",
    metadata,
    record_id(),
    _store(),
    Column("basis", Words(Basis), nullable=False),
    Column("day", Day, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("paid_orders", Integer, nullable=False),
    Column("unpaid_orders", Integer, nullable=False),
    Column("refunded_orders", Integer),
    Column("effective_orders", Integer),
    Column("gross_fen", Fen),
    Column("paid_fen", Fen),
    Column("refund_fen", Fen),
    Column("net_fen", Fen),
    Column("buyers", Integer),
    UniqueConstraint("store_id", "basis", "day", name="uq_order_days_store_id"),
)

# What was paid in each hour of a day, refreshed with the sums by payment day: paid orders by the hour of their pay
# time, and what their buyers paid. Of hours without a paid order there is no row.
order_hours = Table(
    "order_hours",
    metadata,
    record_id(),
    _store(),
    Column("day", Day, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("paid_orders", Integer, nullable=False),
    Column("paid_fen", Fen),
    UniqueConstraint("store_id", "day", "hour", name="uq_order_hours_store_id"),
)
