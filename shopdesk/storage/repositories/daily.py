"""Checklists, worksheets, answers and problems in the data file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shopdesk.domain.daily.checklist import Checklist, ChecklistVersion
from shopdesk.domain.daily.problems import Problem, ProblemComment, ProblemEvent, ProblemFile, ProblemState
from shopdesk.domain.daily.timetable import BlockTick
from shopdesk.domain.daily.worksheet import Answer, Worksheet
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables import daily as tables


class Checklists(RecordRepository[Checklist]):
    """The forms of the stores."""

    table = tables.checklists
    record_type = Checklist

    def of_store(self, store_id: int) -> list[Checklist]:
        """Those of one store in its order, archived ones left out."""
        c = tables.checklists.c
        return self.find(c.store_id == store_id, c.archived.is_(False), order_by=c.position)


class ChecklistVersions(RecordRepository[ChecklistVersion]):
    """Their versions."""

    table = tables.checklist_versions
    record_type = ChecklistVersion

    def of(self, checklist_id: int, store_id: int | None = None) -> list[ChecklistVersion]:
        """Those of one checklist, newest first; ``store_id`` is its store, where that is known."""
        c = tables.checklist_versions.c
        return self.find(*self.in_store(store_id), c.checklist_id == checklist_id, order_by=c.number.desc())

    def valid_on(self, checklist: Checklist, day: date) -> ChecklistVersion | None:
        """The one that a worksheet begun for ``day`` uses; days before the first version use the first."""
        c = tables.checklist_versions.c
        mine = (c.store_id == checklist.store_id, c.checklist_id == checklist.id)
        found = self.find(*mine, c.valid_from <= day, order_by=c.number.desc(), limit=1)
        if found:
            return found[0]
        oldest = self.find(*mine, order_by=c.number, limit=1)
        return oldest[0] if oldest else None


class Worksheets(RecordRepository[Worksheet]):
    """The filled forms."""

    table = tables.worksheets
    record_type = Worksheet

    def on(self, store_id: int, day: date) -> list[Worksheet]:
        """Those of one day."""
        c = tables.worksheets.c
        return self.find(c.store_id == store_id, c.day == day)

    def of(self, store_id: int, day: date, checklist_id: int) -> Worksheet | None:
        """The one of a day and checklist."""
        c = tables.worksheets.c
        return self.first(c.store_id == store_id, c.day == day, c.checklist_id == checklist_id)


class Answers(RecordRepository[Answer]):
    """What was found."""

    table = tables.answers
    record_type = Answer

    def of(self, worksheet: Worksheet) -> list[Answer]:
        """Those of one worksheet."""
        c = tables.answers.c
        return self.find(c.store_id == worksheet.store_id, c.worksheet_id == worksheet.id)

    def to(self, worksheet: Worksheet, item_code: str) -> Answer | None:
        """The answer to one item."""
        c = tables.answers.c
        return self.first(c.store_id == worksheet.store_id, c.worksheet_id == worksheet.id, c.item_code == item_code)


class BlockTicks(RecordRepository[BlockTick]):
    """Which turns of the timetable's blocks were done."""

    table = tables.block_ticks
    record_type = BlockTick

    def of(self, worksheet: Worksheet) -> list[BlockTick]:
        """Those of one worksheet."""
        c = tables.block_ticks.c
        return self.find(c.store_id == worksheet.store_id, c.worksheet_id == worksheet.id)


class Problems(RecordRepository[Problem]):
    """What is to be put right."""

    table = tables.problems
    record_type = Problem

    def open(self, store_id: int) -> list[Problem]:
        """Those not closed."""
        c = tables.problems.c
        return self.find(c.store_id == store_id, c.state != ProblemState.CLOSED)

    def open_on(self, store_id: int, day: date) -> list[Problem]:
        """Those found by ``day`` and not closed before it ended."""
        c = tables.problems.c
        still = c.closed_on.is_(None) | (c.closed_on > day)
        return self.find(c.store_id == store_id, c.opened_on <= day, still)

    def open_from(self, worksheet: Worksheet, item_code: str) -> Problem | None:
        """The one that an item of a worksheet left and that is not closed."""
        c = tables.problems.c
        left = (c.store_id == worksheet.store_id, c.worksheet_id == worksheet.id, c.item_code == item_code)
        return self.first(*left, c.state != ProblemState.CLOSED)

    def of_store(self, store_id: int, since: date | None = None) -> list[Problem]:
        """All of a store, newest first; closed ones only since a day, if given."""
        c = tables.problems.c
        recent = () if since is None else (c.closed_on.is_(None) | (c.closed_on >= since),)
        return self.find(c.store_id == store_id, *recent, order_by=c.opened_on.desc())

    def to_inspect(self, store_id: int, until: date) -> list[Problem]:
        """Closed ones that are to be looked at again by ``until``, the longest due first."""
        c = tables.problems.c
        due = (c.inspect_on.is_not(None), c.inspect_on <= until)
        return self.find(
            c.store_id == store_id, c.state == ProblemState.CLOSED, *due, order_by=c.inspect_on.nulls_last()
        )

    def many(self, store_id: int, ids: Iterable[int]) -> dict[int, Problem]:
        """Several of a store by id."""
        c = tables.problems.c
        return {problem.id or 0: problem for problem in self.find(c.store_id == store_id, c.id.in_(list(ids)))}


class ProblemComments(RecordRepository[ProblemComment]):
    """What was said about problems."""

    table = tables.problem_comments
    record_type = ProblemComment

    def of(self, problem_id: int, store_id: int | None = None) -> list[ProblemComment]:
        """Those of one problem, oldest first."""
        c = tables.problem_comments.c
        return self.find(*self.in_store(store_id), c.problem_id == problem_id, order_by=c.at)


class ProblemEvents(RecordRepository[ProblemEvent]):
    """The steps in problems' lives."""

    table = tables.problem_events
    record_type = ProblemEvent

    def of(self, problem_id: int, store_id: int | None = None) -> list[ProblemEvent]:
        """Those of one problem, oldest first."""
        c = tables.problem_events.c
        return self.find(*self.in_store(store_id), c.problem_id == problem_id, order_by=c.at)


class ProblemFiles(RecordRepository[ProblemFile]):
    """Photos and files kept with problems."""

    table = tables.problem_files
    record_type = ProblemFile

    def of(self, problem_id: int, store_id: int | None = None) -> list[ProblemFile]:
        """Those of one problem, oldest first."""
        c = tables.problem_files.c
        return self.find(*self.in_store(store_id), c.problem_id == problem_id, order_by=c.at)
