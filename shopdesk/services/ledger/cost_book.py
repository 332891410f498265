"""Everything that the owner entered about costs, to look up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.ledger.costs import CostBook
from shopdesk.domain.ledger.couriers import CourierRate
from shopdesk.domain.ledger.parcel_cost import ParcelGrounds
from shopdesk.storage.queries.ledger_profit import parcels_lately
from shopdesk.storage.repositories.costs import CourierChoices, CourierRates, DatedCosts, UnitCosts

if TYPE_CHECKING:
    from shopdesk.storage.unit_of_work import UnitOfWork


def read_costs(uow: UnitOfWork, store_id: int, rates: Sequence[CourierRate] | None = None) -> CostBook:
    """What the owner entered about costs; ``rates`` where the prices of couriers were read already."""
    return CostBook(
        uow.repository(UnitCosts).of_store(store_id),
        uow.repository(CourierRates).of_store(store_id) if rates is None else rates,
        uow.repository(DatedCosts).of_store(store_id),
        uow.repository(CourierChoices).of_store(store_id),
    )


def read_grounds(uow: UnitOfWork, store_id: int, day: date, today: date) -> ParcelGrounds | None:
    """What the cost of a store's parcels is reckoned from on a day; ``None`` where no courier has a price."""
    rates = uow.repository(CourierRates).of_store(store_id)
    if not rates:
        return None
    return ParcelGrounds(day, read_costs(uow, store_id, rates), dict(parcels_lately(uow.connection, store_id, today)))
