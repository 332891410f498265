"""Scorecards, typed figures and settled months, the log of design jobs, training plans and who is on them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from shopdesk.domain.growth.training import TrialState
from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    JsonDict,
    Rate,
    Words,
    metadata,
    one_only,
    record_id,
    reference,
    store_ref,
    version,
)

scorecards = Table(
    "scorecards",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String(40), nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("content", JsonDict, nullable=False),
    one_only("store_id", "code", "valid_from", taken=Text("Somebody saved this scorecard for the same day meanwhile.")),
    sqlite_autoincrement=True,
)

score_entries = Table(
    "score_entries",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("month", Day, nullable=False),
    Column("indicator", String(40), nullable=False),
    Column("value", Rate, nullable=True),
    Column("left_out", Boolean, nullable=False),
    Column("reason", String, nullable=False),
    one_only("store_id", "person_id", "month", "indicator", taken=Text("Somebody entered this figure meanwhile.")),
    sqlite_autoincrement=True,
)

settled_scores = Table(
    "settled_scores",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("month", Day, nullable=False),
    Column("card", String(40), nullable=False),
    Column("content", JsonDict, nullable=False),
    Column("total", Rate, nullable=False),
    one_only("store_id", "person_id", "month", taken=Text("Somebody settled this month meanwhile.")),
    sqlite_autoincrement=True,
)

design_jobs = Table(
    "design_jobs",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("title", String, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("asked_on", Day, nullable=False),
    Column("due_on", Day, nullable=True),
    Column("delivered_on", Day, nullable=True),
    Column("passed_try", Integer, nullable=True),
    Column("file_name", String, nullable=False),
    Column("stored", String, nullable=False),
    Column("note", String, nullable=False),
    Index("ix_design_jobs_kept", "store_id", "stored"),
    sqlite_autoincrement=True,
)

training_plans = Table(
    "training_plans",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String(40), nullable=False),
    Column("content", JsonDict, nullable=False),
    one_only("store_id", "code", taken=Text("Somebody saved this training plan meanwhile.")),
    sqlite_autoincrement=True,
)

trainings = Table(
    "trainings",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("plan", String(40), nullable=False),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("started_on", Day, nullable=False),
    Column("ends_on", Day, nullable=False),
    Column("state", Words(TrialState), nullable=False),
    Column("decided_on", Day, nullable=True),
    Column("reason", String, nullable=False),
    sqlite_autoincrement=True,
)

training_items = Table(
    "training_items",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("training_id", "trainings.id"),
    Column("position", Integer, nullable=False),
    Column("title_zh", String, nullable=False),
    Column("title_en", String, nullable=False),
    Column("what_zh", String, nullable=False),
    Column("what_en", String, nullable=False),
    Column("day", Integer, nullable=False),
    Column("pass_mark", Rate, nullable=True),
    Column("result", Rate, nullable=True),
    Column("done_on", Day, nullable=True),
    Column("note", String, nullable=False),
    Index(None, "store_id", "training_id"),
    sqlite_autoincrement=True,
)
