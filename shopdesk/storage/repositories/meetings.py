"""The repository of points of meetings."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.daily.meetings import MeetingPoint
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.meetings import meeting_points


class MeetingPoints(RecordRepository[MeetingPoint]):
    """What meetings talked about and decided."""

    table = meeting_points
    record_type = MeetingPoint

    def of_store(self, store_id: int) -> list[MeetingPoint]:
        """All of a store, those of the newest meeting first."""
        c = meeting_points.c
        return self.find(c.store_id == store_id, order_by=c.day.desc())

    def between(self, store_id: int, first: date, last: date) -> list[MeetingPoint]:
        """Those of meetings from ``first`` to ``last``, in the order of the days."""
        c = meeting_points.c
        return self.find(c.store_id == store_id, c.day.between(first, last), order_by=c.day)

    def followed(self, store_id: int, problems: list[int]) -> list[MeetingPoint]:
        """Those whose decision is followed up as one of these problems, in the order of the days."""
        c = meeting_points.c
        return self.find(c.store_id == store_id, c.problem_id.in_(problems), order_by=c.day)
