"""The stores that are watched, the looks at them, and the files of a look."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from shopdesk.domain.stores import Platform
from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    Fen,
    Moment,
    Rate,
    Words,
    metadata,
    one_only,
    record_id,
    reference,
    store_ref,
    version,
)

competitors = Table(
    "competitors",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("platform", Words(Platform), nullable=False),
    Column("link", String, nullable=False, default=""),
    Column("category", String, nullable=False, default=""),
    Column("since", Day),
    Column("look_days", Integer),
    Column("note", String, nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
    one_only("store_id", "name", taken=Text("There is a competitor of that name already. Change that one.")),
    sqlite_autoincrement=True,
)

competitor_looks = Table(
    "competitor_looks",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("competitor_id", "competitors.id"),
    Column("day", Day, nullable=False),
    Column("level", String, nullable=False, default=""),
    Column("page_version", String, nullable=False, default=""),
    Column("praise_rate", Rate),
    Column("dsr_description", Rate),
    Column("dsr_service", Rate),
    Column("dsr_logistics", Rate),
    Column("refund_rate", Rate),
    Column("products", Integer),
    Column("reviews", Integer),
    Column("bad_rate", Rate),
    Column("visitors_low", Integer),
    Column("visitors_high", Integer),
    Column("paid_low_fen", Fen),
    Column("paid_high_fen", Fen),
    Column("best_item", String, nullable=False, default=""),
    Column("best_price_fen", Fen),
    Column("best_sold_low", Integer),
    Column("best_sold_high", Integer),
    Column("campaigns", String, nullable=False, default=""),
    Column("note", String, nullable=False, default=""),
    one_only(
        "store_id",
        "competitor_id",
        "day",
        taken=Text("There is a look at this competitor of that day already. Change that one."),
    ),
    sqlite_autoincrement=True,
)

competitor_files = Table(
    "competitor_files",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("look_id", "competitor_looks.id"),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False, default=""),
    Column("name", String, nullable=False),
    Column("stored", String, nullable=False),
    Index("ix_competitor_files_kept", "store_id", "stored"),
    sqlite_autoincrement=True,
)
