"""Stores and their settings in the data file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from shopdesk.domain.records import Kept
from shopdesk.domain.stores import Store
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.stores import store_settings, stores

HALF_MADE = "half_made"
"""The setting of a store that counts only once it is complete."""

_half_made = select(store_settings.c.store_id).where(store_settings.c.key == HALF_MADE)


class Stores(RecordRepository[Store]):
    """The stores of this data file."""

    table = stores
    record_type = Store

    def all(self) -> list[Store]:
        """Every store that is made, in the owner's order."""
        return self.find(stores.c.id.not_in(_half_made), order_by=stores.c.position)

    def half_made(self) -> list[Store]:
        """The stores that somebody is making, or was when the program was ended."""
        return self.find(stores.c.id.in_(_half_made), order_by=stores.c.id)

    def named(self, name: str) -> Store | None:
        """The store with this name."""
        return self.first(stores.c.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSetting(Kept):
    """One value set for one store."""

    store_id: int
    key: str
    value: str


class StoreSettings(RecordRepository[StoreSetting]):
    """What is set for one store."""

    table = store_settings
    record_type = StoreSetting

    def of_key(self, store_id: int, key: str) -> StoreSetting | None:
        """What is set for a key."""
        return self.first(store_settings.c.store_id == store_id, store_settings.c.key == key)

    def value(self, store_id: int, key: str) -> str | None:
        """The value of a key."""
        found = self.of_key(store_id, key)
        return None if found is None else found.value

    def clear(self, store_id: int, key: str) -> None:
        """Take the value of a key away."""
        found = self.of_key(store_id, key)
        if found is not None:
            self.remove(found)

    def put(self, store_id: int, key: str, value: str | None) -> None:
        """Set the value of a key; ``None`` takes it away."""
        if value is None:
            self.clear(store_id, key)
            return
        found = self.of_key(store_id, key)
        if found is None:
            self.add(StoreSetting(store_id=store_id, key=key, value=value))
        else:
            self.update(replace(found, value=value))
