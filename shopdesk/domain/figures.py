"""Daily figures of a store, its products, sources of visitors, service team and keywords, as the platform states them.

Money is fen, rates are decimals (0.35 is 35 %), times are seconds; ``None`` means that nothing stated the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Channel(StrEnum):
    """Where visitors come from."""

    SEARCH_ADS = "search_ads"
    DISPLAY_ADS = "display_ads"
    AFFILIATES = "affiliates"
    SITE_ADS = "site_ads"
    ORGANIC = "organic"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreDay:
    """The store on one day. Visitors and buyers are people and never add up over days."""

    id: int | None = None
    store_id: int
    day: date
    visitors: int | None = None
    page_views: int | None = None
    product_visitors: int | None = None
    buyers: int | None = None
    new_buyers: int | None = None
    returning_buyers: int | None = None
    orders: int | None = None
    paid_pieces: int | None = None
    paid_fen: int | None = None
    placed_fen: int | None = None
    placed_buyers: int | None = None
    refund_fen: int | None = None
    cart_buyers: int | None = None
    cart_pieces: int | None = None
    favourite_buyers: int | None = None
    stay_seconds: int | None = None
    bounce_rate: Decimal | None = None
    dsr_description: Decimal | None = None
    dsr_service: Decimal | None = None
    dsr_logistics: Decimal | None = None
    experience: Decimal | None = None
    experience_goods: Decimal | None = None
    experience_logistics: Decimal | None = None
    experience_service: Decimal | None = None
    ads_fen: int | None = None
    affiliate_fen: int | None = None
    reviews: int | None = None
    good_reviews: int | None = None
    bad_reviews: int | None = None
    shipped_parcels: int | None = None
    followers: int | None = None
    members: int | None = None
    first_import_id: int | None = None
    import_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDay:
    """One product on one day; ``list_fen`` is turnover at list price (成交码洋), not money received."""

    id: int | None = None
    store_id: int
    product_id: str
    day: date
    title: str | None = None
    brand: str | None = None
    category: str | None = None
    visitors: int | None = None
    page_views: int | None = None
    stay_seconds: int | None = None
    cart_buyers: int | None = None
    favourite_buyers: int | None = None
    search_visitors: int | None = None
    buyers: int | None = None
    paid_pieces: int | None = None
    paid_fen: int | None = None
    list_fen: int | None = None
    refund_fen: int | None = None
    stock_pieces: int | None = None
    first_import_id: int | None = None
    import_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelDay:
    """One channel on one day, or a campaign, plan or product within it (``subject``; empty for the whole channel)."""

    id: int | None = None
    store_id: int
    channel: Channel
    subject: str = ""
    day: date
    impressions: int | None = None
    clicks: int | None = None
    spend_fen: int | None = None
    sales_fen: int | None = None
    orders: int | None = None
    cart_adds: int | None = None
    new_buyers: int | None = None
    page_visits: int | None = None
    store_visits: int | None = None
    favourites: int | None = None
    first_import_id: int | None = None
    import_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDay:
    """One person of customer service on one day; ``agent`` is empty for the whole team."""

    id: int | None = None
    store_id: int
    agent: str = ""
    day: date
    received: int | None = None
    replied: int | None = None
    inquiries: int | None = None
    paid_inquiries: int | None = None
    first_reply_seconds: int | None = None
    sales_fen: int | None = None
    good_ratings: int | None = None
    ratings: int | None = None
    reply_rate: Decimal | None = None
    paid_rate: Decimal | None = None
    satisfaction_rate: Decimal | None = None
    first_import_id: int | None = None
    import_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordDay:
    """A search word on one day; visitors and buyers are people, ``rank`` is the mean place."""

    id: int | None = None
    store_id: int
    word: str
    day: date
    impressions: int | None = None
    clicks: int | None = None
    visitors: int | None = None
    buyers: int | None = None
    spend_fen: int | None = None
    rank: Decimal | None = None
    first_import_id: int | None = None
    import_id: int | None = None
