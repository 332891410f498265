"""What each product came to over a span."""

from __future__ import annotations

from sqlalchemy import Connection, String, and_, case, func, select, type_coerce

from shopdesk.storage.block_sums import BlockSums, Sums
from shopdesk.storage.kept_answers import PRODUCT_SUMS
from shopdesk.storage.tables.figures import product_days

_c = product_days.c
_both = and_(_c.visitors.is_not(None), _c.buyers.is_not(None))
_refunded = and_(_c.refund_fen.is_not(None), _c.paid_fen.is_not(None))

PRODUCTS = BlockSums(
    PRODUCT_SUMS,
    product_days,
    _c.product_id,
    {
        "title": func.max(_c.title),
        "category": func.max(_c.category),
        "page_views": func.sum(_c.page_views),
        "pieces": func.sum(_c.paid_pieces),
        # The days that state the pieces.
        "piece_days": func.count(_c.paid_pieces),
        "paid_fen": func.sum(_c.paid_fen),
        "list_fen": func.sum(_c.list_fen),
        # People of the days that state both: for their quotient only, see ``ProductSum``.
        "visitors": func.sum(case((_both, _c.visitors))),
        "buyers": func.sum(case((_both, _c.buyers))),
        # People of the days that state them, and these days: for their mean per day only.
        "visits": func.sum(case((_c.visitors.is_not(None), _c.visitors))),
        "visit_days": func.count(_c.visitors),
        # Of the days that state both, for their quotient only.
        "refund_fen": func.sum(case((_refunded, _c.refund_fen))),
        "refunded_of_fen": func.sum(case((_refunded, _c.paid_fen))),
        "most_searched": func.max(_c.search_visitors),
        "stock_day": func.max(case((_c.stock_pieces.is_not(None), type_coerce(_c.day, String)))),
    },
)
"""The figures of products; the stock of the last day that states one is told by :func:`last_stock`."""


def last_stock(connection: Connection, store_id: int, found: Sums) -> dict[str, int]:
    """The stock of each product on the last day that states one, of sums with their ``stock_day``."""
    last = {
        product: day for product, day in zip(found.names, found.columns["stock_day"], strict=True) if day is not None
    }
    if not last:
        return {}
    day = type_coerce(_c.day, String)
    query = select(_c.product_id, day, _c.stock_pieces).where(
        _c.store_id == store_id, day.in_(sorted(set(last.values()))), _c.stock_pieces.is_not(None)
    )
    return {product: pieces for product, on, pieces in connection.execute(query).all() if last.get(product) == on}
