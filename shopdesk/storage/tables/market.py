"""What the owner defines and enters about the market: levels of members."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Fen, metadata, one_only, record_id, store_ref, version

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
