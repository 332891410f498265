"""Stores and what is set for one store."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table

from shopdesk.domain.stores import Platform, StoreType
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Words, metadata, one_only, record_id, store_ref, version

stores = Table(
    "stores",
    metadata,
    record_id(),
    version(),
    Column("name", String, nullable=False),
    Column("platform", Words(Platform), nullable=False),
    Column("store_type", Words(StoreType), nullable=False),
    Column("opened_on", Day),
    Column("sample", Boolean, nullable=False, default=False),
    Column("buyer_salt", String, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Column("archived", Boolean, nullable=False, default=False),
    one_only("name", taken=Text("There is already a store of this name. Choose another name.")),
    sqlite_autoincrement=True,
)

store_settings = Table(
    "store_settings",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("key", String, nullable=False),
    Column("value", String, nullable=False),
    one_only("store_id", "key"),
    sqlite_autoincrement=True,
)
