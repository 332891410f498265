"""The plan of the range by quarter, product group and role."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.assortment import PlanRole
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Fen, Rate, Words, metadata, one_only, record_id, store_ref, version

assortment_rows = Table(
    "assortment_rows",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("year", Integer, nullable=False),
    Column("quarter", Integer, nullable=False),
    Column("product_group", String, nullable=False, server_default=""),
    Column("role", Words(PlanRole), nullable=False),
    Column("products", Integer),
    Column("pieces", Integer),
    Column("price_fen", Fen),
    Column("amount_fen", Fen),
    Column("share", Rate),
    one_only(
        "store_id",
        "year",
        "quarter",
        "product_group",
        "role",
        taken=Text("This group and role is in the plan of that quarter already. Change that row."),
    ),
    sqlite_autoincrement=True,
)
