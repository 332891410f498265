"""Departments, roles, people and what happened to them."""

from __future__ import annotations

from shopdesk.domain.people import Department, Person, Role, StaffEvent
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.people import departments, people, roles, staff_events


class Departments(RecordRepository[Department]):
    """The departments of stores."""

    table = departments
    record_type = Department

    def of_store(self, store_id: int) -> list[Department]:
        """All departments of a store in their order, hidden ones too."""
        return self.find(departments.c.store_id == store_id, order_by=departments.c.position)


class Roles(RecordRepository[Role]):
    """The roles of stores."""

    table = roles
    record_type = Role

    def of_store(self, store_id: int) -> list[Role]:
        """All roles of a store in their order, hidden ones too."""
        return self.find(roles.c.store_id == store_id, order_by=roles.c.position)


class People(RecordRepository[Person]):
    """Everybody who works or worked in the stores."""

    table = people
    record_type = Person

    def of_store(self, store_id: int) -> list[Person]:
        """Everybody of a store by name, those who left too."""
        # Every engine orders text in its own way; ours is the same on all of them.
        return sorted(self.find(people.c.store_id == store_id), key=lambda person: (person.name, person.mark))


class StaffEvents(RecordRepository[StaffEvent]):
    """What happened to people, by day."""

    table = staff_events
    record_type = StaffEvent

    def of_person(self, person_id: int, store_id: int | None = None) -> list[StaffEvent]:
        """The history of one person, oldest first; ``store_id`` is the person's store, where that is known."""
        c = staff_events.c
        return self.find(*self.in_store(store_id), c.person_id == person_id, order_by=c.day)

    def of_store(self, store_id: int) -> dict[int, list[StaffEvent]]:
        """The histories of a store's people by person, oldest first."""
        histories: dict[int, list[StaffEvent]] = {}
        for event in self.find(staff_events.c.store_id == store_id, order_by=staff_events.c.day):
            histories.setdefault(event.person_id, []).append(event)
        return histories
