"""The repositories of competitors, what is seen of them, and the pictures of it."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.competitors import Competitor, CompetitorFile, CompetitorLook
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.competitors import competitor_files, competitor_looks, competitors


class Competitors(RecordRepository[Competitor]):
    """The stores that are watched."""

    table = competitors
    record_type = Competitor

    def of_store(self, store_id: int) -> list[Competitor]:
        """All of a store, in the order in which they were entered."""
        return self.find(competitors.c.store_id == store_id, order_by=competitors.c.id)


class CompetitorLooks(RecordRepository[CompetitorLook]):
    """What was seen of competitors."""

    table = competitor_looks
    record_type = CompetitorLook

    def of_store(self, store_id: int) -> list[CompetitorLook]:
        """All of a store, the newest first."""
        return self.find(competitor_looks.c.store_id == store_id, order_by=competitor_looks.c.day.desc())

    def of(self, competitor: Competitor) -> list[CompetitorLook]:
        """Those at one competitor, the newest first."""
        c = competitor_looks.c
        mine = (c.store_id == competitor.store_id, c.competitor_id == competitor.id)
        return self.find(*mine, order_by=c.day.desc())

    def between(self, store_id: int, first: date, last: date) -> list[CompetitorLook]:
        """Those from ``first`` to ``last``, in the order of the days."""
        c = competitor_looks.c
        return self.find(c.store_id == store_id, c.day.between(first, last), order_by=c.day)


class CompetitorFiles(RecordRepository[CompetitorFile]):
    """Pictures and files kept with looks."""

    table = competitor_files
    record_type = CompetitorFile

    def of(self, look_id: int, store_id: int | None = None) -> list[CompetitorFile]:
        """Those of one look, oldest first; ``store_id`` is its store, where that is known."""
        c = competitor_files.c
        return self.find(*self.in_store(store_id), c.look_id == look_id, order_by=c.at)
