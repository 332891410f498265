"""Repositories of explained orders, closed months and what changed in them since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from shopdesk.domain.ledger.explained import Explanation
from shopdesk.domain.ledger.months import ClosedMonth, MonthChange
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables import matching as tables


class Explanations(RecordRepository[Explanation]):
    """What people said of orders that differ."""

    table = tables.order_explanations
    record_type = Explanation

    def of(self, store_id: int, order_no: str) -> Explanation | None:
        """What was said of one order."""
        return self.first(self.table.c.store_id == store_id, self.table.c.order_no == order_no)

    def among(self, store_id: int, order_nos: Collection[str]) -> dict[str, Explanation]:
        """What was said of these orders, by number; a page of them, for each costs a parameter."""
        found = self.find(self.table.c.store_id == store_id, self.table.c.order_no.in_(order_nos))
        return {one.order_no: one for one in found}


class ClosedMonths(RecordRepository[ClosedMonth]):
    """Months that were checked off."""

    table = tables.closed_months
    record_type = ClosedMonth

    def of(self, store_id: int, month: date) -> ClosedMonth | None:
        """The month that begins on this day, where it is closed."""
        return self.first(self.table.c.store_id == store_id, self.table.c.month == month)

    def of_store(self, store_id: int) -> list[ClosedMonth]:
        """All closed months, the newest first."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.month.desc())


class MonthChanges(RecordRepository[MonthChange]):
    """What became another figure after its month was closed, as long as nobody accepted it."""

    table = tables.month_changes
    record_type = MonthChange

    def of(self, store_id: int, month: date | None = None) -> list[MonthChange]:
        """The changes of one month or of all, in the order in which they were found."""
        where = [self.table.c.store_id == store_id]
        if month is not None:
            where.append(self.table.c.month == month)
        return self.find(*where)
