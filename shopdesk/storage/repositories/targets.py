"""Monthly targets in the data file."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.periods import Period
from shopdesk.domain.targets import Target
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.targets import targets


class Targets(RecordRepository[Target]):
    """The targets of the stores."""

    table = targets
    record_type = Target

    def of(self, store_id: int, month: date, metric: str) -> Target | None:
        """The target of one month, if one was set."""
        return self.first(targets.c.store_id == store_id, targets.c.month == month, targets.c.metric == metric)

    def within(self, store_id: int, period: Period, metric: str) -> list[Target]:
        """The targets of the months that begin in ``period``, in order."""
        return self.find(
            targets.c.store_id == store_id,
            targets.c.metric == metric,
            targets.c.month.between(period.start, period.end),
            order_by=targets.c.month,
        )
