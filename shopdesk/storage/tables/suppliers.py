"""Suppliers that are compared: their answers, weights of the terms, price steps, papers."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Fen, Moment, metadata, one_only, record_id, reference, store_ref, version

suppliers = Table(
    "suppliers",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("name", String, nullable=False),
    Column("goods", String, nullable=False),
    Column("contact", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("city", String, nullable=False),
    Column("note", String, nullable=False),
    Column("chosen_on", Day),
    Column("reason", String, nullable=False),
    one_only("store_id", "name", taken=Text("There is a supplier of this name already. Change that one.")),
    sqlite_autoincrement=True,
)

supplier_terms = Table(
    "supplier_terms",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("supplier_id", "suppliers.id"),
    Column("term", String(40), nullable=False),
    Column("said", String, nullable=False),
    Column("points", Integer),
    one_only("store_id", "supplier_id", "term", taken=Text("Somebody wrote this down meanwhile.")),
    sqlite_autoincrement=True,
)

supplier_weights = Table(
    "supplier_weights",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("term", String(40), nullable=False),
    Column("title", String, nullable=False),
    Column("weight", Integer, nullable=False),
    one_only("store_id", "term", taken=Text("Somebody wrote this down meanwhile.")),
    sqlite_autoincrement=True,
)

supplier_prices = Table(
    "supplier_prices",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("supplier_id", "suppliers.id"),
    Column("product_id", String, nullable=False),
    Column("goods", String, nullable=False),
    Column("from_pieces", Integer, nullable=False),
    Column("price_fen", Fen, nullable=False),
    one_only(
        "store_id", "supplier_id", "product_id", "goods", "from_pieces",
        name="uq_supplier_prices_step",
        taken=Text("There is a price from this number of pieces already. Change that one."),
    ),
    sqlite_autoincrement=True,
)  # fmt: skip

supplier_files = Table(
    "supplier_files",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("supplier_id", "suppliers.id"),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False),
    Column("name", String, nullable=False),
    Column("stored", String, nullable=False),
    Index("ix_supplier_files_kept", "store_id", "stored"),
    sqlite_autoincrement=True,
)
