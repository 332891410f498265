"""Inspection rounds in the data file."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.daily.inspections import InspectionMark, InspectionRound
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.inspections import inspection_marks, inspection_rounds


class InspectionRounds(RecordRepository[InspectionRound]):
    """Which places are looked at in which order."""

    table = inspection_rounds
    record_type = InspectionRound

    def of_store(self, store_id: int) -> list[InspectionRound]:
        """All of a store, as they were entered."""
        return self.find(inspection_rounds.c.store_id == store_id)


class InspectionMarks(RecordRepository[InspectionMark]):
    """What was seen."""

    table = inspection_marks
    record_type = InspectionMark

    def of_store(self, store_id: int) -> list[InspectionMark]:
        """All of a store, by day."""
        c = inspection_marks.c
        return self.find(c.store_id == store_id, order_by=c.day)

    def of_round(self, one: InspectionRound) -> list[InspectionMark]:
        """All of one round, by day."""
        c = inspection_marks.c
        return self.find(c.store_id == one.store_id, c.round_id == one.id, order_by=c.day)

    def at(self, one: InspectionRound, day: date, place: str) -> InspectionMark | None:
        """What was seen at one place on a day."""
        c = inspection_marks.c
        return self.first(c.store_id == one.store_id, c.round_id == one.id, c.day == day, c.place == place)
