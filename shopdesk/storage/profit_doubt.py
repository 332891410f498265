"""What kept months of profit hang on: whatever touches it ends them.

This stands apart from what the months are made of (:mod:`shopdesk.storage.kept_profit`), because every commit asks it,
and so every start of the program imports it.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, update

from shopdesk.storage.tables.profit import profit_months

SOURCES = frozenset({
    "campaign_products", "campaigns", "channel_days", "courier_rates", "dated_costs", "imports", "order_items",
    "orders", "pay_lines", "pay_runs", "pay_slips", "people", "product_days", "setup_fees", "setup_plans",
    "staff_events", "statement_days", "statement_lines", "statement_spans", "store_days", "stores", "unit_costs",
})  # fmt: skip
"""The tables that profit is reckoned from."""


def doubt(connection: Connection, nouns: Collection[str]) -> None:
    """No month is sure any more, if what was changed is anything that profit is made of."""
    if not SOURCES.isdisjoint(nouns):
        connection.execute(update(profit_months).where(profit_months.c.sure).values(sure=False))
