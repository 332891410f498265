"""Standing tasks, and what was done of them."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.daily.standing_tasks import TaskRhythm
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Words, metadata, one_only, record_id, reference, store_ref, version

standing_tasks = Table(
    "standing_tasks",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("title", String, nullable=False),
    Column("what", String, nullable=False),
    Column("rhythm", Words(TaskRhythm), nullable=False),
    Column("every", Integer, nullable=False),
    Column("start", Day, nullable=False),
    Column("until", Day),
    Column("owner", String, nullable=False),
    Column("role_code", String(40)),
    Column("review_on", Day),
    Column("code", String(40), nullable=False),
    one_only("store_id", "title", taken=Text("There is a standing task of this name already. Change that one.")),
    sqlite_autoincrement=True,
)

standing_done = Table(
    "standing_done",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("task_id", "standing_tasks.id"),
    Column("due_on", Day, nullable=False),
    Column("done_on", Day, nullable=False),
    Column("who", String, nullable=False),
    one_only("store_id", "task_id", "due_on", taken=Text("Somebody noted meanwhile that this was done.")),
    sqlite_autoincrement=True,
)
