"""Daily figures as the platform states them: store, products, sources of visitors, service team, keywords."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from shopdesk.domain.figures import Channel
from shopdesk.storage.columns import Day, Fen, Rate, Words, metadata, record_id


def _store() -> Column[int]:
    return Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False)


def _origin() -> tuple[Column[int], Column[int]]:
    """The import that brought the row and the one that wrote it last; both empty for figures typed in."""
    return Column("first_import_id", Integer), Column("import_id", Integer)


def _file_row() -> Column[int]:
    """The row of the last import's file; the first of several that were added up, empty where nobody knows."""
    return Column("file_row", Integer)


store_days = Table(
    "store_days",
    metadata,
    record_id(),
    _store(),
    Column("day", Day, nullable=False),
    Column("visitors", Integer),
    Column("page_views", Integer),
    Column("product_visitors", Integer),
    Column("buyers", Integer),
    Column("new_buyers", Integer),
    Column("returning_buyers", Integer),
    Column("orders", Integer),
    Column("paid_pieces", Integer),
    Column("paid_fen", Fen),
    Column("placed_fen", Fen),
    Column("placed_buyers", Integer),
    Column("refund_fen", Fen),
    Column("cart_buyers", Integer),
    Column("cart_pieces", Integer),
    Column("favourite_buyers", Integer),
    Column("stay_seconds", Integer),
    Column("bounce_rate", Rate),
    Column("dsr_description", Rate),
    Column("dsr_service", Rate),
    Column("dsr_logistics", Rate),
    Column("ads_fen", Fen),
    Column("affiliate_fen", Fen),
    Column("reviews", Integer),
    Column("good_reviews", Integer),
    Column("bad_reviews", Integer),
    Column("shipped_parcels", Integer),
    Column("followers", Integer),
    Column("members", Integer),
    *_origin(),
    Column("experience", Rate),
    Column("experience_goods", Rate),
    Column("experience_logistics", Rate),
    Column("experience_service", Rate),
    _file_row(),
    UniqueConstraint("store_id", "day", name="uq_store_days_store_id"),
    sqlite_autoincrement=True,
)

product_days = Table(
    "product_days",
    metadata,
    record_id(),
    _store(),
    Column("product_id", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("title", String),
    Column("brand", String),
    Column("category", String),
    Column("visitors", Integer),
    Column("page_views", Integer),
    Column("stay_seconds", Integer),
    Column("cart_buyers", Integer),
    Column("favourite_buyers", Integer),
    Column("search_visitors", Integer),
    Column("buyers", Integer),
    Column("paid_pieces", Integer),
    Column("paid_fen", Fen),
    Column("list_fen", Fen),
    Column("refund_fen", Fen),
    Column("stock_pieces", Integer),
    *_origin(),
    _file_row(),
    UniqueConstraint("store_id", "product_id", "day", name="uq_product_days_store_id"),
    Index("ix_product_days_day", "store_id", "day"),
)

channel_days = Table(
    "channel_days",
    metadata,
    record_id(),
    _store(),
    Column("channel", Words(Channel), nullable=False),
    Column("subject", String, nullable=False, default=""),
    Column("day", Day, nullable=False),
    Column("impressions", Integer),
    Column("clicks", Integer),
    Column("spend_fen", Fen),
    Column("sales_fen", Fen),
    Column("orders", Integer),
    Column("cart_adds", Integer),
    Column("new_buyers", Integer),
    Column("page_visits", Integer),
    Column("store_visits", Integer),
    Column("favourites", Integer),
    *_origin(),
    _file_row(),
    UniqueConstraint("store_id", "channel", "subject", "day", name="uq_channel_days_store_id"),
    Index("ix_channel_days_day", "store_id", "day"),
)

service_days = Table(
    "service_days",
    metadata,
    record_id(),
    _store(),
    Column("agent", String, nullable=False, default=""),
    Column("day", Day, nullable=False),
    Column("received", Integer),
    Column("replied", Integer),
    Column("inquiries", Integer),
    Column("paid_inquiries", Integer),
    Column("first_reply_seconds", Integer),
    Column("sales_fen", Fen),
    Column("good_ratings", Integer),
    Column("ratings", Integer),
    Column("reply_rate", Rate),
    Column("paid_rate", Rate),
    Column("satisfaction_rate", Rate),
    *_origin(),
    _file_row(),
    UniqueConstraint("store_id", "agent", "day", name="uq_service_days_store_id"),
)

keyword_days = Table(
    "keyword_days",
    metadata,
    record_id(),
    _store(),
    Column("word", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("impressions", Integer),
    Column("clicks", Integer),
    Column("visitors", Integer),
    Column("buyers", Integer),
    Column("spend_fen", Fen),
    Column("rank", Rate),
    *_origin(),
    _file_row(),
    UniqueConstraint("store_id", "word", "day", name="uq_keyword_days_store_id"),
    Index("ix_keyword_days_day", "store_id", "day"),
)
