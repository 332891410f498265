"""The items of orders: how they belong to their order, and what was paid for them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, func

from shopdesk.storage.tables.orders import order_items, orders


def items_of_orders() -> FromClause:
    """Each item beside its order."""
    item, order = order_items.c, orders.c
    return order_items.join(orders, (order.store_id == item.store_id) & (order.order_no == item.order_no))


def product_key() -> ColumnElement[str]:
    """By what a product is told from others: number, else merchant code, else name."""
    item = order_items.c
    return func.coalesce(func.nullif(item.product_id, ""), func.nullif(item.merchant_code, ""), item.title)


def paid_for_item() -> ColumnElement[int]:
    """What was paid for an item, refunds not taken off; what was to be paid where reports do not say."""
    item = order_items.c
    return func.coalesce(item.received_fen + item.refund_fen, item.payable_fen)
