"""What may be spent on ads, and the plans of affiliates."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from shopdesk.domain.ads.records import AdsChannel, AffiliateKind
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Fen, Rate, Words, metadata, one_only, record_id, store_ref, version

ads_budgets = Table(
    "ads_budgets",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("channel", Words(AdsChannel), nullable=False),
    Column("plan", String, nullable=False, default=""),
    Column("product_id", String, nullable=False, default=""),
    Column("amount_fen", Fen, nullable=False),
    Column("note", String, nullable=False, default=""),
    one_only(
        "store_id", "month", "channel", "plan", "product_id",
        taken=Text("There is a budget of this programme and product for that month already. Change it."),
    ),
    sqlite_autoincrement=True,
)  # fmt: skip

affiliate_plans = Table(
    "affiliate_plans",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("kind", Words(AffiliateKind), nullable=False),
    Column("rate", Rate, nullable=False),
    Column("fee_rate", Rate),
    Column("who", String, nullable=False, default=""),
    Column("start", Day, nullable=False),
    Column("until", Day),
    Column("note", String, nullable=False, default=""),
    one_only("store_id", "name", "start", taken=Text("There is a plan of this name from that day already. Change it.")),
    sqlite_autoincrement=True,
)
