"""What the owner enters about the market: levels of members, competitors, keywords, title tests, own products."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table

from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.keywords import KeywordKind
from shopdesk.domain.products import ProductLife
from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    Fen,
    Rate,
    Words,
    metadata,
    one_only,
    record_id,
    store_ref,
    version,
)

member_levels = Table(
    "member_levels",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("orders_from", Integer),
    Column("paid_from_fen", Fen),
    Column("valid_from", Day, nullable=False),
    one_only("store_id", "name", "valid_from", taken=Text("There is such a level of that day already. Change it.")),
    sqlite_autoincrement=True,
)

keywords = Table(
    "keywords",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("word", String, nullable=False),
    Column("kind", Words(KeywordKind)),
    Column("product_id", String, nullable=False, default=""),
    Column("note", String, nullable=False, default=""),
    one_only("store_id", "word", taken=Text("This keyword is in the list already. Change that one.")),
    sqlite_autoincrement=True,
)

title_tests = Table(
    "title_tests",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("product_id", String, nullable=False),
    Column("old_title", String, nullable=False),
    Column("new_title", String, nullable=False),
    Column("start", Day, nullable=False),
    Column("until", Day),
    Column("note", String, nullable=False, default=""),
    one_only(
        "store_id", "product_id", "start", taken=Text("There is a test of this product of that day already. Change it.")
    ),
    sqlite_autoincrement=True,
)

products = Table(
    "products",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("product_id", String, nullable=False),
    Column("role", Words(ProductRole)),
    Column("life", Words(ProductLife)),
    Column("product_group", String, nullable=False, server_default=""),
    Column("title", String, nullable=False, server_default=""),
    Column("merchant_code", String, nullable=False, server_default=""),
    Column("list_fen", Fen),
    Column("stock_pieces", Integer),
    Column("stock_day", Day),
    Column("lead_days", Integer),
    Column("reserve_pieces", Integer),
    Column("season_end", Day),
    Column("all_year", Boolean, nullable=False, server_default="0"),
    Column("reviews", Integer),
    Column("praise_rate", Rate),
    one_only("store_id", "product_id", taken=Text("This product is in the list already. Change that one.")),
    sqlite_autoincrement=True,
)
