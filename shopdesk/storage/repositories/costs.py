"""Repositories of what the owner enters about costs."""

from __future__ import annotations

from shopdesk.domain.ledger.costs import DatedCost, UnitCost
from shopdesk.domain.ledger.couriers import CourierChoice, CourierRate
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables import costs as tables


class UnitCosts(RecordRepository[UnitCost]):
    """What a piece costs from a day on."""

    table = tables.unit_costs
    record_type = UnitCost

    def of_store(self, store_id: int) -> list[UnitCost]:
        """All of a store."""
        return self.find(self.table.c.store_id == store_id)


class CourierRates(RecordRepository[CourierRate]):
    """Couriers' prices by province and weight."""

    table = tables.courier_rates
    record_type = CourierRate

    def of_store(self, store_id: int) -> list[CourierRate]:
        """All of a store, those entered first at first."""
        return self.find(self.table.c.store_id == store_id)


class CourierChoices(RecordRepository[CourierChoice]):
    """With which courier the store ships, by province and from which day on."""

    table = tables.courier_choices
    record_type = CourierChoice

    def of_store(self, store_id: int) -> list[CourierChoice]:
        """All of a store."""
        return self.find(self.table.c.store_id == store_id)


class DatedCosts(RecordRepository[DatedCost]):
    """Costs that no file states."""

    table = tables.dated_costs
    record_type = DatedCost

    def of_store(self, store_id: int) -> list[DatedCost]:
        """All of a store, those that began last first."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.first_day.desc())
