"""A store's setup: plan, steps, documents, clocks and own fees."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table

from shopdesk.domain.setup.answers import Brand, Holder, Mark, Producer
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.setup.records import DocumentState, StepState, Trademark
from shopdesk.domain.stores import Platform, StoreType
from shopdesk.storage.columns import (
    Day,
    Fen,
    JsonTuple,
    Rate,
    Words,
    metadata,
    one_only,
    record_id,
    reference,
    store_ref,
    version,
)

setup_plans = Table(
    "setup_plans",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("template", String, nullable=False),
    Column("template_version", Integer, nullable=False),
    Column("started_on", Day, nullable=False),
    Column("opening_on", Day),
    Column("trademark", Words(Trademark), nullable=False),
    Column("category", String, nullable=False),
    Column("expected_year_fen", Fen),
    Column("brand", Words(Brand)),
    Column("producer", Words(Producer)),
    Column("mark", Words(Mark)),
    Column("sells", String),
    Column("holder", Words(Holder)),
    Column("left_out", JsonTuple, nullable=False, server_default="[]"),
    one_only("store_id"),
    sqlite_autoincrement=True,
)

setup_steps = Table(
    "setup_steps",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", String),
    Column("what", String),
    Column("why", String),
    Column("waits_for", JsonTuple, nullable=False),
    Column("documents", JsonTuple, nullable=False),
    Column("typical_days", Integer, nullable=False),
    Column("blocks_opening", Boolean, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("state", Words(StepState), nullable=False),
    Column("owner", String, nullable=False),
    Column("due_on", Day),
    Column("done_on", Day),
    Column("note", String, nullable=False),
    Column("wanted", Boolean, nullable=False, server_default="0"),
    one_only("store_id", "code"),
    sqlite_autoincrement=True,
)

setup_documents = Table(
    "setup_documents",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", String),
    Column("hint", String),
    Column("covered_by", String),
    Column("own", Boolean, nullable=False),
    Column("state", Words(DocumentState), nullable=False),
    Column("owner", String, nullable=False),
    Column("due_on", Day),
    Column("expires_on", Day),
    Column("warn_days", Integer, nullable=False),
    Column("note", String, nullable=False),
    # Last, as a revision added them.
    Column("rejection", String, nullable=False, server_default=""),
    Column("decided", Boolean, nullable=False, server_default="0"),
    Column("wanted", Boolean, nullable=False, server_default="0"),
    one_only("store_id", "code"),
    sqlite_autoincrement=True,
)

setup_scans = Table(
    "setup_scans",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("document_id", "setup_documents.id"),
    Column("name", String, nullable=False),
    Column("stored", String, nullable=False),
    sqlite_autoincrement=True,
)

setup_clocks = Table(
    "setup_clocks",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", String),
    Column("consequence", String),
    Column("trigger", String),
    Column("ends", String),
    Column("days", Integer, nullable=False),
    Column("started_on", Day),
    Column("ended_on", Day),
    Column("own", Boolean, nullable=False),
    one_only("store_id", "code"),
    sqlite_autoincrement=True,
)

setup_visits = Table(
    "setup_visits",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", String),
    Column("also", String),
    Column("papers", JsonTuple),
    Column("packed", JsonTuple, nullable=False),
    Column("on_day", Day),
    Column("note", String, nullable=False),
    Column("own", Boolean, nullable=False),
    one_only("store_id", "code"),
    sqlite_autoincrement=True,
)

setup_fees = Table(
    "setup_fees",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("item", Words(FeeItem), nullable=False),
    Column("amount_fen", Fen),
    Column("rate", Rate),
    Column("source", String, nullable=False),
    Column("as_of", Day, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("category", String, nullable=False, server_default=""),
    Column("valid_from", Day),
    Column("platform", Words(Platform)),
    Column("store_type", Words(StoreType)),
    Column("trademark", Words(Trademark)),
    Column("ladder", String, nullable=False, server_default=""),
    Column("link", String, nullable=False, server_default=""),
    Column("verified", Boolean, nullable=False, server_default="1"),
    Column("note", String, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
