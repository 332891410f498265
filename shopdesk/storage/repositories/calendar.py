"""The store's own days and pasted holiday notices in the data file."""

from __future__ import annotations

from shopdesk.domain.campaigns.records import OwnDay, PastedNotice
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.campaigns import holiday_notices, own_days


class OwnDays(RecordRepository[OwnDay]):
    """Days of the store itself."""

    table = own_days
    record_type = OwnDay

    def of_store(self, store_id: int) -> list[OwnDay]:
        """Those of one store, by day."""
        return self.find(own_days.c.store_id == store_id, order_by=own_days.c.day)


class PastedNotices(RecordRepository[PastedNotice]):
    """Pasted notices, one for each year."""

    table = holiday_notices
    record_type = PastedNotice

    def of_year(self, year: int) -> PastedNotice | None:
        """The one of a year."""
        return self.first(holiday_notices.c.year == year)
