"""Checklists with their versions, filled worksheets, problems."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from shopdesk.domain.daily.problems import ProblemState, Severity
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    JsonDict,
    Moment,
    Rate,
    Sentence,
    TimeOfDay,
    Words,
    metadata,
    one_only,
    one_only_where,
    record_id,
    reference,
    store_ref,
    version,
)

checklists = Table(
    "checklists",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("code", String, nullable=False),
    Column("name_zh", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("position", Integer, nullable=False, default=0),
    Column("archived", Boolean, nullable=False, default=False),
    one_only("store_id", "code"),
    sqlite_autoincrement=True,
)

checklist_versions = Table(
    "checklist_versions",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("checklist_id", "checklists.id"),
    Column("number", Integer, nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("shipped", Integer, nullable=False, default=0),
    Column("base", JsonDict, nullable=False),
    Column("content", JsonDict, nullable=False),
    one_only("store_id", "checklist_id", "number"),
    sqlite_autoincrement=True,
)

worksheets = Table(
    "worksheets",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("day", Day, nullable=False),
    reference("checklist_id", "checklists.id"),
    reference("version_id", "checklist_versions.id"),
    Column("started_at", Moment, nullable=False),
    Column("note", String, nullable=False, default=""),
    one_only("store_id", "day", "checklist_id"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("worksheet_id", "worksheets.id"),
    Column("item_code", String, nullable=False),
    Column("result", Words(Result), nullable=False),
    Column("number", Rate),
    Column("words", String, nullable=False, default=""),
    Column("file", String, nullable=False, default=""),
    Column("who", String, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    Column("auto", Boolean, nullable=False, default=False),
    Column("reason", String, nullable=False, default=""),
    Column("verified_by", String, nullable=False, default=""),
    Column("verified_at", Moment),
    Column("problem_id", Integer),
    Column("said", Sentence),
    one_only("store_id", "worksheet_id", "item_code"),
    Index("ix_answers_kept", "store_id", "file"),
    sqlite_autoincrement=True,
)

block_ticks = Table(
    "block_ticks",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("worksheet_id", "worksheets.id"),
    Column("block_code", String, nullable=False),
    Column("turn", TimeOfDay, nullable=False),
    Column("who", String, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    one_only("store_id", "worksheet_id", "block_code", "turn"),
    sqlite_autoincrement=True,
)

problems = Table(
    "problems",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("title", String, nullable=False),
    Column("detail", String, nullable=False, default=""),
    Column("area", String, nullable=False, default=""),
    Column("item_code", String, nullable=False, default=""),
    Column("worksheet_id", Integer),
    Column("severity", Words(Severity), nullable=False),
    Column("state", Words(ProblemState), nullable=False),
    Column("owner", String, nullable=False, default=""),
    Column("due", Day),
    Column("opened_on", Day, nullable=False),
    Column("opened_by", String, nullable=False, default=""),
    Column("needs_second", Boolean, nullable=False, default=False),
    Column("done_by", String, nullable=False, default=""),
    Column("result", String, nullable=False, default=""),
    Column("closed_on", Day),
    Column("closed_by", String, nullable=False, default=""),
    Column("reopened", Integer, nullable=False, default=0),
    Column("inspect_on", Day),
    Index("ix_problems_state", "store_id", "state"),
    # What an item of a form left to do is followed up once, however often the item is answered.
    one_only_where(
        "uq_problems_open",
        "store_id",
        "worksheet_id",
        "item_code",
        taken=Text("This item of the form has an open problem already. Carry on with that one."),
        where="state <> 'closed' AND item_code <> ''",
    ),
    Index("ix_problems_opened", "store_id", "opened_on"),
    sqlite_autoincrement=True,
)

problem_comments = Table(
    "problem_comments",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("problem_id", "problems.id"),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False, default=""),
    Column("words", String, nullable=False),
    sqlite_autoincrement=True,
)

problem_events = Table(
    "problem_events",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("problem_id", "problems.id"),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False, default=""),
    Column("from_state", Words(ProblemState), nullable=False),
    Column("to_state", Words(ProblemState), nullable=False),
    Column("note", String, nullable=False, default=""),
    sqlite_autoincrement=True,
)

problem_files = Table(
    "problem_files",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("problem_id", "problems.id"),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False, default=""),
    Column("name", String, nullable=False),
    Column("stored", String, nullable=False),
    Index("ix_problem_files_kept", "store_id", "stored"),
    sqlite_autoincrement=True,
)
