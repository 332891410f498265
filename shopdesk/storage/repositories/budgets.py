"""Repositories of a store's budget."""

from __future__ import annotations

from shopdesk.domain.setup.actuals import BudgetActual
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables import budgets as tables


class BudgetPlans(RecordRepository[BudgetPlan]):
    """One set of budget inputs for each store."""

    table = tables.setup_budgets
    record_type = BudgetPlan

    def of(self, store_id: int) -> BudgetPlan | None:
        """The store's inputs, ``None`` before the first edit."""
        return self.first(self.table.c.store_id == store_id)


class BudgetPhases(RecordRepository[BudgetPhase]):
    """Budget phases in the order in which they stand."""

    table = tables.setup_budget_phases
    record_type = BudgetPhase

    def of(self, store_id: int) -> list[BudgetPhase]:
        """The store's budget phases."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.position)


class BudgetLines(RecordRepository[BudgetLine]):
    """Money by phase."""

    table = tables.setup_budget_lines
    record_type = BudgetLine

    def of(self, store_id: int) -> list[BudgetLine]:
        """The store's budget lines."""
        return self.find(self.table.c.store_id == store_id)


class BudgetActuals(RecordRepository[BudgetActual]):
    """What was paid for lines of the budget, typed or picked from the statements."""

    table = tables.setup_budget_actuals
    record_type = BudgetActual

    def of(self, store_id: int) -> list[BudgetActual]:
        """The store's payments."""
        return self.find(self.table.c.store_id == store_id)
