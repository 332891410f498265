"""Who is employed in a store on a day."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.people import Person, standing_on
from shopdesk.storage.repositories.people import People, StaffEvents
from shopdesk.storage.unit_of_work import UnitOfWork


def employed_in(uow: UnitOfWork, store_id: int, day: date) -> list[Person]:
    """Everybody employed on a day as they stand then, by name, within a unit of work."""
    histories = uow.repository(StaffEvents).of_store(store_id)
    everyone = uow.repository(People).of_store(store_id)
    standing = (standing_on(person, histories.get(person.id or 0, ()), day) for person in everyone)
    return [person for person in standing if person is not None]
