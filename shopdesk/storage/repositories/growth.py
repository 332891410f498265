"""Repositories of scorecards, design jobs and training."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.growth.design import DesignJob
from shopdesk.domain.growth.records import CardVersion, ScoreEntry, SettledScore
from shopdesk.domain.growth.training import KeptPlan, Training, TrainingItem
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables import growth as tables


class CardVersions(RecordRepository[CardVersion]):
    """The store's own versions of scorecards."""

    table = tables.scorecards
    record_type = CardVersion

    def of_store(self, store_id: int) -> list[CardVersion]:
        """All versions, those that begin first before the others."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.valid_from)


class ScoreEntries(RecordRepository[ScoreEntry]):
    """Figures that people entered for indicators."""

    table = tables.score_entries
    record_type = ScoreEntry

    def between(self, store_id: int, first: date, last: date) -> list[ScoreEntry]:
        """Those of the months that begin from ``first`` to ``last``."""
        c = self.table.c
        return self.find(c.store_id == store_id, c.month.between(first, last))

    def of(self, store_id: int, person_id: int, month: date, indicator: str) -> ScoreEntry | None:
        """What was entered for one indicator of a person's month."""
        c = self.table.c
        return self.first(c.store_id == store_id, c.person_id == person_id, c.month == month, c.indicator == indicator)


class SettledScores(RecordRepository[SettledScore]):
    """Months as they were settled."""

    table = tables.settled_scores
    record_type = SettledScore

    def between(self, store_id: int, first: date, last: date) -> list[SettledScore]:
        """Those of the months that begin from ``first`` to ``last``."""
        c = self.table.c
        return self.find(c.store_id == store_id, c.month.between(first, last))

    def last_month(self, store_id: int) -> date | None:
        """The newest month of which anything is settled."""
        found = self.find(self.table.c.store_id == store_id, order_by=self.table.c.month.desc(), limit=1)
        return found[0].month if found else None


class DesignJobs(RecordRepository[DesignJob]):
    """The log of design jobs."""

    table = tables.design_jobs
    record_type = DesignJob

    def of_store(self, store_id: int) -> list[DesignJob]:
        """All of them, the newest first."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.asked_on.desc())


class TrainingPlans(RecordRepository[KeptPlan]):
    """The store's own versions of training plans."""

    table = tables.training_plans
    record_type = KeptPlan

    def of_store(self, store_id: int) -> list[KeptPlan]:
        """All of them."""
        return self.find(self.table.c.store_id == store_id)


class Trainings(RecordRepository[Training]):
    """Who is or was on a plan."""

    table = tables.trainings
    record_type = Training

    def of_store(self, store_id: int) -> list[Training]:
        """All of them, those that end last first."""
        return self.find(self.table.c.store_id == store_id, order_by=self.table.c.ends_on.desc())


class TrainingItems(RecordRepository[TrainingItem]):
    """What people have to learn."""

    table = tables.training_items
    record_type = TrainingItem

    def of_store(self, store_id: int) -> dict[int, list[TrainingItem]]:
        """All of a store by training, in the order of the plan."""
        found: dict[int, list[TrainingItem]] = {}
        for item in self.find(self.table.c.store_id == store_id, order_by=self.table.c.position):
            found.setdefault(item.training_id, []).append(item)
        return found
