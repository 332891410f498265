"""The handbook in the data file."""

from __future__ import annotations

from shopdesk.domain.handbook.records import HandbookEntry, HandbookTick
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.handbook import handbook_entries, handbook_ticks


class HandbookEntries(RecordRepository[HandbookEntry]):
    """Everything that is written down."""

    table = handbook_entries
    record_type = HandbookEntry

    def of_store(self, store_id: int) -> list[HandbookEntry]:
        """All of a store, as they were entered."""
        return self.find(handbook_entries.c.store_id == store_id)


class HandbookTicks(RecordRepository[HandbookTick]):
    """Who has learned what."""

    table = handbook_ticks
    record_type = HandbookTick

    def of_store(self, store_id: int) -> list[HandbookTick]:
        """All of a store."""
        return self.find(handbook_ticks.c.store_id == store_id)

    def of_entry(self, entry: HandbookEntry) -> list[HandbookTick]:
        """All of one entry."""
        return self.find(handbook_ticks.c.store_id == entry.store_id, handbook_ticks.c.entry_id == entry.id)
