"""The plan of the range in the data file."""

from __future__ import annotations

from shopdesk.domain.assortment import AssortmentRow
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.assortment import assortment_rows


class AssortmentRows(RecordRepository[AssortmentRow]):
    """What is planned by quarter, product group and role."""

    table = assortment_rows
    record_type = AssortmentRow

    def of_year(self, store_id: int, year: int) -> list[AssortmentRow]:
        """All of a store's year."""
        c = assortment_rows.c
        return self.find(c.store_id == store_id, c.year == year, order_by=[c.quarter, c.id])
