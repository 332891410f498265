"""Imports that happened, what they overwrote, and what the user said about the columns of files."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from shopdesk.domain.imports import ImportKind
from shopdesk.storage.columns import Day, JsonDict, JsonTuple, Moment, Words, metadata, record_id, reference, store_ref

imports = Table(
    "imports",
    metadata,
    record_id(),
    store_ref(),
    Column("file_name", String, nullable=False),
    Column("file_hash", String, nullable=False),
    Column("kind", Words(ImportKind), nullable=False),
    Column("template", String, nullable=False),
    Column("encoding", String),
    Column("sheet", String),
    Column("header_row", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("repeats", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment, nullable=False),
    Column("undone_at", Moment),
    Column("first_day", Day),
    Column("last_day", Day),
    sqlite_autoincrement=True,
)

# What a row was before an import overwrote it: a JSON list in the order of the table's columns as they were then,
# named in ``columns``. Rows that an import made are known by their own ``first_import_id``.
import_rows = Table(
    "import_rows",
    metadata,
    record_id(),
    Column("store_id", Integer, ForeignKey("stores.id", ondelete="CASCADE"), nullable=False),
    reference("import_id", "imports.id"),
    Column("noun", String, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("columns", String, nullable=False),
    Column("before", String, nullable=False),
    Index("ix_import_rows_row", "store_id", "noun", "row_id"),
)

import_mappings = Table(
    "import_mappings",
    metadata,
    record_id(),
    Column("store_id", Integer),
    Column("headings", JsonTuple, nullable=False),
    Column("kind", Words(ImportKind), nullable=False),
    Column("fields", JsonDict, nullable=False),
    Column("channel", String, nullable=False, default=""),
    UniqueConstraint("headings"),
)
