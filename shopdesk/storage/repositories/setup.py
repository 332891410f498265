"""Repositories of a store's setup."""

from __future__ import annotations

from shopdesk.domain.setup.fees import OwnFee
from shopdesk.domain.setup.records import SetupClock, SetupDocument, SetupPlan, SetupScan, SetupStep, SetupVisit
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables import setup as tables


class SetupPlans(RecordRepository[SetupPlan]):
    """One plan for each store."""

    table = tables.setup_plans
    record_type = SetupPlan

    def of(self, store_id: int) -> SetupPlan | None:
        """The store's plan, ``None`` while it is not started."""
        return self.first(self.table.c.store_id == store_id)


class SetupSteps(RecordRepository[SetupStep]):
    """Steps in the order in which they stand."""

    table = tables.setup_steps
    record_type = SetupStep

    def of(self, store_id: int) -> list[SetupStep]:
        """The store's steps."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.position)


class SetupDocuments(RecordRepository[SetupDocument]):
    """Documents in the order in which they stand."""

    table = tables.setup_documents
    record_type = SetupDocument

    def of(self, store_id: int) -> list[SetupDocument]:
        """The store's documents."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.position)


class SetupScans(RecordRepository[SetupScan]):
    """The scans of documents, oldest first."""

    table = tables.setup_scans
    record_type = SetupScan

    def of(self, document: SetupDocument) -> list[SetupScan]:
        """Those of one document."""
        return self.find(self.table.c.store_id == document.store_id, self.table.c.document_id == document.id)

    def of_store(self, store_id: int) -> list[SetupScan]:
        """Those of every document of the store."""
        return self.find(self.table.c.store_id == store_id)


class SetupClocks(RecordRepository[SetupClock]):
    """Time limits in the order in which they stand."""

    table = tables.setup_clocks
    record_type = SetupClock

    def of(self, store_id: int) -> list[SetupClock]:
        """The store's time limits."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.position)


class SetupVisits(RecordRepository[SetupVisit]):
    """Visits and uploads that the owner touched, in the order in which they stand."""

    table = tables.setup_visits
    record_type = SetupVisit

    def of(self, store_id: int) -> list[SetupVisit]:
        """The store's visits."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.position)


class OwnFees(RecordRepository[OwnFee]):
    """The user's own fee figures, every version of them."""

    table = tables.setup_fees
    record_type = OwnFee

    def of(self, store_id: int) -> list[OwnFee]:
        """All versions for the store, oldest first."""
        return self.find(self.table.c.store_id == store_id)
