"""Standing tasks in the data file."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.daily.standing_tasks import StandingDone, StandingTask
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.standing import standing_done, standing_tasks


class StandingTasks(RecordRepository[StandingTask]):
    """What is done again and again."""

    table = standing_tasks
    record_type = StandingTask

    def of_store(self, store_id: int) -> list[StandingTask]:
        """All of a store, as they were entered."""
        return self.find(standing_tasks.c.store_id == store_id)


class StandingDones(RecordRepository[StandingDone]):
    """What was done of it."""

    table = standing_done
    record_type = StandingDone

    def since(self, store_id: int, first: date) -> list[StandingDone]:
        """What was done for days from ``first`` on, by that day."""
        c = standing_done.c
        return self.find(c.store_id == store_id, c.due_on >= first, order_by=c.due_on)

    def of_task(self, task_id: int) -> list[StandingDone]:
        """All of one task, by the day it was due."""
        return self.find(standing_done.c.task_id == task_id, order_by=standing_done.c.due_on)
