"""Shifts and the roster in the data file."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.people import Person
from shopdesk.domain.roster import RosterDay, Shift
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.roster import roster_days, shifts


class Shifts(RecordRepository[Shift]):
    """The shifts of the stores."""

    table = shifts
    record_type = Shift

    def of_store(self, store_id: int) -> list[Shift]:
        """Those of one store in their order, hidden ones too."""
        return self.find(shifts.c.store_id == store_id, order_by=shifts.c.position)


class RosterDays(RecordRepository[RosterDay]):
    """Who does what on which day."""

    table = roster_days
    record_type = RosterDay

    def between(self, store_id: int, start: date, end: date) -> list[RosterDay]:
        """Everything on a store's roster from ``start`` to ``end``, both included."""
        c = roster_days.c
        return self.find(c.store_id == store_id, c.day.between(start, end), order_by=c.day)

    def after(self, person: Person, day: date) -> list[RosterDay]:
        """What a person has on the roster later than ``day``."""
        c = roster_days.c
        return self.find(c.store_id == person.store_id, c.person_id == person.id, c.day > day, order_by=c.day)
