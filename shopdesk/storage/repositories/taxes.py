"""The repository of quarters for the tax office."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.ledger.tax import TaxQuarter
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables import costs as tables


class TaxQuarters(RecordRepository[TaxQuarter]):
    """Figures of quarters for the tax office."""

    table = tables.tax_quarters
    record_type = TaxQuarter

    def of_store(self, store_id: int) -> list[TaxQuarter]:
        """All of a store, the newest first."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.quarter.desc())

    def of(self, store_id: int, quarter: date) -> TaxQuarter | None:
        """That of a quarter, by its first day."""
        return self.first(self.table.c.store_id == store_id, self.table.c.quarter == quarter)
