"""The repository of what the owner says of products."""

from __future__ import annotations

from shopdesk.domain.products import Product
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.market import products


class Products(RecordRepository[Product]):
    """What the owner says of products."""

    table = products
    record_type = Product

    def of_store(self, store_id: int) -> list[Product]:
        """All of a store, in the order in which they were entered."""
        return self.find(products.c.store_id == store_id, order_by=products.c.id)
