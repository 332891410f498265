"""The repository of levels of members."""

from __future__ import annotations

from shopdesk.domain.members import MemberLevel
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.market import member_levels


class MemberLevels(RecordRepository[MemberLevel]):
    """Levels as the owner defines them."""

    table = member_levels
    record_type = MemberLevel

    def of_store(self, store_id: int) -> list[MemberLevel]:
        """All of a store, those that hold from the newest day first."""
        return self.find(member_levels.c.store_id == store_id, order_by=member_levels.c.valid_from.desc())
