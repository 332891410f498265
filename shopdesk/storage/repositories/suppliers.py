"""Suppliers in the data file, with what belongs to them."""

from __future__ import annotations

from shopdesk.domain.setup.suppliers import Supplier, SupplierFile, SupplierPrice, SupplierTerm, TermWeight
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.suppliers import (
    supplier_files,
    supplier_prices,
    supplier_terms,
    supplier_weights,
    suppliers,
)


class Suppliers(RecordRepository[Supplier]):
    """Who offers goods."""

    table = suppliers
    record_type = Supplier

    def of_store(self, store_id: int) -> list[Supplier]:
        """All of a store, as they were entered."""
        return self.find(suppliers.c.store_id == store_id)


class SupplierTerms(RecordRepository[SupplierTerm]):
    """What they say to each term."""

    table = supplier_terms
    record_type = SupplierTerm

    def of_store(self, store_id: int) -> list[SupplierTerm]:
        """All of a store."""
        return self.find(supplier_terms.c.store_id == store_id)

    def of(self, supplier_id: int) -> list[SupplierTerm]:
        """Those of one supplier."""
        return self.find(supplier_terms.c.supplier_id == supplier_id)


class TermWeights(RecordRepository[TermWeight]):
    """How much each term counts."""

    table = supplier_weights
    record_type = TermWeight

    def of_store(self, store_id: int) -> list[TermWeight]:
        """All of a store, own terms in the order in which they were added."""
        return self.find(supplier_weights.c.store_id == store_id)


class SupplierPrices(RecordRepository[SupplierPrice]):
    """Price steps."""

    table = supplier_prices
    record_type = SupplierPrice

    def of_store(self, store_id: int) -> list[SupplierPrice]:
        """All of a store, as they were entered."""
        return self.find(supplier_prices.c.store_id == store_id)

    def of(self, supplier_id: int) -> list[SupplierPrice]:
        """Those of one supplier, as they were entered."""
        return self.find(supplier_prices.c.supplier_id == supplier_id)


class SupplierFiles(RecordRepository[SupplierFile]):
    """Papers."""

    table = supplier_files
    record_type = SupplierFile

    def of_store(self, store_id: int) -> list[SupplierFile]:
        """All of a store, oldest first."""
        return self.find(supplier_files.c.store_id == store_id, order_by=supplier_files.c.at)

    def of(self, supplier_id: int) -> list[SupplierFile]:
        """Those of one supplier, oldest first."""
        c = supplier_files.c
        return self.find(c.supplier_id == supplier_id, order_by=c.at)
