"""The points of meetings."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table

from shopdesk.domain.daily.meetings import MeetingKind
from shopdesk.domain.text import Text
from shopdesk.storage.columns import Day, Words, metadata, one_only, record_id, reference, store_ref, version

meeting_points = Table(
    "meeting_points",
    metadata,
    record_id(),
    version(),
    store_ref(),
    Column("kind", Words(MeetingKind), nullable=False),
    Column("day", Day, nullable=False),
    Column("topic", String, nullable=False),
    Column("decision", String, nullable=False, default=""),
    Column("owner", String, nullable=False, default=""),
    Column("due", Day),
    reference("problem_id", "problems.id", nullable=True, ondelete="SET NULL"),
    one_only(
        "store_id", "kind", "day", "topic", taken=Text("This meeting has that point already. Change the one there is.")
    ),
    Index("ix_meeting_points_day", "store_id", "day"),
    sqlite_autoincrement=True,
)
