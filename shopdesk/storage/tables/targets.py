"""Targets of a store: of years and months, and the days that were typed."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table

from shopdesk.storage.columns import Day, Fen, metadata, one_only, record_id, store_ref, version


def _group() -> Column[str]:
    """The product group; empty for the whole store."""
    return Column("product_group", String, nullable=False, server_default="")


targets = Table(
    "targets",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("metric", String, nullable=False),
    _group(),
    Column("value", Fen, nullable=False),
    Column("locked", Boolean, nullable=False, server_default="1"),
    one_only("store_id", "month", "metric", "product_group"),
    sqlite_autoincrement=True,
)

target_years = Table(
    "target_years",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("year", Integer, nullable=False),
    Column("metric", String, nullable=False),
    _group(),
    Column("value", Fen, nullable=False),
    one_only("store_id", "year", "metric", "product_group"),
    sqlite_autoincrement=True,
)

target_days = Table(
    "target_days",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("day", Day, nullable=False),
    Column("metric", String, nullable=False),
    _group(),
    Column("value", Fen, nullable=False),
    one_only("store_id", "day", "metric", "product_group"),
    sqlite_autoincrement=True,
)
