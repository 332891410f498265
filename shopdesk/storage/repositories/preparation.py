"""What is prepared for the opening, in the data file."""

from __future__ import annotations

from shopdesk.domain.setup.preparation import PreparationItem, Prepared
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.preparation import preparation_items, prepared


class PreparedThings(RecordRepository[Prepared]):
    """What is ready."""

    table = prepared
    record_type = Prepared

    def of_store(self, store_id: int) -> list[Prepared]:
        """All of a store."""
        return self.find(prepared.c.store_id == store_id)


class PreparationItems(RecordRepository[PreparationItem]):
    """Own things to prepare, and shipped ones that are left out."""

    table = preparation_items
    record_type = PreparationItem

    def of_store(self, store_id: int) -> list[PreparationItem]:
        """All of a store, as they were added."""
        return self.find(preparation_items.c.store_id == store_id)
